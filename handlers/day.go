package handlers

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"zhicheng/bot/words"
)

var dayForm = regexp.MustCompile(`^(?:(\d{4})-?)?(\d{1,2})-(\d{1,2})-?$|^(\d{4})(\d{2})(\d{2})$`)

// ReadDay reads a whole day as people write it, such as 5月12日, 5.12, 2023-05-12, 20230512 or 今天; without a year it is
// of the year of now. The day is a midnight in now's zone.
func ReadDay(text string, now time.Time) (time.Time, bool) {
	text = strings.Join(strings.Fields(norm.NFKC.String(text)), "")
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch text {
	case words.Say(words.DayToday):
		return today, true
	case words.Say(words.DayYesterday):
		return today.AddDate(0, 0, -1), true
	}
	text = strings.Map(func(r rune) rune {
		if strings.ContainsRune(words.Dates.Year+words.Dates.Month+words.Dates.Day+"./", r) {
			return '-'
		}
		return r
	}, text)
	m := dayForm.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}, false
	}
	part := func(i, j int) int {
		n, _ := strconv.Atoi(m[i] + m[j]) // digits, by the form; only one of the two is there
		return n
	}
	year, month, day := part(1, 4), part(2, 5), part(3, 6)
	if year == 0 {
		year = now.Year()
	}
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, now.Location())
	return d, d.Month() == time.Month(month) && d.Day() == day && year >= 2000 && year <= 2100
}

// ReadPast reads a day on which something has happened, as ReadDay: without a year, what would be more than half a year
// ahead was last year. A day that is a little ahead stays so, and whoever asked can say that it is.
func ReadPast(text string, now time.Time) (time.Time, bool) {
	d, ok := ReadDay(text, now)
	if ok && d.After(now.AddDate(0, 6, 0)) {
		return ReadDay(text, now.AddDate(-1, 0, 0)) // the same if it was written with its year
	}
	return d, ok
}

// ReadComing reads a day that is still to come, as ReadDay: without a year, what would be more than half a year ago is of
// next year. A day that is a little past stays so, and whoever asked can say that it is.
func ReadComing(text string, now time.Time) (time.Time, bool) {
	d, ok := ReadDay(text, now)
	if ok && d.Before(now.AddDate(0, -6, 0)) {
		return ReadDay(text, now.AddDate(1, 0, 0)) // the same if it was written with its year
	}
	return d, ok
}

// Away says how far away a date is that is so many days ahead, of which so many are worked.
func Away(days, worked int) string {
	switch {
	case days < 0:
		return words.Say(words.DatesPast, -days)
	case days == 0:
		return words.Say(words.DatesNow)
	case worked == 0:
		return words.Say(words.DatesLeftOff, days)
	}
	return words.Say(words.DatesLeft, days, worked)
}
