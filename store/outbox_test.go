package store

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
)

func draft(to chat.Conversation, key string) outbox.Draft {
	return outbox.Draft{To: to, Reply: chat.Reply{Text: []chat.Span{{Text: key}}}, Release: noon,
		Facts: []outbox.Fact{{Key: key, At: noon, Of: to.Person}}}
}

func remind(t *testing.T, s *Store, from, to time.Time, drafts ...outbox.Draft) bool {
	t.Helper()
	first, err := s.Remind(t.Context(), "plan", from, to, drafts, nil)
	ok(t, err)
	return first
}

func TestATickWritesOnce(t *testing.T) {
	s := open(t)
	from, err := s.LastTick(t.Context(), "plan", noon)
	ok(t, err)
	later := noon.Add(time.Hour)
	if !remind(t, s, from, later, draft(jia, "a")) || remind(t, s, from, later, draft(jia, "a")) {
		t.Error("two ticks from the same moment")
	}
	// A reminder that is in the ledger undoes the whole tick.
	if _, err := s.Remind(t.Context(), "plan", later, later.Add(time.Hour), []outbox.Draft{draft(yi, "b"), draft(jia, "a")}, nil); err == nil {
		t.Error("a reminder was written twice")
	}
	if last, err := s.LastTick(t.Context(), "plan", noon); err != nil || !last.Equal(later) {
		t.Errorf("the last tick: %v, %v", last, err)
	}
	if n := count(t, s, `SELECT count(*) FROM outbox`); n != 1 {
		t.Errorf("%d rows", n)
	}
}

const plenty = 1_000_000

// limitPages bounds the database as a full disk does.
func limitPages(t *testing.T, s *Store, pages int) {
	t.Helper()
	var got int
	ok(t, s.writer.QueryRowContext(t.Context(), fmt.Sprintf(`PRAGMA max_page_count = %d`, pages)).Scan(&got))
	if got != pages {
		t.Fatalf("%d pages", got)
	}
}

// TestATickOnAFullDisk writes nothing, and everything when there is room again.
func TestATickOnAFullDisk(t *testing.T) {
	s := open(t)
	from, err := s.LastTick(t.Context(), "plan", noon)
	ok(t, err)
	pages := count(t, s, `PRAGMA page_count`)
	limitPages(t, s, pages)
	var drafts []outbox.Draft
	for n := range 200 {
		drafts = append(drafts, draft(jia, strings.Repeat("长", 100)+fmt.Sprint(n)))
	}
	to := noon.Add(time.Hour)
	if _, err := s.Remind(t.Context(), "plan", from, to, drafts, nil); err == nil {
		t.Fatal("the disk was not full")
	}
	limitPages(t, s, plenty)
	if n := count(t, s, `SELECT count(*) FROM outbox`); n != 0 {
		t.Errorf("%d rows of half a tick", n)
	}
	if !remind(t, s, from, to, drafts...) || count(t, s, `SELECT count(*) FROM reminders`) != 200 {
		t.Error("not written after all")
	}
}

func TestTheSchemaRefusesBadStates(t *testing.T) {
	s := open(t)
	from, err := s.LastTick(t.Context(), "plan", noon)
	ok(t, err)
	remind(t, s, from, noon.Add(time.Hour), draft(jia, "a"))
	for _, set := range []string{
		`state = 'lost'`, `state = 'sending'`, `lease = 1`, `state = 'failed'`, `reason = 'refused'`,
		`state = 'sent'`, `state = 'cancelled'`, `recalled_at = 1`, `campaign = 'none'`,
	} {
		if _, err := s.db.ExecContext(t.Context(), `UPDATE outbox SET `+set); err == nil {
			t.Errorf("%s was taken", set)
		}
	}
}

func TestForgetAndPurgeTheOutbox(t *testing.T) {
	s := open(t)
	from, err := s.LastTick(t.Context(), "plan", noon)
	ok(t, err)
	remind(t, s, from, noon.Add(time.Hour), draft(jia, "a"), draft(yi, "b"))
	ok(t, s.Forget(t.Context(), jia.Person, "m"))
	if n := count(t, s, `SELECT count(*) FROM outbox o JOIN reminders r ON r.recipient = o.id WHERE o.person = 'yi'`); n != 1 || count(t, s, `SELECT count(*) FROM outbox`) != 1 {
		t.Error("forgetting one person touched another, or not the one")
	}
	purge := func() int {
		t.Helper()
		_, err := s.Purge(t.Context(), noon.AddDate(1, 0, 0), 180*24*time.Hour, time.Hour)
		ok(t, err)
		return count(t, s, `SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM reminders) + (SELECT count(*) FROM campaigns)`)
	}
	if n := purge(); n != 3 {
		t.Errorf("what waits was purged: %d", n)
	}
	ok(t, s.Cancel(t.Context(), "plan/2023-05-10T13:00:00"))
	if n := purge(); n != 0 {
		t.Errorf("%d rows are left", n)
	}
}

// Of a reminder that may have arrived nobody claims that it never left, when what it tells is settled.
func TestWhatMayHaveArrivedIsNotCancelled(t *testing.T) {
	s := open(t)
	from, err := s.LastTick(t.Context(), "plan", noon)
	ok(t, err)
	a, b := draft(jia, "a"), draft(yi, "b")
	for _, f := range []*outbox.Fact{&a.Facts[0], &b.Facts[0]} {
		f.Unit, f.Milestone = 1, "m"
	}
	remind(t, s, from, noon, a, b)
	i, _, err := s.Claim(t.Context(), noon, noon, time.Minute)
	ok(t, err)
	ok(t, s.Settle(t.Context(), i, outbox.Result{State: outbox.Queued, Repeated: true, NotBefore: noon.Add(time.Hour)}, noon))
	ok(t, s.tx(t.Context(), func(tx *sql.Tx) error { return cancelReminders(t.Context(), tx, 1, "m") }))
	if n := count(t, s, `SELECT count(*) FROM outbox WHERE repeated = 1 AND state = 'unknown' AND body <> ''
		OR repeated = 0 AND state = 'cancelled' AND body = ''`); n != 2 {
		t.Errorf("%d rows stand as they should", n)
	}
}

// A claim costs one look at each campaign, however long it is: the index is entered behind a group's rows, not before them.
func TestAClaimStepsOverAGroup(t *testing.T) {
	s := open(t)
	for query, want := range map[string]string{sameRelease: "(release=? AND campaign>?)", laterRelease: "(release>? AND release<?)"} {
		var plan string
		ok(t, s.db.QueryRowContext(t.Context(), `EXPLAIN QUERY PLAN `+query, 0, 1).Scan(new(int), new(int), new(int), &plan))
		if plan != "SEARCH outbox USING COVERING INDEX outbox_waiting "+want {
			t.Error(plan)
		}
	}
}
