package telegram

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"zhicheng/bot/chat"
)

// maxUnits is the longest message in UTF-16 units of the text that is seen, markup not counted.
const maxUnits = chat.MaxUnits

// part is one message, with markup and without.
type part struct{ html, plain string }

// render turns a text into the messages that carry it. Parts without a visible character are left out.
func render(text []chat.Span) []part {
	var parts []part
	for _, spans := range split(blocks(text), maxUnits) {
		plain := chat.Reply{Text: spans}.Plain()
		if strings.TrimSpace(plain) != "" {
			parts = append(parts, part{html: markup(spans), plain: plain})
		}
	}
	return parts
}

// blocks repairs the text, joins neighbours of one style, and puts quotations on lines of their own.
func blocks(text []chat.Span) []chat.Span {
	var out []chat.Span
	for _, s := range text {
		s.Text = strings.ToValidUTF8(s.Text, "\uFFFD")
		if s.Text == "" {
			continue
		}
		if mark := stations[s.Style]; mark != "" {
			line := strings.TrimLeft(s.Text, "\n")
			s = chat.Span{Text: s.Text[:len(s.Text)-len(line)] + mark + line}
		}
		if len(out) > 0 {
			last := &out[len(out)-1]
			if last.Style == s.Style {
				last.Text += s.Text
				continue
			}
			if (last.Style == chat.Quote || s.Style == chat.Quote) &&
				!strings.HasSuffix(last.Text, "\n") && !strings.HasPrefix(s.Text, "\n") {
				if s.Style == chat.Quote {
					last.Text += "\n"
				} else {
					s.Text = "\n" + s.Text
				}
			}
		}
		out = append(out, s)
	}
	return out
}

// split cuts the spans into parts of at most limit UTF-16 units. The parts put together are the spans.
func split(spans []chat.Span, limit int) [][]chat.Span {
	var parts [][]chat.Span
	rest := chat.Reply{Text: spans}.Plain()
	for rest != "" {
		n := cut(rest, limit)
		rest = rest[n:]
		var p []chat.Span
		for n > 0 {
			s := spans[0]
			if len(s.Text) > n {
				spans[0].Text = s.Text[n:]
				s.Text = s.Text[:n]
			} else {
				spans = spans[1:]
			}
			n -= len(s.Text)
			p = append(p, s)
		}
		parts = append(parts, p)
	}
	return parts
}

// How good a place is for a cut, best first.
const (
	afterParagraph = iota
	afterLine
	afterSentence
	afterSpace
	places
)

// cut is the length in bytes of the first part of text: all of it if it fits, else up to the best place in the second
// half of what fits, else as many runes as fit.
func cut(text string, limit int) int {
	if len(text) <= limit { // no text has fewer bytes than units
		return len(text)
	}
	var best [places]int
	end, units := 0, 0
	for i, r := range text {
		units += utf16.RuneLen(r)
		if units > limit {
			for _, b := range best {
				if b > 0 {
					return b
				}
			}
			return end
		}
		end = i + utf8.RuneLen(r)
		if p := place(text[:i], r); p < places && units >= limit/2 {
			best[p] = end
		}
	}
	return end
}

// place tells what kind of place it is behind the rune r that follows before.
func place(before string, r rune) int {
	switch {
	case r == '\n' && strings.HasSuffix(before, "\n"):
		return afterParagraph
	case r == '\n':
		return afterLine
	case strings.ContainsRune("。！？；!?", r):
		return afterSentence
	case strings.ContainsRune("”’」』）)》", r):
		last, _ := utf8.DecodeLastRuneInString(before)
		if strings.ContainsRune("。！？；!?", last) {
			return afterSentence
		}
	case unicode.IsSpace(r):
		return afterSpace
	}
	return places
}

// stations are how the stations of a way are marked, where nothing can be drawn.
var stations = map[chat.Style]string{chat.Behind: "● ", chat.Here: "◉ ", chat.Ahead: "○ "}

var (
	escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	tags    = map[chat.Style]string{chat.Bold: "b", chat.Faint: "i", chat.Quote: "blockquote"}
)

// markup writes spans in Telegram's HTML. White space stays outside the tags, where the clients show it as it is.
func markup(spans []chat.Span) string {
	var b strings.Builder
	for _, s := range spans {
		tag, core := tags[s.Style], strings.TrimSpace(s.Text)
		if tag == "" || core == "" {
			_, _ = escaper.WriteString(&b, s.Text)
			continue
		}
		lead, tail, _ := strings.Cut(s.Text, core)
		b.WriteString(lead + "<" + tag + ">" + escaper.Replace(core) + "</" + tag + ">" + tail)
	}
	return b.String()
}
