package web_test

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"zhicheng/bot/chat"
)

// What is held is not shown; and of what waits, one is asked about and shown before the next one is asked about.
func TestWhatIsHeldIsNotShown(t *testing.T) {
	b := open(t)
	v := b.visit(t)
	v.say("one", "你好")
	to := b.received()[0].From
	var all sync.WaitGroup
	var inside, asked, wanted atomic.Int32
	ask := func(context.Context) bool {
		if inside.Add(1) > 1 {
			t.Error("two were asked about at once")
		}
		for range 100 {
			runtime.Gosched()
		}
		inside.Add(-1)
		return asked.Add(1) <= 3
	}
	for i := range 16 {
		all.Go(func() {
			o := b.web.Send(chat.WithWanted(t.Context(), ask), to, fmt.Sprint("outbox/", i), chat.Reply{Text: []chat.Span{{Text: "明天停电"}}})
			switch o.State {
			case chat.Sent:
				wanted.Add(1)
			case chat.Later:
			default:
				t.Error(o)
			}
		})
	}
	all.Wait()
	if wanted.Load() != 3 {
		t.Errorf("%d were shown", wanted.Load())
	}
	want := "person: 你好\nassistant: echo 你好\nassistant: 明天停电\nassistant: 明天停电\nassistant: 明天停电\n"
	if got := texts(v.listen("").backlog()); got != want {
		t.Errorf("shown: %q", got)
	}
}
