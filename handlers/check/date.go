package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"zhicheng/bot/words"
)

// earliest is the first year that a date of somebody at work may have.
const earliest = 1930

// maxRest is how much may stand around a date that is taken for the answer.
const maxRest = 16

var (
	dateForms = compileDates()
	withYear  = regexp.MustCompile(`^\d{1,2}[-./]\d{1,2}$`)
	number    = regexp.MustCompile(`^-?\d{1,9}$`)
)

// dateForm is one way of writing a date; year, month and day are its groups.
type dateForm struct {
	re *regexp.Regexp
}

func compileDates() []dateForm {
	w := words.Dates
	year, month, day := "["+w.Year+"]", "["+w.Month+"]", "["+w.Day+"]"
	return []dateForm{
		{re: regexp.MustCompile(`(\d{4}|\d{2})(?:` + year + `|[-./])(\d{1,2})(?:` + month + `|[-./])(\d{1,2})` + day + `?`)},
		{re: regexp.MustCompile(`(\d{4}|\d{2})` + year + `(\d{1,2})` + month)},
		{re: regexp.MustCompile(`(\d{4})[-./](\d{1,2})` + month + `?`)},
		{re: regexp.MustCompile(`(\d{2})[-./](\d{1,2})` + month + `?`)},
		{re: regexp.MustCompile(`(\d{4}|\d{2})` + year)},
		{re: regexp.MustCompile(`(\d{4})(\d{2})(\d{2})`)},
		{re: regexp.MustCompile(`(\d{4})(\d{2})`)},
		{re: regexp.MustCompile(`(\d{4})`)},
	}
}

// plain is a text for reading: NFKC, lower case, without white space, Chinese numerals in digits.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, strings.ToLower(norm.NFKC.String(text)))
	return numerals(text)
}

// numerals writes Chinese numerals up to 99, and digits said one by one, in digits.
func numerals(text string) string {
	var out strings.Builder
	runes := []rune(text)
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && (digit(runes[j]) >= 0 || string(runes[j]) == words.Dates.Ten) {
			j++
		}
		if i == j {
			out.WriteRune(runes[i])
			i++
			continue
		}
		out.WriteString(numeral(string(runes[i:j])))
		i = j
	}
	return out.String()
}

func numeral(s string) string {
	tens, ones, ten := strings.Cut(s, words.Dates.Ten)
	if !ten {
		return oneByOne(s)
	}
	if utf8.RuneCountInString(tens) > 1 || utf8.RuneCountInString(ones) > 1 || strings.Contains(ones, words.Dates.Ten) {
		return s
	}
	if tens == "" {
		tens = "1"
	}
	if ones == "" {
		ones = "0"
	}
	return oneByOne(tens) + oneByOne(ones)
}

func oneByOne(s string) string {
	return strings.Map(func(r rune) rune {
		if d := digit(r); d >= 0 {
			return '0' + rune(d)
		}
		return r
	}, s)
}

// digits are the Chinese digits with their values; the first three of the catalogue are zero, then come pairs for one
// and two.
var digits = func() map[rune]int {
	values := []int{0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9}
	all := map[rune]int{}
	for i, r := range []rune(words.Dates.Digits) {
		all[r] = values[i]
	}
	return all
}()

func digit(r rune) int {
	if d, ok := digits[r]; ok {
		return d
	}
	return -1
}

// readDate reads a date as people write it into YYYY, YYYY-MM or YYYY-MM-DD. The fault says what to ask back; with
// DateFuture the value is read all the same.
func readDate(text string, today time.Time) (value string, fault words.Key) {
	text = relative(plain(text), today)
	if withYear.MatchString(text) && leading(text) <= 12 {
		return "", words.DateNoYear
	}
	for _, form := range dateForms {
		all := form.re.FindAllStringSubmatchIndex(text, 2)
		if len(all) == 0 {
			continue
		}
		at := all[0]
		rest := text[:at[0]] + text[at[1]:]
		if len(all) > 1 || strings.ContainsFunc(rest, unicode.IsDigit) || utf8.RuneCountInString(rest) > maxRest {
			return "", words.DateUnread
		}
		if vague(rest, len(at) == 4) {
			return "", words.DateVague
		}
		return form.value(text, at, today)
	}
	if vague(text, true) || strings.ContainsFunc(text, unicode.IsDigit) && strings.ContainsAny(text, words.Dates.Month) {
		return "", words.DateVague
	}
	return "", words.DateUnread
}

func leading(text string) int {
	n, _ := strconv.Atoi(text[:strings.IndexAny(text, "-./")]) // digits, by withYear
	return n
}

// relative writes 去年 and the like as the year that they mean.
func relative(text string, today time.Time) string {
	w := words.Dates
	for _, k := range longest(w.Variants) {
		text = strings.ReplaceAll(text, k, w.Variants[k])
	}
	year, month, day := w.Year, w.Month, string([]rune(w.Day)[0])
	replace := func(all map[string]int, write func(back int) string) {
		for _, k := range longest(all) {
			text = strings.ReplaceAll(text, k, write(all[k]))
		}
	}
	replace(w.Years, func(n int) string { return fmt.Sprint(today.Year()-n) + year })
	replace(w.Months, func(n int) string {
		d := time.Date(today.Year(), today.Month()-time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		return fmt.Sprintf("%d%s%d%s", d.Year(), year, d.Month(), month)
	})
	replace(w.Days, func(n int) string {
		d := today.AddDate(0, 0, -n)
		return fmt.Sprintf("%d%s%d%s%d%s", d.Year(), year, d.Month(), month, d.Day(), day)
	})
	return text
}

// longest lists the keys, long ones first, so that none is found inside another.
func longest[V any](all map[string]V) []string {
	return slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
}

// vague says that the words around a date leave it open.
func vague(rest string, yearOnly bool) bool {
	all := words.Dates.Vague
	if yearOnly {
		all = append(slices.Clone(all), words.Dates.VagueYear...)
	}
	return slices.ContainsFunc(all, func(w string) bool { return strings.Contains(rest, w) })
}

func (f dateForm) value(text string, at []int, today time.Time) (string, words.Key) {
	var n []int
	for g := 2; g < len(at); g += 2 {
		v, err := strconv.Atoi(text[at[g]:at[g+1]])
		if err != nil {
			return "", words.DateUnread
		}
		n = append(n, v)
	}
	year := n[0]
	if at[3]-at[2] == 2 { // of two digits: the last hundred years
		if year += 2000; year > today.Year()+1 {
			year -= 100
		}
	}
	layout, month, day := "2006", 1, 1
	if len(n) > 1 {
		layout, month = "2006-01", n[1]
	}
	if len(n) > 2 {
		layout, day = time.DateOnly, n[2]
	}
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	switch {
	case d.Year() != year || int(d.Month()) != month || d.Day() != day:
		return "", words.DateImpossible
	case year < earliest || year > today.Year()+2:
		return "", words.DateFar
	case d.After(civil(today)):
		return d.Format(layout), words.DateFuture
	}
	return d.Format(layout), ""
}

// civil is the day of a time, at midnight UTC.
func civil(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// dateWords writes YYYY, YYYY-MM or YYYY-MM-DD as people say it; anything else stays as it is.
func dateWords(value string) string {
	for layout, key := range map[string]words.Key{"2006": words.DateYear, "2006-01": words.DateMonth, time.DateOnly: words.DateDay} {
		if d, err := time.Parse(layout, value); err == nil && len(value) == len(layout) {
			return words.Say(key, []any{d.Year(), int(d.Month()), d.Day()}[:strings.Count(layout, "-")+1]...)
		}
	}
	return value
}
