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
	"zhicheng/bot/words"
	"zhicheng/handlers"
)

// longestTyped is the longest text, in characters, in which a number and a code are looked for.
const longestTyped = 100

var (
	// labels are the words that people put before a number, a code or a name; between are those that stand between a
	// number and a code. A name may have one of the latter in it.
	labels  = regexp.MustCompile(`(?i)/progress(@\w+)?|[:+|。!]|` + words.Say(words.TypedLabels))
	between = regexp.MustCompile(words.Say(words.TypedBetween))
	// about are those without which a longer text is not looked into: any site and telephone number would do.
	about = regexp.MustCompile(words.Say(words.TypedAbout))
	// ofBinding are questions about it.
	ofBinding = regexp.MustCompile(words.Say(words.TypedBinding))
	run       = regexp.MustCompile(`[0-9A-Za-z]+(?:[-_/][0-9A-Za-z]+)*`)
	digits    = regexp.MustCompile(`(?:\d.*){3}`)
	aDay      = regexp.MustCompile(words.Say(words.TypedDay))
	aCode     = regexp.MustCompile(`(?i)^[` + alphabet + `]{6}$`)
	alike     = regexp.MustCompile(`^[0-9A-Za-z]{5,8}$`) // a code that was mistyped
	aLetter   = regexp.MustCompile(`[A-Za-z]`)
	aMix      = regexp.MustCompile(`(?i)\d.*[A-Z]|[A-Z].*\d`)
	cardEnd   = regexp.MustCompile(`^\d{3}[\dXx]$`)
)

// secret binds with what is typed outside of 进度, where that is so: it must not be kept as a question or an answer.
func (f Flow) secret(text string) handlers.Run {
	said, ok := typed(text)
	switch {
	case !ok && slices.ContainsFunc(strings.Split(text, "\n"), func(line string) bool { _, ok := typed(line); return ok }):
		return func(context.Context, chat.Message, string) ([]chat.Reply, error) {
			return handlers.Say(words.BindForm), nil
		}
	case !ok:
		return nil
	}
	return func(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) { return f.bind(ctx, m, said) }
}

// help answers what is asked of binding: the notice does not know the word, and what it says of certificates and the like
// would be taken for an answer.
func (f Flow) help(ask handlers.Run) handlers.Run {
	return func(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
		if ofBinding.MatchString(m.Text) {
			return handlers.Say(words.BindHelp), nil
		}
		return ask(ctx, m, args)
	}
}

// typed finds an application's number and a code in a text, or a number with a name and the last four of the card. Only
// the shape is looked at: a number that there is not is as good as any.
func typed(text string) (said []string, ok bool) {
	if utf8.RuneCountInString(text) > longestTyped {
		return nil, false
	}
	whole := norm.NFKC.String(text)
	text = labels.ReplaceAllString(whole, " ")
	if said = parts(text); len(said) > 2 && numbered(said[0]) && cardEnd.MatchString(said[len(said)-1]) &&
		!strings.ContainsFunc(strings.Join(said[1:len(said)-1], ""), unicode.IsDigit) {
		return said, true
	}
	said = parts(between.ReplaceAllString(text, " "))
	switch last := len(said) - 1; {
	case last < 1:
		return nil, false
	case coded(said[0], joined(said[1:])):
		return []string{said[0], joined(said[1:])}, true
	case last == 2 && coded(said[0], said[2]) && !run.MatchString(said[1]): // a row of the table that was printed
		return []string{said[0], said[2]}, true
	case last > 1 && coded(strings.Join(said[:last], ""), said[last]) && run.FindString(strings.Join(said[:last], "")) == strings.Join(said[:last], ""):
		return []string{strings.Join(said[:last], ""), said[last]}, true // a number as it is read out
	case last == 1 && numbered(said[1]) && coded(said[1], said[0]):
		return []string{said[1], said[0]}, true
	}
	return amid(whole)
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
