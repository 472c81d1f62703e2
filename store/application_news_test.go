package store

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/relay"
	"zhicheng/reminders"
	"zhicheng/reminders/progress"
)

// plainTell tells which stages came since, or nothing if the application is where it was.
func plainTell(n relay.News) (chat.Reply, bool) {
	text := n.Was.Stage
	for _, e := range n.Since {
		text += " " + e.Stage
	}
	return chat.Reply{Text: []chat.Span{{Text: text}}}, n.Was.Stage != n.Application.Stage
}

// boundStore is a store with one application to which jia is bound.
func boundStore(t *testing.T) (*Store, progress.Application) {
	t.Helper()
	s := open(t)
	s.Tell = plainTell
	u := savedUnit(t, s)
	ok(t, s.SaveRoster(t.Context(), by("m"), "p", added(u.ID, "A1")))
	a := all(t, s, progress.Reach{})[0]
	bindTo(t, s, a, jia)
	return s, a
}

func bindTo(t *testing.T, s *Store, a progress.Application, to chat.Conversation) relay.Attempt {
	t.Helper()
	ok(t, s.MakeCodes(t.Context(), chat.Message{ID: "codes " + to.Person + a.Number, From: yi, At: noon}, a.Unit, map[int64]string{a.ID: hashOf("good")}))
	got, err := s.Bind(t.Context(), chat.Message{ID: "bind " + to.Person + a.Number, From: to, At: noon}, "p", a.Number, func(int64) string { return hashOf("good") })
	ok(t, err)
	if got.State != relay.Done {
		t.Fatalf("bound: %+v", got)
	}
	return got
}

func hashOf(code string) string { return fmt.Sprintf("%064x", code) }

// moveTo moves the application at a time after noon.
func moveTo(t *testing.T, s *Store, a *progress.Application, id, stage string, after time.Duration) {
	t.Helper()
	m := chat.Message{ID: id, From: yi, At: noon.Add(after)}
	got, moved, err := s.MoveApplication(t.Context(), m, progress.Reach{}, a.ID, a.Version, progress.Move{To: stage, Kind: progress.Forward}, "", time.Time{})
	ok(t, err)
	if !moved {
		t.Fatalf("not moved: %+v", got)
	}
	*a = got
}

func bodies(t *testing.T, s *Store) (texts []string) {
	t.Helper()
	rows, err := s.db.QueryContext(t.Context(), `SELECT state || ' ' || body || ' ' || release FROM outbox ORDER BY id`)
	ok(t, err)
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var text string
		ok(t, rows.Scan(&text))
		texts = append(texts, text)
	}
	ok(t, rows.Err())
	return texts
}

func body(state, text string, release time.Duration) string {
	if text != "" {
		text = fmt.Sprintf(`{"text":[{"text":"%s"}]}`, text)
	}
	return fmt.Sprintf("%s %s %d", state, text, millis(noon.Add(release)))
}

func wantBodies(t *testing.T, s *Store, want ...string) {
	t.Helper()
	if got := bodies(t, s); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the outbox has\n%v, want\n%v", got, want)
	}
}

// Changes that never leave an hour between them are told all the same, three hours after the first.
func TestNewsIsNotPutOffForEver(t *testing.T) {
	s, a := boundStore(t)
	for n := range 4 {
		moveTo(t, s, &a, fmt.Sprint(n), "bcde"[n:n+1], time.Duration(n)*50*time.Minute)
	}
	wantBodies(t, s, body("queued", "registration b c d e", 3*time.Hour))
	late := reminders.AfterAnother(noon, noon.Add(50*time.Hour)) // it was paused
	if want := noon.Add(50 * time.Hour); !late.Equal(want) {
		t.Errorf("%v, want %v", late, want)
	}
	if at := reminders.AfterAnother(noon.Add(10*time.Hour), noon.Add(19*time.Hour+30*time.Minute)); !at.Equal(noon.Add(20 * time.Hour)) {
		t.Errorf("at night and in the morning: %v", at)
	}
}

