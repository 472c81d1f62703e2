package store

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/access"
	"zhicheng/handlers/people"
	"zhicheng/reminders/units"
)

func opened(t *testing.T) *Store {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "z.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func from(id, who string) chat.Message {
	return chat.Message{ID: id, From: chat.Conversation{Channel: "none", Chat: who, Person: who}, At: time.UnixMilli(1683700000000)}
}

func invited(t *testing.T, s *Store, seats int) string {
	m := from("invite", "maker")
	err := s.Invite(t.Context(), m, "hash of the code of the invitation", people.Invitation{Role: access.Staff, Seats: seats, Expires: m.At.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return "hash of the code of the invitation"
}

// Whoever guesses waits longer and longer; a hundred thousand tries a second apart are some 110 looks. Nobody else waits.
func TestGuessesAreResisted(t *testing.T) {
	s := opened(t)
	code := invited(t, s, 1)
	now := time.UnixMilli(0)
	s.Machine = func() time.Time { return now }
	var logged int64
	s.Guessed = func(person string, wrong int64) {
		if logged++; person != "guesser" || wrong != logged {
			t.Errorf("%s, %d wrong codes, %d heard of", person, wrong, logged)
		}
	}
	looked := 0
	for i := range 100_000 {
		if i%97 == 0 || i < 500 { // the rest would wait in the same way
			j, err := s.Join(t.Context(), from(fmt.Sprint("guess ", i), "guesser"), fmt.Sprint("wrong ", i))
			if err != nil {
				t.Fatal(err)
			}
			if j.State == people.Wrong {
				looked++
			}
		}
		now = now.Add(time.Second)
	}
	if n, err := s.WrongCodes(t.Context()); err != nil || n != logged || n != int64(looked) {
		t.Errorf("%d wrong codes counted, %d heard of, %d looked at: %v", n, logged, looked, err)
	}
	if looked < 100 || looked > 130 {
		t.Errorf("%d guesses were looked at", looked)
	}
	if j, err := s.Join(t.Context(), from("right", "guesser"), code); err != nil || j.State == people.Joined {
		t.Errorf("a guesser who must wait got in: %+v, %v", j, err)
	}
	if j, err := s.Join(t.Context(), from("other", "other"), code); err != nil || j.State != people.Joined {
		t.Errorf("somebody else waits for the guesser: %+v, %v", j, err)
	}
}

func TestOneSeatIsTakenOnce(t *testing.T) {
	s := opened(t)
	code := invited(t, s, 1)
	var joining sync.WaitGroup
	states := make([]people.JoinState, 8)
	for i := range states {
		joining.Go(func() {
			j, err := s.Join(t.Context(), from(fmt.Sprint("join ", i), fmt.Sprint("p", i)), code)
			if err != nil {
				t.Error(err)
			}
			states[i] = j.State
		})
	}
	joining.Wait()
	in := 0
	for _, state := range states {
		if state == people.Joined {
			in++
		}
	}
	if in != 1 {
		t.Errorf("joined: %v", states)
	}
}

func TestForgottenGrantsAreGone(t *testing.T) {
	s := opened(t)
	code := invited(t, s, 1)
	if _, err := s.Join(t.Context(), from("join", "p"), code); err != nil {
		t.Fatal(err)
	}
	if err := s.OfferSignIn(t.Context(), from("offer", "p"), "x"); err != nil {
		t.Fatal(err)
	}
	if ok, _, err := s.SignIn(t.Context(), from("use", "guest"), "x"); err != nil || !ok {
		t.Fatalf("sign in: %v, %v", ok, err)
	}
	for _, person := range []string{"p", "guest"} {
		if g, err := s.Grants(t.Context(), person); err != nil || len(g) != 1 {
			t.Errorf("%s has %v, %v", person, g, err)
		}
	}
	if err := s.Forget(t.Context(), "p", "forget"); err != nil {
		t.Fatal(err)
	}
	for _, person := range []string{"p", "guest"} {
		if g, err := s.Grants(t.Context(), person); err != nil || len(g) != 0 {
			t.Errorf("%s still has %v, %v", person, g, err)
		}
	}
}

func TestAdminsOfTheSettings(t *testing.T) {
	s := opened(t)
	at := time.UnixMilli(1683700000000)
	for _, named := range [][]string{{"a", "b"}, {"b"}, {"b", "a"}, {}} {
		if err := s.SetAdmins(t.Context(), named, at); err != nil {
			t.Fatal(err)
		}
		all, err := s.Holders(t.Context())
		if err != nil || len(all) != len(named) {
			t.Errorf("named %v, admins %v, %v", named, all, err)
		}
	}
	if has, err := s.HasAdmin(t.Context()); err != nil || has {
		t.Errorf("somebody is still admin: %v, %v", has, err)
	}
}

// A liaison who is one no more does not get what still waits about the unit.
func TestWhatWaitsGoesWithTheRight(t *testing.T) {
	s := opened(t)
	if err := s.Grant(t.Context(), "leaver", access.Grant{Role: access.Liaison, Unit: 1}, BySandbox, noon); err != nil {
		t.Fatal(err)
	}
	since, err := s.LastTick(t.Context(), "plan", noon)
	ok(t, err)
	of := func(person string, unit int64) outbox.Draft {
		d := draft(from("", person).From, fmt.Sprint(person, unit))
		d.Facts[0].Unit = unit
		return d
	}
	remind(t, s, since, noon.Add(time.Hour), of("leaver", 1), of("leaver", 2), of("stayer", 1))
	if _, done, err := s.Revoke(t.Context(), from("revoke", "admin"), 1); err != nil || !done {
		t.Fatal(done, err)
	}
	if n := count(t, s, `SELECT count(*) FROM outbox WHERE state = 'cancelled'`); n != 1 || count(t, s, `SELECT count(*) FROM outbox o
		JOIN reminders r ON r.recipient = o.id WHERE o.state = 'cancelled' AND r.unit = 1 AND o.person = 'leaver'`) != 1 {
		t.Errorf("%d rows are cancelled", n)
	}
}

// TestASuccessorTakesOver from a liaison who made the invitation where they had signed in: the right and the groups pass
// on, those of others stay.
func TestASuccessorTakesOver(t *testing.T) {
	s := opened(t)
	ok(t, s.SaveUnits(t.Context(), from("u", "admin"), []units.Unit{{Name: "one", Level: units.City, Kind: units.Institution, Titles: units.Titles}}))
	group := chat.Conversation{Channel: "none", Chat: "group"}
	for _, who := range []string{"old", "other"} {
		ok(t, s.Grant(t.Context(), who, access.Grant{Role: access.Liaison, Unit: 1}, "test", noon))
		m := from("here "+who, who)
		m.From.Chat = group.Chat
		ok(t, s.RemindGroup(t.Context(), m, 1))
	}
	ok(t, s.OfferSignIn(t.Context(), from("offer", "old"), "code"))
	if in, _, err := s.SignIn(t.Context(), from("in", "guest"), "code"); err != nil || !in {
		t.Fatal(in, err)
	}
	ok(t, s.Invite(t.Context(), from("invite", "guest"), "hash of the code of the invitation",
		people.Invitation{Role: access.Liaison, Unit: 1, Seats: 1, Expires: noon.AddDate(0, 0, 1), Replaces: true}))
	for range 2 {
		j, err := s.Join(t.Context(), from("join", "new"), "hash of the code of the invitation")
		if err != nil || j.State != people.Joined || j.Groups != 1 {
			t.Fatalf("%+v, %v", j, err)
		}
	}
	for who, want := range map[string]int{"old": 0, "other": 1, "new": 1} {
		if by, err := s.Grants(t.Context(), who); err != nil || len(by) != want {
			t.Errorf("%s has %d rights: %v", who, len(by), err)
		}
		if n := count(t, s, `SELECT count(*) FROM unit_chats WHERE shared = 1 AND person = '`+who+`'`); n != want {
			t.Errorf("%s has %d groups", who, n)
		}
	}
}
