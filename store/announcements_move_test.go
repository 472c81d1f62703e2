package store

import (
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
)

// released lets an announcement go and returns it.
func released(t *testing.T, a Announcements, message string, said broadcast.Announcement) broadcast.Campaign {
	t.Helper()
	c := freeze(t, a, message, said)
	_, err := a.Confirm(t.Context(), press(message+" yes", in("admin")), c.ID, c.Token)
	ok(t, err)
	return c
}

func claimed(t *testing.T, s *Store, civil time.Time) (i outbox.Item, found bool) {
	t.Helper()
	i, found, err := s.Claim(t.Context(), civil, s.Machine(), time.Minute)
	ok(t, err)
	return i, found
}

func settled(t *testing.T, s *Store, i outbox.Item, r outbox.Result) {
	t.Helper()
	ok(t, s.Settle(t.Context(), i, r, noon))
}

func stands(t *testing.T, a Announcements, id string, want broadcast.Progress) {
	t.Helper()
	got, err := a.Progress(t.Context(), id)
	ok(t, err)
	got.Remaining = 0
	if got != want {
		t.Errorf("progress %+v, want %+v", got, want)
	}
}

func TestWhoDoesNotHear(t *testing.T) {
	s, a := city(t)
	ok(t, s.SetMuted(t.Context(), text("mute", in("plain"), ""), []chat.Topic{chat.Announcements, chat.Deadlines}))
	ok(t, s.SetMuted(t.Context(), text("mute2", in("senior"), ""), []chat.Topic{chat.Deadlines}))
	ok(t, s.SetReachable(t.Context(), "telegram", in("two").Chat, false, noon))
	// A group is written to once, and only where a unit registered it.
	group := chat.Conversation{Channel: "telegram", Chat: "-100", Person: "one"}
	receive1(t, s, inGroup("g1", "-100", "one", noon), inGroup("g2", "-200", "plain", noon))
	for _, u := range []int64{1, 2} {
		ok(t, s.RemindGroup(t.Context(), chat.Message{From: group, At: noon}, u))
	}
	c := freeze(t, a, "news", broadcast.Announcement{Text: "停电"})
	if who := told(t, s, c.ID); who != "admin aohan one one senior staff" || c.Muted != 1 || c.Unreachable != 1 || c.Recipients != 6 {
		t.Errorf("%s are told; %+v", who, c)
	}
	if n := count(t, s, `SELECT count(*) FROM outbox WHERE campaign = $1 AND chat LIKE '-%'`, c.ID); n != 1 {
		t.Errorf("%d groups", n)
	}
	if subs, err := s.Subscriptions(t.Context(), "pack"); err != nil || len(subs) != 0 {
		t.Errorf("who muted deadlines is still reminded: %v, %v", subs, err)
	}
	ok(t, s.SetMuted(t.Context(), text("loud", in("senior"), ""), nil))
	if subs, err := s.Subscriptions(t.Context(), "pack"); err != nil || len(subs) != 1 {
		t.Errorf("unmuted: %v, %v", subs, err)
	}
	if muted, err := s.Muted(t.Context(), "plain"); err != nil || len(muted) != 2 {
		t.Errorf("muted: %v, %v", muted, err)
	}
	ok(t, s.Forget(t.Context(), "plain", "m"))
	if n := count(t, s, `SELECT count(*) FROM mutes`); n != 0 {
		t.Error("forgetting leaves what was muted")
	}
}

// A group hears in the thread in which its unit is reminded, with the text that all read or its own; nobody else in any.
func TestAGroupHearsInItsThread(t *testing.T) {
	s, a := city(t)
	group := chat.Conversation{Channel: "telegram", Chat: "-100", Person: "one"}
	ok(t, s.RemindGroup(t.Context(), chat.Message{From: group, At: noon, Thread: "-100/0/7"}, 1))
	for id, said := range map[string]string{"停电": "停电", "{单位}停电": "一中停电"} {
		released(t, a, id, broadcast.Announcement{Text: id, To: broadcast.Filter{Units: []int64{1}}})
		groups := 0
		for range 2 {
			i, _ := claimed(t, s, noon)
			settled(t, s, i, outbox.Result{State: outbox.Sent, Ref: "5"})
			thread := ""
			if i.To.Chat == group.Chat {
				groups, thread = groups+1, "-100/0/7"
			}
			if i.Reply.Answers != thread || !strings.HasPrefix(i.Reply.Plain(), said) {
				t.Errorf("%s in %q: %s", i.To.Chat, i.Reply.Answers, i.Reply.Plain())
			}
		}
		if groups != 1 {
			t.Errorf("%s: %d groups", id, groups)
		}
	}
}

