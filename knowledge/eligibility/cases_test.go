package eligibility_test

import (
	"maps"
	"os"
	"path/filepath"
	"testing"

	"zhicheng/knowledge/eligibility"
	"zhicheng/knowledge/strict"
)

// packCase is one worked case of the pack.
type packCase struct {
	ID    string         `yaml:"id"`
	Why   string         `yaml:"why"`
	At    string         `yaml:"at"`
	Set   map[string]any `yaml:"set"`
	Unset []string       `yaml:"unset"`
	Only  map[string]any `yaml:"only"`
	Want  struct {
		Verdict string   `yaml:"verdict"`
		Open    []string `yaml:"open"`
		Confirm []string `yaml:"confirm"`
		Closed  []string `yaml:"closed"`
		Pending []string `yaml:"pending"`
		Ask     []string `yaml:"ask"`
		NotAsk  []string `yaml:"not_ask"`
		Cite    []string `yaml:"cite"`
		Need    []string `yaml:"need"`
		NotNeed []string `yaml:"not_need"`
		Gain    []string `yaml:"gain"`
		NotGain []string `yaml:"not_gain"`
		On      string   `yaml:"on"` // satisfied_on of some closed route
		Curable []string `yaml:"curable"`
	} `yaml:"want"`
	Line int `yaml:",line"`

	file  string
	facts map[string]any
}

// packCases reads all cases of the pack.
func packCases(t testing.TB) []packCase {
	t.Helper()
	files, err := filepath.Glob(pack + "/cases/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	var all []packCase
	seen := map[string]string{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var f struct {
			Base  map[string]any `yaml:"base"`
			Cases []packCase     `yaml:"cases"`
		}
		if err := strict.Decode(filepath.Base(name), data, &f); err != nil {
			t.Fatal(err)
		}
		for _, c := range f.Cases {
			c.file = filepath.Base(name)
			if at := seen[c.file+c.ID]; at != "" || c.Why == "" || c.ID == "" {
				t.Errorf("%s:%d: %q stands twice or lacks its reason", c.file, c.Line, c.ID)
			}
			seen[c.file+c.ID] = c.file
			c.facts = maps.Clone(f.Base)
			if c.Only != nil {
				c.facts = map[string]any{}
			}
			maps.Copy(c.facts, c.Only)
			maps.Copy(c.facts, c.Set)
			for _, u := range c.Unset {
				delete(c.facts, u)
			}
			if c.At == "" {
				c.At = "2023-05-10"
			}
			all = append(all, c)
		}
	}
	return all
}

// check lists where the rules do not come to what the case says.
func (c packCase) check(t testing.TB, r *eligibility.Rules) []string {
	res := r.Check(c.facts, day(t, c.At))
	w := c.Want
	faults := compare(want{w.Verdict, w.Open, w.Closed, w.Confirm, w.Pending, w.Ask, w.NotAsk, w.Cite, w.Need, w.NotNeed, w.Gain}, res)
	for _, g := range w.NotGain {
		for _, e := range res.Exemptions {
			if e == g {
				faults = append(faults, "exempts from "+g)
			}
		}
	}
	on, curable := w.On == "", len(w.Curable)
	for _, rt := range res.Routes {
		on = on || rt.SatisfiedOn == w.On
		for _, id := range w.Curable {
			if id == rt.ID && rt.Curable {
				curable--
			}
		}
	}
	if !on {
		faults = append(faults, "no route is satisfied on "+w.On)
	}
	if curable > 0 {
		faults = append(faults, "not all of the curable routes are")
	}
	return faults
}

func TestPackCases(t *testing.T) {
	r := load(t)
	cases := packCases(t)
	if len(cases) < 250 {
		t.Errorf("only %d cases", len(cases))
	}
	for _, c := range cases {
		for _, f := range c.check(t, r) {
			t.Errorf("%s:%d: %s (%s): %s", c.file, c.Line, c.ID, c.Why, f)
		}
	}
}
