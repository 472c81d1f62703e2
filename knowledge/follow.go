package knowledge

import (
	"slices"
	"strings"
	"unicode"
)

// How much an earlier question counts beside one that goes on from it, and beside one that seems to stand alone.
// Measured: the latter mends follow-ups that do not look like one and hardly disturbs a change of subject.
const (
	followScale = 0.6
	aloneScale  = 0.2
	shortQuery  = 7 // symbols; a question this short goes on from the one before
)

// read is the question's traits, joined by those of the earlier questions as far as each goes on from the one before.
func (a *Answerer) read(question string, earlier []string) traits {
	t := a.traits(question)
	reach, current := float32(1), question
	for _, before := range slices.Backward(earlier) {
		follows := a.follows(current)
		if follows {
			reach *= followScale
		} else {
			reach *= aloneScale
		}
		t = t.join(a.traits(before), reach)
		if !follows {
			break
		}
		current = before
	}
	return t
}

// traits are a question's own, with those that its typing errors hide.
func (a *Answerer) traits(question string) traits {
	s := symbols(a.extract.normalize(question))
	return a.extract.traits(question).join(a.sounds.mend(s, a.model.knows), mendedWeight)
}

// follows says whether a question goes on from the one before.
func (a *Answerer) follows(question string) bool {
	text := strings.TrimFunc(a.extract.normalize(question), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return len(symbols(text)) <= shortQuery ||
		slices.ContainsFunc(a.language.Follow.Opens, func(w string) bool { return strings.HasPrefix(text, w) }) ||
		slices.ContainsFunc(a.language.Follow.Ends, func(w string) bool { return strings.HasSuffix(text, w) })
}