// TestWhoStopsHearing is taken off what was put off for later, but for a group, which is not theirs alone.
func TestWhoStopsHearing(t *testing.T) {
	s, a := city(t)
	group := chat.Conversation{Channel: "telegram", Chat: "-100", Person: "one"}
	receive1(t, s, inGroup("g1", "-100", "one", noon))
	ok(t, s.RemindGroup(t.Context(), chat.Message{From: group, At: noon}, 1))
	c := released(t, a, "news", broadcast.Announcement{Text: "停电", To: broadcast.Filter{Units: []int64{1, 2}}, At: noon.Add(time.Hour)})
	draft := freeze(t, a, "draft", broadcast.Announcement{Text: "停电", To: broadcast.Filter{Units: []int64{1}}})
	ok(t, s.SetMuted(t.Context(), text("mute", in("one"), ""), []chat.Topic{chat.Deadlines}))
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Running, Left: 3})
	for range 2 {
		ok(t, s.SetMuted(t.Context(), text("mute", in("one"), ""), []chat.Topic{chat.Announcements}))
	}
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Running, Left: 2, Cancelled: 1})
	stands(t, a, draft.ID, broadcast.Progress{State: outbox.Drafted, Left: 1, Cancelled: 1})
	for range 2 {
		i, found := claimed(t, s, noon.Add(time.Hour))
		if !found || i.To == in("one") {
			t.Errorf("%v: to %s in %s", found, i.To.Person, i.To.Chat)
		}
	}
}

// TestWhoStopsHearingMeanwhile hears nothing either when their row was not waiting then: it was on its way, or had ended and
// is sent again. In a group it goes on.
func TestWhoStopsHearingMeanwhile(t *testing.T) {
	again := map[outbox.State]func(Announcements, string) (int64, error){
		outbox.Queued: func(Announcements, string) (int64, error) { return 0, nil },
		outbox.Failed: func(a Announcements, id string) (int64, error) {
			return a.ResendFailed(t.Context(), press("f", in("admin")), id)
		},
		outbox.Unknown: func(a Announcements, id string) (int64, error) {
			return a.ResendUnknown(t.Context(), press("u", in("admin")), id)
		},
	}
	for first, want := range map[outbox.Result]broadcast.Progress{
		{State: outbox.Queued}:                         {State: outbox.Running, Left: 1, Cancelled: 1},
		{State: outbox.Failed, Reason: outbox.Refused}: {State: outbox.Running, Left: 1, Cancelled: 1},
		{State: outbox.Unknown}:                        {State: outbox.Running, Left: 1, Unknown: 1},
	} {
		s, a := city(t)
		group := chat.Conversation{Channel: "telegram", Chat: "-100", Person: "one"}
		receive1(t, s, inGroup("g1", "-100", "one", noon))
		ok(t, s.RemindGroup(t.Context(), chat.Message{From: group, At: noon}, 1))
		c := released(t, a, "news", broadcast.Announcement{Text: "停电", To: broadcast.Filter{Units: []int64{1}}})
		own, _ := claimed(t, s, noon)
		shared, found := claimed(t, s, noon)
		if !found {
			t.Fatal("nothing to claim")
		}
		if own.To == group {
			own, shared = shared, own
		}
		ok(t, s.SetMuted(t.Context(), text("mute", in("one"), ""), []chat.Topic{chat.Announcements}))
		settled(t, s, own, first)
		settled(t, s, shared, outbox.Result{State: outbox.Queued})
		_, err := again[first.State](a, c.ID)
		ok(t, err)
		if i, found := claimed(t, s, noon); !found || i.To != group {
			t.Errorf("%s: %v, to %s in %s", first.State, found, i.To.Person, i.To.Chat)
		}
		if i, found := claimed(t, s, noon); found {
			t.Errorf("%s: to %s in %s", first.State, i.To.Person, i.To.Chat)
		}
		stands(t, a, c.ID, want)
	}
}

