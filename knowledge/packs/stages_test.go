package packs

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"zhicheng/reminders/progress"
)

const smallStages = `application: {senior: apply, mid: apply, junior: apply}
places:
  - {id: site, name: 网站, clause: "1.1", quote: 在职人员}
stages:
  - {id: a, name: 甲, kind: step, mover: unit, due: {application: true}, places: [site], clause: "1.1", quote: 在职人员}
  - {id: b, name: 乙, kind: step, mover: unit, due: {unsaid: true}, clause: "1.1", quote: 在职人员}
  - {id: c, name: 丙, kind: step, mover: unit, due: {milestone: apply}, clause: "1.1", quote: 在职人员}
  - {id: mend, name: 补, kind: aside, mover: unit, from: [a], resume: [a], due: {set: true, before: [1]}, clause: "1.1", quote: 在职人员}
  - {id: no, name: 止, kind: exit, mover: unit, from: [mend], clause: "1.1", quote: 在职人员}
paths:
  - {id: p, name: 一, steps: [a, b, c], clause: "1.1", quote: 在职人员, says: [{stage: b, mover: city_hr, clause: "1.1", quote: 可以申报}]}
  - {id: q, name: 二, steps: [a, c], clause: "1.1", quote: 在职人员, without: [{stage: b, clause: "1.1", quote: 在职人员}]}
  - {id: r, name: 三, steps: [a, b, c], clause: "1.1", quote: 在职人员}
choose:
  - {path: p, titles: [senior], clause: "1.1", quote: 在职人员}
  - {path: q, titles: [mid], names: [在职], clause: "1.1", quote: 在职人员}
  - {path: r, clause: "1.1", quote: 在职人员}
findings:
`

func smallPack(t *testing.T, stages string) (*Pack, error) {
	t.Helper()
	for _, code := range progress.Codes {
		if code != progress.OutsideScope {
			stages += fmt.Sprintf("  - {code: %s, clause: \"1.1\", quote: 在职人员}\n", code)
		}
	}
	stages += "  - {code: outside_scope, clause: \"1.1\", quote: 在职人员}\n"
	columns := "roster:\n  - {id: stage, name: 进度, headings: [进度], values: {a: [甲]}}\n"
	return Open(write(t, map[string]string{datesFile: smallDates, stagesFile: stages, columnsFile: columns})).Load("small")
}

