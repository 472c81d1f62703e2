package store

import (
	"context"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
)

var tomorrow = noon.AddDate(0, 0, 1)

// timed is an announcement of the staff of 敖汉旗 for tomorrow, which they have confirmed.
func timed(t *testing.T, a Announcements, message string) broadcast.Campaign {
	t.Helper()
	by := []access.Grant{{Role: access.Staff, Scope: access.Scope{District: "敖汉旗"}}}
	c, err := a.Freeze(t.Context(), text(message, in("aohan"), ""), broadcast.Announcement{Text: "【敖汉旗人社局】公告\n停电", At: tomorrow}, by)
	ok(t, err)
	_, err = a.Confirm(t.Context(), press(message+" yes", in("aohan")), c.ID, c.Token)
	ok(t, err)
	return c
}

// written is what waits for somebody, of what staff are told.
func written(t *testing.T, s *Store, person string) string {
	t.Helper()
	return textsOf(t, s, `SELECT body FROM outbox WHERE person = $1 AND campaign LIKE 'notice/%' ORDER BY id`, person)
}

func textsOf(t *testing.T, s *Store, query string, args ...any) string {
	t.Helper()
	rows, err := s.db.QueryContext(t.Context(), query, args...)
	ok(t, err)
	defer func() { _ = rows.Close() }()
	var all []string
	for rows.Next() {
		var body string
		ok(t, rows.Scan(&body))
		all = append(all, body)
	}
	ok(t, rows.Err())
	return strings.Join(all, "\n")
}

// TestRightsAtTheHour: an announcement that was put off begins only if whoever confirmed it may still announce it.
func TestRightsAtTheHour(t *testing.T) {
	for name, c := range map[string]struct {
		lose string // what happens in between
		goes bool
	}{
		"nothing":           {"", true},
		"revoked":           {`UPDATE grants SET revoked_at = 1 WHERE person = 'aohan'`, false},
		"narrowed":          {`UPDATE grants SET scope = '{"district":"敖汉旗","series":["health"]}' WHERE person = 'aohan'`, false},
		"another district":  {`UPDATE grants SET scope = '{"district":"宁城县"}' WHERE person = 'aohan'`, false},
		"widened":           {`UPDATE grants SET scope = '{}' WHERE person = 'aohan'`, true},
		"only a liaison":    {`UPDATE grants SET role = 'liaison', unit = 2 WHERE person = 'aohan'`, false},
		"somebody else has": {`UPDATE grants SET person = 'other' WHERE person = 'aohan'`, false},
	} {
		t.Run(name, func(t *testing.T) {
			s, a := city(t)
			id := timed(t, a, "news").ID
			if c.lose != "" {
				_, err := s.write(t.Context(), c.lose)
				ok(t, err)
			}
			if _, found := claimed(t, s, tomorrow.Add(-time.Second)); found {
				t.Error("it goes out before its time")
			}
			i, found := claimed(t, s, tomorrow)
			if c.goes {
				if !found || i.Kind != outbox.Announcement {
					t.Errorf("it does not go out: %v %+v", found, i)
				}
				return
			}
			if !found || i.Kind != outbox.Reminder {
				t.Fatalf("nobody is told at once; claimed: %+v", i)
			}
			stands(t, a, id, broadcast.Progress{State: outbox.Stopped, Cancelled: 2})
			shown, err := a.Campaign(t.Context(), id, everything)
			if err != nil || !shown.Lapsed {
				t.Errorf("it is not marked: %+v, %v", shown, err)
			}
			if own := written(t, s, "aohan"); !strings.Contains(own, "重新写") || strings.Contains(own, "quote") {
				t.Errorf("its author hears %q", own)
			}
			for _, who := range []string{"admin", "staff"} {
				if said := written(t, s, who); strings.Count(said, "停电") != 1 || !strings.Contains(said, "重新写") {
					t.Errorf("%s hears %q", who, said)
				}
			}
			for _, who := range []string{"one", "two", "plain"} {
				if said := written(t, s, who); said != "" {
					t.Errorf("%s hears %q", who, said)
				}
			}
			is(t, "going on with it", a.Continue(t.Context(), press("go", in("admin")), id), broadcast.ErrState)
			if n := count(t, s, `SELECT count(*) FROM audit WHERE object = $1 AND actor = $2 AND action = $3`, id, ByProgram, AuditCancelled); n != 1 {
				t.Errorf("%d entries", n)
			}
		})
	}
}

// What has begun goes on: half of the people would wonder about the other half.
func TestWhatHasBegunGoesOn(t *testing.T) {
	s, a := city(t)
	timed(t, a, "news")
	if _, found := claimed(t, s, tomorrow); !found {
		t.Fatal("it does not begin")
	}
	_, err := s.write(t.Context(), `UPDATE grants SET revoked_at = 1 WHERE person = 'aohan'`)
	ok(t, err)
	if _, found := claimed(t, s, tomorrow); !found {
		t.Error("it ends in the middle")
	}
}

// Two had to agree, and both must still have the right.
func TestTheSecondsRightAtTheHour(t *testing.T) {
	s, a := city(t)
	a.SecondFrom = 2
	c := timed(t, a, "news")
	_, err := a.Second(t.Context(), press("second", in("staff")), c.ID)
	ok(t, err)
	_, err = s.write(t.Context(), `UPDATE grants SET revoked_at = 1 WHERE person = 'staff'`)
	ok(t, err)
	if i, found := claimed(t, s, tomorrow); found && i.Kind == outbox.Announcement {
		t.Error("it goes out with one of two")
	}
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Stopped, Cancelled: 2})
	if own := written(t, s, "aohan"); !strings.Contains(own, "重新写") {
		t.Errorf("its author hears %q", own)
	}
}

