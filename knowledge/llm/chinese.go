package llm

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed zh-CN.txt
var chineseText string

// chinese is what zh-CN.txt tells about names and numbers in Chinese chat.
type chinese struct {
	digits                                                              map[rune]rune
	marker, perhaps, between, called, surname, mongolian, ending, never []string // the longest first
}

var speech = sync.OnceValue(func() *chinese {
	c := &chinese{digits: map[rune]rune{}}
	lists := map[string]*[]string{"marker": &c.marker, "perhaps": &c.perhaps, "between": &c.between, "called": &c.called,
		"surname": &c.surname, "mongolian": &c.mongolian, "stop": &c.ending, "not": &c.never}
	for line := range strings.Lines(chineseText) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case words[0] == "digit":
			for _, w := range words[2:] {
				r, _ := utf8.DecodeRuneInString(w)
				c.digits[r] = rune(words[1][0])
			}
		default:
			list := lists[words[0]]
			*list = append(*list, words[1:]...)
		}
	}
	for _, list := range lists {
		slices.SortFunc(*list, func(a, b string) int { return len(b) - len(a) })
	}
	return c
})

// prefix is how many characters of text one of the words takes at the front, 0 for none.
func prefix(text []rune, words []string) int {
	for _, w := range words {
		if n := utf8.RuneCountInString(w); n <= len(text) && string(text[:n]) == w {
			return n
		}
	}
	return 0
}
