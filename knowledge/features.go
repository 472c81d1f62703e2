package knowledge

import (
	"cmp"
	"slices"
	"strings"
)

// feature is one trait of a text: a symbol, two in a row, or a signal.
type feature uint64

const signalBit feature = 1 << 62

// The signals: traits that words alone do not show.
const (
	otherYear = signalBit + iota
	otherPlace
)

// How much each kind of trait counts; measured, see docs/quality.md.
const (
	symbolWeight = 1.3
	pairWeight   = 1.0
	signalWeight = 1.5
)

// trait is a feature of a text and its weight.
type trait struct {
	feature
	weight float32
}

// traits are those of one text, in rising order, each once.
type traits []trait

func pair(a, b symbol) feature { return feature(a)<<21 | feature(b) }

// pair is the two symbols of a feature that is a pair.
func (f feature) pair() (a, b symbol, ok bool) {
	return symbol(f >> 21), symbol(f & (1<<21 - 1)), f >= 1<<21 && f < signalBit
}

// textTraits lists the traits that a normalized text's symbols have.
func textTraits(s []symbol) traits {
	t := make(traits, 0, 2*len(s)+2)
	for i, a := range s {
		t = append(t, trait{feature(a), symbolWeight})
		if i+1 < len(s) {
			t = append(t, trait{pair(a, s[i+1]), pairWeight})
		}
	}
	return t.tidy()
}

// tidy sorts and keeps the heaviest of each.
func (t traits) tidy() traits {
	slices.SortFunc(t, func(a, b trait) int {
		return cmp.Or(cmp.Compare(a.feature, b.feature), cmp.Compare(b.weight, a.weight))
	})
	return slices.CompactFunc(t, func(a, b trait) bool { return a.feature == b.feature })
}

// join adds another text's traits at a lower weight.
func (t traits) join(other traits, scale float32) traits {
	both := slices.Clone(t)
	for _, o := range other {
		both = append(both, trait{o.feature, o.weight * scale})
	}
	return both.tidy()
}

// extractor finds the traits of texts as they are typed.
type extractor struct {
	reader
	year          int
	years, places []string // words for other years, names of other places
}

func newExtractor(m Material) *extractor {
	elsewhere := slices.DeleteFunc(slices.Clone(m.Language.Places), func(p string) bool { return slices.Contains(m.Places, p) })
	return &extractor{newReader(m.Language), m.Year, m.Language.Years, elsewhere}
}

func (x *extractor) traits(text string) traits {
	text = x.normalize(text)
	t := textTraits(symbols(text))
	if containsAny(text, x.years) || x.namesOtherYear(text) {
		t = append(t, trait{otherYear, signalWeight})
	}
	if containsAny(text, x.places) {
		t = append(t, trait{otherPlace, signalWeight})
	}
	return t
}

func containsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}

// namesOtherYear looks for a number of four digits that is a year but not the notice's.
func (x *extractor) namesOtherYear(text string) bool {
	for i := 0; i < len(text); i++ {
		start := i
		n := 0
		for i < len(text) && isDigit(text[i]) {
			n = 10*n%100000 + int(text[i]-'0')
			i++
		}
		if i-start == 4 && n >= 1990 && n < 2100 && n != x.year {
			return true
		}
	}
	return false
}
