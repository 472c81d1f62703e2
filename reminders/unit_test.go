package reminders

import (
	"testing"

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
