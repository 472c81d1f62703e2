package eligibility_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
)

// busy is a person for whom many routes are raised.
const busy = `{"person_status":"employee","post_type":"technical","unit_affiliation":"county","work_place":"township",
"unit_sector":"public_institution","target_series":"health_physician","target_level":"assoc_senior","assessment_mode":"exam_plus_review",
"exam_result":"passed_valid","current_title_level":"mid","current_title_same_series":true,"education":"bachelor",
"major_contribution":"breakthrough","introduced_talent":"claimed","postdoc_record":"left_stayed_qualified","peer_letters":1,
"meets_series_education":false,"overseas_returnee":true,"talent_programme":"new_era_tier2","transfer_background":"civil_servant_resigned",
"county_service_start":"1990","township_service_start":"2000-07","rural_months_since_title":40,"epidemic_award":"provincial_or_above",
"epidemic_service":"before_2023","skilled_worker_grade":"technician","qualification_mapped_level":"unclear","pool_established_posts":39,
"pool_vacant_posts":1,"pool_applicants":3}`

func BenchmarkCheck(b *testing.B) {
	r := load(b)
	var facts map[string]any
	if err := json.Unmarshal([]byte(busy), &facts); err != nil {
		b.Fatal(err)
	}
	at := day(b, "2023-05-20")
	b.Run("busy", func(b *testing.B) {
		for b.Loop() {
			r.Check(facts, at)
		}
	})
	rng := rand.New(rand.NewPCG(1, 2))
	people := make([]map[string]any, 500)
	for i := range people {
		people[i], _ = person(rng, r.Facts())
	}
	b.Run("random", func(b *testing.B) {
		i := 0
		for b.Loop() {
			r.Check(people[i%len(people)], at)
			i++
		}
	})
	b.Run("counterfactuals", func(b *testing.B) {
		for b.Loop() {
			r.Counterfactuals(facts, at)
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}
