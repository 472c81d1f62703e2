package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/telegram"
	"zhicheng/bot/words"
	"zhicheng/reminders/units"
)

// delayed is a reminder of 5月16日, fourteen days before 5月30日, that has been written and not sent.
type delayed struct {
	reminded
	engine   *outbox.Engine
	now      *time.Time
	campaign string
}

func newDelayed(t *testing.T) delayed {
	t.Helper()
	r, now := newReminded(t), civil(13, 9)
	d := delayed{r, outbox.New(replanned{r.store, r.tick.Ledger.(ledger)}, r.senders, func() time.Time { return now }, r.tick.Log), &now,
		r.tick.Ledger.(ledger).mark() + "/2023-05-16T08:00:00"}
	d.ticks(t, now, civil(16, 8))
	return d
}

func (d delayed) ticks(t *testing.T, all ...time.Time) {
	t.Helper()
	for _, at := range all {
		*d.now = at
		if err := d.tick.Tick(t.Context(), at); err != nil {
			t.Fatal(err)
		}
	}
}

// sends is what arrives at a time.
func (d delayed) sends(t *testing.T, at time.Time) (texts []string) {
	t.Helper()
	*d.now = at
	before := len(d.got(42))
	if err := d.engine.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, m := range d.got(42)[before:] {
		texts = append(texts, m.Text)
	}
	return texts
}

func (d delayed) turn(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// silent is a channel that never answers.
type silent struct{}

func (silent) Send(context.Context, chat.Conversation, string, chat.Reply) chat.Outcome {
	return chat.Outcome{State: chat.Unknown}
}

// state is where the row stands that waited.
func (d delayed) state(t *testing.T) outbox.State {
	t.Helper()
	row, err := d.store.OutboxRow(t.Context(), 1)
	if err != nil || len(row.Reminders) != 1 {
		t.Fatalf("%+v, %v", row, err)
	}
	return row.State
}

// What a pause kept says how things stand when it goes.
func TestAPausedReminderSaysWhatHoldsWhenItGoes(t *testing.T) {
	d := newDelayed(t)
	d.turn(t, d.store.Pause(t.Context(), d.campaign))
	if got := d.sends(t, civil(16, 9)); got != nil {
		t.Fatalf("a pause: %q", got)
	}
	d.turn(t, d.store.Resume(t.Context(), d.campaign))
	got := d.sends(t, civil(18, 10))
	if len(got) != 1 || !strings.Contains(got[0], "还有12天") {
		t.Errorf("two days later: %q", got)
	}
	if s := d.state(t); s != outbox.Sent {
		t.Errorf("it is %s", s)
	}
}

// On the same day it goes as it was written: the rows are not read again.
func TestAReminderOfTheDayGoesAsItWasWritten(t *testing.T) {
	d := newDelayed(t)
	d.turn(t, d.store.Unsubscribe(t.Context(), d.me, d.tick.Ledger.(ledger).book.Pack.ID, "senior"))
	if got := d.sends(t, civil(16, 20)); len(got) != 1 || !strings.Contains(got[0], "还有14天") {
		t.Errorf("in the evening: %q", got)
	}
}

func TestADelayedReminderThatNobodyNeeds(t *testing.T) {
	for name, meanwhile := range map[string]func(t *testing.T, d delayed) time.Time{
		"ended by its reader": func(t *testing.T, d delayed) time.Time {
			d.turn(t, d.store.Unsubscribe(t.Context(), d.me, d.tick.Ledger.(ledger).book.Pack.ID, "senior"))
			return civil(17, 9)
		},
		"told by the next one": func(t *testing.T, d delayed) time.Time {
			d.ticks(t, civil(23, 8))
			return civil(23, 9)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDelayed(t)
			at := meanwhile(t, d)
			got := d.sends(t, at)
			if s := d.state(t); s != outbox.Cancelled || len(got) > 1 || len(got) == 1 && !strings.Contains(got[0], "还有7天") {
				t.Errorf("%s: %q", s, got)
			}
		})
	}
}

// When the date is over nothing is told of it.
func TestADelayedReminderOfADateThatIsOver(t *testing.T) {
	d := newDelayed(t)
	d.turn(t, d.store.Pause(t.Context(), d.campaign))
	d.ticks(t, civil(31, 9)) // a program that slept over all that came later
	d.turn(t, d.store.Resume(t.Context(), d.campaign))
	if got := d.sends(t, civil(31, 10)); got != nil || d.state(t) != outbox.Cancelled {
		t.Errorf("%s: %q", d.state(t), got)
	}
}

