package knowledge

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which texts are compared: NFKC, without white space and invisible characters.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, norm.NFKC.String(s))
}

// Sentences cuts a text behind every full stop, semicolon, question or exclamation mark and at line ends. Joined
// again they are the text without its line ends.
func Sentences(text string) []string {
	var out []string
	start := 0
	flush := func(end int) {
		if s := strings.TrimSpace(text[start:end]); s != "" {
			out = append(out, s)
		}
		start = end
	}
	for i, r := range text {
		switch r {
		case '。', '；', '！', '？', ';':
			flush(i + len(string(r)))
		case '\n':
			flush(i)
		}
	}
	flush(len(text))
	return out
}
