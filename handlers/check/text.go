package check

import (
	"strings"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
)

// maxReply is the most characters of one message.
const maxReply = 1200

// pages puts blocks into as few messages as hold them, and cuts a block only if it is too long by itself.
func pages(blocks []handlers.Text) (out []handlers.Text) {
	for _, b := range blocks {
		for _, part := range cut(b) {
			last := len(out) - 1
			if last < 0 || out[last].Length()+part.Length()+1 > maxReply {
				out = append(out, part)
				continue
			}
			part[0].Text = "\n" + part[0].Text
			out[last] = append(out[last], part...)
		}
	}
	return out
}

// cut divides a block at its lines, and a line that is too long anywhere.
func cut(b handlers.Text) (out []handlers.Text) {
	var now handlers.Text
	flush := func() {
		if len(now) > 0 {
			now[0].Text = strings.TrimLeft(now[0].Text, "\n")
			out, now = append(out, now), nil
		}
	}
	for _, span := range b {
		for r := []rune(span.Text); len(r) > 0; {
			n := min(len(r), maxReply-1)
			if now.Length()+n >= maxReply {
				flush()
			}
			now = append(now, chat.Span{Style: span.Style, Text: string(r[:n])})
			r = r[n:]
		}
	}
	flush()
	return out
}

func button(k words.Key, data string) chat.Button {
	return chat.Button{Label: words.Say(k), Data: name + ":" + data}
}

func labelled(label, data string) chat.Button {
	return chat.Button{Label: label, Data: name + ":" + data}
}

// rows sets buttons side by side as far as their labels are short.
func rows(all []chat.Button) (out [][]chat.Button) {
	const width, most = 26, 4
	room := 0
	for _, b := range all {
		n := utf8.RuneCountInString(b.Label) + 1
		if last := len(out) - 1; last >= 0 && n <= room && len(out[last]) < most {
			out[last] = append(out[last], b)
			room -= n
			continue
		}
		out = append(out, []chat.Button{b})
		room = width - n
	}
	return out
}
