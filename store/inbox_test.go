package store

import (
	"testing"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
)

// next claims the next job of c and tells it in short: the message's id, the reply's key, or "".
func next(t *testing.T, s *Store, c chat.Conversation, now time.Time) (string, bot.Job) {
	t.Helper()
	job, err := s.Next(t.Context(), c, now)
	ok(t, err)
	if job.Message != nil {
		return job.Message.ID, job
	}
	return job.Key, job
}

func wantNext(t *testing.T, s *Store, c chat.Conversation, want string) bot.Job {
	t.Helper()
	got, job := next(t, s, c, noon)
	if got != want {
		t.Fatalf("next is %q, want %q", got, want)
	}
	return job
}

func say(words string) chat.Reply { return chat.Reply{Text: []chat.Span{{Text: words}}} }

func TestReceiveIsIdempotentAndMarks(t *testing.T) {
	s := open(t)
	ms := []chat.Message{text("t:1", jia, "一"), text("t:2", jia, "二")}
	for range 2 {
		ok(t, s.Receive(t.Context(), ms, bot.Mark{Name: "telegram", Value: 3}))
	}
	if n := count(t, s, `SELECT count(*) FROM inbox`); n != 2 {
		t.Errorf("%d rows", n)
	}
	for name, want := range map[string]int64{"telegram": 3, "other": 0} {
		if got, err := s.Cursor(t.Context(), name); err != nil || got != want {
			t.Errorf("cursor %s: %d, %v", name, got, err)
		}
	}
}

func TestMessagesAndMarkGoTogether(t *testing.T) {
	s := open(t)
	err := s.Receive(t.Context(), []chat.Message{text("t:1", jia, "一"), {}}, bot.Mark{Name: "telegram", Value: 3})
	if err == nil {
		t.Fatal("a message without an id was stored")
	}
	if got, _ := s.Cursor(t.Context(), "telegram"); got != 0 {
		t.Errorf("marked %d", got)
	}
	if n := count(t, s, `SELECT count(*) FROM inbox`); n != 0 {
		t.Errorf("%d rows", n)
	}
}

func TestLifeOfAMessage(t *testing.T) {
	s := open(t)
	receive1(t, s, text("t:1", jia, "第一句"), text("t:2", jia, "第二句"), text("t:3", yi, "别人"))

	job := wantNext(t, s, jia, "t:1")
	if m := job.Message; m.Text != "第一句" || m.From != jia || !m.At.Equal(noon) || job.Tries != 1 {
		t.Errorf("claimed %+v, try %d", m, job.Tries)
	}
	if again := wantNext(t, s, jia, "t:1"); again.Tries != 2 {
		t.Errorf("a claim left behind is try %d", again.Tries)
	}
	ok(t, s.Finish(t.Context(), "t:1", []chat.Reply{say("答一"), say("答二")}))
	ok(t, s.Finish(t.Context(), "t:1", []chat.Reply{say("再答")})) // changes nothing

	first := wantNext(t, s, jia, "t:1/0")
	if first.Reply.Plain() != "答一" || first.Tries != 1 {
		t.Errorf("claimed %+v", first)
	}
	later := noon.Add(time.Minute)
	ok(t, s.Delay(t.Context(), "t:1/0", later, time.Minute))
	if key, job := next(t, s, jia, noon); key != "" || !job.NotBefore.Equal(later) {
		t.Errorf("before its time: %q, %v", key, job.NotBefore)
	}
	if key, job := next(t, s, jia, later); key != "t:1/0" || job.Tries != 2 || job.Waited != time.Minute {
		t.Errorf("at its time: %+v", job)
	}
	ok(t, s.End(t.Context(), "t:1/0", chat.Outcome{State: chat.Sent, Ref: "77"}, noon))
	wantNext(t, s, jia, "t:1/1")
	ok(t, s.End(t.Context(), "t:1/1", chat.Outcome{State: chat.Failed}, noon))
	wantNext(t, s, jia, "t:2")
	wantNext(t, s, yi, "t:3")
	ok(t, s.Finish(t.Context(), "t:2", nil))
	if job := wantNext(t, s, jia, ""); !job.NotBefore.IsZero() {
		t.Errorf("nothing to do, but %+v", job)
	}
	if n := count(t, s, `SELECT count(*) FROM replies WHERE key = 't:1/0' AND state = 'sent' AND ref = '77' AND body = ''`); n != 1 {
		t.Error("the sent reply is not recorded, or kept its text")
	}
	if n := count(t, s, `SELECT count(*) FROM inbox WHERE state = 'handled' AND body <> ''`); n != 0 {
		t.Error("a handled message kept its text")
	}
}

func TestWaitingInOrderOfArrival(t *testing.T) {
	s := open(t)
	bing := chat.Conversation{Channel: "web", Chat: "w", Person: "bing"}
	receive1(t, s, text("t:1", bing, "x"), text("t:2", yi, "x"), text("t:3", jia, "x"), text("t:4", bing, "x"))
	ok(t, s.Finish(t.Context(), "t:1", []chat.Reply{say("x")}))
	ok(t, s.Finish(t.Context(), "t:2", nil))
	got, err := s.Waiting(t.Context())
	ok(t, err)
	if len(got) != 2 || got[0] != bing || got[1] != jia {
		t.Errorf("waiting: %v", got)
	}
}

func TestUnreachableUntilThePersonWritesAgain(t *testing.T) {
	s := open(t)
	unreachable := func() int {
		return count(t, s, `SELECT count(*) FROM chats WHERE chat = '1001' AND unreachable_at = $1`, millis(noon))
	}
	receive1(t, s, text("t:1", jia, "x"))
	ok(t, s.Finish(t.Context(), "t:1", []chat.Reply{say("x")}))
	wantNext(t, s, jia, "t:1/0")
	ok(t, s.End(t.Context(), "t:1/0", chat.Outcome{State: chat.Unreachable}, noon))
	ok(t, s.SetReachable(t.Context(), "telegram", "1001", false, noon.Add(time.Hour))) // the first time counts
	if unreachable() != 1 {
		t.Error("not marked")
	}
	receive1(t, s, text("t:2", jia, "x"))
	if unreachable() != 0 {
		t.Error("still marked after the person wrote")
	}
}

func TestRowsThatAreGoneAreNoFault(t *testing.T) {
	s := open(t)
	ok(t, s.Finish(t.Context(), "t:1", []chat.Reply{say("x")}))
	ok(t, s.Delay(t.Context(), "t:1/0", noon, 0))
	ok(t, s.End(t.Context(), "t:1/0", chat.Outcome{State: chat.Unreachable}, noon))
	if n := count(t, s, `SELECT count(*) FROM replies`); n != 0 {
		t.Errorf("%d replies to nothing", n)
	}
}

func TestUnknownStatesAreRefused(t *testing.T) {
	s := open(t)
	receive1(t, s, text("t:1", jia, "x"))
	for _, q := range []string{
		`UPDATE inbox SET state = 'lost'`,
		`UPDATE inbox SET state = 'handled'`, // with its text
		`UPDATE inbox SET body = ''`,
		`INSERT INTO replies (key, message, channel, chat, person, body, state) VALUES ('k', 't:1', '', '', '', '', 'queued')`,
		`INSERT INTO replies (key, message, channel, chat, person, body, state) VALUES ('k', 'no', '', '', '', '', 'sent')`,
	} {
		if _, err := s.write(t.Context(), q); err == nil {
			t.Errorf("accepted: %s", q)
		}
	}
}
