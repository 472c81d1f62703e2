package eligibility_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhicheng/knowledge/eligibility"
)

// somebody draws a random person and day.
func somebody(t *rapid.T, r *eligibility.Rules) (map[string]any, string, *rand.Rand) {
	rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	facts, asOf := person(rng, r.Facts())
	return facts, asOf, rng
}

func on(asOf string) time.Time {
	d, _ := time.Parse(time.DateOnly, asOf)
	return d
}

// anything draws a valid value of a fact.
func anything(rng *rand.Rand, f eligibility.Fact) any {
	switch f.Kind {
	case eligibility.Bool:
		return rng.IntN(2) == 0
	case eligibility.Int:
		return rng.IntN(60)
	case eligibility.Enum:
		return f.Values[rng.IntN(len(f.Values))].ID
	}
	return date(rng, f.Kind == eligibility.Date || rng.IntN(2) == 0)
}

// TestAnsweringEnds answers whatever is asked, at random, until nothing is asked any more.
func TestAnsweringEnds(t *testing.T) {
	r := load(t)
	rapid.Check(t, func(t *rapid.T) {
		facts, asOf, rng := somebody(t, r)
		for n := 0; ; n++ {
			res := r.Check(facts, on(asOf))
			if len(res.AskNow) == 0 {
				return
			}
			if n > 2*len(r.Facts()) {
				t.Fatalf("still asks %v", res.AskNow)
			}
			for _, id := range res.AskNow {
				f, _ := r.Fact(id)
				if given, ok := facts[id]; ok {
					if s, _ := given.(string); f.Kind != eligibility.Part || len(s) == len("2006-01-02") {
						t.Fatalf("asks %s again, which is %v", id, given)
					}
				}
				facts[id] = anything(rng, f)
				if s, ok := facts[id].(string); ok && f.Kind == eligibility.Part && len(s) < len("2006-01-02") && n > 2 {
					facts[id] = s[:4] + "-06-15"
				}
			}
		}
	})
}

func TestBarredStaysBarred(t *testing.T) {
	r := load(t)
	bars := []map[string]any{{"person_status": "civil_servant"}, {"person_status": "reference_managed"}, {"person_status": "retired"},
		{"application_irregularity": "blacklisted"}}
	rapid.Check(t, func(t *rapid.T) {
		facts, asOf, _ := somebody(t, r)
		maps.Copy(facts, rapid.SampledFrom(bars).Draw(t, "bar"))
		delete(facts, "green_channel_used")
		res := r.Check(facts, on(asOf))
		if res.Verdict != eligibility.Barred || len(res.Routes) > 0 || len(res.AskNow) > 0 {
			t.Fatalf("%v: %s", facts, res.Verdict)
		}
	})
}

// TestEachBarAgainstEachCase: whatever route a worked case opens, a bar or a failure of scope closes it.
func TestEachBarAgainstEachCase(t *testing.T) {
	r := load(t)
	for _, c := range packCases(t) {
		if c.Want.Verdict == "error" {
			continue
		}
		for _, bar := range []struct{ fact, value, verdict string }{
			{"person_status", "retired", "barred"}, {"person_status", "civil_servant", "barred"},
			{"person_status", "reference_managed", "barred"}, {"application_irregularity", "blacklisted", "barred"},
			{"person_status", "unemployed", "out_of_scope"}, {"residency", "foreign_without_permit", "out_of_scope"},
		} {
			facts := maps.Clone(c.facts)
			facts[bar.fact] = bar.value
			got := r.Check(facts, day(t, c.At))
			if string(got.Verdict) != bar.verdict && got.Verdict != eligibility.Barred || len(got.Routes) > 0 {
				t.Errorf("%s %s with %s: %s", c.file, c.ID, bar.value, got.Verdict)
			}
		}
	}
}

// TestDecidedStaysDecided: a condition that the known facts decide does not turn into its opposite when one more fact
// is known, unless that fact's absence was read as a claim (screen), a default or "never in the way" (soft).
func TestDecidedStaysDecided(t *testing.T) {
	r := load(t)
	claims := map[eligibility.Class]bool{eligibility.Screen: true, eligibility.Default: true, eligibility.Soft: true}
	// Their absence is read as "no obstacle" in some conditions, as the analysis says.
	softHere := map[string]bool{"major_related": true, "unit_sector": true, "peer_letters": true, "assessment_mode": true}
	rapid.Check(t, func(t *rapid.T) {
		facts, asOf, rng := somebody(t, r)
		before := values(r.Check(facts, on(asOf)))
		f := rapid.SampledFrom(r.Facts()).Draw(t, "fact")
		if _, given := facts[f.ID]; given || claims[f.Class] || softHere[f.ID] || f.Class == eligibility.Gate {
			return
		}
		facts[f.ID] = anything(rng, f)
		for key, v := range values(r.Check(facts, on(asOf))) {
			old, ok := before[key]
			if ok && (old == eligibility.T && v == eligibility.F || old == eligibility.F && v == eligibility.T) {
				t.Fatalf("%s: %s became %s with %s = %v\n%v", key, old, v, f.ID, facts[f.ID], facts)
			}
		}
	})
}

func values(res eligibility.Result) map[string]eligibility.Value {
	out := map[string]eligibility.Value{}
	for _, rt := range res.Routes {
		for _, c := range rt.Conditions {
			out[rt.ID+" "+c.Label] = c.Value
		}
	}
	return out
}

func TestSameFactsSameBytes(t *testing.T) {
	r, again := load(t), load(t)
	rapid.Check(t, func(t *rapid.T) {
		facts, asOf, _ := somebody(t, r)
		a, err := json.Marshal(r.Check(facts, on(asOf)))
		if err != nil {
			t.Fatal(err)
		}
		b, _ := json.Marshal(again.Check(maps.Clone(facts), on(asOf)))
		if string(a) != string(b) {
			t.Fatalf("%s\n%s", a, b)
		}
	})
}

// TestCounterfactualsHold: what a counterfactual says is what a check with that value says.
func TestCounterfactualsHold(t *testing.T) {
	r := load(t)
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		facts, asOf, _ := somebody(t, r)
		for _, c := range r.Counterfactuals(facts, on(asOf)) {
			found++
			other := maps.Clone(facts)
			other[c.Fact] = c.Value
			for _, rt := range r.Check(other, on(asOf)).Routes {
				if want, ok := c.Routes[rt.ID]; ok && rt.Status != want {
					t.Fatalf("%s = %v: %s is %s, not %s", c.Fact, c.Value, rt.ID, rt.Status, want)
				}
			}
		}
	})
	if found == 0 {
		t.Error("no change was ever found")
	}
}

// TestCounterfactualNamesTheLetter: one more letter opens 4.5.4.
func TestCounterfactualNamesTheLetter(t *testing.T) {
	r := load(t)
	for _, c := range packCases(t) {
		if c.ID != "g4-one-letter" {
			continue
		}
		for _, change := range r.Counterfactuals(c.facts, day(t, c.At)) {
			if change.Fact == "peer_letters" && change.Value == 2 && change.Routes["green_no_education"] == eligibility.Open {
				return
			}
		}
		t.Errorf("got %+v", r.Counterfactuals(c.facts, day(t, c.At)))
	}
}