func TestStagesAreLinted(t *testing.T) {
	if _, err := smallPack(t, smallStages); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct{ from, to, want string }{
		"a quotation":              {"name: 乙, kind: step, mover: unit, due: {unsaid: true}, clause: \"1.1\", quote: 在职人员", "name: 乙, kind: step, mover: unit, due: {unsaid: true}, clause: \"1.1\", quote: 退休人员", `stages.yaml:6: fault: clause 1.1 does not say "退休人员"`},
		"no quotation":             {"places: [site], clause: \"1.1\", quote: 在职人员", "places: [site], clause: \"1.1\"", `stages.yaml:5: fault: no quote of clause 1.1`},
		"a clause":                 {"before: [1]}, clause: \"1.1\"", "before: [1]}, clause: \"9\"", `stages.yaml:8: fault: there is no clause "9"`},
		"a path's quotation":       {"says: [{stage: b, mover: city_hr, clause: \"1.1\", quote: 可以申报", "says: [{stage: b, mover: city_hr, clause: \"1.1\", quote: 不可申报", `stages.yaml:11: fault: clause 1.1 does not say "不可申报"`},
		"a place's quotation":      {"name: 网站, clause: \"1.1\", quote: 在职人员", "name: 网站, clause: \"1.1\", quote: 网站", `stages.yaml:3: fault: clause 1.1 does not say "网站"`},
		"unsaid of a step":         {"places: [site], clause: \"1.1\", quote: 在职人员", "places: [site], unsaid: true", `stages.yaml:5: fault: a: only of an exit`},
		"unsaid with a clause":     {"from: [mend], clause", "from: [mend], unsaid: true, clause", `stages.yaml:9: fault: no: only of an exit`},
		"late without a day":       {"from: [mend], clause", "from: [a], late: true, clause", `stages.yaml:9: fault: no: late is an exit`},
		"a late step":              {"due: {unsaid: true}, clause", "due: {unsaid: true}, late: true, clause", `stages.yaml:6: fault: b: late is an exit`},
		"a milestone":              {"{milestone: apply}", "{milestone: never}", `stages.yaml:7: fault: there is no milestone "never"`},
		"the end of applying":      {"{senior: apply, ", "{", `there is no milestone ""`},
		"no due":                   {"due: {unsaid: true}", "due: {}", `stages.yaml:6: fault: b: due is one of`},
		"nobody is reminded":       {"set: true, before: [1]", "set: true", `stages.yaml:8: fault: mend: a day that is set`},
		"two dues":                 {"{unsaid: true}", "{unsaid: true, set: true}", `stages.yaml:6: fault: b: due is one of`},
		"working days":             {"{application: true}", "{application: true, workdays: 5}", `stages.yaml:5: fault: a: the quote does not say 5 working days`},
		"a mover":                  {"kind: step, mover: unit, due: {unsaid", "kind: step, mover: nobody, due: {unsaid", `stages.yaml:6: fault: mover "nobody" is none of`},
		"a path's mover":           {"mover: city_hr", "mover: nobody", `stages.yaml:11: fault: mover "nobody" is none of`},
		"a kind":                   {"name: 乙, kind: step", "name: 乙, kind: stop", `kind "stop" is none of`},
		"a place":                  {"places: [site]", "places: [shop]", `stages.yaml:5: fault: a: there is no place "shop"`},
		"an unreachable step":      {"  - {id: mend", "  - {id: x, name: 戊, kind: step, mover: unit, due: {unsaid: true}, clause: \"1.1\", quote: 在职人员}\n  - {id: mend", `stages.yaml:8: fault: no path reaches x`},
		"an unreachable exit":      {"name: 止, kind: exit, mover: unit, from: [mend]", "name: 止, kind: exit, mover: unit, from: [no]", `stages.yaml:9: fault: no path reaches no`},
		"from nowhere":             {"from: [mend]", "from: [none]", `stages.yaml:9: fault: no: there is no stage "none"`},
		"an aside without resume":  {"from: [a], resume: [a]", "from: [a]", `stages.yaml:8: fault: mend: a step has neither`},
		"an aside that cannot end": {"resume: [a]", "resume: [b]", `stages.yaml:8: fault: mend cannot go on where it came from`},
		"a step from elsewhere":    {"due: {milestone: apply}", "due: {milestone: apply}, from: [a]", `stages.yaml:7: fault: c: a step has neither`},
		"an unknown step":          {"steps: [a, c]", "steps: [a, d, c]", `stages.yaml:12: fault: q: there is no step "d"`},
		"an aside as a step":       {"steps: [a, c]", "steps: [a, mend, c]", `stages.yaml:12: fault: q: there is no step "mend"`},
		"a step twice":             {"steps: [a, c]", "steps: [a, c, a]", `stages.yaml:12: fault: q: a stands twice`},
		"a short path":             {"steps: [a, c]", "steps: [a]", `stages.yaml:12: fault: q: a path has two steps or more`},
		"says of another":          {"says: [{stage: b", "says: [{stage: x", `stages.yaml:11: fault: p has no stage "x"`},
		"a step unexplained":       {", without: [{stage: b, clause: \"1.1\", quote: 在职人员}]", "", `stages.yaml:12: fault: q: without says nothing of b`},
		"explained and there":      {"without: [{stage: b", "without: [{stage: a", `stages.yaml:12: fault: q: "a" is no step that the path is without`},
		"an id twice":              {"id: c, name: 丙", "id: b, name: 丙", `stages.yaml:7: fault: "b" needs a name and an id of its own`},
		"a path's id twice":        {"{id: q, name", "{id: p, name", `stages.yaml:12: fault: "p" needs`},
		"a long id":                {"{id: r,", "{id: " + strings.Repeat("r", 25) + ",", `at most 24 bytes`},
		"nobody's path":            {"  - {path: r, clause", "  - {path: p, clause", `stages.yaml:13: fault: nobody's path is r`},
		"an unknown path":          {"{path: r,", "{path: s,", `stages.yaml:17: fault: there is no path "s"`},
		"an unknown title":         {"titles: [senior]", "titles: [chief]", `stages.yaml:15: fault: title "chief" is none of`},
		"a name not in the clause": {"names: [在职]", "names: [某校]", `stages.yaml:16: fault: clause 1.1 does not name "某校"`},
		"a finding":                {"findings:\n", "findings:\n  - {code: other, clause: \"1.1\", quote: 在职人员}\n", `stages.yaml:19: fault: the finding "other" is unknown`},
		"an unknown field":         {"mover: unit, due: {unsaid", "mover: unit, owner: x, due: {unsaid", `stages.yaml:6: field owner not found`},
	} {
		text := strings.Replace(smallStages, c.from, c.to, 1)
		if text == smallStages {
			t.Fatalf("%s: nothing changed", what)
		}
		if _, err := smallPack(t, text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestMissingFindingsAndUnknownStagesOfColumns(t *testing.T) {
	p := chifeng(t)
	p.Stages.Findings = p.Stages.Findings[1:]
	p.Columns = Columns{"roster": {{ID: "stage", Name: "进度", Headings: []string{"进度"}, Values: map[string][]string{"nowhere": {"无"}}}, {ID: "colour", Name: "色", Headings: []string{"色"}}},
		"roster_sheets": {{ID: "cover", Name: "封面", Headings: []string{"封面"}}}}
	p.Stages.Findings = append(p.Stages.Findings, progress.Finding{Code: progress.LevelsMixed, Clause: "1.1", Quote: "在职人员", Series: []string{"nothing"}})
	all := strings.Join(faults(p.Lint()), "\n")
	for _, want := range []string{"no clause for the finding twice_at_level", `there is no stage "nowhere"`, `column "colour" is none of`, `sheet "cover" is none of`,
		`the finding "levels_mixed" cannot be about the series "nothing"`} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in %s", want, all)
		}
	}
}

// Every stage of a path but the exits can go on to the end without a correction, and no move leaves the path.
func TestEveryPathReachesItsEnd(t *testing.T) {
	y := chifeng(t).Stages
	for _, p := range y.Paths {
		last := p.Steps[len(p.Steps)-1]
		for _, s := range y.Stages {
			if _, in := y.In(p.ID, s.ID); !in {
				if moves := y.Moves(p.ID, s.ID); len(moves) > 0 {
					t.Errorf("%s: moves from %s, which is not in it: %v", p.ID, s.ID, moves)
				}
				continue
			}
			seen, queue := map[string]bool{s.ID: true}, []string{s.ID}
			for len(queue) > 0 {
				for _, m := range y.Moves(p.ID, queue[0]) {
					if _, in := y.In(p.ID, m.To); !in {
						t.Errorf("%s: %s leaves it for %s", p.ID, queue[0], m.To)
					}
					if !m.Kind.Twice() && !seen[m.To] {
						seen[m.To] = true
						queue = append(queue, m.To)
					}
				}
				queue = queue[1:]
			}
			if s.Kind != progress.Exit && !seen[last] {
				t.Errorf("%s: %s is not reached from %s", p.ID, last, s.ID)
			}
		}
	}
}

func TestPathOf(t *testing.T) {
	y := chifeng(t).Stages
	for _, c := range []struct{ title, level, unit, series, way, decided, want string }{
		{"mid", "county", "甲", "agriculture", "", "", "county_mid"},
		{"assistant", "township", "甲", "health_nurse", "", "", "county_mid"},
		{"technician", "county", "甲", "water", "ordinary", "", "county_mid"},
		{"mid", "county", "甲", "primary_secondary_teacher", "", "", "county_mid"},
		{"junior", "county", "甲", "economics", "", "", "county_mid"},
		{"mid", "township", "甲", "agriculture", "recognition", "", "recognition"},
		{"assistant", "township", "甲", "construction", "recognition", "", "recognition"},
		{"mid", "county", "甲", "agriculture", "recognition", "", "county_mid"}, // 四（六）1 is for townships
		{"mid", "county", "甲", "vocational_teacher", "", "", "county_to_city_mid"},
		{"assistant", "county", "甲", "cultural_relics", "", "", "county_to_city_mid"},
		{"mid", "township", "甲", "broadcasting", "", "", "county_to_city_mid"},
		{"mid", "county", "甲", "construction", "", "", "county_construction"},
		{"assistant", "township", "甲", "construction", "", "", "county_construction"},
		{"mid", "city", "甲", "construction", "", "", "city_construction"},
		{"mid", "city", "甲", "primary_secondary_teacher", "", "", "city_education"},
		{"full_senior", "city", "甲", "primary_secondary_teacher", "", "", "city_education"},
		{"assoc_senior", "city", "甲", "vocational_teacher", "", "", "city_education"},
		{"assistant", "city", "甲", "technical_school_teacher", "", "", "city_mid"},
		{"mid", "city", "甲", "sports_coach", "", "", "city_mid"},
		{"mid", "city", "赤峰学院", "higher_ed_teacher", "", "", "self_review"},
		{"assistant", "city", "赤峰农牧学校", "vocational_teacher", "", "", "self_review"},
		{"mid", "city", "赤峰市林业科学研究院", "research_agri_forestry", "", "", "self_review"},
		{"assoc_senior", "city", "赤峰学院", "higher_ed_teacher", "", "", "ask decided"},
		{"mid", "city", "赤峰学院", "economics", "", "city", "city_mid"},
		{"mid", "city", "赤峰市林业科学研究院", "higher_ed_teacher", "", "region", "city_to_region"},
		{"full_senior", "county", "甲", "primary_secondary_teacher", "", "", "county_to_city_senior"},
		{"assoc_senior", "township", "甲", "vocational_teacher", "", "", "county_to_city_senior"},
		{"assoc_senior", "township", "甲", "health_physician", "targeted", "", "county_to_city_senior"},
		{"assoc_senior", "county", "甲", "health_physician", "", "", "ask decided"},
		{"assoc_senior", "county", "甲", "health_physician", "", "region", "county_to_region"},
		{"assoc_senior", "county", "甲", "agriculture", "", "city", "county_to_city_senior"},
		{"assoc_senior", "city", "甲", "agriculture", "", "city", "city_senior"},
		{"full_senior", "city", "甲", "agriculture", "", "region", "city_to_region"},
		{"mid", "city", "甲", "agriculture", "", "", "ask decided"},
		{"mid", "city", "甲", "agriculture", "", "city", "city_mid"},
		{"mid", "city", "甲", "agriculture", "", "region", "city_to_region"},
		{"assoc_senior", "county", "甲", "cyber_security", "", "", "county_to_region"},
		{"full_senior", "city", "甲", "pharma", "", "", "city_to_region"},
		{"full_senior", "city", "甲", "computer", "", "", "city_to_region"},
		{"assoc_senior", "city", "甲", "computer", "", "", "ask decided"},
		{"senior", "city", "甲", "computer", "", "", "ask title"},
		{"senior", "city", "甲", "electronics", "", "", "city_to_region"},
		{"assoc_senior", "county", "甲", "agriculture", "green", "", "county_to_region"},
		{"assoc_senior", "city", "甲", "primary_secondary_teacher", "green", "", "city_to_region"},
		{"mid", "resident", "甲", "agriculture", "", "", "open 3.2.5"},
		{"mid", "resident", "甲", "agriculture", "entrusted", "", "entrusted"},
		{"mid", "county", "甲", "arts_crafts", "", "", "open 2.2"},
		{"mid", "township", "甲", "new_farmer", "", "", "open 4.10"},
		{"", "county", "甲", "agriculture", "", "", "ask title"},
		{"mid", "", "甲", "agriculture", "", "", "ask unit_level"},
		{"mid", "county", "甲", "", "", "", "ask series"},
		{"mid", "city", "", "higher_ed_teacher", "", "", "ask unit"},
		{"assistant", "township", "", "agriculture", "", "", "county_mid"},
		{"chief", "county", "甲", "agriculture", "", "", "open "},
	} {
		got, ok := y.PathOf(progress.Facts{Title: c.title, UnitLevel: c.level, Unit: c.unit, Series: c.series, Way: c.way, Decided: c.decided})
		said := got.Path.ID
		switch {
		case got.Ask != "":
			said = "ask " + got.Ask
		case !ok:
			said = "open " + got.Cite.Clause
		}
		if said != c.want || ok != (got.Path.ID != "") {
			t.Errorf("%+v: %s", c, said)
		}
	}
}

// Every combination of what is known has a path, a question or a clause that leaves it open.
func TestPathOfAllThatIsKnown(t *testing.T) {
	p := chifeng(t)
	var series []string
	for _, c := range p.Columns["roster"] {
		if c.ID == progress.ColumnSeries {
			series = slices.Sorted(maps.Keys(c.Values))
		}
	}
	if len(series) < 25 {
		t.Fatal("too few series", series)
	}
	for _, s := range series {
		for _, title := range []string{"technician", "assistant", "mid", "assoc_senior", "full_senior"} {
			for _, level := range []string{"city", "county", "township", "resident"} {
				for _, decided := range []string{"city", "region"} {
					c, ok := p.Stages.PathOf(progress.Facts{Title: title, UnitLevel: level, Unit: "甲", Series: s, Decided: decided})
					if c.Ask != "" || !ok && c.Cite.Clause == "" {
						t.Errorf("%s %s %s %s: %+v", s, title, level, decided, c)
					}
				}
			}
		}
	}
}

var drawnEdge = regexp.MustCompile(`(?m)^    (\S+) --> (\S+)`)

// docs/states.md draws the moves of all paths but corrections, and lists the steps of each path.
func TestStatesAreDrawnAsTheyAre(t *testing.T) {
	y := chifeng(t).Stages
	doc, err := os.ReadFile("../../docs/states.md")
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(doc), "## An application: ")
	part, _, _ = strings.Cut(part, "\n## ")
	drawn := map[string]bool{}
	for _, m := range drawnEdge.FindAllStringSubmatch(part, -1) {
		drawn[m[1]+" --> "+m[2]] = true
	}
	edges := map[string]bool{}
	for _, p := range y.Paths {
		edges["[*] --> "+p.Steps[0]] = true
		for _, s := range y.Stages {
			if y.Ended(p.ID, s.ID) {
				edges[s.ID+" --> [*]"] = true
			}
			for _, m := range y.Moves(p.ID, s.ID) {
				if m.Kind != progress.Back {
					edges[s.ID+" --> "+m.To] = true
				}
			}
		}
		if line := "| `" + p.ID + "` | " + strings.Join(p.Steps, " → ") + " |"; !strings.Contains(part, line) {
			t.Errorf("not listed: %s", line)
		}
	}
	if !maps.Equal(drawn, edges) {
		t.Errorf("drawn is not what there is; draw\n    %s", strings.Join(slices.Sorted(maps.Keys(edges)), "\n    "))
	}
}
