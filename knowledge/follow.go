package knowledge

import (
	"slices"
	"strings"
	"unicode"
)

// How much an earlier question counts beside one that goes on from it, and beside one that is not clear by itself.
const (
	followScale  = 0.6
	unclearScale = 0.2
	shortQuery   = 7    // symbols; an unclear question this short goes on from the one before
	standalone   = 0.35 // how probable one clause or topic must be for a question to be clear by itself
)

// read is the question's traits, joined by those of the earlier questions as far as each goes on from the one before.
func (a *Answerer) read(question string, earlier []string) traits {
	t := a.traits(question)
	reach, current := float32(1), question
	for _, before := range slices.Backward(earlier) {
		scale := a.follows(current)
		if reach *= scale; reach == 0 {
			break
		}
		t = t.join(a.traits(before), reach)
		if scale < followScale {
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

// follows is how far a question goes on from the one before: by the words that it opens or ends with, or because it is
// not clear by itself. What is clear stands alone, and so does what no text knows, and what is talk.
func (a *Answerer) follows(question string) float32 {
	text := strings.TrimFunc(a.extract.normalize(question), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	if slices.ContainsFunc(a.language.Follow.Opens, func(w string) bool { return strings.HasPrefix(text, w) }) ||
		slices.ContainsFunc(a.language.Follow.Ends, func(w string) bool { return strings.HasSuffix(text, w) }) {
		return followScale
	}
	v, covered := a.model.vector(a.traits(question))
	p := make([]float32, len(a.classes))
	a.model.predict(v, p)
	switch {
	case covered < leastCovered || slices.Max(p) > standalone || a.isTalk(p, text):
		return 0
	case len(symbols(text)) <= shortQuery:
		return followScale
	}
	return unclearScale
}
