package relay

import (
	"context"
	"fmt"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

// whyShown is how many of the newest versions /why tells.
const whyShown = 12

// why tells what was sent of an application and, of what was not, why. Who was told it does not.
func (f Flow) why(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	if strings.TrimSpace(args) == "" {
		return handlers.Say(words.WhyAsk), nil
	}
	switch all, err := f.search(ctx, args, by); {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return handlers.Say(words.ProgressNone), nil
	case len(all) > 1:
		return handlers.Say(words.WhySeveral), nil
	default:
		return f.explain(ctx, all[0].ID, all[0].Number)
	}
}

func (f Flow) explain(ctx context.Context, id int64, number string) ([]chat.Reply, error) {
	history, err := f.Records.History(ctx, id)
	if err != nil {
		return nil, err
	}
	sent, err := f.Bindings.SentOf(ctx, id)
	if err != nil {
		return nil, err
	}
	reminded, err := f.Bindings.RemindedOf(ctx, completionID(id))
	if err != nil {
		return nil, err
	}
	released, err := f.Bindings.ReleasedOf(ctx, id)
	if err != nil {
		return nil, err
	}
	var t handlers.Text
	t.Line(chat.Bold, words.Say(words.WhyHead, number))
	if len(history) > whyShown {
		t.Line(chat.Faint, words.Say(words.WhyNewest, whyShown))
		history = history[len(history)-whyShown:]
	}
	for _, e := range history {
		t.Line(chat.Bold, words.Say(words.WhyVersion, e.Version, e.Entered.Month(), e.Entered.Day(), e.Entered.Format("15:04"), f.stage(e.Stage)))
		told(&t, e.Version, sent)
	}
	if len(released) > 0 {
		t.Line(chat.Bold, words.Say(words.WhyReleased))
	}
	for _, r := range released {
		t.Say(words.WhyReleasedAt, r.At.Month(), r.At.Day(), r.At.Format("15:04"), channel(r.Channel), state(r.State, r.Reason))
	}
	if len(reminded) > 0 {
		t.Line(chat.Bold, words.Say(words.WhyReminders))
	}
	for _, r := range reminded {
		became := words.Say(words.WhyTooLate)
		if r.State != "" {
			became = words.Say(words.WhyLine, channel(r.Channel), state(r.State, r.Reason))
		}
		due, err := time.Parse(time.DateOnly, r.Version)
		if err != nil {
			return nil, fmt.Errorf("read the day of a reminder: %w", err)
		}
		t.Say(words.WhyReminder, r.At.Month(), r.At.Day(), due.Month(), due.Day(), became)
	}
	return []chat.Reply{{Text: t}}, nil
}

// told says what became of each message about a version, or why there is none.
func told(t *handlers.Text, version int, sent []Sent) {
	none := true
	for _, s := range sent {
		if s.Version == version {
			none = false
			t.Say(words.WhyItem, words.Say(words.WhyLine, channel(s.Channel), became(s)))
		}
	}
	switch {
	case version == 1:
		t.Say(words.WhyFirst)
	case none:
		t.Say(words.WhyNobody)
	}
}

func channel(name string) string {
	switch name {
	case "telegram":
		return words.Say(words.WhyTelegram)
	case "web":
		return words.Say(words.WhyWeb)
	}
	return words.Say(words.WhyOther)
}

// became says what became of one version for one binding.
func became(s Sent) string {
	switch {
	case s.Why != "":
		return words.Say(map[string]words.Key{"muted": words.WhyMuted, "unreachable": words.WhyUnreachable, "nothing": words.WhyNothing}[s.Why])
	case s.Upto > s.Version && s.State != Cancelled:
		return words.Say(words.WhyMerged, s.Upto)
	case s.State == Queued:
		return words.Say(words.WhyWaits, s.Release.Month(), s.Release.Day(), s.Release.Format("15:04"))
	}
	return state(s.State, s.Reason)
}

func state(s State, reason string) string {
	switch s {
	case Failed:
		return words.Say(map[string]words.Key{Refused: words.WhyRefused, GivenUp: words.WhyGivenUp, Crashed: words.WhyCrashed,
			NoChannel: words.WhyNoChannel}[reason])
	case "":
		return words.Say(words.WhyPurged)
	}
	return words.Say(map[State]words.Key{Queued: words.WhyQueued, Sending: words.WhySending, Delivered: words.WhySent,
		Unreachable: words.WhyGone, Unknown: words.WhyUnknown, Cancelled: words.WhyCancelled}[s])
}
