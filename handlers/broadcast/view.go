package broadcast

import (
	"fmt"
	"math"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
)

const barCells = 10

// View shows how far a campaign has come, and at its end the report, with what may be done about it.
func View(c Campaign, p Progress, now time.Time) chat.Reply {
	var t handlers.Text
	t.Line(chat.Bold, title(c, p, now))
	total := p.Left + p.Sent + p.Unreachable + p.Failed + p.Unknown + p.Cancelled
	if total == 0 { // given up before anything went out
		return chat.Reply{Text: t}
	}
	t.Line(chat.Faint, firstWords(c.Text))
	counted(&t, p, total)
	if p.State == Running && p.Left > 0 && p.Left < total {
		remaining := words.ProgressByDay
		if c.Urgent {
			remaining = words.ProgressRemaining
		}
		t.Say(remaining, lasts(p.Remaining))
	}
	if p.Unknown > 0 {
		t.Line(chat.Faint, words.Say(words.ProgressUnknown))
	}
	if p.Recalled+p.CannotRecall+p.RecallLeft > 0 {
		t.Say(words.ProgressRecalled, p.Recalled, p.CannotRecall, p.RecallLeft)
	}
	if p.FirstCopies > 0 {
		t.Line(chat.Bold, words.Say(words.ProgressFirst, p.FirstCopies))
	}
	t.Line(chat.Faint, words.Say(words.SayHash, tail(c.Hash)))
	return chat.Reply{Text: t, Buttons: buttons(c, p)}
}

// counted is the bar and what makes up the total. What is cancelled while nobody has ended it is done: somebody does not
// want to hear it.
func counted(t *handlers.Text, p Progress, total int64) {
	done, cancelled := total-p.Left, words.ProgressSpared
	if p.State != Running && p.State != Paused {
		done, cancelled = done-p.Cancelled, words.ProgressCancelled
	}
	t.Line(chat.Plain, bar(done, total))
	t.Say(words.ProgressLine, p.Sent, p.Unreachable, p.Failed, p.Unknown, p.Left)
	if p.Cancelled > 0 {
		t.Say(cancelled, p.Cancelled)
	}
	t.Say(words.ProgressTotal, total)
}

func title(c Campaign, p Progress, now time.Time) string {
	begun := p.Sent + p.Unreachable + p.Failed + p.Unknown
	switch {
	case c.Lapsed:
		return words.Say(words.ProgressLapsed)
	case p.State == Stopped && begun+p.Cancelled == 0:
		return words.Say(words.ProgressNever)
	case p.State == Running && p.Left == 0:
		return words.Say(words.ProgressOver)
	case p.State == Running && begun == 0:
		if at := Leaves(latest(c.At, now), c.Urgent); at.After(now) {
			return words.Say(words.ProgressQueued, when(at))
		}
		return words.Say(words.ProgressSoon) // also where it was held past its hour
	case p.State == Recalled && p.RecallLeft > 0:
		return words.Say(words.ProgressRecalling)
	}
	if k, ok := stateTitles[p.State]; ok {
		return words.Say(k)
	}
	return words.Say(words.ProgressGone)
}

var stateTitles = map[string]words.Key{Draft: words.ProgressDraft, Waiting: words.ProgressWaiting, Running: words.ProgressRunning,
	Paused: words.ProgressPaused, Stopped: words.ProgressStopped, Recalled: words.ProgressRecall}

// bar is full only when all is done; total is not zero.
func bar(done, total int64) string {
	share := float64(done) / float64(total)
	full := int(math.Floor(share * barCells))
	return strings.Repeat("■", full) + strings.Repeat("□", barCells-full) + fmt.Sprintf(" %d%%", int(math.Floor(share*100)))
}

func buttons(c Campaign, p Progress) (rows [][]chat.Button) {
	row := func(all ...chat.Button) { rows = append(rows, all) }
	b := func(what string, k words.Key, args ...any) chat.Button {
		return chat.Button{Label: words.Say(k, args...), Data: "camp:" + what + ":" + c.ID}
	}
	switch {
	case p.State == Waiting:
		row(b("no", words.ProgressGiveUp))
		return rows
	case p.State == Running && p.Left > 0:
		row(b("hold", words.ProgressHold), b("stop", words.ProgressStop))
	case p.State == Paused:
		row(b("go", words.ProgressGo), b("stop", words.ProgressStop))
	}
	if p.Left > 0 && p.State == Running {
		return rows
	}
	if p.Unreachable+p.Failed+p.Unknown > 0 {
		row(b("missed", words.ProgressMissed))
	}
	if p.State == Running && p.Failed > 0 {
		row(b("failed", words.ProgressFailed, p.Failed))
	}
	if p.State == Running && p.Unknown > 0 {
		row(b("unknown", words.ProgressUnknowns, p.Unknown))
	}
	if p.Sent > 0 && p.State != Recalled {
		row(b("recall", words.ProgressTakeBack))
	}
	return rows
}
