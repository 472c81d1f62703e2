package knowledge

import (
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// symbol is what texts are compared by: a simplified Chinese character, or a Latin word or number as a whole.
// It fits into 21 bits: characters below U+110000, words hashed above.
type symbol uint32

const wordBase = 0x110000

// reader turns text as people type it into symbols: NFKC, simplified, lower case, Chinese counts as digits.
type reader struct {
	simplified map[rune]rune
	units      string
}

func newReader(l Language) reader {
	r := reader{map[rune]rune{}, l.Units}
	pairs := []rune(l.Traditional)
	for i := 0; i+1 < len(pairs); i += 2 {
		r.simplified[pairs[i]] = pairs[i+1]
	}
	return r
}

// normalize is the text in one way of writing, for matching only; quotations are never made from it.
func (r reader) normalize(text string) string {
	runes := []rune(strings.ToLower(norm.NFKC.String(text)))
	for i, c := range runes {
		if s, ok := r.simplified[c]; ok {
			runes[i] = s
		}
	}
	return r.counts(runes)
}

// counts writes a Chinese numeral before a unit in digits: 十二年 becomes 12年, 两个 2个.
func (r reader) counts(runes []rune) string {
	var b strings.Builder
	for i := 0; i < len(runes); {
		n, length := leadingCount(runes[i:])
		if length > 0 && i+length < len(runes) && strings.ContainsRune(r.units, runes[i+length]) {
			b.WriteString(n)
			i += length
			continue
		}
		if length == 0 {
			length = 1
		}
		b.WriteString(string(runes[i : i+length]))
		i += length
	}
	return b.String()
}

// symbols reads a normalized text.
func symbols(text string) []symbol {
	out := make([]symbol, 0, utf8.RuneCountInString(text))
	start := -1
	end := func(i int) {
		if start >= 0 {
			out = append(out, word(text[start:i]))
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if start >= 0 && isDigit(text[i-1]) != isDigit(byte(r)) {
				end(i)
			}
			if start < 0 {
				start = i
			}
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			end(i)
			out = append(out, symbol(r))
		default:
			end(i)
		}
	}
	end(len(text))
	return out
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func word(s string) symbol {
	h := fnv.New32a()
	h.Write([]byte(s))
	return wordBase + symbol(h.Sum32()%(1<<21-wordBase-1))
}
