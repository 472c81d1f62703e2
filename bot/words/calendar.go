package words

import (
	"fmt"
	"time"
)

// Weekday is the day of the week.
func Weekday(d time.Weekday) string { return weekdays[d] }

// DayNote tells why a day of a publicity window counts or not: n is its number, or 0; holiday is whose day off or
// make-up working day it is, if any.
func DayNote(n int, makeup bool, holiday string, d time.Weekday, provisional bool) string {
	note := weekdays[d]
	switch {
	case n > 0 && makeup:
		note = fmt.Sprintf("第%d个工作日（%s，调休上班）", n, weekdays[d])
	case n > 0:
		note = fmt.Sprintf("第%d个工作日", n)
	case holiday != "":
		note = holiday + "放假"
	}
	if provisional {
		note += "（该年放假安排未公布，暂按周末推算）"
	}
	return note
}
