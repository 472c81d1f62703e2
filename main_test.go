package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"zhicheng/bot/telegramtest"
)

// TestMain lets a test start this binary as the program itself.
func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

const asProgram = "ZHICHENG_TEST_AS_PROGRAM"

// patience is how long a test waits for what must come; only a failing test waits so long.
const patience = 30 * time.Second

// program is a serve inside the test, run as main runs it.
type program struct {
	out, log *output
	done     chan int
	end      context.CancelFunc
}

// begin starts serve with the flags on top of settings that keep the environment out; it may end by itself.
func begin(t testing.TB, db string, flags ...string) *program {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	p := &program{out: newOutput(), log: newOutput(), done: make(chan int, 1), end: cancel}
	args := append([]string{"serve", "--db=" + db, "--addr=127.0.0.1:0", "--health=127.0.0.1:0", "--log-level=debug", "--keep-days=180",
		"--packs=", "--pack=", "--key-file=", "--telegram-bot-token=", "--telegram-bot-token-file=", "--telegram-api-url=", "--openai-model=", "--sandbox=false"}, flags...)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		status := run(ctx, args, streams{strings.NewReader(""), p.out, p.log})
		p.out.close()
		p.log.close()
		p.done <- status
	}()
	t.Cleanup(func() { cancel(); <-ended }) // before its files are removed
	return p
}

// launch starts serve and waits until it is ready.
func launch(t testing.TB, db string, flags ...string) *program {
	t.Helper()
	p := begin(t, db, flags...)
	p.log.wait(t, `"msg":"ready"`)
	return p
}

// stop is what SIGTERM does: it returns the exit status after the drain.
func (p *program) stop(t testing.TB) int {
	t.Helper()
	p.end()
	select {
	case status := <-p.done:
		return status
	case <-time.After(drainTime + 5*time.Second):
		t.Fatal("serve did not stop")
		return -1
	}
}

// address is where the setting's HTTP server listens.
func (p *program) address(t testing.TB, setting string) string {
	t.Helper()
	for line := range strings.Lines(p.log.String()) {
		var l struct{ Msg, Setting, Addr string }
		if json.Unmarshal([]byte(line), &l) == nil && l.Msg == "listening" && l.Setting == setting {
			return "http://" + l.Addr
		}
	}
	t.Fatalf("nothing listens for %s:\n%s", setting, p.log)
	return ""
}

// output collects what the program writes.
type output struct {
	mu      sync.Mutex
	buf     bytes.Buffer
	changed chan struct{}
	closed  bool
}

func newOutput() *output { return &output{changed: make(chan struct{})} }

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	close(o.changed)
	o.changed = make(chan struct{})
	return o.buf.Write(b)
}

func (o *output) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	close(o.changed)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// wait waits until part has been written.
func (o *output) wait(t testing.TB, part string) {
	t.Helper()
	late := time.After(patience)
	for {
		o.mu.Lock()
		text, changed, closed := o.buf.String(), o.changed, o.closed
		o.mu.Unlock()
		if strings.Contains(text, part) {
			return
		}
		if closed {
			t.Fatalf("the program ended without %q:\n%s", part, text)
		}
		select {
		case <-changed:
		case <-late:
			t.Fatalf("the program did not write %q:\n%s", part, text)
		}
	}
}

// town is a fake Telegram with people in it.
type town struct{ *telegramtest.Server }

const token = "123456:a-token_that-nobody.sees"

func newTown(t testing.TB, o telegramtest.Options) town {
	t.Helper()
	o.Token = token
	s, err := telegramtest.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return town{s}
}

// flags make serve talk to the town.
func (w town) flags(more ...string) []string {
	return append([]string{"--telegram-bot-token=" + w.Token, "--telegram-api-url=" + w.URL}, more...)
}

// got is what a person has received, edits too.
func (w town) got(person int64) []telegramtest.Sent {
	return slices.DeleteFunc(w.Sent(), func(m telegramtest.Sent) bool { return m.Chat != person })
}

// next does something and returns the message that comes of it.
func (w town) next(t testing.TB, person int64, do func()) telegramtest.Sent {
	t.Helper()
	before := len(w.got(person))
	do()
	return w.wait(t, person, before+1)[before]
}

// wait returns what a person received, once it is n messages.
func (w town) wait(t testing.TB, person int64, n int) []telegramtest.Sent {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := w.Wait(ctx, func() bool { return len(w.got(person)) >= n }); err != nil {
		t.Fatalf("%d got %d of %d messages: %v", person, len(w.got(person)), n, err)
	}
	return w.got(person)
}

// ask is what a person writes and the answer to it.
func (w town) ask(t testing.TB, person int64, text string) telegramtest.Sent {
	t.Helper()
	return w.next(t, person, func() { w.Text(person, text) })
}

// press presses the button whose label has a part, below a message.
func (w town) press(t testing.TB, m telegramtest.Sent, label string) telegramtest.Sent {
	t.Helper()
	for _, row := range m.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, label) {
				return w.next(t, m.Chat, func() { w.Press(m.Chat, m.ID, b.Data) })
			}
		}
	}
	t.Fatalf("no button %q below %q: %v", label, m.Text, m.Buttons)
	return m
}

// says checks that a message has all the parts.
func says(t testing.TB, m telegramtest.Sent, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(m.Text, p) {
			t.Errorf("%q is not in the message\n%s", p, m.Text)
		}
	}
}

// quoted are the words of a message that are set off as the notice's.
func quoted(m telegramtest.Sent) (all []string) {
	units := []rune(m.Text) // no character of the notice takes two UTF-16 units
	for _, e := range m.Entities {
		if e.Type == "blockquote" {
			all = append(all, string(units[e.Offset:e.Offset+e.Length]))
		}
	}
	return all
}

const (
	question = "乡镇本科毕业几年能评中级"
	rule     = "对在苏木乡镇事业单位专业技术岗位工作满2年的本科毕业生和满4年的大专毕业生，经考核合格，可直接参加中级职称评审。"
)
