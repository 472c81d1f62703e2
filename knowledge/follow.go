package knowledge

import (
	"slices"
	"strings"
	"unicode"
)

// How much an earlier question counts beside one that goes on from it, and beside one that stands alone.
const (
	followScale = 0.5
	aloneScale  = 0.0
	shortQuery  = 7 // symbols; a question this short goes on from the one before
)

// read is the question's traits; those of the latest earlier question are joined as far as it goes on from it.
func (a *Answerer) read(question string, earlier []string) traits {
	t := a.extract.traits(question)
	t = t.join(a.sounds.mend(symbols(a.extract.normalize(question)), a.model.knows), mendedWeight)
	if len(earlier) == 0 {
		return t
	}
	scale := float32(aloneScale)
	if a.follows(question) {
		scale = followScale
	}
	return t.join(a.extract.traits(earlier[len(earlier)-1]), scale)
}

// follows says whether a question goes on from the one before.
func (a *Answerer) follows(question string) bool {
	text := strings.TrimFunc(a.extract.normalize(question), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return len(symbols(text)) <= shortQuery ||
		slices.ContainsFunc(a.language.Follow.Opens, func(w string) bool { return strings.HasPrefix(text, w) }) ||
		slices.ContainsFunc(a.language.Follow.Ends, func(w string) bool { return strings.HasSuffix(text, w) })
}
