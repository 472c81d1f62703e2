package broadcast

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers/access"
)

func labels(r chat.Reply) (all []string) {
	for _, row := range r.Buttons {
		for _, b := range row {
			all = append(all, strings.Split(b.Data, ":")[1])
		}
	}
	return all
}

func TestView(t *testing.T) {
	c := Campaign{ID: "a1", Text: "【市人社局】公告\n<b>停电</b>", At: noon, Hash: "0011223344556677"}
	for name, k := range map[string]struct {
		p       Progress
		says    words.Key
		buttons string
	}{
		"waiting for a second":  {Progress{State: Waiting, Left: 9}, words.ProgressWaiting, "no"},
		"going":                 {Progress{State: Running, Left: 5, Sent: 4}, words.ProgressRunning, "hold stop"},
		"held":                  {Progress{State: Paused, Left: 5, Sent: 4}, words.ProgressPaused, "go stop recall"},
		"over":                  {Progress{State: Running, Sent: 9}, words.ProgressOver, "recall"},
		"over, not for all":     {Progress{State: Running, Sent: 5, Unreachable: 1, Failed: 2, Unknown: 1}, words.ProgressOver, "missed failed unknown recall"},
		"ended":                 {Progress{State: Stopped, Sent: 2, Cancelled: 7}, words.ProgressStopped, "recall"},
		"ended, nobody told":    {Progress{State: Stopped, Cancelled: 9}, words.ProgressStopped, ""},
		"given up":              {Progress{State: Stopped}, words.ProgressNever, ""},
		"being recalled":        {Progress{State: Recalled, Sent: 9, Recalled: 1, RecallLeft: 8}, words.ProgressRecalling, ""},
		"recalled":              {Progress{State: Recalled, Sent: 8, Unreachable: 1, Recalled: 7, CannotRecall: 1}, words.ProgressRecall, "missed"},
		"a state of the future": {Progress{State: "?", Sent: 9}, words.ProgressGone, "recall"},
	} {
		r := View(c, k.p, noon)
		if !strings.HasPrefix(r.Plain(), words.Say(k.says)) || strings.Join(labels(r), " ") != k.buttons {
			t.Errorf("%s: %v\n%s", name, labels(r), r.Plain())
		}
	}
	if r := View(c, Progress{State: Recalled, Sent: 9, Recalled: 9, FirstCopies: 3}, noon); !strings.Contains(r.Plain(), words.Say(words.ProgressFirst, 3)) {
		t.Error(r.Plain())
	}
	night := Campaign{ID: "a1", Text: "x", At: time.Date(2023, 5, 10, 22, 0, 0, 0, noon.Location()), Hash: "0011223344556677"}
	if r := View(night, Progress{State: Running, Left: 9}, noon); !strings.HasPrefix(r.Plain(), words.Say(words.ProgressQueued, when(time.Date(2023, 5, 11, 8, 0, 0, 0, noon.Location())))) {
		t.Errorf("in the evening: %s", r.Plain())
	}
	for urgent, says := range map[bool]words.Key{true: words.ProgressRemaining, false: words.ProgressByDay} {
		night.Urgent = urgent
		if r := View(night, Progress{State: Running, Left: 5, Sent: 4}, noon); !strings.Contains(r.Plain(), words.Say(says, words.Say(words.SayMinute))+"\n") {
			t.Errorf("urgent is %v: %s", urgent, r.Plain())
		}
	}
	for state, says := range map[string]words.Key{Running: words.ProgressSpared, Paused: words.ProgressSpared, Stopped: words.ProgressCancelled, Recalled: words.ProgressCancelled} {
		if r := View(c, Progress{State: state, Sent: 4, Cancelled: 5}, noon); !strings.Contains(r.Plain(), "\n"+words.Say(says, 5)+"\n") {
			t.Errorf("%s: %s", state, r.Plain())
		}
	}
	lapsed := c
	lapsed.Lapsed = true
	if r := View(lapsed, Progress{State: Stopped, Cancelled: 9}, noon); !strings.HasPrefix(r.Plain(), words.Say(words.ProgressLapsed)) {
		t.Error(r.Plain())
	}
	for now, says := range map[time.Time]string{noon.Add(-time.Hour): words.Say(words.ProgressQueued, when(noon)), noon: words.Say(words.ProgressSoon),
		noon.AddDate(0, 0, 2): words.Say(words.ProgressSoon)} { // it was held past its hour
		if r := View(c, Progress{State: Running, Left: 9}, now); !strings.HasPrefix(r.Plain(), says) {
			t.Errorf("at %v: %s", now, r.Plain())
		}
	}
}

var numbers = regexp.MustCompile(`\d+`)

