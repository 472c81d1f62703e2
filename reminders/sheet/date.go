package sheet

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"
)

// dateForms are the ways of writing a day in a table: the year first, with signs or the Chinese words between, or eight
// digits.
var dateForms = []*regexp.Regexp{
	regexp.MustCompile(`^(\d{4})[-/.\x{5E74}](\d{1,2})[-/.\x{6708}](\d{1,2})\x{65E5}?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$`),
	regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`),
}

// The serial numbers that are taken for a day: 1950 to 2100.
const (
	firstSerial = 18264
	lastSerial  = 73415
)

// Date reads a cell as a day, or as the serial number by which a program keeps one; at midnight UTC. A day that can be
// read in two ways, such as 5/6/2023, is none.
func Date(cell string) (time.Time, bool) {
	cell = strings.TrimSpace(norm.NFKC.String(cell))
	for _, form := range dateForms {
		if m := form.FindStringSubmatch(cell); m != nil {
			return day(m[1], m[2], m[3])
		}
	}
	return serial(cell, false)
}

// dated is a cell's text: of a serial number that is shown as something else than a number the day, as 2023-05-01.
func dated(shown, kept string, from1904 bool) string {
	if shown == kept {
		return shown
	}
	if _, err := strconv.ParseFloat(strings.Map(figure, shown), 64); err == nil {
		return shown
	}
	if d, ok := serial(kept, from1904); ok {
		return d.Format(time.DateOnly)
	}
	return shown
}

// figure leaves out what stands in a number that is shown: separators, currencies, per cent.
func figure(r rune) rune {
	if r == ',' || r == '%' || unicode.IsSpace(r) || unicode.Is(unicode.Sc, r) {
		return -1
	}
	return r
}

// serial reads the number by which a program keeps a day; some workbooks count from 1904.
func serial(cell string, from1904 bool) (time.Time, bool) {
	n, err := strconv.ParseFloat(cell, 64)
	if err != nil || !(n >= firstSerial && n < lastSerial+1) {
		return time.Time{}, false
	}
	t, err := excelize.ExcelDateToTime(float64(int(n)), from1904)
	return t, err == nil
}

func day(year, month, date string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(date)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, t.Year() == y && t.Month() == time.Month(m) && t.Day() == d && y >= 1900
}
