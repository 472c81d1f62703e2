package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/dates"
	"zhicheng/handlers/deadlines"
	"zhicheng/reminders"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

const yearUnits = 300

// year is a notice's year of a city with so many units, whose liaisons do as they like.
type year struct {
	*testing.T
	store    *store.Store
	ledger   ledger
	now      time.Time
	random   *rand.Rand
	actions  int
	reported map[string]time.Time // when a unit reported a milestone, by both
	planned  map[string]bool      // keys that the plan named on the way
	sent     int
}

func (y *year) must(err error) {
	y.Helper()
	if err != nil {
		y.Fatal(err)
	}
}

// Send is the channel: it takes everything, at the hour at which it comes.
func (y *year) Send(_ context.Context, _ chat.Conversation, _ string, r chat.Reply) chat.Outcome {
	y.sent++
	if h := y.now.Hour(); h < 8 || h >= 21 {
		y.Errorf("sent at %v: %s", y.now, r.Plain())
	}
	return chat.Outcome{State: chat.Sent, Ref: fmt.Sprint(y.sent)}
}

// message is something that a liaison does.
func (y *year) message(unit int64) chat.Message {
	y.actions++
	return chat.Message{ID: fmt.Sprint("m", y.actions), From: liaison(unit), At: y.now}
}

func liaison(unit int64) chat.Conversation {
	return chat.Conversation{Channel: "none", Chat: fmt.Sprint("chat ", unit), Person: fmt.Sprint("person ", unit)}
}

func newYear(t *testing.T) *year {
	h, err := answering()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "z.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	y := &year{T: t, store: s, ledger: ledger{h.dates, s, func() {}}, now: time.Date(2023, 5, 9, 9, 0, 0, 0, calendar.Zone),
		random: rand.New(rand.NewPCG(5, 9)), reported: map[string]time.Time{}, planned: map[string]bool{}}
	var all []units.Unit
	for i := range yearUnits {
		u := units.Unit{Name: fmt.Sprint("单位", i), Level: units.Levels[i%4], District: h.pack.Districts[i%12], Kind: units.Institution, Titles: units.Titles[:1+i%3]}
		if i%10 != 0 {
			u.Parent = -int64(i/10*10) - 1
		}
		all = append(all, u)
	}
	y.must(s.SaveUnits(t.Context(), y.message(0), all))
	for _, u := range all {
		y.must(s.AddUnitChat(t.Context(), u.ID, liaison(u.ID), y.now))
	}
	return y
}

// act lets some liaisons do something: report, put off, post.
func (y *year) act(ctx context.Context) {
	for range y.random.IntN(4) {
		unit := 1 + y.random.Int64N(yearUnits)
		if unit%3 == 0 {
			continue // these never do anything
		}
		milestone := []string{"senior_application", "mid_application"}[y.random.IntN(2)]
		change := func(change func(units.Report) (units.Report, bool)) {
			_, _, err := y.store.ChangeReport(ctx, y.message(unit), y.ledger.book.Pack.ID, unit, milestone, change)
			y.must(err)
		}
		switch y.random.IntN(3) {
		case 0:
			change(func(r units.Report) (units.Report, bool) {
				if !r.Done.IsZero() {
					return r, false
				}
				r.Done = y.now
				y.reported[fmt.Sprint(unit, milestone)] = y.now
				return r, true
			})
		case 1:
			morning := reminders.Morning(y.now.AddDate(0, 0, 1+y.random.IntN(5)))
			change(func(r units.Report) (units.Report, bool) {
				r.Snoozed = morning
				return r, true
			})
		case 2:
			w, err := y.ledger.book.Calendar.Window(y.now, 5)
			y.must(err)
			_, _, err = y.store.OpenWindow(ctx, y.message(unit), y.ledger.book.Pack.ID, units.Window{Unit: unit, Milestone: milestone,
				Posting: units.ByUnit, Posted: w.Posted, Ends: w.Ends, Onward: w.SubmitFrom})
			y.must(err)
		}
	}
}