// One that may have arrived is sent again as it holds, and with nothing left to tell nobody claims that it never went.
func TestADelayedRepeat(t *testing.T) {
	for name, ended := range map[string]bool{"still of use": false, "of no use any more": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDelayed(t)
			real := d.engine.Senders
			d.engine.Senders = map[string]chat.Sender{telegram.Channel: silent{}}
			for n := range 3 {
				d.engine.Now = func() time.Time { return time.Now().Add(time.Duration(n) * time.Hour) } // past the pauses between tries
				d.sends(t, civil(16, 9))
			}
			d.engine.Senders = real
			if s := d.state(t); s != outbox.Unknown {
				t.Fatalf("it is %s", s)
			}
			if ended {
				d.turn(t, d.store.Unsubscribe(t.Context(), d.me, d.tick.Ledger.(ledger).book.Pack.ID, "senior"))
			}
			d.turn(t, d.store.Resend(t.Context(), 1))
			got := d.sends(t, civil(18, 9))
			switch {
			case ended && (got != nil || d.state(t) != outbox.Unknown):
				t.Errorf("%s: %q", d.state(t), got)
			case !ended && (len(got) != 1 || !strings.HasPrefix(got[0], words.Say(words.Repeated)) || !strings.Contains(got[0], "还有12天")):
				t.Errorf("sent again: %q", got)
			}
		})
	}
}

// A database that cannot be read just then lets nobody forget that a message may have arrived before.
func TestARepeatOutlivesAFailure(t *testing.T) {
	d := newDelayed(t)
	real := d.engine.Senders
	d.engine.Senders = map[string]chat.Sender{telegram.Channel: silent{}}
	d.sends(t, civil(16, 9))
	d.engine.Senders, *d.now = real, civil(18, 9)
	db, err := sql.Open("sqlite", d.file)
	d.turn(t, err)
	defer func() { _ = db.Close() }()
	rename := func(from, to string) {
		_, err := db.ExecContext(t.Context(), `ALTER TABLE `+from+` RENAME TO `+to)
		d.turn(t, err)
	}
	rename("subscriptions", "gone")
	d.engine.Now = func() time.Time { return time.Now().Add(time.Hour) } // past the pauses between tries
	if err := d.engine.Flush(t.Context()); err == nil {
		t.Fatal("it could be read")
	}
	rename("gone", "subscriptions")
	d.engine.Now = func() time.Time { return time.Now().Add(2 * time.Hour) }
	if got := d.sends(t, civil(18, 9)); len(got) != 1 || !strings.HasPrefix(got[0], words.Say(words.Repeated)) {
		t.Errorf("sent again: %q", got)
	}
}

// What could not go by day waits for the morning.
func TestADelayedReminderDoesNotGoAtNight(t *testing.T) {
	d := newDelayed(t)
	if got := d.sends(t, civil(16, 21)); got != nil {
		t.Errorf("at night: %q", got)
	}
	if got := d.sends(t, civil(17, 8)); len(got) != 1 || !strings.Contains(got[0], "还有13天") {
		t.Errorf("in the morning: %q", got)
	}
}

// A unit is reminded in the topic of a group in which that was last asked for, also when its reminder is late.
func TestAUnitIsRemindedInItsTopic(t *testing.T) {
	d := newDelayed(t)
	d.sends(t, civil(16, 9))
	d.Add(-7, 1, "supergroup")
	all := []units.Unit{{Name: "敖汉旗第一中学", Level: units.City, Kind: units.Institution, Titles: []units.Title{units.Senior}}}
	said := func(topic int64) chat.Message {
		return chat.Message{ID: fmt.Sprint("m", topic), From: chat.Conversation{Channel: telegram.Channel, Chat: "-7", Person: "yi"},
			At: civil(16, 9), Thread: fmt.Sprintf("-7/0/%d", topic)}
	}
	d.turn(t, d.store.SaveUnits(t.Context(), said(1), all))
	first, second := d.Topic(-7, true), d.Topic(-7, true)
	for _, topic := range []int64{first, second} {
		d.turn(t, d.store.RemindGroup(t.Context(), said(topic), all[0].ID))
	}
	d.ticks(t, civil(23, 8))
	d.sends(t, civil(24, 9))
	d.ticks(t, civil(29, 8))
	d.sends(t, civil(29, 9))
	got := d.got(-7)
	if len(got) != 2 {
		t.Fatalf("%d messages", len(got))
	}
	for _, m := range got {
		if m.Topic != second {
			t.Errorf("in topic %d: %s", m.Topic, m.Text)
		}
	}
	says(t, got[0], "还有6天")
}
