package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/handlers/relay"
	"zhicheng/reminders"
	"zhicheng/reminders/progress"
)

// moved is a roster that moves all of them on to a stage.
func moved(all []progress.Application, stage string) (d progress.Difference) {
	for _, a := range all {
		c := progress.Change{Before: a, After: a, Kind: progress.Forward}
		c.After.Stage, c.After.Version = stage, a.Version+1
		d.Changed = append(d.Changed, c)
	}
	return d
}

// sorry is what whoever confirmed a roster hears when a row of it is given up.
var sorry = chat.Reply{Text: []chat.Span{{Text: "sorry"}}}

// half is a store in which a roster "half" was confirmed that moves everybody on, but stopped in its second part.
// Somebody is bound to each application.
func half(t *testing.T) (s *Store, before []progress.Application) {
	t.Helper()
	s = open(t)
	before = boundTo(t, s, appliedAtOnce+20)
	ctx, stop := context.WithCancel(t.Context())
	told := 0
	s.Tell = func(n relay.News) (chat.Reply, bool) {
		if told++; told > appliedAtOnce {
			stop()
		}
		return plainTell(n)
	}
	if err := s.SaveRoster(ctx, by("half"), "p", moved(before, "b")); !errors.Is(err, context.Canceled) {
		t.Fatalf("it was not interrupted: %v", err)
	}
	if n := count(t, s, `SELECT count(*) FROM application_events WHERE message = 'half'`); n != appliedAtOnce {
		t.Fatalf("%d were applied", n)
	}
	s.Tell = plainTell
	return s, before
}

// boundTo keeps so many applications with somebody bound to each.
func boundTo(t *testing.T, s *Store, n int) []progress.Application {
	t.Helper()
	var numbers []string
	for i := range n {
		numbers = append(numbers, fmt.Sprintf("N%03d", i))
	}
	ok(t, s.SaveRoster(t.Context(), by("m"), "p", added(savedUnit(t, s).ID, numbers...)))
	_, err := s.write(t.Context(), `INSERT INTO bindings (application, channel, chat, person, at, message, told)
		SELECT id, 'telegram', 'chat ' || id, 'p ' || id, 0, 'm', 1 FROM applications`)
	ok(t, err)
	return all(t, s, progress.Reach{})
}