// TestAYearOfReminders goes through the year hour by hour, every tick twice: what the plan says is what the ledger holds,
// each reminder once; nothing goes at night; nothing is told of what is reported; nobody who does nothing misses a date.
func TestAYearOfReminders(t *testing.T) {
	y := newYear(t)
	ctx := t.Context()
	engine := outbox.New(replanned{y.store, y.ledger}, map[string]chat.Sender{"none": y}, func() time.Time { return y.now }, slog.New(slog.DiscardHandler))
	ticker := reminders.Ticker{Ledger: y.ledger, Log: slog.New(slog.DiscardHandler)}
	last := y.now
	y.must(ticker.Tick(ctx, y.now))
	for end := time.Date(2024, 1, 2, 0, 0, 0, 0, calendar.Zone); y.now.Before(end); {
		if h := y.now.Hour(); h == 10 && y.now.Month() < 8 {
			y.act(ctx)
		}
		if y.now.Equal(time.Date(2023, 5, 23, 15, 0, 0, 0, calendar.Zone)) {
			y.move(ctx)
		}
		y.now = y.now.Add(time.Hour)
		if len(reminders.Mornings(last, y.now)) > 0 {
			y.plan(ctx, last)
			last = y.now
		}
		for range 2 {
			y.must(ticker.Tick(ctx, y.now))
		}
		y.must(engine.Flush(ctx))
	}
	y.compare(ctx)
}

// move lets a supplement put the senior deadline off by a week.
func (y *year) move(ctx context.Context) {
	on := time.Date(2023, 6, 6, 0, 0, 0, 0, calendar.Zone)
	pack := y.ledger.book.Pack.ID
	p, _, err := y.store.EnterPaper(ctx, y.message(1), pack, dates.Paper{Paper: milestones.Paper{Milestone: "senior_application",
		On: on, Source: milestones.Supplement, Document: "1", Quote: "x"}}, nil)
	y.must(err)
	if _, ok, err := y.store.SettlePaper(ctx, y.message(2), pack, p.ID, dates.Holds); err != nil || !ok {
		y.Fatalf("not confirmed: %v", err)
	}
}

// plan notes what falls due now, as the plan says.
func (y *year) plan(ctx context.Context, from time.Time) {
	o, err := look(ctx, y.ledger.book, y.store)
	y.must(err)
	for _, r := range o.book.Planner.Due(from, y.now, o.subscriptions) {
		if y.planned[r.Key()] {
			y.Errorf("planned twice: %s", r.Key())
		}
		y.planned[r.Key()] = true
		if at, ok := y.reported[fmt.Sprint(r.Unit, r.Milestone)]; ok && at.Before(r.At) {
			y.Errorf("told of what was reported: %s", r.Key())
		}
	}
}

func (y *year) compare(ctx context.Context) {
	keys, err := y.store.ReminderKeys(ctx)
	y.must(err)
	ledger := map[string]bool{}
	for _, k := range keys {
		ledger[strings.TrimPrefix(k, y.ledger.book.Pack.ID+"/")] = true
	}
	for k := range y.planned {
		if !ledger[k] {
			y.Errorf("planned, not in the ledger: %s", k)
		}
	}
	if len(ledger) != len(y.planned) || len(ledger) < 20*yearUnits/3 {
		y.Errorf("%d in the ledger, %d planned", len(ledger), len(y.planned))
	}
	// Units that do nothing hear of everything, the moved date once more.
	for unit := int64(3); unit <= yearUnits; unit += 3 {
		for _, want := range []string{"senior_application/14/2023-05-30", "senior_application/7/2023-05-30",
			"senior_application/-1/2023-06-06", "senior_application/7/2023-06-06", "senior_application/3/2023-06-06",
			"senior_application/1/2023-06-06", "senior_application/0/2023-06-06"} {
			if key := fmt.Sprintf("%s/%d:%s", deadlines.Subscriber(liaison(unit)), unit, want); !ledger[key] {
				y.Errorf("unit %d was not told of %s", unit, want)
			}
		}
	}
	unsent, err := y.store.Outbox(ctx)
	y.must(err)
	for _, tally := range unsent {
		if tally.Rows != outbox.Sent && tally.Rows != outbox.Cancelled {
			y.Errorf("%d rows are %s", tally.Number, tally.Rows)
		}
	}
	y.Logf("%d reminders in %d messages, %d actions", len(ledger), y.sent, y.actions)
}
