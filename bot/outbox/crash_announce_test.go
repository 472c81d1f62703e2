//go:build unix

package outbox_test

import (
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/bot/telegram"
	"zhicheng/bot/telegramtest"
	"zhicheng/handlers/broadcast"
	"zhicheng/store"
)

// TestCrashOfAnAnnouncement kills the delivery of an announcement again and again, while it is paused, resumed, cancelled
// and recalled at random. In the end every recipient is in one state, and the report says what the fake Telegram saw.
func TestCrashOfAnAnnouncement(t *testing.T) {
	people, kills := setting("CRASH_MESSAGES", 600), setting("CRASH_KILLS", 8)
	file := t.TempDir() + "/zhicheng.db"
	s, chats := everybody(t, file, people)
	fake, err := telegramtest.New(telegramtest.Options{NoLimits: true, Chats: chats})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = fake.Close() }()
	for n := 97; n <= people; n += 97 {
		fake.Block(int64(n))
	}
	w := &wire{Server: fake}
	server := httptest.NewServer(w)
	defer server.Close()
	id, n := announce(t, s, "news", "明天停电")
	if n != int64(people) {
		t.Fatalf("%d recipients", n)
	}
	c := campaign{T: t, a: announcements(s), id: id, fake: fake, people: people, enough: int64(people * (10 + rand.N(70)) / 100)}
	for life := 0; !c.over(); life++ {
		if c.progress().State == broadcast.Paused && rand.N(2) == 0 {
			c.do(c.a.Continue(t.Context(), c.message(), id))
		}
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "OUTBOX_TEST_DB="+file, "OUTBOX_TEST_URL="+server.URL)
		child.Stderr = os.Stderr
		w.mu.Lock()
		w.child, w.late = child, rand.N(2) == 0
		if w.killAt = 0; life < kills {
			w.killAt = w.requests + 1 + rand.N(2*people/(kills+1))
		}
		err := child.Start()
		w.mu.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		gone := make(chan struct{})
		go func() { _ = child.Wait(); close(gone) }()
		c.meddle(gone)
		_ = child.Process.Kill()
		<-gone
	}
	c.check(s, chats)
}

// campaign is one that somebody meddles with.
type campaign struct {
	*testing.T
	a      store.Announcements
	id     string
	fake   *telegramtest.Server
	people int
	enough int64 // sent, for a recall

	moves    int
	recalled bool
}

func (c *campaign) message() chat.Message {
	c.moves++
	return chat.Message{ID: fmt.Sprint("move", c.moves), From: author, At: noon}
}

func (c *campaign) progress() broadcast.Progress {
	c.Helper()
	p, err := c.a.Progress(c.Context(), c.id)
	if err != nil {
		c.Fatal(err)
	}
	if sum := p.Left + p.Sent + p.Unreachable + p.Failed + p.Unknown + p.Cancelled; sum != int64(c.people) {
		c.Fatalf("%d of %d recipients: %+v", sum, c.people, p)
	}
	return p
}

func (c *campaign) over() bool {
	p := c.progress()
	return c.recalled && p.Left+p.RecallLeft == 0
}

// meddle presses buttons until the child is dead or everything is over.
func (c *campaign) meddle(gone <-chan struct{}) {
	for !c.over() {
		select {
		case <-gone:
			return
		case <-time.After(time.Duration(10+rand.N(40)) * time.Millisecond): // waits for another process
		}
		switch p := c.progress(); {
		case c.recalled:
		case p.State == broadcast.Paused:
			c.do(c.a.Continue(c.Context(), c.message(), c.id))
		case p.Sent > c.enough || p.Left == 0:
			if rand.N(2) == 0 {
				c.do(c.a.Stop(c.Context(), c.message(), c.id))
			}
			c.recall()
		case rand.N(4) == 0:
			c.hold(gone)
		case rand.N(8) == 0: // killed while it is paused
			c.do(c.a.Hold(c.Context(), c.message(), c.id))
			return
		}
	}
}

// hold pauses, and sees that nothing goes out but what was under way.
func (c *campaign) hold(gone <-chan struct{}) {
	c.do(c.a.Hold(c.Context(), c.message(), c.id))
	before := len(c.fake.Calls("sendMessage"))
	select {
	case <-gone:
	case <-time.After(30 * time.Millisecond):
	}
	if more := len(c.fake.Calls("sendMessage")) - before; more > 32 {
		c.Errorf("%d went out after the pause", more)
	}
	c.do(c.a.Continue(c.Context(), c.message(), c.id))
}

// recall presses twice.
func (c *campaign) recall() {
	m := c.message()
	first, err := c.a.Recall(c.Context(), m, c.id)
	c.do(err)
	second, err := c.a.Recall(c.Context(), m, c.id)
	c.do(err)
	if first != second {
		c.Errorf("%d are recalled, then %d", first, second)
	}
	c.recalled = true
}

func (c *campaign) do(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

// check compares the rows, one by one, with what the chats saw.
func (c *campaign) check(s *store.Store, chats []int64) {
	got, arrived, shown := map[int64]int{}, int64(0), int64(0)
	for _, m := range c.fake.Sent() {
		if got[m.Chat]++; got[m.Chat] == 1 {
			arrived++
		}
	}
	for _, id := range chats {
		shown += int64(len(c.fake.Shown(id)))
		if got[id] > 1 {
			c.Errorf("chat %d was told %d times", id, got[id])
		}
	}
	p := c.progress()
	c.Logf("%+v; %d arrived, %d are still shown", p, arrived, shown)
	unknown := arrived - p.Sent // those that arrived though nobody heard of it
	switch {
	case unknown < 0 || unknown > p.Unknown:
		c.Errorf("%d arrived, %d are sent, %d unknown", arrived, p.Sent, p.Unknown)
	case p.Recalled != p.Sent || shown != unknown:
		c.Errorf("%d of %d recalled, %d still shown, %d of them unknown", p.Recalled, p.Sent, shown, unknown)
	case p.CannotRecall != p.Unknown:
		c.Errorf("%d cannot be recalled, %d are unknown", p.CannotRecall, p.Unknown)
	}
	rows, err := s.Outbox(c.Context())
	c.do(err)
	sum := int64(0)
	for _, r := range rows {
		sum += r.Number
	}
	if sum != int64(c.people) {
		c.Errorf("%d rows", sum)
	}
}

// everybody opens a database in which so many people have written.
func everybody(t *testing.T, file string, people int) (*store.Store, []int64) {
	t.Helper()
	s, err := store.Open(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	var chats []int64
	var ms []chat.Message
	for n := range int64(people) {
		chats = append(chats, 1+n)
		to := chat.Conversation{Channel: telegram.Channel, Chat: strconv.FormatInt(1+n, 10), Person: fmt.Sprint("p", n)}
		ms = append(ms, chat.Message{ID: fmt.Sprint("m", n), From: to, Kind: chat.Text, Text: "你好", At: noon})
	}
	if err := s.Receive(t.Context(), ms, bot.Mark{}); err != nil {
		t.Fatal(err)
	}
	return s, chats
}
