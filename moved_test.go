package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/words"
	"zhicheng/handlers/dates"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
)

// TestADateMovesBackAndForth lets papers move a date and be withdrawn: those told of it hear of each change once, also
// when the new day is over, and no change keeps later reminders from going. The program always wakes late.
func TestADateMovesBackAndForth(t *testing.T) {
	t.Parallel()
	r := newReminded(t)
	now := civil(10, 9)
	engine := outbox.New(replanned{r.store, r.tick.Ledger.(ledger)}, r.senders, func() time.Time { return now }, r.tick.Log)
	wake := func(at time.Time) []string {
		t.Helper()
		before := len(r.got(42))
		if err := r.tick.Tick(t.Context(), at); err != nil {
			t.Fatalf("on %v: %v", at, err)
		}
		now = at
		if err := engine.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, m := range r.got(42)[before:] {
			texts = append(texts, m.Text)
		}
		return texts
	}
	n := 0
	said := func(person string) chat.Message {
		n++
		return chat.Message{ID: fmt.Sprint("m", n), From: chat.Conversation{Channel: "x", Chat: person, Person: person}, At: now}
	}
	pack := r.tick.Ledger.(ledger).book.Pack.ID
	state := func(day int) int64 {
		t.Helper()
		p, _, err := r.store.EnterPaper(t.Context(), said("a"), pack, dates.Paper{Paper: milestones.Paper{Milestone: "senior_application",
			On: time.Date(2023, 5, day, 0, 0, 0, 0, calendar.Zone), Source: milestones.Supplement, Document: "1", Quote: "x"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok, err := r.store.SettlePaper(t.Context(), said("b"), pack, p.ID, dates.Holds); err != nil || !ok {
			t.Fatal(ok, err)
		}
		return p.ID
	}
	withdraw := func(id int64) {
		t.Helper()
		if _, ok, err := r.store.SettlePaper(t.Context(), said("a"), pack, id, dates.Withdrawn); err != nil || !ok {
			t.Fatal(ok, err)
		}
	}
	wake(now)
	wake(civil(16, 9)) // told of 5月30日
	hears := func(day int, of string) {
		t.Helper()
		got := wake(civil(day, 9))
		if len(got) != 1 || !strings.Contains(got[0], words.Say(words.RemindMoved)) || !strings.Contains(got[0], of) {
			t.Errorf("on 5月%d日, of %s: %q", day, of, got)
		}
	}
	first := state(31)
	hears(17, "5月31日")
	withdraw(first)
	hears(18, "5月30日")
	state(31) // as before
	hears(19, "5月31日")
	state(15) // over
	hears(22, "5月15日")
	if got := wake(civil(23, 9)); len(got) != 0 {
		t.Errorf("told again: %q", got)
	}
	state(29)
	if got := wake(civil(24, 22)); len(got) != 0 {
		t.Errorf("told in the night: %q", got)
	}
	hears(25, "5月29日")
}
