package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/reminders/progress"
)

func added(unit int64, numbers ...string) (d progress.Difference) {
	for _, n := range numbers {
		d.New = append(d.New, progress.Change{Kind: progress.Added, After: progress.Application{Number: n, Name: "secret-name", PersonHash: "p" + n,
			Unit: unit, District: "甲旗", Series: "water", Level: "mid", Path: "county_mid", Stage: "registration", Version: 1}})
	}
	return d
}

func by(id string) chat.Message { return chat.Message{ID: id, From: jia, At: noon} }

func all(t *testing.T, s *Store, of progress.Reach) []progress.Application {
	t.Helper()
	got, err := s.ApplicationsOf(t.Context(), "p", of)
	ok(t, err)
	return got
}

func TestSaveRosterOnceAMessage(t *testing.T) {
	s := open(t)
	u := savedUnit(t, s)
	d := added(u.ID, "A1", "A2", "", "")
	for range 2 {
		ok(t, s.SaveRoster(t.Context(), by("m"), "p", d))
	}
	ok(t, s.SaveRoster(t.Context(), by("empty"), "p", progress.Difference{}))
	got := all(t, s, progress.Reach{})
	if len(got) != 4 || got[2].Number != "ZC000003" || !got[0].Since.Equal(midnight(noon)) || got[0].Version != 1 || !got[0].Due.IsZero() {
		t.Fatalf("kept %+v", got)
	}
	if n := count(t, s, `SELECT count(*) FROM audit WHERE action = $1`, AuditRoster); n != 1 {
		t.Errorf("recorded %d times", n)
	}
	if said, err := s.ChangedBy(t.Context(), "m"); err != nil || len(said) != 4 || said[0].Kind != progress.Added {
		t.Errorf("changed by the message: %+v, %v", said, err)
	}
	if err := s.SaveRoster(t.Context(), by("again"), "p", added(u.ID, "A3", "A1")); !errors.Is(err, progress.ErrStale) {
		t.Errorf("a number twice: %v", err)
	}
	if n := len(all(t, s, progress.Reach{})); n != 4 {
		t.Errorf("%d after what failed", n)
	}
	older := got[0]
	for i, want := range []error{nil, progress.ErrStale} {
		c := progress.Change{Before: older, After: older, Kind: progress.Forward}
		c.After.Stage, c.After.Version = "unit_review", 2
		if err := s.SaveRoster(t.Context(), by(fmt.Sprint("change", i)), "p", progress.Difference{Changed: []progress.Change{c}}); !errors.Is(err, want) {
			t.Errorf("change %d: %v", i, err)
		}
	}
}

func TestMoveApplication(t *testing.T) {
	s := open(t)
	u := savedUnit(t, s)
	ok(t, s.SaveRoster(t.Context(), by("m"), "p", added(u.ID, "A1")))
	a := all(t, s, progress.Reach{})[0]
	due := midnight(noon.Add(72 * time.Hour))
	move := func(message string, of progress.Reach, version int) (progress.Application, bool) {
		t.Helper()
		got, moved, err := s.MoveApplication(t.Context(), by(message), of, a.ID, version, progress.Move{To: "completion", Kind: progress.Returned}, "缺评审表", due)
		ok(t, err)
		return got, moved
	}
	for _, of := range []progress.Reach{{Unit: u.ID + 1}, {District: "乙旗"}, {Series: []string{"pharma"}}, {Levels: []string{"senior"}}} {
		if got, moved := move("stranger", of, 1); moved || got.ID != 0 {
			t.Errorf("moved beyond %+v: %+v", of, got)
		}
	}
	within := progress.Reach{Unit: u.ID, District: "甲旗", Series: []string{"pharma", "water"}, Levels: []string{"junior", "mid"}}
	for range 2 {
		if got, moved := move("move", within, 1); !moved || got.Version != 2 || got.Stage != "completion" || !got.Due.Equal(due) {
			t.Errorf("moved %v: %+v", moved, got)
		}
	}
	if got, moved := move("late", within, 1); moved || got.Version != 2 {
		t.Errorf("from an old version: %v, %+v", moved, got)
	}
	history, err := s.History(t.Context(), a.ID)
	ok(t, err)
	if len(history) != 2 || history[1].Kind != progress.Returned || history[1].By != "jia" || history[1].Note != "缺评审表" || !history[1].Due.Equal(due) {
		t.Errorf("history %+v", history)
	}
	if n := count(t, s, `SELECT count(*) FROM audit WHERE action = $1`, AuditMoved); n != 1 {
		t.Errorf("recorded %d times", n)
	}
}

func TestApplicationsBeyondReachAreNotThere(t *testing.T) {
	s := open(t)
	u := savedUnit(t, s)
	ok(t, s.SaveRoster(t.Context(), by("m"), "p", added(u.ID, "A1")))
	a := all(t, s, progress.Reach{})[0]
	for _, c := range []struct {
		of   progress.Reach
		want bool
	}{
		{progress.Reach{}, true}, {progress.Reach{Unit: u.ID}, true}, {progress.Reach{Unit: u.ID + 1}, false}, {progress.Reach{District: "甲旗"}, true},
		{progress.Reach{District: "乙旗"}, false}, {progress.Reach{Series: []string{"water"}}, true}, {progress.Reach{Series: []string{"pharma"}}, false},
		{progress.Reach{Levels: []string{"mid"}}, true}, {progress.Reach{Levels: []string{"full_senior"}}, false},
	} {
		_, byID, err := s.Application(t.Context(), a.ID, c.of)
		ok(t, err)
		_, byNumber, err := s.ApplicationNumbered(t.Context(), "p", "A1", c.of)
		ok(t, err)
		if byID != c.want || byNumber != c.want || len(all(t, s, c.of)) == 1 != c.want {
			t.Errorf("%+v: %v %v", c.of, byID, byNumber)
		}
	}
	if _, found, _ := s.ApplicationNumbered(t.Context(), "other", "A1", progress.Reach{}); found {
		t.Error("found in another pack")
	}
}

func TestApplicationsAgeAndMoversAreForgotten(t *testing.T) {
	s := open(t)
	u := savedUnit(t, s)
	ok(t, s.SaveRoster(t.Context(), by("m"), "p", added(u.ID, "A1")))
	ok(t, s.Forget(t.Context(), "jia", "x"))
	for _, c := range []struct {
		days int
		want string
	}{{360, "secret-name"}, {370, "-"}} {
		_, err := s.Purge(t.Context(), noon.Add(time.Duration(c.days)*day), 9000*day, day)
		ok(t, err)
		if a := all(t, s, progress.Reach{})[0]; a.Name != c.want || (a.PersonHash == "") != (c.want == "-") || a.Number != "A1" {
			t.Errorf("after %d days: %+v", c.days, a)
		}
	}
	history, err := s.History(t.Context(), all(t, s, progress.Reach{})[0].ID)
	ok(t, err)
	if len(history) != 1 || history[0].By != "" {
		t.Errorf("history %+v", history)
	}
	ok(t, s.checkpoint(t.Context()))
	if inFiles(t, s, "secret-name") {
		t.Error("the files still hold the name")
	}
}