// Who confirmed in a browser need not stay signed in; who wanted to be forgotten has no right any more.
func TestWhoConfirmedElsewhere(t *testing.T) {
	s, a := city(t)
	_, err := s.write(t.Context(), `INSERT INTO sign_ins (message, code, person, expires, used_by, guest, until) VALUES ('m', 'c', 'admin', 1, 'g', 'guest', $1)`,
		millis(s.Machine().Add(time.Hour)))
	ok(t, err)
	released := func(message string, who chat.Conversation) string {
		t.Helper()
		c, err := a.Freeze(t.Context(), text(message, who, ""), broadcast.Announcement{Text: "停电", At: tomorrow}, everything)
		ok(t, err)
		_, err = a.Confirm(t.Context(), press(message+" yes", who), c.ID, c.Token)
		ok(t, err)
		return c.ID
	}
	id := released("news", in("guest"))
	_, err = s.write(t.Context(), `UPDATE sign_ins SET until = 1, ended = 1`)
	ok(t, err)
	if i, found := claimed(t, s, tomorrow); !found || i.Kind != outbox.Announcement {
		t.Error("a session that is over takes a right away")
	}
	ok(t, a.Stop(t.Context(), press("stop", in("admin")), id))
	released("cli", FromCommandLine())
	if i, found := claimed(t, s, tomorrow); !found || i.Kind != outbox.Announcement {
		t.Error("the command line has no right")
	}
	own := timed(t, a, "own")
	ok(t, s.Forget(t.Context(), "aohan", "m"))
	for range 10 {
		claimed(t, s, tomorrow)
	}
	if shown, err := a.Campaign(t.Context(), own.ID, everything); err != nil || !shown.Lapsed {
		t.Errorf("forgotten: %+v, %v", shown, err)
	}
}

// TestADateThatIsOver: what says a date that is over does not go out by itself.
func TestADateThatIsOver(t *testing.T) {
	s, a := city(t)
	ctx, over := t.Context(), time.Date(2023, 5, 31, 9, 0, 0, 0, shanghai) // of 一中, see deadline
	one := broadcast.Filter{Units: []int64{1}}
	named := released(t, a, "name", broadcast.Announcement{Text: "{单位}停电", To: one})
	ok(t, a.Hold(ctx, press("hold", in("admin")), named.ID))
	c := released(t, a, "news", broadcast.Announcement{Text: "截止{本单位截止日期}", To: one})
	if i, found := claimed(t, s, over.Add(-24*time.Hour)); !found || !s.Wanted(ctx, i) {
		t.Fatal("it does not go out before")
	}
	ok(t, s.TakeOver(ctx, s.Machine())) // no answer came
	if n, err := a.ResendUnknown(ctx, press("again", in("admin")), c.ID); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	i, found := claimed(t, s, over)
	if !found || i.Kind != outbox.Reminder {
		t.Fatalf("its author is not told; claimed: %+v", i)
	}
	settled(t, s, i, outbox.Result{State: outbox.Sent, Ref: "1"})
	stands(t, a, c.ID, broadcast.Progress{State: outbox.Paused, Left: 1})
	if said := i.Reply.Plain(); !strings.Contains(said, "已经过去") || !strings.Contains(said, "1人") {
		t.Errorf("its author hears %q", said)
	}
	ok(t, a.Continue(ctx, press("as it is", in("admin")), c.ID))
	if i, found := claimed(t, s, over); !found || i.Kind != outbox.Announcement || !i.Repeated || !s.Wanted(ctx, i) {
		t.Errorf("somebody let it go, and it is held again: %+v", i)
	}
	ok(t, s.TakeOver(ctx, s.Machine()))
	ok(t, a.Continue(ctx, press("go", in("admin")), named.ID))
	ok(t, a.Stop(ctx, press("stop", in("admin")), c.ID))
	if i, found := claimed(t, s, over.AddDate(0, 1, 0)); !found || i.Reply.Plain() != "一中停电\n" {
		t.Errorf("a name is over: %v %q", found, i.Reply.Plain())
	}
}

// TestDatesOfTheDayOnWhichItIsRead: what is put off, or waits for the morning, is filled in for then.
func TestDatesOfTheDayOnWhichItIsRead(t *testing.T) {
	_, a := city(t)
	night := time.Date(2023, 5, 12, 22, 30, 0, 0, shanghai)
	for name, c := range map[string]struct {
		said broadcast.Announcement
		want time.Time
	}{
		"now":            {broadcast.Announcement{}, noon},
		"put off":        {broadcast.Announcement{At: tomorrow}, tomorrow},
		"late at night":  {broadcast.Announcement{At: night}, time.Date(2023, 5, 13, 8, 0, 0, 0, shanghai)},
		"before morning": {broadcast.Announcement{At: night.Add(5 * time.Hour)}, time.Date(2023, 5, 13, 8, 0, 0, 0, shanghai)},
		"urgent":         {broadcast.Announcement{At: night, Urgent: true}, night},
	} {
		var asked time.Time
		a.Outlook = func(_ context.Context, civil time.Time) (broadcast.Outlook, error) {
			asked = civil
			return deadline{}, nil
		}
		c.said.Text = "停电"
		if freeze(t, a, name, c.said); !asked.Equal(c.want) {
			t.Errorf("%s: filled in for %s, want %s", name, asked, c.want)
		}
	}
}