func TestChangesWithinAnHourAreOneMessage(t *testing.T) {
	s, a := boundStore(t)
	moveTo(t, s, &a, "1", "b", 0)
	moveTo(t, s, &a, "2", "c", 30*time.Minute)
	wantBodies(t, s, body("queued", "registration b c", 90*time.Minute))
	deliverAll(t, s, noon.Add(2*time.Hour), outbox.Result{State: outbox.Sent, Ref: "1"})
	moveTo(t, s, &a, "3", "d", 3*time.Hour)
	wantBodies(t, s, body("sent", "", 90*time.Minute), body("queued", "c d", 4*time.Hour))
	if n := count(t, s, `SELECT count(*) FROM reminders WHERE key LIKE 'progress/%'`); n != 3 {
		t.Errorf("%d keys in the ledger", n)
	}
}

func deliverAll(t *testing.T, s *Store, at time.Time, r outbox.Result) (n int) {
	t.Helper()
	for {
		i, some, err := s.Claim(t.Context(), at, at, time.Minute)
		ok(t, err)
		if !some {
			return n
		}
		ok(t, s.Settle(t.Context(), i, r, at))
		n++
	}
}

func TestWhatIsUndoneIsNotTold(t *testing.T) {
	s, a := boundStore(t)
	moveTo(t, s, &a, "1", "b", 0)
	moveTo(t, s, &a, "2", "registration", 10*time.Minute)
	wantBodies(t, s, body("cancelled", "", time.Hour))
	moveTo(t, s, &a, "3", "b", 20*time.Minute)
	wantBodies(t, s, body("cancelled", "", time.Hour), body("queued", "registration b", 80*time.Minute))
}

func TestWhatDidNotArriveIsToldWithTheNext(t *testing.T) {
	s, a := boundStore(t)
	moveTo(t, s, &a, "1", "b", 0)
	deliverAll(t, s, noon.Add(2*time.Hour), outbox.Result{State: outbox.Failed, Reason: outbox.Refused})
	moveTo(t, s, &a, "2", "c", 3*time.Hour)
	if got := bodies(t, s); len(got) != 2 || got[1] != body("queued", "registration b c", 4*time.Hour) {
		t.Errorf("the outbox has %v", got)
	}
	if err := s.Resend(t.Context(), 1); !errors.Is(err, ErrNoRow) {
		t.Errorf("what a later message tells was sent again: %v", err)
	}
}

func TestMutedAndUnreachableAreNotTold(t *testing.T) {
	s, a := boundStore(t)
	moveTo(t, s, &a, "1", "b", 0)
	ok(t, s.SetMuted(t.Context(), by("mute"), []chat.Topic{chat.Progress}))
	wantBodies(t, s, body("cancelled", "", time.Hour))
	moveTo(t, s, &a, "2", "c", time.Minute)
	wantBodies(t, s, body("cancelled", "", time.Hour))
	ok(t, s.SetMuted(t.Context(), by("loud"), nil))
	_, err := s.write(t.Context(), `INSERT INTO chats (channel, chat, person, unreachable_at) VALUES ($1, $2, $3, 1)
		ON CONFLICT (channel, chat, person) DO UPDATE SET unreachable_at = 1`, jia.Channel, jia.Chat, jia.Person)
	ok(t, err)
	moveTo(t, s, &a, "3", "d", 2*time.Minute)
	if n := len(bodies(t, s)); n != 1 {
		t.Errorf("%d messages", n)
	}
	ok(t, s.SetReachable(t.Context(), jia.Channel, jia.Chat, true, noon))
	moveTo(t, s, &a, "4", "e", 3*time.Minute)
	if got := bodies(t, s); len(got) != 2 || got[1] != body("queued", "registration b c d e", 63*time.Minute) {
		t.Errorf("the outbox has %v", got)
	}
}

func TestNewsWaitForTheMorning(t *testing.T) {
	s, a := boundStore(t)
	moveTo(t, s, &a, "1", "b", 8*time.Hour+30*time.Minute) // noon is 12 o'clock
	want := millis(reminders.Morning(midnight(noon).AddDate(0, 0, 1)))
	if n := count(t, s, `SELECT release FROM outbox`); int64(n) != want {
		t.Errorf("released at %d, want %d", n, want)
	}
}

