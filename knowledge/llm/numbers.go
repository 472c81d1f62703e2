package llm

import (
	"regexp"
	"strings"
	"unicode"
)

// The bounds of a number that may tell who somebody is: fewer digits are years, days and points; more than maxGap
// signs between two digits part two numbers.
const (
	leastDigits = 7
	maxGap      = 8
)

// gaps may stand between the digits of one number.
const gaps = " -._()+/\\*,、。·~|"

// date is one to three days, months or years with something between their parts; a birthday alone is left.
var date = regexp.MustCompile(`^` + oneDate + `(?:[-~/,、 ]{1,3}` + oneDate + `){0,2}$`)

const oneDate = `(?:19|20)\d\d(?:[-./](?:0?[1-9]|1[0-2])(?:[-./](?:0?[1-9]|[12]\d|3[01]))?)?`

// numbers finds runs of seven digits and more. An identity card may end with X.
func numbers(v view) (found []mark) {
	for i := 0; i < len(v.runes); i++ {
		if !isDigit(v.runes[i]) {
			continue
		}
		digits, end := run(v.runes, i)
		if len(digits) >= leastDigits && !date.MatchString(string(v.runes[i:end])) {
			if x := ahead(v.runes, end, unicode.IsSpace); len(digits) == 17 && x < len(v.runes) && strings.ContainsRune("xX\u0425\u0445×*", v.runes[x]) {
				digits, end = digits+"X", x+1
			}
			found = append(found, v.mark(i, end, kind(digits)))
		}
		i = end - 1
	}
	return found
}

// run reads the digits of one number.
func run(runes []rune, at int) (digits string, end int) {
	var b strings.Builder
	for {
		for at < len(runes) && isDigit(runes[at]) {
			b.WriteRune(runes[at])
			at++
		}
		next := at
		for next < len(runes) && next-at < maxGap && strings.ContainsRune(gaps, runes[next]) {
			next++
		}
		if next == at || next == len(runes) || !isDigit(runes[next]) {
			return b.String(), at
		}
		at = next
	}
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// kind is what a number most probably is.
func kind(digits string) string {
	n := len(digits)
	switch {
	case n == 18 && (strings.HasPrefix(digits, "1") || strings.HasSuffix(digits, "X")), n == 15:
		return hiddenID
	case n == 11, n == 13 && strings.HasPrefix(digits, "86"), n == 7, n == 8, n == 10, n == 12 && digits[0] == '0':
		return hiddenPhone
	case n >= 12 && n <= 19:
		return hiddenCard
	}
	return hiddenNumber
}
