package reminders

import (
	"slices"
	"testing"
	"time"

	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
)

// A group hears of its own unit; what a unit below has left undone is told to the parent's liaisons alone.
func TestAGroupHearsOfItsOwnUnitAlone(t *testing.T) {
	year := milestones.Year{Audiences: []milestones.Audience{{ID: "a", Units: []milestones.Belongs{{}}}}}
	all := ForUnits(year, Registry{
		Units: []units.Unit{{ID: 1}, {ID: 2, Parent: 1}},
		Chats: []UnitChat{{Unit: 1, Subscriber: "liaison"}, {Unit: 1, Subscriber: "group", Shared: true}},
	})
	heard := map[string][]int64{}
	for _, s := range all {
		heard[s.Subscriber] = append(heard[s.Subscriber], s.Unit)
	}
	if len(heard["liaison"]) != 2 || len(heard["group"]) != 1 || heard["group"][0] != 1 {
		t.Errorf("heard: %v", heard)
	}
}

// That the days of a window are over is worth telling a week later too.
func TestThatAWindowIsOverIsToldLate(t *testing.T) {
	r := Registry{Units: []units.Unit{{ID: 1}}, Chats: []UnitChat{{Unit: 1, Subscriber: "liaison"}},
		Windows: []units.Window{{ID: 5, Unit: 1, State: units.Open, Onward: day("2023-05-23")}}}
	p := plan(nil)
	due := p.Due(day("2023-05-20"), day("2023-05-31"), ForUnits(milestones.Year{}, r))
	if len(due) != 1 {
		t.Fatalf("%+v", due)
	}
	if got, ok := p.Release(due[0], at("2023-05-30 09:00")); !ok || !got.Equal(at("2023-05-30 09:00")) {
		t.Errorf("%v, %v", got, ok)
	}
}

// Where nobody is at the parent, what is left undone goes on to the next above; a circle of parents ends.
func TestAParentWithoutLiaison(t *testing.T) {
	year := milestones.Year{Audiences: []milestones.Audience{{ID: "a", Units: []milestones.Belongs{{}}}}}
	for name, c := range map[string]struct {
		units []units.Unit
		chats []UnitChat
		want  string
	}{
		"the next above": {[]units.Unit{{ID: 1, Parent: 2}, {ID: 2, Parent: 3}, {ID: 3}}, []UnitChat{{Unit: 3, Subscriber: "top"}}, "top"},
		"not beyond the first": {[]units.Unit{{ID: 1, Parent: 2}, {ID: 2, Parent: 3}, {ID: 3}},
			[]UnitChat{{Unit: 2, Subscriber: "parent"}, {Unit: 3, Subscriber: "top"}}, "parent"},
		"a group is nobody": {[]units.Unit{{ID: 1, Parent: 2}, {ID: 2, Parent: 3}, {ID: 3}},
			[]UnitChat{{Unit: 2, Subscriber: "group", Shared: true}, {Unit: 3, Subscriber: "top"}}, "top"},
		"who cannot be reached": {[]units.Unit{{ID: 1, Parent: 2}, {ID: 2, Parent: 3}, {ID: 3}},
			[]UnitChat{{Unit: 2, Subscriber: "lost", Lost: true}, {Unit: 3, Subscriber: "top"}}, "top"},
		"a circle": {[]units.Unit{{ID: 1, Parent: 2}, {ID: 2, Parent: 3}, {ID: 3, Parent: 2}}, nil, ""},
	} {
		got := ""
		for _, s := range ForUnits(year, Registry{Units: c.units, Chats: c.chats}) {
			if s.Unit == 1 && s.Above {
				got += s.Subscriber
			}
		}
		if got != c.want {
			t.Errorf("%s: told %q", name, got)
		}
	}
}

// What was put off beyond the day to which the date has moved since is told all the same.
func TestPutOffBeyondADateThatMoved(t *testing.T) {
	for date, want := range map[string]int{"2023-05-30": 1, "2023-05-25": 2} { // without the put-off that of the day and that of the day before
		s := Subscription{Subscriber: "s", Audience: "a", Later: map[string]time.Time{"m0": at("2023-05-30 08:00")}}
		if due := plan([]int{1, 0}, date).Due(day("2023-05-20"), day("2023-06-01"), []Subscription{s}); len(due) != want {
			t.Errorf("of %s: %+v", date, due)
		}
	}
}

// That a date has moved is told as long as one of the two days is still to come.
func TestOfADateThatIsOverEitherWay(t *testing.T) {
	for _, c := range []struct {
		told, is string
		want     bool
	}{{"2023-05-25", "2023-05-30", true}, {"2023-05-30", "2023-05-25", true}, {"2023-05-26", "2023-05-25", false}, {"2023-05-27", "2023-05-20", false}} {
		s := Subscription{Subscriber: "s", Audience: "a", Told: map[string]string{"m0": c.told}}
		due := plan([]int{}, c.is).Due(at("2023-05-28 09:00"), at("2023-05-30 08:00"), []Subscription{s})
		if slices.ContainsFunc(due, Reminder.Moved) != c.want {
			t.Errorf("from %s to %s: %+v", c.told, c.is, due)
		}
	}
}