func TestByDay(t *testing.T) {
	s, a := city(t)
	night := time.Date(2023, 5, 10, 23, 0, 0, 0, shanghai)
	liaisons := broadcast.Filter{Roles: []access.Role{access.Liaison}}
	released(t, a, "calm", broadcast.Announcement{Text: "停电", To: liaisons})
	if _, found := claimed(t, s, night); found {
		t.Error("it goes out at night")
	}
	released(t, a, "urgent", broadcast.Announcement{Text: "急", To: liaisons, Urgent: true})
	if i, found := claimed(t, s, night); !found || i.Reply.Plain() == "" || !strings.HasPrefix(i.Reply.Plain(), "急") {
		t.Errorf("an urgent one waits: %v %q", found, i.Reply.Plain())
	}
	if _, found := claimed(t, s, night.Add(9*time.Hour)); !found {
		t.Error("it does not go out in the morning")
	}
	at := noon.AddDate(0, 0, 3)
	c := released(t, a, "later", broadcast.Announcement{Text: "届时", To: broadcast.Filter{Roles: []access.Role{access.Applicant}}, At: at})
	for found := true; found; {
		var i outbox.Item
		if i, found = claimed(t, s, noon.AddDate(0, 0, 2)); found {
			settled(t, s, i, outbox.Result{State: outbox.Sent, Ref: "1"})
		}
	}
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Running, Left: 2})
	if _, found := claimed(t, s, at); !found {
		t.Error("it does not go out at its time")
	}
}

// TestRemindersGoFirst: a draft, a paused campaign and a long announcement hold up no reminder.
func TestRemindersGoFirst(t *testing.T) {
	s, a := city(t)
	freeze(t, a, "draft", broadcast.Announcement{Text: "停电"})
	released(t, a, "long", broadcast.Announcement{Text: "停电"})
	ok(t, s.Notify(t.Context(), "k", in("plain"), chat.Reply{Text: []chat.Span{{Text: "截止"}}}, noon.Add(time.Minute)))
	i, found := claimed(t, s, noon.Add(time.Hour))
	if !found || i.Kind != outbox.Reminder {
		t.Errorf("%v first", i.Kind)
	}
	if i, found = claimed(t, s, noon.Add(time.Hour)); !found || i.Kind != outbox.Announcement || i.To.Person == "plain" {
		t.Errorf("then %v to %s", i.Kind, i.To.Person)
	}
}

func TestMovesAndRecall(t *testing.T) {
	s, a := city(t)
	ctx, admin := t.Context(), in("admin")
	c := released(t, a, "news", broadcast.Announcement{Text: "停电"})
	is(t, "resume what runs", a.Continue(ctx, press("go", admin), c.ID), nil)
	ok(t, a.Hold(ctx, press("hold", admin), c.ID))
	ok(t, a.Hold(ctx, press("hold", admin), c.ID))
	if _, found := claimed(t, s, noon); found {
		t.Error("it goes on when paused")
	}
	ok(t, a.Continue(ctx, press("on", admin), c.ID))
	var held []outbox.Item
	for range 5 {
		i, found := claimed(t, s, noon)
		if !found {
			t.Fatal("nothing to claim")
		}
		held = append(held, i)
	}
	settled(t, s, held[0], outbox.Result{State: outbox.Sent, Ref: "11"})
	settled(t, s, held[1], outbox.Result{State: outbox.Failed, Reason: outbox.Refused})
	settled(t, s, held[2], outbox.Result{State: outbox.Unknown})
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Running, Left: 4, Sent: 1, Failed: 1, Unknown: 1})
	if missed, err := a.Missed(ctx, c.ID, everything); err != nil || len(missed) != 2 || missed[0].Reason != outbox.Refused {
		t.Errorf("missed: %+v, %v", missed, err)
	}
	for range 2 { // twice is once
		n, err := a.ResendUnknown(ctx, press("again", admin), c.ID)
		if err != nil || n != 1 {
			t.Errorf("%d again, %v", n, err)
		}
	}
	if n := count(t, s, `SELECT count(*) FROM outbox WHERE campaign = $1 AND repeated = 1 AND state = 'queued'`, c.ID); n != 1 {
		t.Errorf("%d marked as a repeat", n)
	}
	n, err := a.ResendFailed(ctx, press("failed", admin), c.ID)
	if err != nil || n != 1 {
		t.Errorf("%d failed again, %v", n, err)
	}
	for range 2 {
		if n, err := a.Recall(ctx, press("recall", admin), c.ID); err != nil || n != 1 {
			t.Errorf("%d recalled, %v", n, err)
		}
	}
	settled(t, s, held[3], outbox.Result{State: outbox.Sent, Ref: "12"}) // what was under way joins
	settled(t, s, held[4], outbox.Result{State: outbox.Unknown})
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Recalled, Sent: 2, Unknown: 2, Cancelled: 3, RecallLeft: 2, CannotRecall: 2})
	i, found := claimed(t, s, noon)
	if !found || i.Recall != "11" {
		t.Fatalf("to recall: %+v", i)
	}
	ok(t, s.TakeOver(ctx, s.Machine())) // the program died
	settled(t, s, i, outbox.Result{State: outbox.Deleted})
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Recalled, Sent: 2, Unknown: 2, Cancelled: 3, RecallLeft: 2, CannotRecall: 2})
	for _, r := range []outbox.Result{{State: outbox.Deleted}, {State: outbox.Cannot}} {
		i, found := claimed(t, s, noon)
		if !found || i.Recall == "" {
			t.Fatalf("to recall: %+v", i)
		}
		settled(t, s, i, r)
	}
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Recalled, Sent: 2, Unknown: 2, Cancelled: 3, Recalled: 1, CannotRecall: 3})
	for name, err := range map[string]error{"hold": a.Hold(ctx, press("x", admin), c.ID), "go on": a.Continue(ctx, press("y", admin), c.ID),
		"stop": a.Stop(ctx, press("z", admin), c.ID)} {
		is(t, name, err, broadcast.ErrState)
	}
	is(t, "the command line", s.Resume(ctx, c.ID), ErrNoCampaign)
	is(t, "a row again", s.Resend(ctx, i.ID), ErrNoRow)
	if _, err := s.VerifyAudit(ctx, AuditHead{}); err != nil {
		t.Error(err)
	}
}

