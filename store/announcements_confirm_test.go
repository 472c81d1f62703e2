package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
)

// press is a press of the preview's button by somebody, in a chat.
func press(id string, who chat.Conversation) chat.Message {
	return chat.Message{ID: id, From: who, Kind: chat.Press, On: "77", At: noon}
}

func is(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestOnlyTheTokenConfirms(t *testing.T) {
	s, a := city(t)
	admin, now := in("admin"), time.Now()
	s.Machine = func() time.Time { return now }
	c := freeze(t, a, "news", broadcast.Announcement{Text: "停电"})
	if again := freeze(t, a, "news", broadcast.Announcement{Text: "停电"}); again.Token != c.Token || again.Hash != c.Hash || again.Recipients != 7 {
		t.Errorf("frozen twice: %+v, %+v", c, again)
	}
	if n := count(t, s, `SELECT count(*) FROM announcements WHERE token LIKE '%' || $1 || '%' OR said LIKE '%' || $1 || '%'`, c.Token); n != 0 {
		t.Error("the token itself is stored")
	}
	other, elsewhere := in("staff"), admin
	elsewhere.Chat = "-100"
	for name, try := range map[string]struct {
		who       chat.Conversation
		id, token string
	}{
		"another person":          {other, c.ID, c.Token},
		"another chat":            {elsewhere, c.ID, c.Token},
		"a guess":                 {admin, c.ID, strings.Repeat("a", len(c.Token))},
		"no token":                {admin, c.ID, ""},
		"another campaign":        {admin, "a0", c.Token},
		"an applicant":            {in("plain"), c.ID, c.Token},
		"a forged message's name": {chat.Conversation{Channel: "cli", Person: "cli"}, c.ID, c.Token},
	} {
		_, err := a.Confirm(t.Context(), press(name, try.who), try.id, try.token)
		is(t, name, err, broadcast.ErrNoCampaign)
	}
	if got, err := a.Confirm(t.Context(), press("yes", admin), c.ID, c.Token); err != nil || got.State != outbox.Running {
		t.Fatal(got, err)
	}
	_, err := a.Confirm(t.Context(), press("yes", admin), c.ID, c.Token) // the same message, handled again
	ok(t, err)
	_, err = a.Confirm(t.Context(), press("twice", admin), c.ID, c.Token)
	is(t, "twice", err, broadcast.ErrUsed)
	if n := count(t, s, `SELECT count(*) FROM audit WHERE action = $1`, AuditAnnounced); n != 1 {
		t.Errorf("%d entries", n)
	}

	late := freeze(t, a, "late", broadcast.Announcement{Text: "停电"})
	now = now.Add(confirmFor)
	_, err = a.Confirm(t.Context(), press("too late", admin), late.ID, late.Token)
	is(t, "late", err, broadcast.ErrExpired)
	freeze(t, a, "next", broadcast.Announcement{Text: "停电"}) // sweeps
	_, err = a.Confirm(t.Context(), press("much too late", admin), late.ID, late.Token)
	is(t, "much too late", err, broadcast.ErrNoCampaign)
	if n := count(t, s, `SELECT count(*) FROM outbox WHERE campaign = $1`, late.ID); n != 0 {
		t.Errorf("%d rows of an expired draft", n)
	}
	now = now.Add(confirmFor)
	_, err = s.Purge(t.Context(), noon, time.Hour, time.Hour)
	ok(t, err)
	if n := count(t, s, `SELECT count(*) FROM campaigns`); n != 1 {
		t.Errorf("%d campaigns after a purge", n)
	}
}

// TestRightsAreLookedUpWhenItHappens: a right that was taken away, or a scope that shrank, ends everything.
func TestRightsAreLookedUpWhenItHappens(t *testing.T) {
	s, a := city(t)
	ctx, aohan := t.Context(), in("aohan")
	by := []access.Grant{{Role: access.Staff, Scope: access.Scope{District: "敖汉旗"}}}
	c, err := a.Freeze(ctx, text("news", aohan, ""), broadcast.Announcement{Text: "停电"}, by)
	ok(t, err)
	for name, who := range map[string]string{"a liaison": "one", "an applicant": "plain"} {
		is(t, name, a.Discard(ctx, press(name, in(who)), c.ID), broadcast.ErrNoCampaign)
	}
	_, err = s.write(ctx, `UPDATE grants SET scope = '{"district":"宁城县"}' WHERE person = 'aohan'`)
	ok(t, err)
	_, err = a.Confirm(ctx, press("shrunk", aohan), c.ID, c.Token)
	is(t, "another district", err, broadcast.ErrRight)
	_, err = s.write(ctx, `UPDATE grants SET scope = '{"district":"敖汉旗"}' WHERE person = 'aohan'`)
	ok(t, err)
	_, err = a.Confirm(ctx, press("yes", aohan), c.ID, c.Token)
	ok(t, err)
	_, err = s.write(ctx, `UPDATE grants SET revoked_at = 1 WHERE person = 'aohan'`)
	ok(t, err)
	for name, move := range map[string]func(chat.Message) error{
		"hold": func(m chat.Message) error { return a.Hold(ctx, m, c.ID) }, "stop": func(m chat.Message) error { return a.Stop(ctx, m, c.ID) },
		"continue": func(m chat.Message) error { return a.Continue(ctx, m, c.ID) },
		"recall":   func(m chat.Message) error { _, err := a.Recall(ctx, m, c.ID); return err },
		"again":    func(m chat.Message) error { _, err := a.ResendUnknown(ctx, m, c.ID); return err },
		"confirm":  func(m chat.Message) error { _, err := a.Confirm(ctx, m, c.ID, c.Token); return err },
	} {
		is(t, name, move(press("m "+name, aohan)), broadcast.ErrRight)
	}
	is(t, "somebody else", a.Stop(ctx, press("one", in("one")), c.ID), broadcast.ErrNoCampaign)
	for who, want := range map[string]int{"敖汉旗": 1, "宁城县": 0, "": 1} {
		by := []access.Grant{{Role: access.Staff, Scope: access.Scope{District: who}}}
		all, err := a.Campaigns(ctx, by, 9)
		if _, missed := a.Missed(ctx, c.ID, by); err != nil || len(all) != want || (missed == nil) != (want == 1) {
			t.Errorf("%q sees %v, %v", who, all, err)
		}
		if _, err := a.Campaign(ctx, c.ID, by); (err == nil) != (want == 1) {
			t.Errorf("%q: %v", who, err)
		}
	}
	ok(t, a.Hold(ctx, press("admin holds", in("admin")), c.ID)) // reaches further
}

func TestASecondPerson(t *testing.T) {
	s, a := city(t)
	a.SecondFrom = 7
	ctx, now := t.Context(), time.Now()
	s.Machine = func() time.Time { return now }
	c := freeze(t, a, "news", broadcast.Announcement{Text: "停电"})
	if !c.Second {
		t.Error("it does not say that it needs a second")
	}
	got, err := a.Confirm(ctx, press("yes", in("admin")), c.ID, c.Token)
	if err != nil || got.State != outbox.Waiting {
		t.Fatal(got.State, err)
	}
	if _, ok, err := s.Claim(ctx, noon, now, time.Minute); ok || err != nil {
		t.Fatal("it goes out before the second", err)
	}
	for range 2 {
		n, err := a.AskSeconds(ctx, press("ask", in("admin")), c.ID, chat.Reply{Text: []chat.Span{{Text: "?"}}})
		if err != nil || n != 1 || count(t, s, `SELECT count(*) FROM outbox WHERE campaign LIKE 'notice/second/%' AND person = 'staff'`) != 1 {
			t.Errorf("%d were asked, %v", n, err)
		}
	}
	second := func(m, who string) error { _, err := a.Second(ctx, press(m, in(who)), c.ID); return err }
	is(t, "oneself", second("self", "admin"), broadcast.ErrNotSecond)
	is(t, "a district's staff", second("narrow", "aohan"), broadcast.ErrNoCampaign)
	is(t, "a liaison", second("liaison", "one"), broadcast.ErrNoCampaign)
	// The author in a browser is still the author.
	_, err = s.write(ctx, `INSERT INTO sign_ins (message, code, person, expires, used_by, guest, until) VALUES ('m', 'c', 'admin', 1, 'g', 'guest', $1)`,
		millis(now.Add(time.Hour)))
	ok(t, err)
	is(t, "oneself in a browser", second("guest", "guest"), broadcast.ErrNotSecond)
	ok(t, second("second", "staff"))
	ok(t, second("second", "staff"))
	is(t, "a third", second("third", "staff"), broadcast.ErrState)
	if n := count(t, s, `SELECT count(*) FROM audit WHERE action = $1`, AuditSeconded); n != 1 {
		t.Errorf("%d entries", n)
	}

	old := freeze(t, a, "old", broadcast.Announcement{Text: "停电"})
	_, err = a.Confirm(ctx, press("yes2", in("admin")), old.ID, old.Token)
	ok(t, err)
	now = now.Add(secondFor)
	_, err = a.Second(ctx, press("late", in("staff")), old.ID)
	is(t, "a day later", err, broadcast.ErrExpired)
	for range 2 { // its author, who waits for it, is told once
		_, err = s.Purge(ctx, noon.AddDate(0, 0, 1), 9999*time.Hour, 9999*time.Hour)
		ok(t, err)
	}
	stands(t, a, old.ID, broadcast.Progress{State: outbox.Stopped})
	if said := textsOf(t, s, `SELECT body FROM outbox WHERE person = 'admin' AND campaign LIKE 'notice/unseconded/%'`); strings.Count(said, "没有人同意") != 1 {
		t.Errorf("its author hears %q", said)
	}
	if w, err := a.Watched(ctx); err != nil || len(w) != 2 {
		t.Errorf("its message is not brought up to date: %+v, %v", w, err)
	}
	if n := count(t, s, `SELECT count(*) FROM announcements WHERE campaign = $1 AND said LIKE '%停电%'`, old.ID); n != 0 {
		t.Error("its text is left")
	}
	_, err = a.Second(ctx, press("much too late", in("staff")), old.ID)
	is(t, "after its end", err, broadcast.ErrState)
}

// Colleagues are asked at night only for what is urgent.
func TestSecondsAreAskedByDay(t *testing.T) {
	s, a := city(t)
	a.SecondFrom = 1
	for urgent, want := range map[bool]time.Time{true: noon.Add(11 * time.Hour), false: noon.Add(20 * time.Hour)} {
		c := freeze(t, a, fmt.Sprint(urgent), broadcast.Announcement{Text: "停电", Urgent: urgent})
		_, err := a.Confirm(t.Context(), press(fmt.Sprint("yes", urgent), in("admin")), c.ID, c.Token)
		ok(t, err)
		ask := press(fmt.Sprint("ask", urgent), in("admin"))
		ask.At = noon.Add(11 * time.Hour)
		_, err = a.AskSeconds(t.Context(), ask, c.ID, chat.Reply{Text: []chat.Span{{Text: "?"}}})
		ok(t, err)
		if n := count(t, s, `SELECT count(*) FROM outbox WHERE campaign LIKE 'notice/second/' || $1 || '%' AND release = $2`, c.ID, millis(want)); n != 1 {
			t.Errorf("urgent is %v: not asked at %s", urgent, want)
		}
	}
}

func TestWhatStopsAConfirmation(t *testing.T) {
	s, a := city(t)
	liaisons := broadcast.Filter{Roles: []access.Role{access.Liaison}}
	confirm := func(said broadcast.Announcement) (broadcast.Campaign, error) {
		t.Helper()
		c := freeze(t, a, said.Text, said)
		_, err := a.Confirm(t.Context(), press("p"+said.Text, in("admin")), c.ID, c.Token)
		return c, err
	}
	c, err := confirm(broadcast.Announcement{Text: "截止{本单位截止日期}", To: liaisons}) // 二院 has none
	is(t, "missing", err, broadcast.ErrMissing)
	if len(c.Missing) != 1 || c.Missing[0] != "本单位截止日期" {
		t.Errorf("missing: %v", c.Missing)
	}
	_, err = confirm(broadcast.Announcement{Text: "{单伟}", To: liaisons})
	is(t, "a slip of the pen", err, broadcast.ErrMissing)
	_, err = confirm(broadcast.Announcement{Text: "{单位}"}) // applicants have none
	is(t, "missing for applicants", err, broadcast.ErrMissing)
	_, err = confirm(broadcast.Announcement{Text: strings.Repeat("长", 4090)})
	is(t, "too long", err, broadcast.ErrTooLong)
	_, err = confirm(broadcast.Announcement{Text: strings.Repeat("长", 1020), File: &chat.File{Name: "a.txt", Type: "text/plain", Data: []byte("x")}})
	is(t, "too long for a caption", err, broadcast.ErrTooLong)
	_, err = confirm(broadcast.Announcement{Text: "nobody", To: broadcast.Filter{Districts: []string{"宁城县"}}})
	is(t, "nobody", err, broadcast.ErrNobody)

	// 一中's liaison becomes that of 二院 too, and reads both names in one message.
	ok(t, s.Grant(t.Context(), "one", access.Grant{Role: access.Liaison, Unit: 2}, BySettings, noon))
	c, err = confirm(broadcast.Announcement{Text: "{单位}请注意", To: liaisons})
	ok(t, err)
	got := map[string]bool{}
	for _, sample := range c.Samples {
		got[sample.Reply.Plain()] = true
	}
	for range 2 {
		i, found, err := s.Claim(t.Context(), noon, time.Now(), time.Minute)
		if err != nil || !found {
			t.Fatal(found, err)
		}
		want := map[string]string{"one": "一中、二院请注意", "two": "二院请注意"}[i.To.Person]
		if !strings.HasPrefix(i.Reply.Plain(), want) || !got[i.Reply.Plain()] {
			t.Errorf("%s reads %q, the samples were %v", i.To.Person, i.Reply.Plain(), got)
		}
	}
}

func TestTheHashBindsEverything(t *testing.T) {
	s, a := city(t)
	file := &chat.File{Name: "a.txt", Type: "text/plain", Data: []byte("x")}
	other := &chat.File{Name: "a.txt", Type: "text/plain", Data: []byte("y")}
	seen := map[string]string{}
	add := func(name string, said broadcast.Announcement) {
		t.Helper()
		h := freeze(t, a, name, said).Hash
		if was, there := seen[h]; there || len(h) != 64 {
			t.Errorf("%s has the hash of %s", name, was)
		}
		seen[h] = name
	}
	add("plain", broadcast.Announcement{Text: "停电"})
	add("text", broadcast.Announcement{Text: "停水"})
	add("file", broadcast.Announcement{Text: "停电", File: file})
	add("data", broadcast.Announcement{Text: "停电", File: other})
	add("urgent", broadcast.Announcement{Text: "停电", Urgent: true})
	add("time", broadcast.Announcement{Text: "停电", At: noon.Add(time.Hour)})
	add("whom", broadcast.Announcement{Text: "停电", To: broadcast.Filter{Roles: []access.Role{access.Liaison}}})
	receive1(t, s, text("new", in("new"), "你好"))
	add("one more", broadcast.Announcement{Text: "停电"})
	if h := freeze(t, a, "same", broadcast.Announcement{Text: "停电"}).Hash; seen[h] != "one more" {
		t.Error("the same has another hash")
	}
}
