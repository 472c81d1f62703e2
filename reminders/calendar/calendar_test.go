package calendar_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhicheng/reminders/calendar"
)

func day(t testing.TB, s string) time.Time {
	t.Helper()
	d, err := calendar.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestPublished compares every day of 2023–2026 with the papers, written down apart from the library.
func TestPublished(t *testing.T) {
	data, err := os.ReadFile("testdata/published.yaml")
	if err != nil {
		t.Fatal(err)
	}
	years, err := calendar.Load("published.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	off, on := map[time.Time]bool{}, map[time.Time]bool{}
	for _, y := range years {
		for _, h := range y.Holidays {
			for d := h.From.Time; !d.After(h.To.Time); d = d.AddDate(0, 0, 1) {
				off[d] = true
			}
			for _, d := range h.Work {
				on[d.Time] = true
			}
		}
	}
	c := calendar.New()
	for d := day(t, "2023-01-01"); d.Year() < 2027; d = d.AddDate(0, 0, 1) {
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		want := on[d] || !off[d] && !weekend
		if got := c.Day(d); got.Works() != want || got.Provisional {
			t.Errorf("%+v, and it should be worked: %v", got, want)
		}
	}
}

func TestWindowDayByDay(t *testing.T) {
	w, err := calendar.New().Window(day(t, "2023-06-19"), 5)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range w.Days {
		got = append(got, d.Date.Format("0102")+string(rune('0'+d.N))+string(d.Kind))
	}
	const want = "06201workday 06212workday 06220holiday 06230holiday 06240holiday 06253makeup 06264workday 06275workday"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if w.Ends != day(t, "2023-06-27") || w.SubmitFrom != day(t, "2023-06-28") || w.Provisional {
		t.Errorf("got %+v", w)
	}
}

func TestLatest(t *testing.T) {
	for _, c := range []struct {
		before, posted, last string
		windows              int
	}{
		{"2023-05-30", "2023-05-12", "2023-05-30", 2},
		{"2023-07-15", "2023-06-28", "2023-07-14", 2},
		{"2023-07-15", "2023-07-06", "2023-07-14", 1},
		{"2023-10-05", "2023-09-20", "2023-09-28", 1},
	} {
		got, err := calendar.New().Latest(day(t, c.before), c.windows, 5)
		if err != nil || got.Posted != day(t, c.posted) || got.LastDay != day(t, c.last) || got.Provisional {
			t.Errorf("before %s, %d windows: %+v %v", c.before, c.windows, got, err)
		}
	}
}

func TestBackThenForward(t *testing.T) {
	c := calendar.New()
	first := day(t, "2023-02-01")
	rapid.Check(t, func(t *rapid.T) {
		deadline := first.AddDate(0, 0, rapid.IntRange(0, 365*5).Draw(t, "deadline"))
		windows, days := rapid.IntRange(1, 4).Draw(t, "windows"), rapid.IntRange(1, 15).Draw(t, "days")
		back, err := c.Latest(deadline, windows, days)
		if err != nil {
			t.Fatal(err)
		}
		if got := submit(t, c, back.Posted, windows, days); got.After(deadline) {
			t.Fatalf("posted on %v the file goes on %v, after %v", back.Posted, got, deadline)
		}
		next := back.Posted
		for next = next.AddDate(0, 0, 1); !c.Day(next).Works(); next = next.AddDate(0, 0, 1) {
		}
		if got := submit(t, c, next, windows, days); !got.After(deadline) {
			t.Fatalf("posted a working day later, on %v, the file still goes on %v", next, got)
		}
	})
}

func submit(t *rapid.T, c *calendar.Calendar, posted time.Time, windows, days int) time.Time {
	chain, err := c.Chain(posted, windows, days)
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range chain[1:] {
		if !w.Posted.Equal(chain[i].SubmitFrom) {
			t.Fatalf("window %d is posted on %v", i+2, w.Posted)
		}
	}
	return chain[len(chain)-1].SubmitFrom
}

func TestUnknownYearIsProvisional(t *testing.T) {
	c := calendar.New()
	if d := c.Day(day(t, "2027-01-01")); !d.Works() || !d.Provisional {
		t.Error("2027 should count weekends only and say so")
	}
	w, err := c.Window(day(t, "2026-12-28"), 3)
	if err != nil || !w.Provisional || w.Ends != day(t, "2026-12-31") {
		t.Errorf("submission lies in 2027: %+v %v", w, err)
	}
}

func TestOverride(t *testing.T) {
	years, err := calendar.Load("h.yaml", []byte(`years:
  - year: 2027
    source: test
    holidays: [{name: 元旦, from: 2026-12-31, to: 2027-01-02, work: [2027-01-03]}]
  - year: 2024
    source: test
    holidays: [{name: 元旦, from: 2024-01-01, to: 2024-01-01}]
`))
	if err != nil {
		t.Fatal(err)
	}
	c := calendar.New(years...)
	for s, want := range map[string]calendar.Kind{
		"2026-12-31": calendar.Holiday, "2027-01-03": calendar.Makeup, "2027-01-04": calendar.Workday,
		"2024-02-12": calendar.Workday, "2023-12-30": calendar.Weekend, // the replaced paper named both
		"2024-01-01": calendar.Holiday, "2025-10-08": calendar.Holiday,
	} {
		if d := c.Day(day(t, s)); d.Kind != want || d.Provisional {
			t.Errorf("%s: %+v, want %s", s, d, want)
		}
	}
}

func TestLoadTellsAllFaults(t *testing.T) {
	_, err := calendar.Load("h.yaml", []byte(`years:
  - year: 1900
    source: x
  - year: 2027
    holidays:
      - {from: 2027-01-03, to: 2027-01-01}
      - {name: a, from: 2026-11-30, to: 2026-12-01, work: [2027-01-04]}
`))
	if err == nil || strings.Count(err.Error(), "\n") != 5 {
		t.Errorf("got %v", err)
	}
	if _, err := calendar.Load("h.yaml", []byte("years: [{year: 2027, source: s, holidays: [{name: a, from: tomorrow}]}]")); err == nil {
		t.Error("a bad date was read")
	}
}

func TestBounds(t *testing.T) {
	c := calendar.New()
	for _, n := range []int{-1, 0, calendar.MaxDays + 1} {
		if _, err := c.Window(day(t, "2023-06-19"), n); err == nil {
			t.Errorf("%d days are accepted", n)
		}
	}
	if _, err := c.Latest(day(t, "2023-06-19"), 0, 5); err == nil {
		t.Error("no window is accepted")
	}
	if _, err := c.Chain(day(t, "9999-12-31"), 1, 5); err == nil {
		t.Error("the year 9999 is accepted")
	}
}

func TestZoneOfTheCallerDoesNotMatter(t *testing.T) {
	late := time.Date(2023, 6, 25, 23, 30, 0, 0, time.FixedZone("x", -10*3600))
	if d := calendar.New().Day(late); d.Kind != calendar.Makeup || d.Date != day(t, "2023-06-25") {
		t.Errorf("got %+v", d)
	}
}