// TestFirstCopies: of what went twice, because no answer came, the report says that the first may be there still.
func TestFirstCopies(t *testing.T) {
	s, a := city(t)
	ctx, admin := t.Context(), in("admin")
	ok(t, s.OpenWebChats(ctx, "session", []chat.Conversation{{Channel: "web", Chat: "page", Person: "web"}}))
	web := text("mweb", chat.Conversation{Channel: "web", Chat: "page", Person: "web"}, "你好")
	receive1(t, s, web)
	c := released(t, a, "news", broadcast.Announcement{Text: "停电"})
	each := func(becomes func(person string) outbox.Result) {
		t.Helper()
		for range 8 {
			i, found := claimed(t, s, noon)
			if !found {
				t.Fatal("nothing to claim")
			}
			settled(t, s, i, becomes(i.To.Person))
		}
	}
	each(func(string) outbox.Result { return outbox.Result{State: outbox.Unknown} })
	if n, err := a.ResendUnknown(ctx, press("again", admin), c.ID); n != 8 || err != nil {
		t.Fatal(n, err)
	}
	each(func(person string) outbox.Result {
		switch person {
		case "one":
			return outbox.Result{State: outbox.Unreachable}
		case "two":
			return outbox.Result{State: outbox.Unknown}
		}
		return outbox.Result{State: outbox.Sent, Ref: "2"}
	})
	if p, err := a.Progress(ctx, c.ID); err != nil || p.FirstCopies != 0 {
		t.Errorf("before a recall: %+v, %v", p, err)
	}
	_, err := a.Recall(ctx, press("recall", admin), c.ID)
	ok(t, err)
	// Of the seven in Telegram one is unknown again, and counts as what cannot be recalled.
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Recalled, Sent: 6, Unreachable: 1, Unknown: 1, RecallLeft: 6, CannotRecall: 1, FirstCopies: 6})
}

// TestTheFirstCopyOfWhatArrivedLate is counted too: the claim of the second one ran out before its receipt came.
func TestTheFirstCopyOfWhatArrivedLate(t *testing.T) {
	s, a := city(t)
	c := released(t, a, "news", broadcast.Announcement{Text: "停电", To: broadcast.Filter{Units: []int64{1}}})
	first, _ := claimed(t, s, noon)
	settled(t, s, first, outbox.Result{State: outbox.Unknown})
	_, err := a.ResendUnknown(t.Context(), press("again", in("admin")), c.ID)
	ok(t, err)
	second, _ := claimed(t, s, noon)
	if !s.Wanted(t.Context(), second) {
		t.Fatal("it does not leave")
	}
	ok(t, s.TakeOver(t.Context(), s.Machine()))
	settled(t, s, second, outbox.Result{State: outbox.Sent, Ref: "12"})
	_, err = a.Recall(t.Context(), press("recall", in("admin")), c.ID)
	ok(t, err)
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Recalled, Sent: 1, RecallLeft: 1, FirstCopies: 1})
}

