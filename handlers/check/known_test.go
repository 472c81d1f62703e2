package check_test

import (
	"strings"
	"testing"
	"time"

	"zhicheng/knowledge/eligibility"
)

var senior = map[string]any{
	"person_status": "employee", "post_type": "technical", "unit_affiliation": "municipal", "unit_sector": "state_owned",
	"target_series": "construction", "target_level": "assoc_senior", "current_title_level": "mid", "current_title_same_series": true,
	"assessment_mode": "review", "education": "bachelor", "current_title_start": "2016-07-01",
}

func day(s string) time.Time {
	t, _ := time.Parse(time.DateOnly, s)
	return t
}

// A paper moves the cut-off both ways; an earlier local date still decides; what the notice leaves open a paper opens.
func TestPapersMoveTheCutoff(t *testing.T) {
	b, err := book()
	if err != nil {
		t.Fatal(err)
	}
	rules := b.Rules
	paper := func(on string) *eligibility.Rules {
		return rules.With(func(milestone, series string) (eligibility.Stated, bool) {
			exam := milestone == "senior_exam_application" && series == "health_physician"
			return eligibility.Stated{On: day(on), Document: "9号"}, exam || milestone == "senior_application"
		})
	}
	for _, c := range []struct {
		name     string
		rules    *eligibility.Rules
		change   map[string]any
		asOf     string
		want, by string
		verdict  eligibility.Verdict
	}{
		{"notice", rules, nil, "2023-06-05", "2023-05-30", "", eligibility.TooLate},
		{"later", paper("2023-06-06"), nil, "2023-06-05", "2023-06-06", "9号", ""},
		{"earlier", paper("2023-05-20"), nil, "2023-05-25", "2023-05-20", "9号", eligibility.TooLate},
		{"local", paper("2023-06-06"), map[string]any{"local_cutoff_date": "2023-05-25"}, "2023-05-20", "2023-05-25", "", ""},
		{"local later", paper("2023-06-06"), map[string]any{"local_cutoff_date": "2023-06-20"}, "2023-06-01", "2023-06-06", "9号", ""},
		{"open", rules, map[string]any{"assessment_mode": "exam_plus_review", "target_series": "health_physician"}, "2023-06-05", "", "", ""},
		{"opened", paper("2023-07-20"), map[string]any{"assessment_mode": "exam_plus_review", "target_series": "health_physician"}, "2023-06-05", "2023-07-20", "9号", ""},
		{"of another series", paper("2023-07-20"), map[string]any{"assessment_mode": "exam_plus_review", "target_series": "health_nurse"}, "2023-06-05", "", "", ""},
	} {
		facts := map[string]any{}
		for k, v := range senior {
			facts[k] = v
		}
		for k, v := range c.change {
			facts[k] = v
		}
		res := c.rules.Check(facts, day(c.asOf))
		if res.Deadline == nil {
			t.Fatalf("%s: no deadline: %v", c.name, res.Errors)
		}
		got := ""
		if res.Deadline.Date != nil {
			got = *res.Deadline.Date
		}
		if got != c.want || res.Deadline.Document != c.by || c.verdict != "" && res.Verdict != c.verdict || c.verdict == "" && res.Verdict == eligibility.TooLate {
			t.Errorf("%s: %s of %q, %s, %v", c.name, got, res.Deadline.Document, res.Verdict, res.Errors)
		}
	}
}

func TestLintComparesTheDays(t *testing.T) {
	b, err := book()
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Lint(); err != nil {
		t.Fatal(err)
	}
	moved := *b.Pack
	moved.Dates.Milestones = nil
	b.Pack = &moved
	if err := b.Lint(); err == nil || !strings.Contains(err.Error(), "_application") {
		t.Errorf("%v", err)
	}
}
