package broadcast

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders"
)

// MaxDaysAhead is how far off an announcement may be put.
const MaxDaysAhead = 90

// hourForm is an hour at the end of a text: a part of the day, the hour, and minutes or a half.
var hourForm = regexp.MustCompile(`^(.*?)(` + strings.Join(slices.Concat(words.Clock.Morning, words.Clock.Noon, words.Clock.Later), "|") +
	`)?( ?)(\d{1,2}) ?(?:[` + words.Clock.Hour + `]|:)(?: ?(\d{1,2}) ?` + words.Clock.Minute + `?|(` + words.Clock.Half + `))?` + words.Clock.Sharp + `?$`)

// ReadTime reads a day and an hour as people type them, such as 5月20日 9点, 明天下午3点半 or 2023-05-20 09:30. The fault is
// what to say of a text that is none, of a time that is past, and of one too far off.
func ReadTime(text string, now time.Time) (at time.Time, fault words.Key) {
	m := hourForm.FindStringSubmatch(strings.Join(strings.Fields(norm.NFKC.String(text)), " "))
	if m == nil || m[2]+m[3] == "" && m[1] != "" && unicode.IsDigit(rune(m[1][len(m[1])-1])) { // 5.209:00 may be two days
		return time.Time{}, words.SayBadTime
	}
	day, ok := readDay(strings.TrimSpace(m[1]), now)
	hour, fits := hourOf(m[2], m[4])
	minute, _ := strconv.Atoi(m[5]) // digits, by the form, or nothing
	if m[6] != "" {
		minute = 30
	}
	if !ok || !fits || minute > 59 {
		return time.Time{}, words.SayBadTime
	}
	at = time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, now.Location())
	switch {
	case !at.After(now):
		return time.Time{}, words.SayPast
	case at.After(now.AddDate(0, 0, MaxDaysAhead)):
		return time.Time{}, words.SayTooFar
	}
	return at, ""
}

// hourOf puts an hour into a part of the day; false where it does not belong there. Twelve at night is refused, because
// it is of two days.
func hourOf(part, digits string) (hour int, ok bool) {
	hour, err := strconv.Atoi(digits)
	switch {
	case err != nil:
		return 0, false
	case slices.Contains(words.Clock.Morning, part):
		return hour, hour < 12
	case slices.Contains(words.Clock.Noon, part):
		if hour < 11 {
			hour += 12
		}
	case slices.Contains(words.Clock.Later, part):
		if hour == 12 {
			return 0, false
		}
		if hour < 12 {
			hour += 12
		}
	}
	return hour, hour <= 23
}

func readDay(text string, now time.Time) (time.Time, bool) {
	if ahead, ok := words.Clock.Days[text]; ok {
		return time.Date(now.Year(), now.Month(), now.Day()+ahead, 0, 0, 0, 0, now.Location()), true
	}
	return handlers.ReadComing(text, now)
}

// Leaves is when an announcement for some time goes out: at night only what is urgent does.
func Leaves(at time.Time, urgent bool) time.Time {
	if urgent || !reminders.Quiet(at) {
		return at
	}
	if m := reminders.Morning(at); m.After(at) {
		return m
	}
	return reminders.Morning(at.AddDate(0, 0, 1))
}
