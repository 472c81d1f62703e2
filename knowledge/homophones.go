package knowledge

import (
	"cmp"

	"github.com/mozillazg/go-pinyin"
)

// homophones mends typing by sound: for two characters that never stand together in any known text it finds two
// that do and sound the same (职程 → 职称).
type homophones struct {
	args  pinyin.Args
	known map[[2]string]mended
}

type mended struct {
	a, b symbol
	seen int
}

// before prefers the pair that more texts have; the order of equals is fixed.
func (m mended) before(o mended) bool {
	return cmp.Or(cmp.Compare(o.seen, m.seen), cmp.Compare(m.a, o.a), cmp.Compare(m.b, o.b)) < 0
}

// mendedWeight is how much a guess counts beside what was typed.
const mendedWeight = 0.8

// newHomophones learns from a vocabulary which pairs of characters there are, and how common.
func newHomophones(v vocabulary) *homophones {
	h := &homophones{pinyin.NewArgs(), map[[2]string]mended{}}
	sounds := map[symbol]string{}
	sound := func(s symbol) string {
		if _, ok := sounds[s]; !ok {
			sounds[s] = h.sound(s)
		}
		return sounds[s]
	}
	for f, i := range v.number {
		a, b, ok := f.pair()
		if !ok {
			continue
		}
		m, key := mended{a, b, v.count[i]}, [2]string{sound(a), sound(b)}
		if best := h.known[key]; key[0] != "" && key[1] != "" && m.before(best) {
			h.known[key] = m
		}
	}
	return h
}

// sound is a character's syllable without tone, "" if it has none.
func (h *homophones) sound(s symbol) string {
	if s >= wordBase {
		return ""
	}
	if syllables := pinyin.SinglePinyin(rune(s), h.args); len(syllables) > 0 {
		return syllables[0]
	}
	return ""
}

// mend returns the traits of the pairs that were probably meant; known says whether a pair is seen as typed.
func (h *homophones) mend(s []symbol, known func(feature) bool) (t traits) {
	for i := 1; i < len(s); i++ {
		if known(pair(s[i-1], s[i])) {
			continue
		}
		m, ok := h.known[[2]string{h.sound(s[i-1]), h.sound(s[i])}]
		if ok && m.seen >= leastSeen {
			t = append(t, textTraits([]symbol{m.a, m.b})...)
		}
	}
	return t
}

// leastSeen is how often a pair must be known to be guessed.
const leastSeen = 3
