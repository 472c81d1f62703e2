//go:build unix

package bot_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/store"
)

// The kill tests run the test binary again as a child that kills itself at a point; the parent starts it anew until
// it comes to its end, and looks at what the people got.

const killChats, killMessages = 3, 6

// poisoned is the message that brings the program down whenever it is handled.
var poisoned = message("1", 2)

func TestMain(m *testing.M) {
	dir := os.Getenv("BOT_TEST_CHILD")
	if dir == "" {
		os.Exit(m.Run())
	}
	if err := live(context.Background(), dir, os.Getenv("BOT_TEST_POINT")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// child is one life of the program. It is the log, the handler and the sender, to die in each of them.
type child struct {
	*store.Store
	point   string
	passes  int // of the point, before death
	wire    *os.File
	missing map[string]bool // keys of replies still to arrive
	done    chan struct{}
}

func (c *child) pass(point string) {
	if point != c.point {
		return
	}
	if c.passes--; c.passes < 0 {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
}

func (c *child) Receive(ctx context.Context, ms []chat.Message, mark bot.Mark) error {
	defer c.pass("stored")
	return c.Store.Receive(ctx, ms, mark)
}

func (c *child) Handle(_ context.Context, m chat.Message) ([]chat.Reply, error) {
	c.pass("handling")
	if c.point == "poison" && m.ID == poisoned.ID {
		c.passes = 0
		c.pass("poison")
	}
	return []chat.Reply{say(m.Text + "a"), say(m.Text + "b")}, nil
}

func (c *child) Finish(ctx context.Context, id string, replies []chat.Reply) error {
	defer c.pass("handled")
	return c.Store.Finish(ctx, id, replies)
}

func (c *child) Send(_ context.Context, to chat.Conversation, key string, r chat.Reply) chat.Outcome {
	_, err := fmt.Fprintln(c.wire, to.Chat, key, strings.ReplaceAll(r.Plain(), " ", "-"))
	c.pass("sending")
	if delete(c.missing, key); len(c.missing) == 0 {
		close(c.done)
	}
	return chat.Outcome{State: chat.Sent, Err: err}
}

// live is one life: read the channel from the cursor on, answer everything, end. One worker makes it the same each time.
func live(ctx context.Context, dir, point string) error {
	s, err := store.Open(ctx, filepath.Join(dir, "test.db"))
	if err != nil {
		return err
	}
	arrived, err := readWire(dir)
	if err != nil {
		return err
	}
	wire, err := os.OpenFile(filepath.Join(dir, "wire"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	c := &child{Store: s, point: point, passes: 2, wire: wire, missing: missing(arrived, point), done: make(chan struct{})}
	b := bot.New(c, c, map[string]chat.Sender{channel: c}, bot.Options{Workers: 1, Sorry: sorry})
	read, err := s.Cursor(ctx, channel)
	if err != nil {
		return err
	}
	for ; read < killChats*killMessages; read++ {
		m := message(fmt.Sprint(read%killChats), int(read/killChats))
		if err := b.Receive(ctx, []chat.Message{m}, bot.Mark{Name: channel, Value: read + 1}); err != nil {
			return err
		}
	}
	if err := b.Start(ctx); err != nil {
		return err
	}
	<-c.done
	return errors.Join(b.Drain(ctx), s.Close())
}

// line is a reply that arrived.
type line struct{ chat, key, text string }

func readWire(dir string) (all []line, err error) {
	b, err := os.ReadFile(filepath.Join(dir, "wire"))
	if os.IsNotExist(err) {
		return nil, nil
	}
	for l := range strings.Lines(string(b)) {
		f := strings.Fields(l)
		all = append(all, line{f[0], f[1], f[2]})
	}
	return all, err
}

// expected is what must arrive in a chat, in order.
func expected(chatID, point string) (all []line) {
	for n := range killMessages {
		m := message(chatID, n)
		if point == "poison" && m.ID == poisoned.ID {
			all = append(all, line{chatID, m.ID + "/0", "sorry-" + m.ID})
			continue
		}
		all = append(all, line{chatID, m.ID + "/0", m.Text + "a"}, line{chatID, m.ID + "/1", m.Text + "b"})
	}
	return all
}

func missing(arrived []line, point string) map[string]bool {
	keys := map[string]bool{}
	for c := range killChats {
		for _, l := range expected(fmt.Sprint(c), point) {
			keys[l.key] = true
		}
	}
	for _, l := range arrived {
		delete(keys, l.key)
	}
	if point == "sending" && len(arrived) > 0 {
		keys[arrived[len(arrived)-1].key] = true // interrupted, so it comes again
	}
	return keys
}

func TestKilledAtAnyPoint(t *testing.T) {
	for _, point := range []string{"stored", "handling", "handled", "sending", "poison"} {
		t.Run(point, func(t *testing.T) {
			dir := t.TempDir()
			deaths := liveUntilTheEnd(t, dir, point)
			arrived, err := readWire(dir)
			if err != nil {
				t.Fatal(err)
			}
			got, twice := map[string][]line{}, 0
			for _, l := range arrived {
				if n := len(got[l.chat]); n > 0 && got[l.chat][n-1] == l {
					twice++
					continue
				}
				got[l.chat] = append(got[l.chat], l)
			}
			for c := range killChats {
				id := fmt.Sprint(c)
				if want := expected(id, point); fmt.Sprint(got[id]) != fmt.Sprint(want) {
					t.Errorf("chat %s got\n%v, want\n%v", id, got[id], want)
				}
			}
			wantTwice := 0
			if point == "sending" {
				wantTwice = deaths
			}
			if twice != wantTwice {
				t.Errorf("%d replies came twice in %d deaths, want %d", twice, deaths, wantTwice)
			}
			if point == "poison" && deaths != 3 {
				t.Errorf("the poisoned message killed %d times", deaths)
			}
			if waiting, err := openStore(t, filepath.Join(dir, "test.db")).Waiting(t.Context()); err != nil || len(waiting) > 0 {
				t.Errorf("still waiting: %v, %v", waiting, err)
			}
		})
	}
}

// liveUntilTheEnd starts children until one ends by itself, and counts the deaths before.
func liveUntilTheEnd(t *testing.T, dir, point string) (deaths int) {
	for ; deaths < 50; deaths++ {
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env = append(os.Environ(), "BOT_TEST_CHILD="+dir, "BOT_TEST_POINT="+point)
		out, err := cmd.CombinedOutput()
		if err == nil {
			break
		}
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
			t.Fatalf("a child did not die as it should: %v\n%s", err, out)
		}
	}
	if deaths == 0 || deaths == 50 {
		t.Fatalf("%d deaths", deaths)
	}
	return deaths
}
