package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/telegram"
	"zhicheng/handlers/relay"
	"zhicheng/reminders/progress"
	"zhicheng/reminders/units"
)

// interrupted is a channel on which something happens while a message is under way.
type interrupted struct {
	meanwhile func()
	state     chat.State
}

func (i interrupted) Send(context.Context, chat.Conversation, string, chat.Reply) chat.Outcome {
	i.meanwhile()
	return chat.Outcome{State: i.state}
}

// newsOnItsWay are news of an application that were tried once, with this outcome, and are to be tried again.
func newsOnItsWay(t *testing.T, first chat.State, meanwhile func(*testing.T, delayed)) (d delayed) {
	t.Helper()
	r, now := newReminded(t), civil(10, 9)
	d = delayed{reminded: r, now: &now}
	d.engine = outbox.New(replanned{r.store, r.tick.Ledger.(ledger)}, nil, func() time.Time { return now }, r.tick.Log)
	d.engine.Senders = map[string]chat.Sender{telegram.Channel: interrupted{func() { meanwhile(t, d) }, first}}
	by := func(id string) chat.Message { return chat.Message{ID: id, From: r.me, At: now} }
	r.store.Tell = func(relay.News) (chat.Reply, bool) { return chat.Reply{Text: []chat.Span{{Text: "进展"}}}, true }
	school := []units.Unit{{Name: "甲校", Level: units.City, Kind: units.Institution, Titles: units.Titles}}
	must(t, r.store.SaveUnits(t.Context(), by("unit"), school))
	must(t, r.store.SaveRoster(t.Context(), by("roster"), "p", progress.Difference{New: []progress.Change{{Kind: progress.Added,
		After: progress.Application{Number: "N1", Name: "甲", Unit: school[0].ID, Level: "mid", Path: "city_mid", Stage: "registration", Version: 1}}}}))
	all, err := r.store.ApplicationsOf(t.Context(), "p", progress.Reach{})
	must(t, err)
	code := strings.Repeat("a", 64)
	must(t, r.store.MakeCodes(t.Context(), by("codes"), school[0].ID, map[int64]string{all[0].ID: code}))
	_, err = r.store.Bind(t.Context(), by("bind"), "p", "N1", func(int64) string { return code })
	must(t, err)
	_, _, err = r.store.MoveApplication(t.Context(), by("move"), progress.Reach{}, all[0].ID, 1, progress.Move{To: "unit_review", Kind: progress.Forward}, "", time.Time{})
	must(t, err)
	d.sends(t, civil(10, 11))
	d.engine.Senders, d.engine.Now = r.senders, func() time.Time { return time.Now().Add(time.Hour) } // past the pause between tries
	return d
}

// TestNewsOnItsWay: what is tried again goes only to somebody whose application it still is and who wants to hear of it.
func TestNewsOnItsWay(t *testing.T) {
	nothing := func(*testing.T, delayed) {}
	for name, c := range map[string]struct {
		first            chat.State
		meanwhile, later func(*testing.T, delayed)
		want             outbox.State
	}{
		"nothing happens":             {chat.Later, nothing, nothing, outbox.Sent},
		"ended while it was sent":     {chat.Later, endNews, nothing, outbox.Cancelled},
		"muted while it was sent":     {chat.Later, muteNews, nothing, outbox.Cancelled},
		"ended, may have arrived":     {chat.Unknown, endNews, nothing, outbox.Unknown},
		"ended after it may have":     {chat.Unknown, nothing, endNews, outbox.Unknown},
		"muted after it may have":     {chat.Unknown, nothing, muteNews, outbox.Unknown},
		"ended and sent again":        {chat.Failed, endNews, resendNews, outbox.Cancelled},
		"muted and sent again":        {chat.Failed, muteNews, resendNews, outbox.Cancelled},
		"it failed and is sent again": {chat.Failed, nothing, resendNews, outbox.Sent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newsOnItsWay(t, c.first, c.meanwhile)
			c.later(t, d)
			got := fmt.Sprint(d.sends(t, civil(10, 12)))
			row, err := d.store.OutboxRow(t.Context(), 1)
			if err != nil || row.State != c.want || strings.Contains(got, "进展") != (c.want == outbox.Sent) {
				t.Errorf("it is %s, and %q arrives: %v", row.State, got, err)
			}
		})
	}
}

func endNews(t *testing.T, d delayed) {
	all, err := d.store.Bindings(t.Context(), d.me, "p")
	if err != nil || len(all) != 1 {
		return // the notice of the end goes the same way
	}
	_, err = d.store.EndBindings(t.Context(), chat.Message{ID: "end", From: d.me, At: *d.now}, all[0].Application.ID, all[0].ID, false, chat.Reply{Text: []chat.Span{{Text: "解除"}}})
	must(t, err)
}

func muteNews(t *testing.T, d delayed) {
	must(t, d.store.SetMuted(t.Context(), chat.Message{ID: "mute", From: d.me, At: *d.now}, []chat.Topic{chat.Progress}))
}

func resendNews(t *testing.T, d delayed) { must(t, d.store.Resend(t.Context(), 1)) }
