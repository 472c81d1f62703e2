package store

import (
	"errors"
	"fmt"
	"maps"
	"testing"

	"zhicheng/reminders/progress"
)

func TestRosterHeadings(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	said := map[string]string{"老师": "name", "单位": ""}
	for range 2 {
		ok(t, s.SaveRosterHeadings(ctx, by("m"), "unit 1", said))
	}
	ok(t, s.SaveRosterHeadings(ctx, by("n"), "unit 2", map[string]string{"老师": "unit"}))
	if got, err := s.RosterHeadings(ctx, "unit 1"); err != nil || !maps.Equal(got, said) {
		t.Errorf("%v %v", got, err)
	}
	ok(t, s.SaveRosterHeadings(ctx, by("o"), "unit 1", map[string]string{"老师": "note"}))
	if got, _ := s.RosterHeadings(ctx, "unit 1"); got["老师"] != "note" || len(got) != 2 {
		t.Errorf("%v", got)
	}
	ok(t, s.ForgetRosterHeadings(ctx, "unit 1"))
	if got, _ := s.RosterHeadings(ctx, "unit 1"); len(got) != 0 {
		t.Errorf("%v", got)
	}
	if got, _ := s.RosterHeadings(ctx, "unit 2"); got["老师"] != "unit" {
		t.Errorf("another owner's: %v", got)
	}
	for i := range headingsAtMost + 10 {
		ok(t, s.SaveRosterHeadings(ctx, by(fmt.Sprint(i)), "unit 3", map[string]string{fmt.Sprint(i): ""}))
	}
	if got, _ := s.RosterHeadings(ctx, "unit 3"); len(got) != headingsAtMost {
		t.Errorf("%d headings", len(got))
	}
}

// A number that was given here gives way to the one under which the application is filed, unless that is taken.
func TestANumberComesLater(t *testing.T) {
	s := open(t)
	u := savedUnit(t, s)
	ok(t, s.SaveRoster(t.Context(), by("m"), "p", added(u.ID, "", "A1")))
	var a progress.Application
	for _, x := range all(t, s, progress.Reach{}) {
		if progress.IsAssigned(x.Number) {
			a = x
		}
	}
	for number, want := range map[string]error{"A1": progress.ErrStale, "A2": nil} {
		c := progress.Change{Before: a, After: a, Kind: progress.Edited}
		c.After.Number, c.After.Version = number, 2
		if err := s.SaveRoster(t.Context(), by(number), "p", progress.Difference{Changed: []progress.Change{c}}); !errors.Is(err, want) {
			t.Errorf("%s: %v", number, err)
		}
	}
	numbers, err := s.ApplicationNumbers(t.Context(), "p")
	if err != nil || len(numbers) != 2 || numbers[0]+numbers[1] != "A1A2" && numbers[0]+numbers[1] != "A2A1" {
		t.Errorf("%v %v", numbers, err)
	}
	if others, _ := s.ApplicationNumbers(t.Context(), "other"); len(others) != 0 {
		t.Errorf("of another year: %v", others)
	}
}