// TestWhatArrivedLateIsRecalled: the news that something was sent, after nobody waited for it any more, still tells which
// message it is.
func TestWhatArrivedLateIsRecalled(t *testing.T) {
	s, a := city(t)
	c := released(t, a, "news", broadcast.Announcement{Text: "停电", To: broadcast.Filter{Units: []int64{1, 2}}})
	early, _ := claimed(t, s, noon)
	late, found := claimed(t, s, noon)
	if !found {
		t.Fatal("nothing to claim")
	}
	if !s.Wanted(t.Context(), early) || !s.Wanted(t.Context(), late) {
		t.Fatal("they do not leave")
	}
	ok(t, s.TakeOver(t.Context(), s.Machine()))
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Running, Unknown: 2})
	settled(t, s, early, outbox.Result{State: outbox.Sent, Ref: "11"})
	n, err := a.Recall(t.Context(), press("recall", in("admin")), c.ID)
	if err != nil || n != 1 {
		t.Errorf("%d recalled, %v", n, err)
	}
	settled(t, s, late, outbox.Result{State: outbox.Sent, Ref: "12"})
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Recalled, Sent: 2, RecallLeft: 2})
}

// TestAnOldMessageIsHandledOnce: a message that is handled again after a crash does nothing, whatever others did since.
func TestAnOldMessageIsHandledOnce(t *testing.T) {
	s, a := city(t)
	ctx, admin, staff := t.Context(), in("admin"), in("staff")
	c := released(t, a, "news", broadcast.Announcement{Text: "停电"})
	state := func(want string) {
		t.Helper()
		if p, err := a.Progress(ctx, c.ID); err != nil || p.State != want {
			t.Errorf("it is %s, want %s; %v", p.State, want, err)
		}
	}
	ok(t, a.Hold(ctx, press("a holds", admin), c.ID))
	ok(t, a.Continue(ctx, press("b goes on", staff), c.ID))
	ok(t, a.Hold(ctx, press("a holds", admin), c.ID))
	state(outbox.Running)
	ok(t, a.Hold(ctx, press("b holds", staff), c.ID))
	ok(t, a.Continue(ctx, press("b goes on", staff), c.ID))
	state(outbox.Paused)
	ok(t, a.Continue(ctx, press("a goes on", admin), c.ID))
	i, found := claimed(t, s, noon)
	if !found {
		t.Fatal("nothing to claim")
	}
	settled(t, s, i, outbox.Result{State: outbox.Failed, Reason: outbox.Refused})
	first, err := a.ResendFailed(ctx, press("a again", admin), c.ID)
	ok(t, err)
	i, found = claimed(t, s, noon)
	if !found {
		t.Fatal("nothing to claim")
	}
	settled(t, s, i, outbox.Result{State: outbox.Failed, Reason: outbox.Refused})
	ok(t, a.Hold(ctx, press("b holds again", staff), c.ID))
	if n, err := a.ResendFailed(ctx, press("a again", admin), c.ID); err != nil || n != first || n != 1 {
		t.Errorf("%d again, first %d, %v", n, first, err)
	}
	if p, err := a.Progress(ctx, c.ID); err != nil || p.Failed != 1 {
		t.Errorf("it is sent once more: %+v, %v", p, err)
	}
}

// TestADraftCannotBeMoved but by its token or its end.
func TestADraftCannotBeMoved(t *testing.T) {
	s, a := city(t)
	ctx, admin := t.Context(), in("admin")
	c := freeze(t, a, "news", broadcast.Announcement{Text: "停电"})
	is(t, "resumed", a.Continue(ctx, press("a", admin), c.ID), broadcast.ErrState)
	is(t, "held", a.Hold(ctx, press("b", admin), c.ID), broadcast.ErrState)
	_, err := a.Recall(ctx, press("c", admin), c.ID)
	is(t, "recalled", err, broadcast.ErrState)
	_, err = a.Second(ctx, press("d", in("staff")), c.ID)
	is(t, "seconded", err, broadcast.ErrState)
	is(t, "resumed by the command line", s.Resume(ctx, c.ID), ErrNoCampaign)
	is(t, "discarded by another", a.Discard(ctx, press("e", in("staff")), c.ID), broadcast.ErrNoCampaign)
	for range 2 {
		ok(t, a.Discard(ctx, press("f", admin), c.ID))
	}
	_, err = a.Confirm(ctx, press("g", admin), c.ID, c.Token)
	is(t, "confirmed after all", err, broadcast.ErrState)
	if n := count(t, s, `SELECT count(*) FROM outbox`); n != 0 {
		t.Errorf("%d rows are left", n)
	}
	if n := count(t, s, `SELECT count(*) FROM announcements a JOIN campaigns c ON c.id = a.campaign WHERE a.said LIKE '%停电%' OR c.body LIKE '%停电%'`); n != 0 {
		t.Error("its text is left")
	}
}

