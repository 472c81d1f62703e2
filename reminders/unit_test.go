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
