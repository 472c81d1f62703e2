package knowledge

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// Phrase is a question in the form in which two are compared: for answers that somebody maintains, beside the notice.
type Phrase struct {
	plain   string // normalized, without signs
	at      []feature
	x       []float32 // of length one
	telling []string  // what makes another question of the same other words
}

// Phrase reads a question. Words that no text of the pack knows count as much as the rarest that it does.
func (a *Answerer) Phrase(question string) Phrase {
	text := a.extract.normalize(question)
	p := Phrase{plain: strings.Map(lettersAndNumbers, text)}
	var length float64
	for _, t := range textTraits(symbols(text)) {
		w := t.weight * a.rarity(t.feature)
		p.at, p.x = append(p.at, t.feature), append(p.x, w)
		length += float64(w) * float64(w)
	}
	for i := range p.x {
		p.x[i] /= float32(math.Sqrt(length))
	}
	p.telling = a.telling(text)
	return p
}

func lettersAndNumbers(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsNumber(r) {
		return r
	}
	return -1
}

// rarity is that of a feature in the pack's texts; all count the same where nothing was learnt.
func (a *Answerer) rarity(f feature) float32 {
	if a.model == nil {
		return 1
	}
	if i, ok := a.model.number[f]; ok {
		return a.model.vocabulary.rarity[i]
	}
	return a.model.never
}

// telling lists what makes another question of a normalized text's other words: numbers, places, the language's telling
// words, and whether it denies something.
func (a *Answerer) telling(text string) []string {
	all := strings.FieldsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
	rest := text
	for _, word := range slices.Concat(a.language.Telling, a.language.Places, a.places) {
		if word = a.extract.normalize(word); strings.Contains(rest, word) {
			all = append(all, word)
			rest = strings.ReplaceAll(rest, word, " ")
		}
	}
	if a.denies([]rune(strings.Map(lettersAndNumbers, text))) {
		all = append(all, "")
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// denies looks for a sign of denial that neither asks, as between two equal words, nor ends the question.
func (a *Answerer) denies(text []rune) bool {
	for i, r := range text {
		if i+1 < len(text) && strings.ContainsRune(a.language.Denials, r) && (i == 0 || text[i-1] != text[i+1]) {
			return true
		}
	}
	return false
}

// PlainIn is a question's Plain in a language, without an Answerer.
func PlainIn(l Language, question string) string {
	return strings.Map(lettersAndNumbers, newReader(l).normalize(question))
}

// Plain is the question without signs and differences of writing: equal for equal questions.
func (p Phrase) Plain() string { return p.plain }

// Like is how much two questions are alike, 0 to 1. What differs in a number, a place or another telling word is not
// alike at all.
func (p Phrase) Like(o Phrase) (sum float64) {
	if !slices.Equal(p.telling, o.telling) {
		return 0
	}
	for i, j := 0, 0; i < len(p.at) && j < len(o.at); {
		switch {
		case p.at[i] < o.at[j]:
			i++
		case p.at[i] > o.at[j]:
			j++
		default:
			sum += float64(p.x[i]) * float64(o.x[j])
			i++
			j++
		}
	}
	return min(sum, 1)
}