// TestAHalfFrozenDraft was left by a crash: it cannot be confirmed, and freezing again begins anew.
func TestAHalfFrozenDraft(t *testing.T) {
	s, a := city(t)
	c := freeze(t, a, "news", broadcast.Announcement{Text: "停电"})
	_, err := s.write(t.Context(), `UPDATE announcements SET hash = '', preview = ''`)
	ok(t, err)
	_, err = s.write(t.Context(), `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox LIMIT 3)`)
	ok(t, err)
	_, err = a.Confirm(t.Context(), press("yes", in("admin")), c.ID, c.Token)
	is(t, "half a draft", err, broadcast.ErrNoCampaign)
	if again := freeze(t, a, "news", broadcast.Announcement{Text: "停电"}); again.Hash != c.Hash || again.Recipients != 7 {
		t.Errorf("%+v, first %+v", again, c)
	}
}

func TestForgettingAnAuthor(t *testing.T) {
	s, a := city(t)
	c := released(t, a, "news", broadcast.Announcement{Text: "停电"})
	draft := freeze(t, a, "draft", broadcast.Announcement{Text: "停电"})
	if w, err := a.Watched(t.Context()); err != nil || len(w) != 1 || w[0].Ref != "77" {
		t.Errorf("watched: %+v, %v", w, err)
	}
	ok(t, s.Forget(t.Context(), "admin", "m"))
	for _, table := range []string{"announcements", "outbox"} {
		column := map[string]string{"announcements": "author", "outbox": "person"}[table]
		if n := count(t, s, `SELECT count(*) FROM `+table+` WHERE `+column+` = 'admin'`); n != 0 {
			t.Errorf("%s: %d rows", table, n)
		}
	}
	if n := count(t, s, `SELECT count(*) FROM campaigns WHERE id = $1`, draft.ID); n != 0 {
		t.Error("the draft is left")
	}
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Running, Left: 6}) // the sum is still right
	if w, err := a.Watched(t.Context()); err != nil || len(w) != 0 {
		t.Errorf("watched: %+v, %v", w, err)
	}
}

func TestShowed(t *testing.T) {
	_, a := city(t)
	c := released(t, a, "news", broadcast.Announcement{Text: "停电"})
	w, err := a.Watched(t.Context())
	ok(t, err)
	ok(t, a.Hold(t.Context(), press("hold", in("admin")), c.ID)) // in between
	w[0].Ref = "78"
	ok(t, a.Showed(t.Context(), w[0], true))
	if w, err = a.Watched(t.Context()); err != nil || len(w) != 1 || w[0].Ref != "78" {
		t.Fatalf("a move was overlooked: %+v, %v", w, err)
	}
	ok(t, a.Showed(t.Context(), w[0], true))
	if w, err = a.Watched(t.Context()); err != nil || len(w) != 0 {
		t.Errorf("still watched: %+v, %v", w, err)
	}
}

// A program that stops while it drops the recipients of what was discarded leaves them to the next look.
func TestWhatIsLeftOfADiscardedOneGoes(t *testing.T) {
	s, a := city(t)
	c := freeze(t, a, "freeze", broadcast.Announcement{Text: "停电\n{单位}停电"})
	_, err := s.write(t.Context(), `UPDATE campaigns SET state = 'cancelled', body = '{}' WHERE id = $1`, c.ID)
	ok(t, err)
	if told(t, s, c.ID) == "" {
		t.Fatal("nobody is left")
	}
	_, err = s.Purge(t.Context(), noon, time.Hour, time.Hour)
	ok(t, err)
	if left := told(t, s, c.ID); left != "" {
		t.Errorf("left: %s", left)
	}
}
