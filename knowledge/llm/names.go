package llm

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// The bounds of a name, in characters.
const (
	maxMongolian = 10
	maxUnknown   = 4 // of one whose beginning is not known
	maxLatin     = 24
	maxGiven     = 2
)

// names finds what follows "I am called" and the like. Behind words that people also use otherwise ("I am a teacher")
// only what looks like a name is one: a surname or a Mongolian beginning, short, and not a known other word.
func names(v view) (found []mark) {
	s := speech()
	for i := 0; i < len(v.runes); {
		sure := prefix(v.runes[i:], s.marker)
		n := max(sure, prefix(v.runes[i:], s.perhaps))
		if n == 0 {
			i++
			continue
		}
		at, certain := s.introduced(v.runes, i+n)
		length := s.name(v.runes[at:], certain || sure > 0)
		if length > 0 {
			found = append(found, v.mark(at, at+length, hiddenName))
			i = at + length
			continue
		}
		i += n
	}
	return found
}

// introduced skips what stands between a marker and the name; a colon or "called" makes it certain that a
// name follows.
func (c *chinese) introduced(text []rune, at int) (start int, certain bool) {
	for at < len(text) {
		r := text[at]
		called, between := prefix(text[at:], c.called), prefix(text[at:], c.between)
		switch {
		case r == ':' || r == '=' || unicode.Is(unicode.Pd, r):
			certain = true
			at++
		case r != '[' && (unicode.IsSpace(r) || unicode.In(r, unicode.Pi, unicode.Pf, unicode.Ps) || r == '"' || r == '\''):
			at++
		case called > 0:
			certain = true
			at += called
		case between > 0:
			at += between
		default:
			return at, certain
		}
	}
	return at, certain
}

// name is how many characters at the front of a text are a name.
func (c *chinese) name(text []rune, certain bool) int {
	if !certain && prefix(text, c.never) > 0 {
		return 0
	}
	if n := prefix(text, c.mongolian); n > 0 {
		return c.until(text, n, maxMongolian)
	}
	if n := prefix(text, c.surname); n > 0 && prefix(text, c.longStops()) == 0 {
		return c.withSurname(text, n, certain)
	}
	if !certain {
		return 0
	}
	if n := latin(text); n > 0 {
		return n
	}
	return c.until(text, 0, maxUnknown)
}

// withSurname takes the given name, at most two characters or Mongolian. An uncertain name must end there.
func (c *chinese) withSurname(text []rune, n int, certain bool) int {
	if m := prefix(text[n:], c.mongolian); m > 0 {
		return c.until(text, n+m, maxMongolian)
	}
	surname := n
	if certain && n+1 < len(text) && unicode.IsSpace(text[n]) && unicode.Is(unicode.Han, text[n+1]) {
		n++ // spaced to the width of three
	}
	for given := 0; given < maxGiven && n < len(text) && unicode.Is(unicode.Han, text[n]); given++ {
		stops := given > 0 && c.ends(text[n:]) && n+1 < len(text) && unicode.Is(unicode.Han, text[n+1])
		if stops || given == 0 && prefix(text[n:], c.longStops()) > 0 {
			break
		}
		n++
	}
	if !certain && (n == surname || !c.ends(text[n:])) {
		return 0
	}
	return n
}

// until goes from at to the end of a name of unknown length.
func (c *chinese) until(text []rune, at, limit int) int {
	for at < len(text) && at < limit && !c.ends(text[at:]) {
		at++
	}
	if at > 0 && isDot(text[at-1]) {
		at--
	}
	return at
}

// ends says whether a name cannot go on with this text.
func (c *chinese) ends(text []rune) bool {
	return len(text) == 0 || !unicode.Is(unicode.Han, text[0]) && !isDot(text[0]) || prefix(text, c.ending) > 0
}

func isDot(r rune) bool { return r == '·' || r == '•' || r == '・' }

// longStops are the ending words that no given name begins with.
func (c *chinese) longStops() []string {
	i := slices.IndexFunc(c.ending, func(w string) bool { return utf8.RuneCountInString(w) == 1 })
	return c.ending[:i]
}

// latin is the length of up to three words in Latin letters.
func latin(text []rune) int {
	n := 0
	for n < len(text) && n < maxLatin && (text[n] < unicode.MaxASCII && unicode.IsLetter(text[n]) || n > 0 && text[n] == ' ') {
		n++
	}
	return back(text, n, unicode.IsSpace)
}
