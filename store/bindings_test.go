package store

import (
	"fmt"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/relay"
	"zhicheng/reminders/progress"
)

// bindings is a store whose machine time stands, with an application whose code is good.
func bindings(t *testing.T) (*Store, progress.Application, *time.Time) {
	t.Helper()
	s := open(t)
	now := noon
	s.Machine = func() time.Time { return now }
	u := savedUnit(t, s)
	d := added(u.ID, "A1")
	d.New[0].After.TailHash = hashOf("tail")
	ok(t, s.SaveRoster(t.Context(), by("m"), "p", d))
	a := all(t, s, progress.Reach{})[0]
	ok(t, s.MakeCodes(t.Context(), by("codes"), u.ID, map[int64]string{a.ID: hashOf("good")}))
	return s, a, &now
}

func person(name string) chat.Conversation {
	return chat.Conversation{Channel: "telegram", Chat: name, Person: name}
}

func try(t *testing.T, s *Store, id string, who chat.Conversation, number, code string) relay.Attempt {
	t.Helper()
	got, err := s.Bind(t.Context(), chat.Message{ID: id, From: who, At: noon}, "p", number, func(int64) string { return hashOf(code) })
	ok(t, err)
	return got
}

func tryCard(t *testing.T, s *Store, id string, who chat.Conversation, tail string) relay.Attempt {
	t.Helper()
	got, err := s.BindByCard(t.Context(), chat.Message{ID: id, From: who, At: noon}, "p", "A1", hashOf(tail))
	ok(t, err)
	return got
}

// Whoever guesses may look at 100 codes in the first day, and nobody else waits for them.
func TestGuessingIsSlowAndHoldsUpNobodyElse(t *testing.T) {
	s, _, now := bindings(t)
	looked := 0
	for i := range 24 * 60 {
		*now = noon.Add(time.Duration(i) * time.Minute)
		if try(t, s, fmt.Sprint("guess", i), person("attacker"), "A1", fmt.Sprint(i)).State == relay.Wrong {
			looked++
		}
	}
	if looked < 10 || looked > 120 {
		t.Errorf("%d guesses were looked at in a day", looked)
	}
	if got := try(t, s, "rightful", person("owner"), "A1", "good"); got.State != relay.Done {
		t.Errorf("the rightful one: %+v", got)
	}
	if got := try(t, s, "late", person("attacker"), "A1", "good"); got.State != relay.TooSoon || got.Wait <= 0 {
		t.Errorf("the right code comes too soon: %+v", got)
	}
}

func TestBindOnceAMessage(t *testing.T) {
	s, a, _ := bindings(t)
	for range 2 {
		if got := try(t, s, "one", person("owner"), "A1", "good"); got.State != relay.Done || got.Binding.Application.ID != a.ID {
			t.Errorf("bound: %+v", got)
		}
		if got := try(t, s, "two", person("owner"), "A1", "good"); got.State != relay.Already {
			t.Errorf("again: %+v", got)
		}
		for range 2 {
			if got := try(t, s, "none", person("owner"), "A2", "good"); got.State != relay.Wrong || got.Wait != 0 {
				t.Errorf("a number that there is not: %+v", got)
			}
		}
	}
	if n := count(t, s, `SELECT count(*) FROM audit WHERE action = $1`, AuditBound); n != 1 || count(t, s, `SELECT wrong FROM guesses`) != 1 {
		t.Errorf("recorded %d times", n)
	}
	if n, deaf, err := s.BoundTo(t.Context(), a.ID); err != nil || n != 1 || deaf != 0 {
		t.Errorf("%d, %d told nothing, %v", n, deaf, err)
	}
	ok(t, s.SetMuted(t.Context(), chat.Message{ID: "mute", From: person("owner"), At: noon}, []chat.Topic{chat.Progress}))
	if n, deaf, err := s.BoundTo(t.Context(), a.ID); err != nil || n != 1 || deaf != 1 {
		t.Errorf("%d, %d told nothing, %v", n, deaf, err)
	}
}

