package packs

import (
	"strings"
	"testing"
)

const smallDates = `audiences:
  - {id: all, name: 人员}
milestones:
  - {id: apply, name: 申报, date: 2024-05-31, clause: "1.1", quote: 在职人员可以申报, whom: [{audiences: [all]}]}
  - {id: post, name: 公示, back: {from: apply, windows: 1, days: 5}, clause: "1.1", quote: 在职人员可以申报, whom: [{audiences: [all], before: [3, 0]}]}
derived:
  - {id: after, name: 备案, event: review, months: 1, clause: "1.1", quote: 在职人员可以申报, whom: [{audiences: [all]}]}
local: {clause: "1.1", quote: 在职人员可以申报}
`

func TestMilestonesAreRead(t *testing.T) {
	p, err := Open(write(t, map[string]string{datesFile: smallDates})).Load("small")
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Dates.Milestones) != 2 || p.Dates.Derived[0].Months != 1 || p.Dates.Milestones[1].Before("all")[0] != 3 {
		t.Errorf("read: %+v", p.Dates)
	}
}

func TestMilestonesAreLinted(t *testing.T) {
	for what, c := range map[string]struct{ from, to, want string }{
		"a quotation":             {"quote: 在职人员可以申报, whom: [{audiences: [all]}]}\n  - {id: post", "quote: 人人可以申报, whom: [{audiences: [all]}]}\n  - {id: post", `milestones.yaml:4: fault: clause 1.1 does not say "人人可以申报"`},
		"a derived quotation":     {"months: 1, clause: \"1.1\"", "months: 1, clause: \"9\"", `there is no clause "9"`},
		"a local quotation":       {"local: {clause: \"1.1\", quote: 在职", "local: {clause: \"1.1\", quote: 离职", `does not say`},
		"an audience":             {"whom: [{audiences: [all]}]}\nlocal", "whom: [{audiences: [none]}]}\nlocal", `milestones.yaml:7: fault: after: there is no audience "none"`},
		"nobody":                  {", whom: [{audiences: [all], before: [3, 0]}]", "", "post is for nobody"},
		"days before":             {"before: [3, 0]", "before: [3, -1]", "-1 days before"},
		"an id twice":             {"id: post", "id: apply", `"apply" needs a name and an id of its own`},
		"a long id":               {"id: after", "id: " + strings.Repeat("x", 31), "at most 30 bytes"},
		"no date":                 {"date: 2024-05-31, ", "", "apply: 0001-01-01 is not a day on which the notice is in force"},
		"a date of another year":  {"date: 2024-05-31", "date: 2025-05-31", "not a day on which the notice is in force"},
		"counted from nothing":    {"from: apply", "from: nothing", "post: want either a date"},
		"counted from itself":     {"from: apply", "from: post", "post: want either a date"},
		"a date and counted":      {"back: {from", "date: 2024-05-01, back: {from", "post: want either a date"},
		"too many windows":        {"windows: 1", "windows: 11", "1 to 10 windows"},
		"no event":                {"event: review, ", "", "after has no event"},
		"an audience without any": {"  - {id: all, name: 人员}", "  - {id: all, name: 人员}\n  - {id: new, name: 新}", "audience new has no date"},
		"an unknown field":        {"event: review", "evt: review", "field evt not found"},
	} {
		text := strings.Replace(smallDates, c.from, c.to, 1)
		if text == smallDates {
			t.Fatalf("%s: nothing changed", what)
		}
		_, err := Open(write(t, map[string]string{datesFile: text})).Load("small")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", what, err)
		}
	}
}
