package knowledge

import (
	"slices"
	"strings"
	"unicode"
)

// How much the whole question counts beside one of its parts, and the least part that can ask something, in symbols.
const (
	wholeScale = 0.5
	leastPart  = 3
)

// parts are the clauses that the parts of a question ask for, as far as they are among its likeliest: 几号前报，报到哪
// needs two.
func (a *Answerer) parts(question string, whole traits, likeliest []likely) (asked []*Clause) {
	parts := strings.FieldsFunc(question, func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) })
	if len(parts) < 2 {
		return nil
	}
	p := make([]float32, len(a.classes))
	for _, part := range parts {
		t := a.traits(part)
		if len(symbols(part)) < leastPart {
			continue
		}
		v, _ := a.model.vector(t.join(whole, wholeScale))
		a.model.predict(v, p)
		top := a.weigh(p).clauses[0].clause
		if slices.ContainsFunc(likeliest, func(l likely) bool { return l.clause == top }) {
			asked = append(asked, top)
		}
	}
	return asked
}
