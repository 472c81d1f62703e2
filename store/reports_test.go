package store

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/reminders/units"
)

func savedUnit(t *testing.T, s *Store) units.Unit {
	t.Helper()
	all := []units.Unit{{Name: "甲校", Level: units.City, Kind: units.Institution, Titles: units.Titles}}
	if err := s.SaveUnits(t.Context(), chat.Message{ID: "unit", From: jia, At: noon}, all); err != nil {
		t.Fatal(err)
	}
	return all[0]
}

// Liaisons who press at the same time lose nothing of one another's.
func TestReportsOfManyAtOnce(t *testing.T) {
	s := open(t)
	u := savedUnit(t, s)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			m := chat.Message{ID: fmt.Sprint("press ", i), From: jia, At: noon}
			_, ok, err := s.ChangeReport(t.Context(), m, "p", u.ID, "senior", func(r units.Report) (units.Report, bool) {
				r.Ticked = append(slices.Clone(r.Ticked), fmt.Sprint(i))
				return r, true
			})
			if err != nil || !ok {
				t.Error(ok, err)
			}
		})
	}
	all.Wait()
	r, err := s.Report(t.Context(), "p", u.ID, "senior")
	if err != nil || len(r.Ticked) != 20 {
		t.Errorf("%d of 20 are kept: %v", len(r.Ticked), err)
	}
}

func TestReportOnceAMessage(t *testing.T) {
	s := open(t)
	u := savedUnit(t, s)
	m := chat.Message{ID: "press", From: jia, At: noon}
	for range 2 {
		r, ok, err := s.ChangeReport(t.Context(), m, "p", u.ID, "senior", func(r units.Report) (units.Report, bool) {
			if r.Done = r.Done.Add(time.Hour); r.Done.Year() == 1 {
				r.Done = noon
			}
			return r, true
		})
		if err != nil || !ok || !r.Done.Equal(noon) {
			t.Errorf("%+v, %v, %v", r, ok, err)
		}
	}
	m.ID = "another"
	r, ok, err := s.ChangeReport(t.Context(), m, "p", u.ID, "senior", func(r units.Report) (units.Report, bool) { return units.Report{}, false })
	if err != nil || ok || !r.Done.Equal(noon) || r.Unit != u.ID {
		t.Errorf("what is left so: %+v, %v, %v", r, ok, err)
	}
}
