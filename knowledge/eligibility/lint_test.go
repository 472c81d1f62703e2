package eligibility_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"zhicheng/knowledge/eligibility"
)

func TestNoRouteIsUnreachable(t *testing.T) {
	if found := load(t).Lint(); len(found) > 0 {
		t.Error(found)
	}
}

// broken loads the rules with one change of one file.
func broken(t *testing.T, file, from, to string) (*eligibility.Rules, error) {
	t.Helper()
	return eligibility.Load(func(name string) ([]byte, error) {
		data, err := os.ReadFile(pack + "/" + name)
		if err == nil && name == file {
			if !strings.Contains(string(data), from) {
				t.Fatalf("%s does not hold %q", file, from)
			}
			data = []byte(strings.Replace(string(data), from, to, 1))
		}
		return data, err
	}, func(_, quote string) bool { return !strings.Contains(quote, "瞎编") }, nil)
}

func TestLintFindsTheUnreachable(t *testing.T) {
	r, err := broken(t, eligibility.RulesFile, `when: 'postdoc_record == "left_stayed_qualified"'`,
		`when: 'postdoc_record == "left_stayed_qualified" && postdoc_record == "in_station"'`)
	if err != nil {
		t.Fatal(err)
	}
	if found := r.Lint(); len(found) != 1 || !strings.Contains(found[0].String(), "green_postdoc is never reachable") || found[0].Line == 0 {
		t.Errorf("got %v", found)
	}
}

// TestLoadNamesTheFault: every kind of mistake is told with its file and line.
func TestLoadNamesTheFault(t *testing.T) {
	rules, facts, codes, routing := eligibility.RulesFile, eligibility.FactsFile, eligibility.CodesFile, eligibility.RoutingFile
	for _, c := range []struct{ file, from, to, want string }{
		{rules, "quote: 5月30日前完成申报工作}", "quote: 瞎编}", `rules.yaml:\d+: the notice does not say "瞎编" in 2.2`},
		{rules, "when: peer_letters >= 2", "when: peer_leters >= 2", `rules.yaml:\d+: .*undeclared reference to 'peer_leters'`},
		{rules, "when: peer_letters >= 2", "when: peer_letters + 2", `rules.yaml:\d+: .*is of type int, want bool`},
		{rules, `"left_stayed_qualified"`, `"left"`, `rules.yaml:\d+: .*postdoc_record is never "left"`},
		{rules, "use: SEAT, fail", "use: SEATS, fail", `rules.yaml:\d+: there is no condition "SEATS"`},
		{rules, "codes: [level_fit_confirm]", "codes: [level_fit]", `rules.yaml:\d+: the code "level_fit" has no words`},
		{rules, "codes: [level_fit_confirm]", "codes: [step_order]", `rules.yaml:\d+: the code "step_order" is a exemption`},
		{rules, "value: U, ask: [education]", "value: U", `rules.yaml:\d+: a row asks if and only if its value is U`},
		{rules, "verdict: out_of_scope", "verdict: barred", `rules.yaml:\d+: the rows of a stage share one verdict`},
		{rules, "only: [outside_entrusted", "only: [inside_entrusted", `rules.yaml:\d+: there is no route "inside_entrusted"`},
		{rules, "fail: C", "fial: C", `rules.yaml:\d+: field fial not found`},
		{rules, "else: C", "else: X", `rules.yaml:\d+: want one of F, U, C, T`},
		{facts, "label: 在职员工", "label: ''", `facts.yaml:\d+: person_status: the value "employee" has no name or no label`},
		{facts, "default: mainland", "default: moon", `facts.yaml:\d+: residency: the default "moon" is not_in_list`},
		{facts, "type: bool", "type: boolean", `facts.yaml:\d+: .*there is no type "boolean"`},
		{facts, "screens: senior", "screens: seniors", `facts.yaml:\d+: seniors: undeclared`},
		{codes, "text: 先参加考试并合格", "text: ''", `codes.yaml:\d+: the code "take_exam" has no name or no words`},
		{codes, "  barred: 不得申报\n", "", `codes.yaml: the verdict "barred" has no words`},
		{codes, "  - {id: post_quota,", "  - {id: unused, kind: to_do, text: x}\n  - {id: post_quota,", `codes.yaml:\d+: the code "unused" is never shown`},
		{routing, "codes: [committee_region_cyber]", "codes: [take_exam]", `routing.yaml:\d+: the code "take_exam" is a to_do`},
	} {
		_, err := broken(t, c.file, c.from, c.to)
		if err == nil || !regexp.MustCompile(c.want).MatchString(err.Error()) {
			t.Errorf("%s → %s: got %v, want %s", c.from, c.to, err, c.want)
		}
	}
}
