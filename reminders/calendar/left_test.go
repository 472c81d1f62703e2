package calendar_test

import (
	"testing"
	"time"

	"zhicheng/reminders/calendar"
)

func TestLeft(t *testing.T) {
	c := calendar.New()
	for _, x := range []struct {
		from, to     string
		days, worked int
	}{
		{"2023-05-10", "2023-05-30", 20, 14},
		{"2023-07-14", "2023-07-16", 2, 0},
		{"2023-09-28", "2023-10-08", 10, 2}, // the weekend after the holiday is worked
		{"2023-12-29", "2024-01-02", 4, 1},
		{"2023-05-10", "2023-05-10", 0, 0},
		{"2023-05-10", "2023-04-30", -10, 0},
	} {
		if days, worked := c.Left(day(t, x.from).Add(9*time.Hour), day(t, x.to)); days != x.days || worked != x.worked {
			t.Errorf("%s to %s: %d days, %d worked", x.from, x.to, days, worked)
		}
	}
	if got := c.LastWorked(day(t, "2023-10-06")); !got.Equal(day(t, "2023-09-28")) {
		t.Errorf("before the end of a holiday: %v", got)
	}
}

// A month after the last day of a long month is the last day of a short one, never a day of the month after.
func TestAfterMonths(t *testing.T) {
	for _, x := range []struct {
		from   string
		months int
		want   string
	}{
		{"2023-10-31", 1, "2023-11-30"}, {"2023-01-30", 1, "2023-02-28"}, {"2024-01-31", 1, "2024-02-29"},
		{"2023-09-28", 1, "2023-10-28"}, {"2023-12-31", 1, "2024-01-31"}, {"2023-12-31", 2, "2024-02-29"}, {"2023-11-30", 0, "2023-11-30"},
	} {
		if got := calendar.AfterMonths(day(t, x.from), x.months); !got.Equal(day(t, x.want)) {
			t.Errorf("%d months after %s: %v", x.months, x.from, got)
		}
	}
}