// The counts that are shown make up what is shown as their sum, and the bar is full only when all is done.
func TestTheReportAddsUp(t *testing.T) {
	for range 1000 {
		n := func() int64 { return rand.Int64N(4) * rand.Int64N(2000) }
		state := []string{Running, Paused, Stopped, Recalled}[rand.IntN(4)]
		p := Progress{State: state, Left: n(), Sent: n(), Unreachable: n(), Failed: n(), Unknown: n(), Cancelled: n(), Remaining: time.Hour}
		total := p.Left + p.Sent + p.Unreachable + p.Failed + p.Unknown + p.Cancelled
		if total == 0 {
			continue
		}
		text := View(Campaign{Hash: "00"}, p, noon).Plain()
		var sum int64
		for line := range strings.Lines(text) {
			if strings.HasPrefix(line, "已送达") || strings.HasPrefix(line, "取消未发") || strings.HasPrefix(line, "后来不想收公告") {
				for _, s := range numbers.FindAllString(line, -1) {
					i, _ := strconv.ParseInt(s, 10, 64)
					sum += i
				}
			}
		}
		if sum != total || !strings.Contains(text, words.Say(words.ProgressTotal, total)) {
			t.Fatalf("%+v:\n%s", p, text)
		}
		if full := strings.Contains(text, "100%"); full != (p.Left == 0 && (p.Cancelled == 0 || state == Running || state == Paused)) || strings.Contains(text, strings.Repeat("■", 11)) {
			t.Fatalf("%+v:\n%s", p, text)
		}
	}
}

// Staff's text stays plain, below the name of who says it.
func TestWhatStaffWriteStaysPlain(t *testing.T) {
	r := Compose(Signed([]access.Grant{{Role: access.Admin}}, "<b>停电</b>\n【通知】\n**急**"), nil)
	if len(r.Text) != 2 || r.Text[0] != (chat.Span{Style: chat.Bold, Text: "【市人社局】公告"}) || r.Text[1].Style != chat.Plain || r.Text[1].Text != "\n<b>停电</b>\n【通知】\n**急**" {
		t.Errorf("%+v", r.Text)
	}
	for in, want := range map[string]string{" a\r\nb\x00\x1b ": "a\nb", "\u202e反\u2066": "反", "\n\n": "", "ᠮᠣᠩᠭᠣᠯ\u180eᠠ": "ᠮᠣᠩᠭᠣᠯ\u180eᠠ", "👨‍👩‍👧": "👨‍👩‍👧"} {
		if got := Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestOver(t *testing.T) {
	by := []access.Grant{{Role: access.Admin}}
	for _, file := range []*chat.File{nil, {Name: "x"}} {
		for n, before := 1, 0; n < 5000; n += 7 {
			r := Compose(Signed(by, strings.Repeat("职", n)), file)
			over := Over(r)
			if Fits(r) != (over == 0) || before > 0 && over != before+7 {
				t.Fatalf("%d characters: over by %d, fits %t", n, over, Fits(r))
			}
			before = over
		}
	}
}

// FuzzFill: what has no value stays, what has one is gone, the rest is as it was.
func FuzzFill(f *testing.F) {
	for _, s := range []string{"{单位}：请在{本单位截止日期}前", "｛单位｝", "{{单位}}", "{ 单位 }{没有}", "{}", "{单位", "{\n}", "{单位}{单位}"} {
		f.Add(s, "敖汉旗第一中学")
	}
	f.Add("{单位}", "{本单位截止日期}")
	f.Fuzz(func(t *testing.T, text, value string) {
		if got := Fill(text, nil); got != text {
			t.Fatalf("%q became %q without a value", text, got)
		}
		names := Templates(text)
		values := map[string]string{}
		for _, n := range names {
			if n == "" || strings.ContainsAny(n, "{}\n") {
				t.Fatalf("%q has a template %q", text, n)
			}
			values[n] = value
		}
		got := Fill(text, values)
		switch {
		case len(names) == 0 || value == "":
			if got != text {
				t.Fatalf("%q became %q", text, got)
			}
		case len(Templates(value)) == 0 && !strings.ContainsAny(value, "{}｛｝") && len(Templates(got)) > 0:
			if !strings.ContainsAny(template.ReplaceAllString(text, ""), "{}｛｝") { // braces around braces make new ones
				t.Fatalf("%q became %q, which still has templates", text, got)
			}
		}
	})
}

// fileStub is a file that cannot be had.
type fileStub struct {
	data []byte
	err  error
}

func (f fileStub) Open(context.Context, chat.Conversation, chat.Incoming, int64) ([]byte, error) {
	return f.data, f.err
}

func TestFilesThatCannotGo(t *testing.T) {
	in := &chat.Incoming{Name: "清单.pdf", Type: "application/pdf"}
	for want, stub := range map[words.Key]fileStub{
		words.SayFileTooLarge: {err: fmt.Errorf("open: %w", chat.ErrFileTooLarge)},
		words.SayFileGone:     {err: chat.ErrFileGone},
		words.SayFileBad:      {},
	} {
		_, said, err := Flow{Files: stub}.open(t.Context(), chat.Message{}, in)
		if err != nil || len(said) != 1 || !strings.HasPrefix(said[0].Plain(), strings.Split(words.Say(want), "%")[0]) {
			t.Errorf("%s: %v, %v", want, said, err)
		}
	}
	file, said, err := Flow{Files: fileStub{data: []byte("x")}}.open(t.Context(), chat.Message{}, in)
	if err != nil || said != nil || file.Name != in.Name || string(file.Data) != "x" {
		t.Errorf("%+v, %v, %v", file, said, err)
	}
}
