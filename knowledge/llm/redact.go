package llm

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What stands for what was taken out.
const (
	hiddenID     = "[ID]"
	hiddenPhone  = "[PHONE]"
	hiddenEmail  = "[EMAIL]"
	hiddenCard   = "[CARD]"
	hiddenNumber = "[NUMBER]"
	hiddenName   = "[NAME]"
)

// leastName is the shortest known name, in characters, that is looked for.
const leastName = 2

// Redact takes out what may tell who somebody is, however it is typed: e-mail addresses, numbers of seven digits and
// more (identity cards, phones, bank cards), the known names, and names after words such as "I am called". It rather
// takes too much.
func Redact(text string, known []string) string {
	text = hide(text, emails(newView(text, asTyped)))
	text = hide(text, numbers(newView(text, asDigits)))
	text = hide(text, knownNames(newView(text, withoutSpace), known))
	return hide(text, names(newView(text, asTyped)))
}

// mark is a stretch of a text to be hidden, in bytes.
type mark struct {
	from, to int
	label    string
}

// hide puts the labels in place of the marks; where two overlap, the first covers both.
func hide(text string, marks []mark) string {
	slices.SortStableFunc(marks, func(a, b mark) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	at := 0
	for _, m := range marks {
		if m.from >= at {
			b.WriteString(text[at:m.from])
			b.WriteString(m.label)
		}
		at = max(at, m.to)
	}
	b.WriteString(text[at:])
	return b.String()
}

// view is a text in one way of writing: NFKC, without marks and invisible characters. Each of its characters knows
// where it comes from.
type view struct {
	runes    []rune
	from, to []int // bytes of the source
}

// newView reads a text; to maps a character, to -1 if it is left out.
func newView(text string, to func(rune) rune) view {
	var v view
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		for _, n := range norm.NFKC.String(string(r)) {
			switch n = to(n); {
			case n < 0:
			case !unicode.In(n, unicode.Cf, unicode.M):
				v.runes, v.from, v.to = append(v.runes, n), append(v.from, i), append(v.to, i+size)
			case len(v.to) > 0:
				v.to[len(v.to)-1] = i + size
			}
		}
		i += size
	}
	return v
}

// mark is the stretch of the source behind some characters.
func (v view) mark(from, to int, label string) mark { return mark{v.from[from], v.to[to-1], label} }

func asTyped(r rune) rune { return r }

func withoutSpace(r rune) rune {
	if unicode.IsSpace(r) {
		return -1
	}
	return unicode.ToLower(r)
}

// asDigits writes everything that is typed for a digit as one, every dash as "-" and every space as " ".
func asDigits(r rune) rune {
	if d, ok := speech().digits[r]; ok {
		return d
	}
	switch {
	case r < utf8.RuneSelf && !unicode.IsSpace(r):
		return r
	case unicode.IsDigit(r):
		return '0'
	case unicode.Is(unicode.Pd, r):
		return '-'
	case unicode.IsSpace(r):
		return ' '
	}
	return r
}

// emails finds what stands around an "@"; blanks around it and a Chinese full stop for the dot do not help.
func emails(v view) (found []mark) {
	for i, r := range v.runes {
		if r != '@' {
			continue
		}
		from := back(v.runes, back(v.runes, i, unicode.IsSpace), isAddress)
		to := ahead(v.runes, ahead(v.runes, i+1, unicode.IsSpace), isAddress)
		found = append(found, v.mark(from, max(to, i+1), hiddenEmail))
	}
	return found
}

func isAddress(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune("._%+-。", r)
}

func back(runes []rune, at int, is func(rune) bool) int {
	for at > 0 && is(runes[at-1]) {
		at--
	}
	return at
}

func ahead(runes []rune, at int, is func(rune) bool) int {
	for at < len(runes) && is(runes[at]) {
		at++
	}
	return at
}

// knownNames finds the names, however they are spaced.
func knownNames(v view, known []string) (found []mark) {
	for _, name := range known {
		n := newView(name, withoutSpace).runes
		if len(n) < leastName {
			continue
		}
		for i := 0; i+len(n) <= len(v.runes); i++ {
			if slices.Equal(v.runes[i:i+len(n)], n) {
				found = append(found, v.mark(i, i+len(n), hiddenName))
			}
		}
	}
	return found
}
