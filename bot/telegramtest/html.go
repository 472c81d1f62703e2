package telegramtest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Entity is a stretch of formatted text, in UTF-16 units.
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
}

// entityTypes are the tags that Telegram takes, but for those that need an argument (span, tg-emoji, tg-time).
var entityTypes = map[string]string{
	"a": "text_link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
	"pre": "pre", "code": "code", "blockquote": "blockquote",
}

// openTag is a tag that has not been closed yet.
type openTag struct {
	name   string
	offset int
}

// htmlText is the state of parsing.
type htmlText struct {
	src  string
	out  strings.Builder
	at   int // UTF-16 offset in what is seen
	open []openTag
	done []Entity
}

// parseHTML is Telegram's parse mode HTML: what is seen, and how it is formatted.
func parseHTML(src string) (string, []Entity, error) {
	h := htmlText{src: src}
	for i := 0; i < len(src); {
		var n int
		var err error
		switch src[i] {
		case '&':
			n, err = h.reference(i)
		case '<':
			n, err = h.tag(i)
		default:
			n = strings.IndexAny(src[i:], "&<")
			if n < 0 {
				n = len(src) - i
			}
			h.text(src[i : i+n])
		}
		if err != nil {
			return "", nil, err
		}
		i += n
	}
	if len(h.open) > 0 {
		return "", nil, entities("Can't find end tag corresponding to start tag %q", h.open[len(h.open)-1].name)
	}
	return h.out.String(), h.done, nil
}

func entities(format string, args ...any) error {
	return bad("can't parse entities: " + fmt.Sprintf(format, args...))
}

func (h *htmlText) text(s string) {
	h.out.WriteString(s)
	h.at += units(s)
}

func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

var references = map[string]string{"lt": "<", "gt": ">", "amp": "&", "quot": `"`}

// reference reads &name; or &#number; and returns its length.
func (h *htmlText) reference(i int) (int, error) {
	name, _, closed := strings.Cut(h.src[i+1:min(len(h.src), i+12)], ";")
	s, known := references[name]
	if number, numeric := strings.CutPrefix(name, "#"); numeric && !known {
		base := 10
		if hex, ok := strings.CutPrefix(number, "x"); ok {
			number, base = hex, 16
		}
		r, err := strconv.ParseUint(number, base, 21)
		s, known = string(rune(r)), err == nil && r > 0 && r < 0x10ffff
	}
	if !closed || !known {
		return 0, entities("Unsupported entity at byte offset %d", i)
	}
	h.text(s)
	return len(name) + 2, nil
}

// tag reads a start or end tag and returns its length.
func (h *htmlText) tag(i int) (int, error) {
	if strings.HasPrefix(h.src[i:], "</") {
		return h.endTag(i)
	}
	end := strings.IndexAny(h.src[i:], " \t\r\n>")
	if end < 0 {
		return 0, entities("Unclosed start tag at byte offset %d", i)
	}
	name := strings.ToLower(h.src[i+1 : i+end])
	if entityTypes[name] == "" {
		return 0, entities("Unsupported start tag %s at byte offset %d", `"`+name+`"`, i)
	}
	close := strings.IndexByte(h.src[i:], '>')
	if close < 0 {
		return 0, entities("Unclosed start tag %q at byte offset %d", name, i)
	}
	h.open = append(h.open, openTag{name, h.at})
	return close + 1, nil
}

func (h *htmlText) endTag(i int) (int, error) {
	if len(h.open) == 0 {
		return 0, entities("Unexpected end tag at byte offset %d", i)
	}
	close := strings.IndexByte(h.src[i:], '>')
	if close < 0 {
		return 0, entities("Unclosed end tag at byte offset %d", i)
	}
	name := strings.ToLower(strings.TrimSpace(h.src[i+2 : i+close]))
	last := h.open[len(h.open)-1]
	if name != "" && name != last.name {
		return 0, entities(`Unmatched end tag at byte offset %d, expected "</%s>", found "</%s>"`, i, last.name, name)
	}
	h.open = h.open[:len(h.open)-1]
	if h.at > last.offset {
		h.done = append(h.done, Entity{entityTypes[last.name], last.offset, h.at - last.offset})
	}
	return close + 1, nil
}
