package store

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/relay"
	"zhicheng/reminders/progress"
)

var unbound = chat.Reply{Text: []chat.Span{{Text: "尾号"}}}

func endThem(t *testing.T, s *Store, id string, application, upto int64, old bool) int {
	t.Helper()
	n, err := s.EndBindings(t.Context(), chat.Message{ID: id, From: person("unit"), At: noon.Add(10 * time.Hour)}, application, upto, old, unbound)
	ok(t, err)
	return n
}

func holdingOf(t *testing.T, s *Store, application int64) relay.Holding {
	t.Helper()
	h, err := s.Holding(t.Context(), application)
	ok(t, err)
	return h
}

// Those who look after an application end what was bound: once a message, with one notice by day to each, a row in the
// audit that names nobody, and with the code that was used.
func TestEndBindings(t *testing.T) {
	s, a, _ := bindings(t)
	s.Tell = plainTell
	last := try(t, s, "one", person("finder"), "A1", "good").Binding.ID
	moveTo(t, s, &a, "move", "b", 0)
	if h := holdingOf(t, s, a.ID); h != (relay.Holding{All: 1, Upto: last, Coded: true}) {
		t.Errorf("held: %+v", h)
	}
	for range 2 {
		if n := endThem(t, s, "end", a.ID, last, false); n != 1 {
			t.Errorf("%d ended", n)
		}
	}
	if n := endThem(t, s, "press once more", a.ID, last, false); n != 0 {
		t.Errorf("%d ended once more", n)
	}
	if h := holdingOf(t, s, a.ID); h != (relay.Holding{}) {
		t.Errorf("still held: %+v", h)
	}
	if n := count(t, s, `SELECT count(*) FROM outbox WHERE campaign LIKE 'notice/unbound/%' AND chat = 'finder' AND state = 'queued' AND release = $1`,
		millis(noon.Add(20*time.Hour))); n != 1 || count(t, s, `SELECT count(*) FROM outbox WHERE state = 'cancelled'`) != 1 {
		t.Errorf("%d notices at eight in the morning", n)
	}
	released, err := s.ReleasedOf(t.Context(), a.ID)
	if err != nil || len(released) != 1 || released[0].State != relay.Queued || released[0].Channel != "telegram" {
		t.Errorf("%+v, %v", released, err)
	}
	n := 0
	ok(t, s.EachAudit(t.Context(), func(e AuditEntry) error {
		if e.Action == AuditReleased {
			n++
			if e.Actor != "unit" || e.Detail != "1" || strings.Contains(e.Object+e.Detail, "finder") {
				t.Errorf("recorded: %+v", e)
			}
		}
		return nil
	}))
	if n != 1 {
		t.Errorf("recorded %d times", n)
	}
	if got := try(t, s, "again", person("finder"), "A1", "good"); got.State != relay.Wrong {
		t.Errorf("the code that was used: %+v", got)
	}
	moveTo(t, s, &a, "move2", "c", time.Hour)
	if n := count(t, s, `SELECT count(*) FROM outbox WHERE campaign = 'progress/move2'`); n != 0 {
		t.Error("told after it was ended")
	}
}

// Bindings from before it was kept with which code they were made count as made with the one that held then.
func TestBindingsOfOldKnowTheirCode(t *testing.T) {
	file := filepath.Join(t.TempDir(), "old.db")
	s, err := Open(t.Context(), file)
	ok(t, err)
	u := savedUnit(t, s)
	ok(t, s.SaveRoster(t.Context(), by("m"), "p", added(u.ID, "A1")))
	a := all(t, s, progress.Reach{})[0]
	ok(t, s.MakeCodes(t.Context(), by("codes"), u.ID, map[int64]string{a.ID: hashOf("good")}))
	try(t, s, "one", person("owner"), "A1", "good")
	ok(t, s.Close())
	db, err := sql.Open("sqlite", dsn(file, time.Second))
	ok(t, err)
	p, _, err := provider(db)
	ok(t, err)
	_, err = p.DownTo(t.Context(), 31)
	ok(t, err)
	ok(t, db.Close())
	s, err = Open(t.Context(), file)
	ok(t, err)
	t.Cleanup(func() { _ = s.Close() })
	if h := holdingOf(t, s, a.ID); h.All != 1 || h.Old != 0 || !h.Coded {
		t.Errorf("held: %+v", h)
	}
}

func TestPrintings(t *testing.T) {
	s, a, _ := bindings(t)
	ok(t, s.SaveRoster(t.Context(), by("m2"), "p", added(a.Unit, "A2")))
	other := all(t, s, progress.Reach{})[1]
	ok(t, s.MakeCodes(t.Context(), by("codes2"), a.Unit, map[int64]string{other.ID: hashOf("new")}))
	for _, c := range []struct {
		unit, application int64
		want              string
	}{{a.Unit, 0, "codes codes2"}, {a.Unit, a.ID, "codes"}, {a.Unit, other.ID, "codes2"}, {a.Unit + 1, 0, ""}, {a.Unit + 1, a.ID, ""}} {
		if got, err := s.Printings(t.Context(), "p", c.unit, c.application); err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("of %d, %d: %v, %v", c.unit, c.application, got, err)
		}
	}
}

// What was made with the code that holds can be left, and so is what was made since somebody looked.
func TestEndOldBindings(t *testing.T) {
	s, a, _ := bindings(t)
	try(t, s, "one", person("finder"), "A1", "good")
	ok(t, s.SetByCard(t.Context(), by("on"), a.Unit, true))
	tryCard(t, s, "two", person("colleague"), "tail")
	ok(t, s.MakeCodes(t.Context(), by("codes2"), a.Unit, map[int64]string{a.ID: hashOf("new")}))
	seen := holdingOf(t, s, a.ID)
	if seen.All != 2 || seen.Old != 2 || !seen.Coded {
		t.Errorf("held: %+v", seen)
	}
	try(t, s, "three", person("owner"), "A1", "new")
	if h := holdingOf(t, s, a.ID); h.All != 3 || h.Old != 2 {
		t.Errorf("held: %+v", h)
	}
	if n := endThem(t, s, "end old", a.ID, holdingOf(t, s, a.ID).Upto, true); n != 2 {
		t.Errorf("%d ended", n)
	}
	if n := endThem(t, s, "end what was seen", a.ID, seen.Upto, false); n != 0 {
		t.Errorf("%d ended of those that were not seen", n)
	}
	if h := holdingOf(t, s, a.ID); h.All != 1 || h.Old != 0 || !h.Coded {
		t.Errorf("held: %+v", h)
	}
	if n := endThem(t, s, "another's", a.ID+1, 99, false); n != 0 {
		t.Errorf("%d ended of another application", n)
	}
}
