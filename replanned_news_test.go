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

// bindMe binds the person to an application at a stage.
func (r reminded) bindMe(t *testing.T, pack string, a progress.Application) progress.Application {
	t.Helper()
	by := func(id string) chat.Message { return chat.Message{ID: id, From: r.me, At: civil(10, 9)} }
	school := []units.Unit{{Name: "甲校", Level: units.City, Kind: units.Institution, Titles: units.Titles}}
	must(t, r.store.SaveUnits(t.Context(), by("unit"), school))
	a.Number, a.Name, a.Unit, a.Level, a.Path, a.Version = "N1", "甲", school[0].ID, "mid", "county_mid", 1
	must(t, r.store.SaveRoster(t.Context(), by("roster"), pack, progress.Difference{New: []progress.Change{{Kind: progress.Added, After: a}}}))
	all, err := r.store.ApplicationsOf(t.Context(), pack, progress.Reach{})
	must(t, err)
	code := strings.Repeat("a", 64)
	must(t, r.store.MakeCodes(t.Context(), by("codes"), school[0].ID, map[int64]string{all[0].ID: code}))
	_, err = r.store.Bind(t.Context(), by("bind"), pack, "N1", func(int64) string { return code })
	must(t, err)
	return all[0]
}

// newsOnItsWay are news of an application that were tried once, with this outcome, and are to be tried again.
func newsOnItsWay(t *testing.T, first chat.State, meanwhile func(*testing.T, delayed)) (d delayed) {
	t.Helper()
	r, now := newReminded(t), civil(10, 9)
	d = delayed{reminded: r, now: &now}
	d.engine = outbox.New(replanned{r.store, r.tick.Ledger.(ledger)}, nil, func() time.Time { return now }, r.tick.Log)
	d.engine.Senders = map[string]chat.Sender{telegram.Channel: interrupted{func() { meanwhile(t, d) }, first}}
	a := r.bindMe(t, "p", progress.Application{Stage: "registration"})
	r.store.Tell = func(relay.News) (chat.Reply, bool) { return chat.Reply{Text: []chat.Span{{Text: "进展"}}}, true }
	_, _, err := r.store.MoveApplication(t.Context(), chat.Message{ID: "move", From: r.me, At: now}, progress.Reach{}, a.ID, 1, progress.Move{To: "unit_review", Kind: progress.Forward}, "", time.Time{})
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
	endIn(t, d, "p")
}

func endIn(t *testing.T, d delayed, pack string) {
	t.Helper()
	all, err := d.store.Bindings(t.Context(), d.me, pack)
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

// TestWhatIsToBeCompletedIsNobodyElses: of a day by which to complete an application only somebody bound to it is reminded,
// also when the row was written before; of what else it tells they are.
func TestWhatIsToBeCompletedIsNobodyElses(t *testing.T) {
	for ended, want := range map[bool]bool{false: true, true: false} {
		r, now := newReminded(t), civil(13, 9)
		book := r.tick.Ledger.(ledger).book
		r.bindMe(t, book.Pack.ID, progress.Application{Stage: "completion", Due: civil(19, 0)})
		d := delayed{reminded: r, now: &now, engine: outbox.New(replanned{r.store, r.tick.Ledger.(ledger)}, r.senders, func() time.Time { return now }, r.tick.Log)}
		d.ticks(t, now, civil(16, 8))
		if ended {
			endIn(t, d, book.Pack.ID)
		}
		got := fmt.Sprint(d.sends(t, civil(16, 9)))
		if !strings.Contains(got, "还有14天") || strings.Contains(got, "5月19日") != want {
			t.Errorf("ended: %v\n%s", ended, got)
		}
	}
}