func TestNewCodesEndTheOldAndKeepTheBound(t *testing.T) {
	s, a, _ := bindings(t)
	try(t, s, "one", person("owner"), "A1", "good")
	for range 2 {
		ok(t, s.MakeCodes(t.Context(), by("codes2"), a.Unit, map[int64]string{a.ID: hashOf("new")}))
	}
	if got := try(t, s, "old", person("friend"), "A1", "good"); got.State != relay.Wrong {
		t.Errorf("the old code: %+v", got)
	}
	if got := try(t, s, "new", person("friend"), "A1", "new"); got.State != relay.Done {
		t.Errorf("the new code: %+v", got)
	}
	codes, bound, err := s.CodesOf(t.Context(), "p", a.Unit)
	if err != nil || codes != 1 || bound != 1 {
		t.Errorf("%d codes, %d bound, %v", codes, bound, err)
	}
	if n, _, _ := s.BoundTo(t.Context(), a.ID); n != 2 {
		t.Errorf("%d bound", n)
	}
	if n := count(t, s, `SELECT count(*) FROM audit WHERE action = $1`, AuditCodes); n != 2 {
		t.Errorf("recorded %d times", n)
	}
}

// By card only where it is on; many who guess slow each other down, and whoever has the code not at all.
func TestBindByCard(t *testing.T) {
	s, a, now := bindings(t)
	if got := tryCard(t, s, "off", person("owner"), "tail"); got.State != relay.Wrong {
		t.Errorf("it is off: %+v", got)
	}
	ok(t, s.SetByCard(t.Context(), by("on"), a.Unit, true))
	looked := 0
	for i := range 200 {
		*now = now.Add(time.Second)
		if tryCard(t, s, fmt.Sprint("guess", i), person(fmt.Sprint("attacker", i)), "wrong").State == relay.Wrong {
			looked++
		}
	}
	if looked > 12 {
		t.Errorf("%d guesses were looked at in 200 s", looked)
	}
	if got := try(t, s, "code", person("owner"), "A1", "good"); got.State != relay.Done {
		t.Errorf("whoever has the code: %+v", got)
	}
	*now = now.Add(longestGuess)
	for range 2 {
		if got := tryCard(t, s, "card", person("other"), "tail"); got.State != relay.Done {
			t.Errorf("after the wait: %+v", got)
		}
	}
	ok(t, s.SetByCard(t.Context(), by("off"), a.Unit, false))
	if on, err := s.ByCard(t.Context(), a.Unit); on || err != nil {
		t.Errorf("%v, %v", on, err)
	}
}

func TestUnbind(t *testing.T) {
	s, a, _ := bindings(t)
	s.Tell = plainTell
	id := try(t, s, "one", person("owner"), "A1", "good").Binding.ID
	moveTo(t, s, &a, "move", "b", 0)
	for who, want := range map[string]bool{"stranger": false, "owner": true} {
		for range 2 {
			if got, err := s.Unbind(t.Context(), chat.Message{ID: "u " + who, From: person(who), At: noon}, id); err != nil || got != want {
				t.Errorf("%s: %v, %v", who, got, err)
			}
		}
	}
	if n := count(t, s, `SELECT count(*) FROM outbox WHERE state = 'cancelled'`); n != 1 {
		t.Error("what waited was not cancelled")
	}
	moveTo(t, s, &a, "move2", "c", time.Hour)
	if n := count(t, s, `SELECT count(*) FROM outbox`); n != 1 {
		t.Error("told after it was unbound")
	}
	if got := try(t, s, "again", person("owner"), "A1", "good"); got.State != relay.Done || got.Binding.ID == id {
		t.Errorf("bound again: %+v", got)
	}
	moveTo(t, s, &a, "move3", "d", 2*time.Hour)
	ok(t, s.Forget(t.Context(), "owner", "x"))
	if n := count(t, s, `SELECT (SELECT count(*) FROM bindings) + (SELECT count(*) FROM application_news) + (SELECT count(*) FROM outbox)`); n != 0 {
		t.Errorf("%d rows of somebody who is forgotten", n)
	}
}