// What is late, because the program stood still or there was much to send, does not go at night either.
func TestLateNewsWaitForTheMorning(t *testing.T) {
	s, a := boundStore(t)
	moveTo(t, s, &a, "1", "b", 0)
	for _, c := range []struct {
		at   time.Time
		want bool
	}{{midnight(noon).Add(21 * time.Hour), false}, {midnight(noon).Add(31 * time.Hour), false}, {midnight(noon).Add(32 * time.Hour), true}} {
		if _, some, err := s.Claim(t.Context(), c.at, c.at, time.Minute); err != nil || some != c.want {
			t.Errorf("at %v: %v, %v", c.at, some, err)
		}
	}
}

// However changes, sends, crashes and mutes fall, no version is told twice to anybody, and none that was told is not in
// the ledger.
func TestAVersionIsToldOnceAtMost(t *testing.T) {
	s := open(t)
	s.Tell = plainTell
	u, runs := savedUnit(t, s), 0
	rapid.Check(t, func(r *rapid.T) {
		runs++
		number := fmt.Sprint("R", runs)
		ok(t, s.SaveRoster(t.Context(), by("add "+number), "p", added(u.ID, number)))
		a, _, err := s.ApplicationNumbered(t.Context(), "p", number, progress.Reach{})
		ok(t, err)
		one, two := chat.Conversation{Channel: "telegram", Chat: "1 " + number, Person: "1 " + number}, chat.Conversation{Channel: "web", Chat: "2 " + number, Person: "2 " + number}
		bindTo(t, s, a, one)
		bindTo(t, s, a, two)
		at := time.Duration(runs) * 24 * time.Hour
		for i := range rapid.IntRange(1, 14).Draw(r, "steps") {
			at += time.Duration(rapid.IntRange(1, 90).Draw(r, "minutes")) * time.Minute
			switch rapid.IntRange(0, 5).Draw(r, "what") {
			case 0, 1, 2:
				moveTo(t, s, &a, fmt.Sprint("move ", number, i), rapid.SampledFrom([]string{"registration", "b", "c", "d"}).Draw(r, "stage"), at)
			case 3:
				ok(t, s.SetMuted(t.Context(), chat.Message{ID: fmt.Sprint("mute", i), From: one}, rapid.SampledFrom([][]chat.Topic{nil, {chat.Progress}}).Draw(r, "muted")))
			default:
				item, some, err := s.Claim(t.Context(), noon.Add(at), noon.Add(at), time.Minute)
				ok(t, err)
				if !some {
					continue
				}
				switch rapid.IntRange(0, 3).Draw(r, "end") {
				case 0:
					ok(t, s.TakeOver(t.Context(), noon.Add(at))) // it crashed, and goes again
					continue
				case 1:
					ok(t, s.Settle(t.Context(), item, outbox.Result{State: outbox.Failed, Reason: outbox.Refused}, noon))
				default:
					ok(t, s.Settle(t.Context(), item, outbox.Result{State: outbox.Sent, Ref: "1"}, noon))
				}
			}
		}
		if n := count(t, s, `SELECT count(*) FROM (SELECT binding, version FROM application_news GROUP BY binding, version HAVING count(*) > 1)`); n != 0 {
			t.Fatalf("%d versions were noted twice", n)
		}
		if n := count(t, s, `SELECT count(*) FROM application_news n JOIN bindings b ON b.id = n.binding JOIN outbox o ON o.id = n.recipient
			WHERE o.chat <> b.chat OR NOT EXISTS (SELECT 1 FROM reminders r WHERE r.recipient = o.id AND r.key LIKE 'progress/' || b.application || '/' || n.version || '/%')`); n != 0 {
			t.Fatalf("%d versions are not in the ledger", n)
		}
		if n := count(t, s, `SELECT count(*) FROM bindings b JOIN application_events e ON e.application = b.application AND e.version > 1
			LEFT JOIN application_news n ON n.binding = b.id AND n.version = e.version WHERE n.version IS NULL`); n != 0 {
			t.Fatalf("of %d versions nobody knows what became", n)
		}
	})
}
