package cases

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhicheng/reminders/calendar"
)

var cal = calendar.New()

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, calendar.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

func TestDue(t *testing.T) {
	for since, want := range map[string]string{
		"2023-05-10 09:30": "2023-05-11 09:30", // Wednesday
		"2023-05-12 15:00": "2023-05-15 15:00", // over a weekend
		"2023-05-13 11:00": "2023-05-16 00:00", // on a Saturday: all Monday
		"2023-10-06 11:00": "2023-10-08 00:00", // in a holiday, before a Saturday that is worked
		"2023-06-21 17:00": "2023-06-25 17:00", // before the Dragon Boat Festival, to a Sunday that is worked
	} {
		if got := Due(cal, at(since)); !got.Equal(at(want)) {
			t.Errorf("what waits since %s is due %v", since, got)
		}
	}
}

func TestAtWork(t *testing.T) {
	for now, want := range map[string]string{
		"2023-05-10 09:30": "2023-05-10 09:30", "2023-05-10 06:00": "2023-05-10 08:00", "2023-05-10 21:00": "2023-05-11 08:00",
		"2023-05-12 22:00": "2023-05-15 08:00", "2023-05-13 10:00": "2023-05-15 08:00",
	} {
		if got := AtWork(cal, at(now)); !got.Equal(at(want)) {
			t.Errorf("at %s staff are told %v", now, got)
		}
	}
}

// However time is cut, each waiting is told once, at a time when staff work and not before a working day is over.
func TestOverdueTellsOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := at("2023-09-20 00:00")
		var all []Case
		for i := range rapid.IntRange(0, 8).Draw(t, "cases") {
			all = append(all, Case{ID: int64(i), Waiting: start.Add(time.Duration(rapid.IntRange(0, 30*24*60).Draw(t, "since")) * time.Minute)})
		}
		all = append(all, Case{ID: 99})
		told := map[int64]int{}
		for from := start; from.Before(start.AddDate(0, 2, 0)); {
			to := from.Add(time.Duration(rapid.IntRange(1, 10*24*60).Draw(t, "step")) * time.Minute)
			for _, l := range Overdue(cal, all, from, to) {
				told[l.ID]++
				if h := l.Tell.Hour(); h < morning || h >= evening || !cal.Day(l.Tell).Works() || l.Tell.Before(Due(cal, l.Waiting)) || !l.IsOverdue(cal, l.Tell) {
					t.Fatalf("%v is told %v", l.Waiting, l.Tell)
				}
			}
			from = to
		}
		for _, c := range all {
			if want := map[bool]int{true: 0, false: 1}[c.Waiting.IsZero()]; told[c.ID] != want {
				t.Fatalf("%d was told %d times", c.ID, told[c.ID])
			}
		}
	})
}

func TestMoves(t *testing.T) {
	for from, to := range map[State]State{Open: Answered, Closed: Taken} {
		if from.May(to) {
			t.Errorf("%s may become %s", from, to)
		}
	}
	if !Open.May(Taken) || !Taken.May(Answered) || !Answered.May(Closed) || !Taken.Waits() || Answered.Waits() {
		t.Error("the way of a case is barred")
	}
}

func TestAdded(t *testing.T) {
	c := Case{Lines: []Line{{Text: "a"}, {Staff: true, Text: "b"}, {Text: "c"}, {Text: "d"}}}
	if c.Added() != 2 || c.LastAnswer() != "b" || (Case{}).LastAnswer() != "" {
		t.Errorf("added %d, last answer %q", c.Added(), c.LastAnswer())
	}
}
