package progress

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// small is a year with an aside, exits and two paths. Those of the pack are tested in knowledge/packs.
func small() Year {
	step := func(id string) Stage { return Stage{ID: id, Kind: Step, Mover: "unit"} }
	return Year{
		Application: map[string]string{Senior: "s", Mid: "m", Junior: "m"},
		Stages: []Stage{step("a"), step("b"), step("c"), step("d"),
			{ID: "mend", Kind: Aside, From: []string{"b"}, Resume: []string{"b"}},
			{ID: "gone", Kind: Exit, From: []string{"mend"}},
			{ID: "no", Kind: Exit, From: []string{"a", "b", "c"}},
		},
		Paths: []Path{{ID: "long", Steps: []string{"a", "b", "c", "d"}, Says: []Says{{Stage: "c", Mover: "city_hr", Due: &Due{Application: true}, Clause: "1", Quote: "q"}}},
			{ID: "short", Steps: []string{"a", "c", "d"}}},
		Choose: []Choose{{Path: "short", Titles: []string{Junior}}, {Path: "long", Titles: []string{Mid, Senior}}},
	}
}

func TestMoves(t *testing.T) {
	y := small()
	for _, c := range []struct {
		path, from string
		want       []Move
	}{
		{"long", "a", []Move{{"b", Forward}, {"no", Left}}},
		{"long", "b", []Move{{"c", Forward}, {"mend", Returned}, {"no", Left}, {"a", Back}}},
		{"long", "mend", []Move{{"b", Resumed}, {"gone", Left}}},
		{"long", "gone", []Move{{"mend", Back}}},
		{"long", "no", []Move{{"a", Back}, {"b", Back}, {"c", Back}}},
		{"long", "d", []Move{{"c", Back}, {"b", Back}, {"a", Back}}},
		{"short", "a", []Move{{"c", Forward}, {"no", Left}}},
		{"short", "no", []Move{{"a", Back}, {"c", Back}}},
		{"short", "b", nil}, {"short", "mend", nil}, {"short", "gone", nil}, {"none", "a", nil}, {"long", "none", nil},
	} {
		if got := y.Moves(c.path, c.from); !slices.Equal(got, c.want) {
			t.Errorf("%s from %s: %v, want %v", c.path, c.from, got, c.want)
		}
	}
}

func TestChange(t *testing.T) {
	y := small()
	for _, c := range []struct {
		from, to string
		want     Kind
	}{
		{"a", "b", Forward}, {"a", "c", Skipped}, {"a", "d", Skipped}, {"a", "mend", Skipped}, {"c", "a", Back}, {"c", "mend", Back},
		{"mend", "c", Skipped}, {"mend", "a", Back}, {"gone", "b", Back}, {"gone", "d", Back}, {"no", "gone", Back}, {"d", "no", Back},
		{"a", "gone", Skipped}, {"a", "a", ""}, {"a", "none", ""}, {"none", "a", ""},
	} {
		if got, ok := y.Change("long", c.from, c.to); got != c.want || ok != (c.want != "") {
			t.Errorf("%s to %s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
	if _, ok := y.Change("short", "a", "b"); ok {
		t.Error("it left its path")
	}
}

func TestStagesInAPath(t *testing.T) {
	y := small()
	c, _ := y.In("long", "c")
	if c.Mover != "city_hr" || c.Clause != "1" || y.Milestone(c, "full_senior") != "s" || y.Milestone(c, "assistant") != "m" {
		t.Errorf("in the long path: %+v", c)
	}
	if c, _ := y.In("short", "c"); c.Mover != "unit" || y.Milestone(c, "mid") != "" {
		t.Errorf("in the short path: %+v", c)
	}
	for stage, want := range map[string]bool{"a": false, "d": true, "no": true, "mend": false, "gone": true, "none": false} {
		if y.Ended("long", stage) != want {
			t.Errorf("%s ends: %v", stage, !want)
		}
	}
}

// Whoever walks by legal moves stays in the path, every move is legal, and a correction undoes each but what was resumed.
func TestWalksStayInThePath(t *testing.T) {
	y := small()
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(y.Paths).Draw(t, "path")
		at := p.Steps[0]
		for range rapid.IntRange(1, 12).Draw(t, "moves") {
			moves := y.Moves(p.ID, at)
			if len(moves) == 0 {
				t.Fatalf("stuck at %s", at)
			}
			m := rapid.SampledFrom(moves).Draw(t, "move")
			if _, in := y.In(p.ID, m.To); !in {
				t.Fatalf("%s left %s", m.To, p.ID)
			}
			if legal, ok := y.Legal(p.ID, at, m.To); !ok || legal != m {
				t.Fatalf("%v is not legal: %v", m, legal)
			}
			if kind, ok := y.Change(p.ID, at, m.To); !ok || kind != m.Kind {
				t.Fatalf("%v is a change of kind %q", m, kind)
			}
			at = m.To
		}
	})
}

// Only who is late is given up: on the day itself there is still time.
func TestTooEarly(t *testing.T) {
	y := small()
	day := time.Date(2023, 5, 22, 0, 0, 0, 0, time.UTC)
	for i := range y.Stages {
		switch y.Stages[i].ID {
		case "mend":
			y.Stages[i].Due.Set = true
		case "gone":
			y.Stages[i].Late = true
		}
	}
	for _, c := range []struct {
		from, to string
		today    time.Time
		want     bool
	}{
		{"mend", "gone", day.AddDate(0, 0, -1), true}, {"mend", "gone", day, true}, {"mend", "gone", day.AddDate(0, 0, 1), false},
		{"mend", "b", day, false}, {"a", "no", day, false}, {"a", "gone", day, false},
	} {
		if got := y.TooEarly(Application{Path: "long", Stage: c.from, Due: day}, c.to, c.today); got != c.want {
			t.Errorf("from %s to %s on %v: %v", c.from, c.to, c.today, got)
		}
	}
}
