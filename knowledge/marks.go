package knowledge

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// The marks with which Chinese official documents number and end their paragraphs. They are the genre's, not a
// notice's: GB/T 9704 numbers 一、 （一） 1. （1）.
const (
	numerals       = "一二三四五六七八九十"
	ten            = "十"
	sentenceEnds   = "。；：！？）)》”』」…;:!?"
	attachmentMark = "附件"
	preambleLabel  = "正文开头"
	colons         = "：:"
)

// mark is the number that opens a paragraph: 一、 is level 1, （一） 2, 1. 3, （1） 4.
type mark struct{ level, n int }

// readMark takes the number off the front of a line.
func readMark(line string) (m mark, rest string, ok bool) {
	inner, rest, bracketed := bracket(line)
	if bracketed {
		if n, ok := chineseNumber(inner); ok {
			return mark{2, n}, rest, true
		}
		if n, ok := digits(inner); ok {
			return mark{4, n}, rest, true
		}
		return mark{}, line, false
	}
	if head, rest, found := strings.Cut(cut(line, 24), "、"); found {
		if n, ok := chineseNumber(head); ok {
			return mark{1, n}, strings.TrimSpace(rest + line[len(cut(line, 24)):]), true
		}
	}
	return readDotted(line)
}

// readDotted reads "1." and "1．" and "1、" but not the decimal "1.5".
func readDotted(line string) (mark, string, bool) {
	i := 0
	for i < len(line) {
		r, size := utf8.DecodeRuneInString(line[i:])
		if _, ok := digit(r); !ok {
			break
		}
		i += size
	}
	n, ok := digits(line[:i])
	if !ok {
		return mark{}, line, false
	}
	r, size := utf8.DecodeRuneInString(line[i:])
	if r != '.' && r != '．' && r != '、' {
		return mark{}, line, false
	}
	rest := line[i+size:]
	if next, _ := utf8.DecodeRuneInString(rest); r == '.' {
		if _, decimal := digit(next); decimal {
			return mark{}, line, false
		}
	}
	return mark{3, n}, strings.TrimSpace(rest), true
}

// bracket splits "（三）rest", with full- and half-width brackets mixed.
func bracket(line string) (inner, rest string, ok bool) {
	var body string
	switch {
	case strings.HasPrefix(line, "("):
		body = line[1:]
	case strings.HasPrefix(line, "（"):
		body = line[len("（"):]
	default:
		return "", line, false
	}
	i := strings.IndexAny(cut(body, 24), ")）")
	if i < 0 {
		return "", line, false
	}
	_, size := utf8.DecodeRuneInString(body[i:])
	return strings.TrimSpace(body[:i]), strings.TrimSpace(body[i+size:]), true
}

// cut is the front of s, at most n bytes and whole runes.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// chineseNumber reads 一 to 九十九.
func chineseNumber(s string) (int, bool) {
	tens, ones, found := strings.Cut(s, ten)
	if !found {
		n, ok := chineseDigit(s)
		return n, ok
	}
	n := 10
	if tens != "" {
		t, ok := chineseDigit(tens)
		if !ok {
			return 0, false
		}
		n = 10 * t
	}
	if ones == "" {
		return n, true
	}
	o, ok := chineseDigit(ones)
	return n + o, ok
}

func chineseDigit(s string) (int, bool) {
	if s == "" || s == ten || utf8.RuneCountInString(s) != 1 {
		return 0, false
	}
	i := strings.Index(numerals, s)
	if i < 0 {
		return 0, false
	}
	return i/len(ten) + 1, true
}

func digit(r rune) (int, bool) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), true
	case r >= '０' && r <= '９':
		return int(r - '０'), true
	}
	return 0, false
}

// digits reads a number of one to three digits, full- or half-width, from 1.
func digits(s string) (int, bool) {
	n, count := 0, 0
	for _, r := range s {
		d, ok := digit(r)
		if count++; !ok || count > 3 {
			return 0, false
		}
		n = 10*n + d
	}
	return n, n > 0
}

// numeral writes 1 to 99 as 一 to 九十九.
func numeral(n int) string {
	one := func(d int) string { return numerals[(d-1)*len(ten) : d*len(ten)] }
	switch {
	case n < 1 || n > 99:
		return strconv.Itoa(n)
	case n <= 10:
		return one(n)
	}
	s := ten
	if n >= 20 {
		s = one(n/10) + ten
	}
	if n%10 > 0 {
		s += one(n % 10)
	}
	return s
}

// write is the number as people cite it below its parent: 四, （六）, 2, （1）.
func (m mark) write() string {
	switch m.level {
	case 1:
		return numeral(m.n)
	case 2:
		return "（" + numeral(m.n) + "）"
	case 3:
		return strconv.Itoa(m.n)
	default:
		return "（" + strconv.Itoa(m.n) + "）"
	}
}

// leadingCount reads the Chinese numeral at the front of a text, 一 to 九百九十九, as digits; length is 0 if there is none.
func leadingCount(runes []rune) (value string, length int) {
	total, current := 0, 0
	for _, r := range runes {
		switch d := strings.IndexRune(countDigits, r); {
		case d >= 0:
			current = countValues[d/len(ten)]
		case r == '十':
			total += 10 * max(current, 1)
			current = 0
		case r == '百' && current > 0:
			total += 100 * current
			current = 0
		default:
			return count(total+current, length)
		}
		if length++; length > 5 {
			return "", 0
		}
	}
	return count(total+current, length)
}

const countDigits = "一二三四五六七八九两俩仨"

var countValues = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2, 3}

func count(n, length int) (string, int) {
	if n == 0 {
		return "", 0
	}
	return strconv.Itoa(n), length
}
