package words

import (
	"testing"
	"time"
)

func TestDayNote(t *testing.T) {
	for want, got := range map[string]string{
		"第1个工作日": DayNote(1, false, "", time.Tuesday, false),
		"第3个工作日（周日，调休上班）": DayNote(3, true, "端午节", time.Sunday, false),
		"端午节放假": DayNote(0, false, "端午节", time.Thursday, false),
		"周六":    DayNote(0, false, "", time.Saturday, false),
		"周六（该年放假安排未公布，暂按周末推算）": DayNote(0, false, "", time.Saturday, true),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
