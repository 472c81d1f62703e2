package eligibility_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"zhicheng/knowledge/eligibility"
)

// TestAgainstOracle compares the rules with the second reading on random people.
func TestAgainstOracle(t *testing.T) {
	r := load(t)
	n, seed := 20_000, uint64(2023)
	if s := os.Getenv("ORACLE_RUNS"); s != "" { // more people, other ones
		n, _ = strconv.Atoi(s)
		seed = uint64(n)
	}
	if testing.Short() {
		n = 2_000
	}
	rng := rand.New(rand.NewPCG(73, seed))
	seen := map[string]int{}
	failed := 0
	for range n {
		facts, asOf := person(rng, r.Facts())
		want := oracle{facts, asOf}.read()
		got := r.Check(facts, day(t, asOf))
		seen[string(got.Verdict)]++
		for _, rt := range got.Routes {
			seen[rt.ID+" "+string(rt.Status)]++
		}
		if diff := differ(want, got); diff != "" {
			f, _ := json.Marshal(facts)
			t.Errorf("%s as of %s\n%s", f, asOf, diff)
			if failed++; failed == 12 {
				break
			}
		}
	}
	for _, must := range []string{"may_apply", "ask", "confirm", "no_route", "pending", "error", "series_transfer open",
		"long_service open", "epidemic_award open", "township_recognition open", "township_mid_review open", "nonpublic_direct open",
		"green_no_education open", "green_postdoc open", "green_talent_programme open", "green_transferred_cadre open",
		"rural_service_early confirm", "targeted_senior pending", "skilled_talent confirm", "outside_entrusted confirm"} {
		if seen[must] == 0 && !testing.Short() {
			t.Errorf("no random person came to %q", must)
		}
	}
	if testing.Verbose() {
		fmt.Println(seen)
	}
}

func differ(w reading, got eligibility.Result) string {
	status, codes := map[string]string{}, map[string][]string{}
	for _, rt := range got.Routes {
		status[rt.ID] = string(rt.Status)
		codes[rt.ID] = rt.Requirements
	}
	say := ""
	if w.verdict != string(got.Verdict) {
		say += fmt.Sprintf("verdict %s, oracle %s\n", got.Verdict, w.verdict)
	}
	for _, m := range []map[string]string{status, w.status} {
		for id := range m {
			if status[id] != w.status[id] {
				say += fmt.Sprintf("%s %q, oracle %q\n", id, status[id], w.status[id])
			}
		}
	}
	if asks := sortedSet(got.AskNow); !slices.Equal(asks, w.asks) {
		say += fmt.Sprintf("asks %v, oracle %v\n", asks, w.asks)
	}
	for id, want := range w.codes {
		for _, c := range want {
			if !slices.Contains(codes[id], c) {
				say += fmt.Sprintf("%s lacks %s, has %v\n", id, c, codes[id])
			}
		}
	}
	return say
}

