package handlers

import (
	"time"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

// Text builds a reply's spans, a line at a time.
type Text []chat.Span

// Line adds a line in a style.
func (t *Text) Line(style chat.Style, s string) {
	if len(*t) > 0 {
		s = "\n" + s
	}
	*t = append(*t, chat.Span{Style: style, Text: s})
}

// Say adds a plain line of words.
func (t *Text) Say(k words.Key, args ...any) { t.Line(chat.Plain, words.Say(k, args...)) }

// Length is how many characters it has.
func (t Text) Length() (n int) {
	for _, s := range t {
		n += utf8.RuneCountInString(s.Text)
	}
	return n
}

// Day is a day in words, with the day of the week.
func Day(t time.Time) string {
	return words.Say(words.DatesDay, int(t.Month()), t.Day(), words.Weekday(t.Weekday()))
}
