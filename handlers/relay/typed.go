package relay

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"zhicheng/bot/chat"
	"zhicheng/handlers"
)

// longestTyped is the longest text, in characters, in which a number and a code are looked for.
const longestTyped = 100

var (
	// around are the words that people put around a number and a code, and the sign or word between the two.
	around = regexp.MustCompile(`(?i)/progress(@\w+)?|给职称通发|转人工|我要|我的|帮我|请|查|申报编号|申报号|编号|身份证后四位|后四位|身份证|姓名|绑定码|绑定|进度|是|为|[和与跟+|:。!]`)
	// about are those without which a longer text is not looked into: any site and telephone number would do.
	about   = regexp.MustCompile(`绑定|编号|进度`)
	run     = regexp.MustCompile(`[0-9A-Za-z]+(?:[-_/][0-9A-Za-z]+)*`)
	digits  = regexp.MustCompile(`(?:\d.*){3}`)
	aDay    = regexp.MustCompile(`[年月日]`)
	aCode   = regexp.MustCompile(`(?i)^[` + alphabet + `]{6}$`)
	alike   = regexp.MustCompile(`^[0-9A-Za-z]{5,8}$`) // a code that was mistyped
	aLetter = regexp.MustCompile(`[A-Za-z]`)
	aMix    = regexp.MustCompile(`(?i)\d.*[A-Z]|[A-Z].*\d`)
	cardEnd = regexp.MustCompile(`^\d{3}[\dXx]$`)
)

// secret binds with what is typed outside of 进度, where that is so: it must not be kept as a question or an answer.
func (f Flow) secret(text string) handlers.Run {
	said, ok := typed(text)
	if !ok {
		return nil
	}
	return func(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) { return f.bind(ctx, m, said) }
}

// typed finds an application's number and a code in a text, or a number with a name and the last four of the card. Only
// the shape is looked at: a number that there is not is as good as any.
func typed(text string) (said []string, ok bool) {
	if utf8.RuneCountInString(text) > longestTyped {
		return nil, false
	}
	text = norm.NFKC.String(text)
	said = parts(around.ReplaceAllString(text, " "))
	switch last := len(said) - 1; {
	case last < 1:
		return nil, false
	case last > 1 && numbered(said[0]) && cardEnd.MatchString(said[last]) && !strings.ContainsFunc(strings.Join(said[1:last], ""), unicode.IsDigit):
		return said, true
	case coded(said[0], joined(said[1:])):
		return []string{said[0], joined(said[1:])}, true
	case last == 1 && numbered(said[1]) && coded(said[1], said[0]):
		return []string{said[1], said[0]}, true
	}
	return amid(text)
}

// amid finds number and code among other words.
func amid(text string) (said []string, ok bool) {
	runs := run.FindAllString(text, -1)
	number, code := slices.IndexFunc(runs, numbered), slices.IndexFunc(runs, func(r string) bool { return aCode.MatchString(joined([]string{r})) && !numbered(r) })
	if !about.MatchString(text) || number < 0 || code < 0 || number == code {
		return nil, false
	}
	return []string{runs[number], joined([]string{runs[code]})}, true
}

// coded says whether a text is the code, or nearly so, of what may be a number.
func coded(number, code string) bool {
	return aCode.MatchString(code) && (aMix.MatchString(code) && mayBe(number) || numbered(number)) ||
		alike.MatchString(code) && aLetter.MatchString(code) && numbered(number)
}

// numbered says whether a text is like the numbers that applications have, and not a day.
func numbered(text string) bool {
	n := utf8.RuneCountInString(text)
	return n >= 5 && n <= maxNumber && digits.MatchString(text) && !aDay.MatchString(text)
}

// joined is a code without the spaces and dashes that people put into it.
func joined(parts []string) string { return strings.ReplaceAll(strings.Join(parts, ""), "-", "") }
