package broadcast

import (
	"fmt"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

// summary is what stands below the samples: whom, how many, when, and the button that confirms, if nothing is wrong.
func (f Flow) summary(c Campaign, d draft, now time.Time, by []access.Grant) chat.Reply {
	var t handlers.Text
	t.Line(chat.Bold, words.Say(words.SayPreview))
	t.Say(words.SayTo, f.describe(d, by))
	if d.File != nil {
		t.Say(attachedAs(c), d.File.Name)
	}
	count(&t, c)
	if names := sampled(c); names != "" {
		t.Say(words.SaySampled, names)
	}
	if c.UnheardAll > 0 {
		t.Say(words.SayUnheard, unheard(c))
	}
	if c.Unreachable > 0 {
		t.Say(words.SayUnreachable, c.Unreachable)
	}
	if c.Muted > 0 {
		t.Say(words.SayMuted, c.Muted)
	}
	t.Say(words.SayWhen, when(d.At), words.Say(urgency(c.Urgent)))
	if at := latest(d.At, now); !Leaves(at, d.Urgent).Equal(at) {
		t.Say(words.SayQuiet, when(Leaves(at, d.Urgent)))
	}
	if !d.At.IsZero() && dated(d.Body) {
		t.Say(words.SayDated)
	}
	t.Say(words.SayTakes, lasts(c.Takes))
	wrong := faults(c)
	for _, fault := range wrong {
		t.Line(chat.Bold, fault)
	}
	r := chat.Reply{}
	if len(wrong) == 0 {
		if c.Second {
			t.Say(words.SaySecond)
		}
		t.Line(chat.Faint, words.Say(words.SayHash, tail(c.Hash)))
		r.Buttons = append(r.Buttons, []chat.Button{{Label: words.Say(words.SayConfirm, c.Recipients), Data: "say:yes:" + c.ID + ":" + c.Token}})
	}
	r.Text = t
	r.Buttons = append(r.Buttons, []chat.Button{d.button(words.SayEditText, "text"), d.button(words.SayEditWhom, "whom"), d.button(words.SayDrop, "drop")})
	return r
}

// attachedAs tells whether recipients see the file in place or have to open it.
func attachedAs(c Campaign) words.Key {
	if len(c.Samples) > 0 && c.Samples[0].Reply.File != nil && c.Samples[0].Reply.File.Picture() != "" {
		return words.SayWithPicture
	}
	return words.SayWithFile
}

// faults are why it cannot be confirmed.
func faults(c Campaign) (all []string) {
	if c.Recipients == 0 {
		all = append(all, words.Say(words.SayNobody))
	}
	if len(c.Missing) > 0 {
		all = append(all, words.Say(words.SayMissing, c.MissingFor, strings.Join(c.Missing, words.Say(words.Comma))))
	}
	if c.TooLong > 0 {
		all = append(all, words.Say(words.SayTooLongFor, c.TooLong))
	}
	return all
}

// count tells how many there are, kind of segment by kind.
func count(t *handlers.Text, c Campaign) {
	t.Say(words.SayRecipients, c.Recipients)
	kinds := map[string][]string{}
	for _, s := range c.Segments {
		kind, value, _ := strings.Cut(s.Segment, ":")
		kinds[kind] = append(kinds[kind], words.Say(words.SayCount, segmentName(kind, value), s.N))
	}
	for _, kind := range []string{"role", "district", "level"} {
		if all := kinds[kind]; len(all) > 0 {
			t.Say(segmentKinds[kind], strings.Join(all, words.Say(words.Comma)))
		}
	}
}

var segmentKinds = map[string]words.Key{"role": words.SayByRole, "district": words.SayByDistrict, "level": words.SayByLevel}

var roleNames = map[string]words.Key{"applicant": words.SayApplicant, "liaison": words.RoleLiaison, "staff": words.RoleStaff, "admin": words.RoleAdmin}

func segmentName(kind, value string) string {
	names := map[string]map[string]words.Key{"role": roleNames, "level": levelNames}[kind]
	if k, ok := names[value]; ok {
		return words.Say(k)
	}
	return value
}

func sampled(c Campaign) string {
	var names []string
	for _, s := range c.Samples {
		if s.Unit != "" {
			names = append(names, s.Unit)
		}
	}
	return strings.Join(names, words.Say(words.Comma))
}

// unheard names some of the listed units without a liaison, and counts them where there are more.
func unheard(c Campaign) string {
	names := strings.Join(c.Unheard, words.Say(words.Comma))
	if c.UnheardAll > int64(len(c.Unheard)) {
		return words.Say(words.SayUnheardMore, names, c.UnheardAll)
	}
	return names
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func when(at time.Time) string {
	if at.IsZero() {
		return words.Say(words.SayAtOnce)
	}
	return words.Say(words.SayAt, int(at.Month()), at.Day(), words.Weekday(at.Weekday()), at.Format("15:04"))
}

func urgency(urgent bool) words.Key {
	if urgent {
		return words.SayIsUrgent
	}
	return words.SayIsUsual
}

// lasts is an estimate in words.
func lasts(d time.Duration) string {
	switch minutes := int((d + time.Minute - 1) / time.Minute); {
	case minutes <= 1:
		return words.Say(words.SayMinute)
	case minutes <= 120:
		return words.Say(words.SayMinutes, minutes)
	default:
		return words.Say(words.SayHours, (minutes+59)/60)
	}
}

// tail is the end of a hash, to compare by eye.
func tail(hash string) string {
	return fmt.Sprintf("%.8s", hash[max(0, len(hash)-8):])
}