// person draws facts, weighted so that routes stay alive: most people are employees in technical posts who have not
// broken rules, and dates lie near the boundaries that count.
func person(rng *rand.Rand, facts []eligibility.Fact) (map[string]any, string) {
	common := map[string][]string{
		"person_status": {"employee", "employee", "employee", "employee", "employee", "freelancer"},
		"post_type":     {"technical", "technical", "technical", "technical", "dual_management"}, "residency": {"mainland"},
		"unit_affiliation": {"county", "county", "municipal"}, "application_irregularity": {"none"},
		"venture_status": {"none"}, "target_series": {"primary_secondary_teacher", "health_physician", "health_nurse", "agriculture",
			"construction", "pharma", "vocational_teacher", "cultural_relics", "economics", "computer", "other_engineering"},
		"assessment_mode": {"review", "review", "exam_plus_review"}, "exam_result": {"passed_valid"},
		"target_level": {"mid", "mid", "assoc_senior", "assoc_senior", "full_senior", "assistant"},
		"unit_sector":  {"public_institution", "public_institution", "non_public"}, "postdoc_record": {"left_stayed_qualified"},
		"qualification_mapped_level": {"none"}, "epidemic_award": {"provincial_or_above"}, "epidemic_service": {"in_2023"}, "work_place": {"township", "urban"},
		"talent_programme": {"none", "new_era_tier2"}, "skilled_worker_grade": {"none"},
	}
	rare := map[eligibility.Class]float64{eligibility.Gate: .97, eligibility.Needed: .72, eligibility.Screen: .12,
		eligibility.Soft: .3, eligibility.Default: .3}
	often := map[string]float64{"assessment_mode": .85, "green_channel_used": .5, "peer_letters": .1, "graduation_date": .3,
		"county_service_start": .25, "township_service_start": .5, "local_cutoff_date": .1, "application_irregularity": .1,
		"meets_series_education": .15, "major_related": .5, "current_title_level": .85, "exam_result": .85, "skilled_worker_grade": .05}
	// Values off the common list end most of these before the routes.
	ends := map[string]bool{"person_status": true, "post_type": true, "residency": true, "application_irregularity": true,
		"qualification_mapped_level": true, "assessment_mode": true, "target_series": true, "skilled_worker_grade": true}
	out := map[string]any{}
	for i := range facts {
		f := &facts[i]
		p, ok := often[f.ID]
		if !ok {
			p = rare[f.Class]
		}
		if rng.Float64() >= p {
			continue
		}
		switch f.Kind {
		case eligibility.Bool:
			out[f.ID] = rng.IntN(3) > 0
			if f.ID == "green_channel_used" || f.ID == "unit_in_reform" || f.ID == "meets_series_education" {
				out[f.ID] = rng.IntN(4) == 0
			}
		case eligibility.Int:
			out[f.ID] = []int{0, 1, 2, 3, 4, 11, 12, 13, 20, 35, 36, 39, 40, 60}[rng.IntN(14)]
		case eligibility.Enum:
			if c := common[f.ID]; c != nil && (rng.IntN(5) > 0 || ends[f.ID] && rng.IntN(4) > 0) {
				out[f.ID] = c[rng.IntN(len(c))]
			} else {
				out[f.ID] = f.Values[rng.IntN(len(f.Values))].ID
			}
		default:
			out[f.ID] = date(rng, f.Kind == eligibility.Date)
		}
	}
	if rng.IntN(4) > 0 {
		delete(out, "qualification_mapped_level")
	}
	// A title one step below the target keeps most routes alive.
	if t, ok := out["target_level"].(string); ok && rng.IntN(3) > 0 && out["current_title_level"] != nil {
		out["current_title_level"] = ladder[lvl(t)-1]
	}
	days := []string{"2023-05-09", "2023-05-12", "2023-05-15", "2023-05-20", "2023-05-20", "2023-05-10", "2023-05-11",
		"2023-05-29", "2023-05-09", "2023-05-20", "2023-05-09", "2023-05-20", "2023-05-30", "2023-05-31", "2023-07-15",
		"2023-07-16", "2023-09-30", "2023-10-01", "2023-12-31", "2024-01-01"}
	return out, days[rng.IntN(len(days))]
}

// date is a day near an anniversary of a boundary, now and then only a month or a year.
func date(rng *rand.Rand, whole bool) string {
	near := []string{"2023-05-30", "2023-07-15", "2023-05-20", "2023-12-31", "2023-02-28", "2020-02-29"}
	d, _ := time.Parse(time.DateOnly, near[rng.IntN(len(near))])
	if whole {
		return iso(d.AddDate(0, 0, rng.IntN(80)-40))
	}
	years := []int{0, 0, 1, 1, 2, 2, 4, 5, 8, 12, 15, 19, 20, 20, 25, 30, 35}
	s := iso(d.AddDate(-years[rng.IntN(len(years))], 0, []int{-40, -1, 0, 1, 10, 100, -200}[rng.IntN(7)]))
	return s[:[]int{10, 10, 10, 10, 7, 4}[rng.IntN(6)]]
}
