//go:build unix

package outbox_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/telegram"
	"zhicheng/bot/telegramtest"
	"zhicheng/bot/words"
	"zhicheng/store"
)

// The crash test runs the test binary as a child that does nothing but deliver; the parent kills it in the middle of a
// request to Telegram, before it is carried out or before it is answered, and starts it again.

func TestMain(m *testing.M) {
	if os.Getenv("OUTBOX_TEST_DB") == "" {
		os.Exit(m.Run())
	}
	if err := deliver(context.Background(), os.Getenv("OUTBOX_TEST_DB"), os.Getenv("OUTBOX_TEST_URL")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func deliver(ctx context.Context, file, url string) error {
	s, err := store.Open(ctx, file)
	if err != nil {
		return err
	}
	if err := s.LockServing(); err != nil {
		return err
	}
	if err := s.TakeOver(ctx, time.Now()); err != nil {
		return err
	}
	b, err := telegram.New(telegram.Config{Token: "123456:TEST", APIURL: url, Key: []byte("key"), Now: time.Now, Rate: 1000,
		Receive: func(context.Context, []chat.Message, int64) error { return nil },
		Offset:  func(context.Context) (int64, error) { return 0, nil }})
	if err != nil {
		return err
	}
	e := outbox.New(s, map[string]chat.Sender{telegram.Channel: b.Unasked()}, time.Now, slog.New(slog.DiscardHandler))
	return e.Run(ctx)
}

// wire stands before the fake and kills the child at the request that it is told.
type wire struct {
	*telegramtest.Server
	mu       sync.Mutex
	requests int
	killAt   int // the number of the request
	late     bool
	child    *exec.Cmd
	first    time.Time // request of this life
}

func (w *wire) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.requests++
	if w.first.IsZero() {
		w.first = time.Now()
	}
	kill, late, child := w.requests == w.killAt, w.late, w.child
	w.mu.Unlock()
	if kill && !late {
		_ = child.Process.Kill()
		panic(http.ErrAbortHandler)
	}
	w.Server.ServeHTTP(rw, r)
	if kill {
		_ = child.Process.Kill()
		panic(http.ErrAbortHandler)
	}
}

func TestCrash(t *testing.T) {
	messages, kills := setting("CRASH_MESSAGES", 1000), setting("CRASH_KILLS", 20)
	file := t.TempDir() + "/zhicheng.db"
	s, chats := queued(t, file, messages)
	fake, err := telegramtest.New(telegramtest.Options{NoLimits: true, Chats: chats})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = fake.Close() }()
	w := &wire{Server: fake}
	server := httptest.NewServer(w)
	defer server.Close()

	var slowest time.Duration
	start := time.Now()
	for life := range kills + 1 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "OUTBOX_TEST_DB="+file, "OUTBOX_TEST_URL="+server.URL)
		child.Stderr = os.Stderr
		w.mu.Lock()
		w.child, w.first, w.late = child, time.Time{}, rand.N(2) == 0
		if w.killAt = 0; life < kills {
			w.killAt = w.requests + 1 + rand.N(messages/(kills+1)) // so that no life outlives the messages
		}
		begun := time.Now()
		err := child.Start() // its first request waits until the process is known
		w.mu.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		if life == kills {
			for !over(t, s) {
				if time.Since(begun) > 2*time.Minute {
					t.Fatal("the last life does not come to an end")
				}
				time.Sleep(20 * time.Millisecond) // waits for another process
			}
			_ = child.Process.Kill()
		}
		_ = child.Wait() // "killed"
		w.mu.Lock()
		if !w.first.IsZero() {
			slowest = max(slowest, w.first.Sub(begun))
		}
		w.mu.Unlock()
		if over(t, s) && life < kills {
			t.Fatalf("everything was sent after %d of %d kills", life, kills)
		}
	}
	check(t, s, fake, chats)
	t.Logf("%d messages, %d kills, %v in all; work went on within %v", messages, kills, time.Since(start).Round(time.Second), slowest.Round(time.Millisecond))
	if slowest > 2*time.Second {
		t.Errorf("work went on only after %v", slowest)
	}
}

// check sees that everybody was told, nobody twice unmarked, and every row ended as sent.
func check(t *testing.T, s *store.Store, fake *telegramtest.Server, chats []int64) {
	t.Helper()
	got, repeats := map[int64]int{}, 0
	for _, m := range fake.Sent() {
		if got[m.Chat]++; got[m.Chat] > 1 {
			repeats++
			if !strings.HasPrefix(m.Text, words.Say(words.Repeated)) {
				t.Errorf("chat %d was told again without a mark", m.Chat)
			}
		}
	}
	for _, c := range chats {
		if got[c] == 0 {
			t.Errorf("chat %d was not told", c)
		}
	}
	all, err := s.Outbox(t.Context())
	if err != nil || len(all) != 1 || all[0].Rows != outbox.Sent || all[0].Number != int64(len(chats)) {
		t.Errorf("the rows: %+v, %v", all, err)
	}
	t.Logf("%d marked repeats", repeats)
}

// queued opens a database in which a reminder waits for each of so many chats.
func queued(t testing.TB, file string, messages int) (*store.Store, []int64) {
	t.Helper()
	s, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	from, err := s.LastTick(t.Context(), "test", noon)
	if err != nil {
		t.Fatal(err)
	}
	var chats []int64
	var drafts []outbox.Draft
	for n := range int64(messages) {
		chats = append(chats, 1+n)
		to := chat.Conversation{Channel: telegram.Channel, Chat: strconv.FormatInt(1+n, 10), Person: "p" + strconv.FormatInt(n, 10)}
		drafts = append(drafts, outbox.Draft{To: to, Reply: say("申报截止"), Release: noon})
	}
	if _, err := s.Remind(t.Context(), "test", from, noon.Add(time.Minute), drafts, nil); err != nil {
		t.Fatal(err)
	}
	return s, chats
}

func over(t *testing.T, s *store.Store) bool {
	t.Helper()
	all, err := s.Outbox(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, tally := range all {
		if tally.Rows == outbox.Queued || tally.Rows == outbox.Sending {
			return false
		}
	}
	return true
}

func setting(name string, usual int) int {
	n, err := strconv.Atoi(os.Getenv(name))
	if err != nil {
		return usual
	}
	return n
}
