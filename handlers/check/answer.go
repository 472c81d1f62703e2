package check

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"zhicheng/bot/words"
	"zhicheng/knowledge/eligibility"
)

// readAnswer reads what a person typed as the answer to a fact's question. The fault says what to ask back; with
// DateFuture the value is read all the same.
func readAnswer(f eligibility.Fact, text string, today time.Time) (value any, fault words.Key) {
	switch f.Kind {
	case eligibility.Date, eligibility.Part:
		v, fault := readDate(text, today)
		if fault == "" && f.Kind == eligibility.Date && len(v) < len(time.DateOnly) {
			return nil, words.DateWhole
		}
		if f.Kind == eligibility.Date && fault == words.DateFuture && len(v) == len(time.DateOnly) {
			fault = "" // such a date is a deadline: it lies ahead
		}
		return v, fault
	case eligibility.Int:
		return readNumber(f, text)
	case eligibility.Bool:
		text = strings.TrimRight(plain(text), punctuation)
		switch {
		case slices.Contains(words.Dates.Yes, text):
			return true, ""
		case slices.Contains(words.Dates.No, text):
			return false, ""
		}
		return nil, words.CheckYesNo
	}
	if v, ok := readOption(f.Values, text); ok {
		return v, ""
	}
	return nil, words.CheckChoose
}

// punctuation may end an answer.
const punctuation = ".。!！,，;；~"

func readNumber(f eligibility.Fact, text string) (any, words.Key) {
	text = strings.TrimRight(plain(text), punctuation)
	if slices.Contains(words.Dates.None, text) {
		return 0, ""
	}
	text = strings.Replace(strings.TrimRight(text, words.Dates.CountUnits), words.Dates.Minus, "-", 1)
	if !number.MatchString(text) {
		return nil, words.CheckNumber
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 && !f.Negative {
		return nil, words.CheckNumber
	}
	return n, ""
}

// readOption finds the one option that a text names: by its number, its label, or words of it. A text that denies
// names none.
func readOption(options []eligibility.Option, text string) (string, bool) {
	text = strings.TrimRight(plain(text), punctuation)
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= len(options) {
		return options[n-1].ID, true
	}
	best, length, tie := "", 0, false
	for _, o := range options {
		label := plain(o.Label)
		if label == text {
			return o.ID, true
		}
		n := likeness(label, text)
		switch {
		case n > length:
			best, length, tie = o.ID, n, false
		case n == length && n > 0:
			tie = true
		}
	}
	return best, length > 0 && !tie
}

// likeness is how many characters of a label a text names, 0 if it does not name it.
func likeness(label, text string) (best int) {
	if denies(text) && !denies(label) {
		return 0
	}
	if n := utf8.RuneCountInString(text); n >= 2 && strings.Contains(label, text) {
		return n
	}
	for _, part := range strings.FieldsFunc(label, func(r rune) bool { return strings.ContainsRune(words.Dates.LabelMarks, r) }) {
		if n := utf8.RuneCountInString(part); n >= 2 && n > best && strings.Contains(text, part) {
			best = n
		}
	}
	return best
}

func denies(text string) bool { return strings.ContainsAny(text, words.Dates.Negation) }

// asks says that a text looks like a question rather than an answer.
func asks(text string) bool {
	text = plain(text)
	return slices.ContainsFunc(words.Dates.AsksAtEnd, func(s string) bool { return strings.HasSuffix(text, s) }) ||
		slices.ContainsFunc(words.Dates.Asks, func(s string) bool { return strings.Contains(text, s) })
}

// valueWords is a value as people say it.
func valueWords(f eligibility.Fact, value any) string {
	switch v := value.(type) {
	case bool:
		if v {
			return words.Say(words.Yes)
		}
		return words.Say(words.No)
	case string:
		if o, ok := f.Option(v); ok {
			return o.Label
		}
		if f.Kind == eligibility.Date || f.Kind == eligibility.Part {
			return dateWords(v)
		}
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	}
	return ""
}