// applied checks that everything of the roster has happened once.
func applied(t *testing.T, s *Store, message string, rows int) {
	t.Helper()
	for query, want := range map[string]int{
		`SELECT count(*) FROM applications WHERE stage = 'b'`:                                   rows,
		`SELECT count(*) FROM application_events WHERE message = '` + message + `'`:             rows,
		`SELECT count(*) FROM application_news WHERE version = 2`:                               rows,
		`SELECT count(*) FROM outbox WHERE campaign = 'progress/` + message + `'`:               rows,
		`SELECT count(*) FROM reminders WHERE key LIKE 'progress/%'`:                            rows,
		`SELECT count(*) FROM audit WHERE action = '` + AuditRoster + `' AND detail LIKE '0 %'`: 1,
		`SELECT count(*) FROM rosters`:                                                          0,
		`SELECT count(*) FROM roster_rows`:                                                      0,
	} {
		if got := count(t, s, query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}

func TestAnInterruptedRosterIsFinished(t *testing.T) {
	s, before := half(t)
	if saved, err := s.RosterSaved(t.Context(), "half"); err != nil || !saved {
		t.Errorf("saved %v, %v", saved, err)
	}
	ok(t, s.SaveRoster(t.Context(), by("half"), "p", moved(before, "c"))) // handled again; what it says now is not what was confirmed
	tomorrow := noon.Add(30 * time.Hour)
	if n, err := s.FinishRosters(t.Context(), tomorrow, sorry); err != nil || n != 1 {
		t.Errorf("finished %d, %v", n, err)
	}
	if n, err := s.FinishRosters(t.Context(), tomorrow, sorry); err != nil || n != 0 {
		t.Errorf("finished %d again, %v", n, err)
	}
	ok(t, s.SaveRoster(t.Context(), by("half"), "p", moved(before, "c")))
	applied(t, s, "half", len(before))
	if late := count(t, s, `SELECT count(*) FROM outbox WHERE release = $1`, millis(reminders.AfterCalm(tomorrow))); late != 20 {
		t.Errorf("%d wait from when they were applied", late)
	}
}

// Who moves an application of which a confirmed roster is still to be applied comes after it.
func TestAMoveComesAfterTheRosterBeforeIt(t *testing.T) {
	s, before := half(t)
	a := before[len(before)-1]
	move := func(id string, version int) (progress.Application, bool) {
		t.Helper()
		got, done, err := s.MoveApplication(t.Context(), by(id), progress.Reach{}, a.ID, version, progress.Move{To: "d", Kind: progress.Forward}, "", time.Time{})
		ok(t, err)
		return got, done
	}
	if got, done := move("early", 1); done || got.Version != 2 || got.Stage != "b" {
		t.Errorf("moved %v: %+v", done, got)
	}
	if got, done := move("then", 2); !done || got.Version != 3 || got.Stage != "d" {
		t.Errorf("moved %v: %+v", done, got)
	}
	_, err := s.FinishRosters(t.Context(), noon, sorry)
	ok(t, err)
	history, err := s.History(t.Context(), a.ID)
	ok(t, err)
	if len(history) != 3 || history[1].By != "jia" || history[2].Stage != "d" {
		t.Errorf("history %+v", history)
	}
	if n := count(t, s, `SELECT count(*) FROM application_events WHERE message = 'half'`); n != len(before) {
		t.Errorf("%d applied", n)
	}
}

// Another roster about what a confirmed one has yet to change was made from something older.
func TestARosterDoesNotOvertakeAnother(t *testing.T) {
	s, before := half(t)
	unit := before[0].Unit
	other := moved(before[len(before)-1:], "c")
	for _, number := range []string{other.Changed[0].After.Number, "Z9"} {
		other.Changed[0].After.Number = number
		if err := s.SaveRoster(t.Context(), by("other"), "p", other); !errors.Is(err, progress.ErrStale) {
			t.Errorf("the same application: %v", err)
		}
	}
	ok(t, s.SaveRoster(t.Context(), by("another"), "p", added(unit, "Z1")))
	_, err := s.FinishRosters(t.Context(), noon, sorry)
	ok(t, err)
	applied(t, s, "half", len(before))
}

// A number that a confirmed roster is about to bring is taken.
func TestANumberIsTakenOnceItIsConfirmed(t *testing.T) {
	s := open(t)
	unit := savedUnit(t, s).ID
	_, err := s.write(t.Context(), `INSERT INTO rosters (message, pack, person, state) VALUES ('half', 'p', 'jia', 'staged')`)
	ok(t, err)
	ok(t, s.tx(t.Context(), func(tx *sql.Tx) error { return stageRows(t.Context(), tx, by("half"), added(unit, "N1").New) }))
	ok(t, s.confirmRoster(t.Context(), by("half"), "p", added(unit, "N1")))
	if err := s.SaveRoster(t.Context(), by("other"), "p", added(unit, "N2", "N1")); !errors.Is(err, progress.ErrStale) {
		t.Errorf("the same number: %v", err)
	}
	ok(t, s.SaveRoster(t.Context(), by("elsewhere"), "q", added(unit, "N1")))
	_, err = s.FinishRosters(t.Context(), noon, sorry)
	ok(t, err)
	if got := all(t, s, progress.Reach{}); len(got) != 1 || got[0].Number != "N1" {
		t.Errorf("kept %+v", got)
	}
}

// What was not confirmed is gone at the next look, with the names in it; who confirmed what is not is forgotten on wish.
func TestWhatWasNotConfirmedIsForgotten(t *testing.T) {
	s, before := half(t)
	ok(t, s.stageRoster(t.Context(), by("never"), "p", added(before[0].Unit, "Z1").New))
	ok(t, s.Forget(t.Context(), "jia", "x"))
	if n := count(t, s, `SELECT count(*) FROM rosters WHERE person <> ''`); n != 0 {
		t.Errorf("%d with a person", n)
	}
	_, err := s.FinishRosters(t.Context(), noon, sorry)
	ok(t, err)
	applied(t, s, "half", len(before))
	if n := count(t, s, `SELECT count(*) FROM application_events WHERE message = 'half' AND entered_by <> ''`); n != 0 {
		t.Errorf("%d were entered by somebody", n)
	}
}

// Whoever cancels the messages of a roster cancels also those that are still to be queued; what comes later is told.
func TestARosterIsHeldAsAWhole(t *testing.T) {
	s, before := half(t)
	ok(t, s.Cancel(t.Context(), "progress/half"))
	_, err := s.FinishRosters(t.Context(), noon, sorry)
	ok(t, err)
	if n := count(t, s, `SELECT count(*) FROM outbox WHERE state = 'cancelled' AND body = ''`); n != len(before) {
		t.Errorf("%d of %d were cancelled", n, len(before))
	}
	a, _, err := s.Application(t.Context(), before[len(before)-1].ID, progress.Reach{})
	ok(t, err)
	moveTo(t, s, &a, "later", "c", time.Hour)
	if got := bodies(t, s); got[len(got)-1] != body("queued", "registration b c", 2*time.Hour) {
		t.Errorf("later: %v", got[len(got)-1])
	}
}

// A row that can never be applied is given up after a few tries: the rest is applied, and who confirmed it is told once.
func TestARowThatCannotBeAppliedIsGivenUp(t *testing.T) {
	s, before := half(t)
	ok(t, s.Receive(t.Context(), []chat.Message{{ID: "hello", From: by("half").From, Kind: chat.Text, Text: "你好", At: noon}}, bot.Mark{}))
	ok(t, s.Finish(t.Context(), "hello", nil))
	_, err := s.write(t.Context(), `UPDATE roster_rows SET becomes = replace(becomes, '"b"', '"b') WHERE id IN (SELECT MAX(id) FROM roster_rows UNION SELECT MIN(id) FROM roster_rows)`)
	ok(t, err)
	for try := range rosterTries + 1 {
		if _, err := s.FinishRosters(t.Context(), noon, sorry); (err != nil) != (try < rosterTries) {
			t.Errorf("try %d: %v", try, err)
		}
		if n := count(t, s, `SELECT count(*) FROM roster_rows`); (n > 0) != (try < rosterTries-1) {
			t.Errorf("try %d: %d rows are left", try, n)
		}
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM applications WHERE stage = 'b'`:                                   len(before) - 2,
		`SELECT count(*) FROM rosters`:                                                          0,
		`SELECT count(*) FROM audit WHERE action = '` + AuditGivenUp + `' AND actor = 'jia'`:    2,
		`SELECT count(*) FROM outbox WHERE campaign LIKE 'notice/roster/half/%' AND body <> ''`: 1,
		`SELECT count(*) FROM outbox WHERE campaign LIKE 'notice/roster/%' AND person <> 'jia'`: 0,
	} {
		if got := count(t, s, query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	ok(t, s.SaveRoster(t.Context(), by("again"), "p", moved(before[len(before)-1:], "b"))) // reserved no more
}

// A disk that is full is no row's fault: nothing is given up.
func TestNoRowIsGivenUpForAFullDisk(t *testing.T) {
	s, before := half(t)
	limitPages(t, s, count(t, s, `PRAGMA page_count`))
	for err := error(nil); err == nil; { // nor is there room left in its pages
		_, err = s.write(t.Context(), `INSERT INTO people (person, channel, first_seen, last_seen) VALUES (hex(randomblob(16)), '', 0, 0)`)
	}
	for range 2 * rosterTries {
		if _, err := s.FinishRosters(t.Context(), noon, sorry); err == nil {
			t.Fatal("the disk was not full")
		}
	}
	limitPages(t, s, plenty)
	_, err := s.FinishRosters(t.Context(), noon, sorry)
	ok(t, err)
	applied(t, s, "half", len(before))
}
