package eligibility_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"

	"zhicheng/knowledge"
	"zhicheng/knowledge/eligibility"
	"zhicheng/reminders/calendar"
)

const pack = "../packs/chifeng-2023"

// load reads the rules of the pack as the program does.
func load(t testing.TB) *eligibility.Rules {
	t.Helper()
	text, err := os.ReadFile(pack + "/notice.txt")
	if err != nil {
		t.Fatal(err)
	}
	notice, err := knowledge.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	r, err := eligibility.Load(func(name string) ([]byte, error) { return os.ReadFile(pack + "/" + name) }, notice.Quotes, calendar.New())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// want is what a case expects; see section 10 of the analysis.
type want struct {
	Verdict             string   `json:"verdict" yaml:"verdict"`
	RoutesOpen          []string `json:"routes_open" yaml:"routes_open"`
	RoutesClosed        []string `json:"routes_closed" yaml:"routes_closed"`
	RoutesConfirm       []string `json:"routes_confirm" yaml:"routes_confirm"`
	RoutesPending       []string `json:"routes_pending" yaml:"routes_pending"`
	MustAsk             []string `json:"must_ask" yaml:"must_ask"`
	MustNotAsk          []string `json:"must_not_ask" yaml:"must_not_ask"`
	MustCite            []string `json:"must_cite" yaml:"must_cite"`
	RequirementsInclude []string `json:"requirements_include" yaml:"requirements_include"`
	RequirementsExclude []string `json:"requirements_exclude" yaml:"requirements_exclude"`
	ExemptionsInclude   []string `json:"exemptions_include" yaml:"exemptions_include"`
}

func day(t testing.TB, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDevCases(t *testing.T) {
	r := load(t)
	f, err := os.Open("testdata/dev-cases.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); n++ {
		var c struct {
			ID     string         `json:"id"`
			Facts  map[string]any `json:"facts"`
			AsOf   string         `json:"as_of"`
			Expect want           `json:"expect"`
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		t.Run(c.ID, func(t *testing.T) {
			for _, fault := range compare(c.Expect, r.Check(c.Facts, day(t, c.AsOf))) {
				t.Error(fault)
			}
		})
	}
	if n != 18 {
		t.Errorf("%d cases", n)
	}
}

// compare lists where a result is not what a case expects.
func compare(w want, got eligibility.Result) (faults []string) {
	byStatus := map[eligibility.Status][]string{}
	for _, rt := range got.Routes {
		byStatus[rt.Status] = append(byStatus[rt.Status], rt.ID)
	}
	var cites, codes []string
	for _, c := range got.Cites {
		cites = append(cites, c.Clause)
	}
	for _, q := range got.Requirements {
		codes = append(codes, q.Code)
	}
	codes = slices.Concat(codes, got.Committee, got.Submit)
	fault := func(what string, w, g any) {
		a, _ := json.Marshal(w)
		b, _ := json.Marshal(g)
		faults = append(faults, what+": got "+string(b)+", want "+string(a))
	}
	if w.Verdict != string(got.Verdict) {
		fault("verdict", w.Verdict, got.Verdict)
	}
	same := func(what string, w, g []string) {
		w, g = slices.Sorted(slices.Values(w)), slices.Sorted(slices.Values(g))
		if !slices.Equal(w, g) {
			fault(what, w, g)
		}
	}
	within := func(what string, w, g []string) {
		for _, s := range w {
			if !slices.Contains(g, s) {
				fault(what+" lacks "+s, w, g)
			}
		}
	}
	without := func(what string, w, g []string) {
		for _, s := range w {
			if slices.Contains(g, s) {
				fault(what+" has "+s, "none", g)
			}
		}
	}
	same("open", w.RoutesOpen, byStatus[eligibility.Open])
	same("confirm", w.RoutesConfirm, byStatus[eligibility.ToConfirm])
	within("pending", w.RoutesPending, byStatus[eligibility.Waiting])
	without("closed", w.RoutesClosed, slices.Concat(byStatus[eligibility.Open], byStatus[eligibility.ToConfirm],
		byStatus[eligibility.Asking], byStatus[eligibility.Waiting], byStatus[eligibility.Done]))
	within("asks", w.MustAsk, got.AskNow)
	without("asks", w.MustNotAsk, got.AskNow)
	within("cites", w.MustCite, cites)
	within("requirements", w.RequirementsInclude, codes)
	without("requirements", w.RequirementsExclude, codes)
	within("exemptions", w.ExemptionsInclude, got.Exemptions)
	return faults
}
