package stats

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhicheng/handlers/access"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/units"
)

var now = time.Date(2023, 7, 5, 15, 0, 0, 0, calendar.Zone) // a Wednesday

var everything = []access.Grant{{Role: access.Staff}}

func TestStart(t *testing.T) {
	for day, want := range map[string]string{"2023-07-03": "2023-07-03", "2023-07-05": "2023-07-03", "2023-07-09": "2023-07-03", "2023-07-10": "2023-07-10"} {
		at, err := calendar.Parse(day)
		if err != nil {
			t.Fatal(err)
		}
		if got := Start(at.Add(23*time.Hour), 1).Format(time.DateOnly); got != want {
			t.Errorf("the week of %s starts on %s", day, got)
		}
	}
	if got := Start(now, weeks).Format(time.DateOnly); got != "2023-05-15" {
		t.Errorf("eight weeks start on %s", got)
	}
}

// drawn are facts that nobody would think of.
func drawn(t *rapid.T) (f Facts) {
	moment := func(label string) time.Time {
		return now.Add(-time.Duration(rapid.IntRange(0, 90*24).Draw(t, label)) * time.Hour)
	}
	district := rapid.SampledFrom([]string{"", "x", "y"})
	series := rapid.SampledFrom([]string{"", "s", "t"})
	for range rapid.IntRange(0, 20).Draw(t, "days") {
		f.Days = append(f.Days, Day{Day: calendar.Civil(moment("day")), Questions: rapid.IntRange(0, 50).Draw(t, "questions"),
			Unanswered: rapid.IntRange(0, 9).Draw(t, "unanswered"), Useful: rapid.IntRange(0, 9).Draw(t, "useful"), Useless: rapid.IntRange(0, 9).Draw(t, "useless")})
	}
	for range rapid.IntRange(0, 20).Draw(t, "cases") {
		c := Case{At: moment("case"), District: district.Draw(t, "district"), Series: series.Draw(t, "series")}
		if rapid.Bool().Draw(t, "answered") {
			c.Answered = c.At.Add(time.Duration(rapid.IntRange(1, 100).Draw(t, "hours")) * time.Hour)
		}
		f.Cases = append(f.Cases, c)
	}
	for i := range rapid.IntRange(0, 6).Draw(t, "units") {
		f.Units = append(f.Units, units.Unit{ID: int64(i), District: district.Draw(t, "unit's"), Closed: rapid.Bool().Draw(t, "closed"),
			Series: rapid.SliceOfNDistinct(series, 0, 2, rapid.ID[string]).Draw(t, "of series")})
		for _, milestone := range []string{"a", "b"} {
			f.Reminded = append(f.Reminded, Reminded{int64(i), milestone, moment("first"), rapid.Bool().Draw(t, "acknowledged"), rapid.Bool().Draw(t, "done")})
		}
	}
	return f
}

func sum(rows []Row) (c Count) {
	for _, r := range rows {
		c.add(r.Count)
	}
	return c
}

// Every table adds up to the total in what it counts, and the total to the facts, counted another way.
func TestNumbersAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawn(t)
		r := Sum(f, now, weeks, everything)
		byWeek, byDistrict, bySeries, total := sum(r.Weeks), sum(r.Districts), sum(r.Series), r.Total
		total.Units, total.Silent = 0, 0
		if byWeek != total {
			t.Fatalf("weeks %+v, total %+v", byWeek, total)
		}
		total = r.Total
		total.Questions, total.Unanswered, total.Useful, total.Useless = 0, 0, 0, 0
		if byDistrict != total {
			t.Fatalf("districts %+v, total %+v", byDistrict, total)
		}
		if bySeries.Cases != total.Cases || bySeries.Answered != total.Answered || bySeries.Waited != total.Waited {
			t.Fatalf("series %+v, total %+v", bySeries, total)
		}
		questions, open := 0, 0
		for _, d := range f.Days {
			if !d.Day.Before(r.From) {
				questions += d.Questions
			}
		}
		for _, u := range f.Units {
			if !u.Closed {
				open++
			}
		}
		if r.Total.Questions != questions || r.Total.Units != open || r.Total.Silent > open || len(r.Silent) > r.Total.Reminded {
			t.Fatalf("%d questions, %d units: %+v", questions, open, r.Total)
		}
	})
}

// The districts' staff together count what the city's do, as far as a district is known.
func TestScopesShareTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawn(t)
		whole := Sum(f, now, weeks, everything)
		for _, district := range []string{"x", "y"} {
			part := Sum(f, now, weeks, []access.Grant{{Role: access.Staff, Scope: access.Scope{District: district}}})
			if got, want := *row(&part.Districts, district), *row(&whole.Districts, district); got != want {
				t.Fatalf("%s: %+v, of the whole %+v", district, got, want)
			}
			for _, r := range part.Districts {
				if r.Key != district && r.Key != "" && r.Count != (Count{}) {
					t.Fatalf("%s counts %+v", district, r)
				}
			}
		}
	})
}

func TestAdminsCountAll(t *testing.T) {
	f := Facts{Cases: []Case{{At: now, District: "x"}}, Units: []units.Unit{{ID: 1, District: "y"}}}
	if a, s := Sum(f, now, weeks, []access.Grant{{Role: access.Admin}}), Sum(f, now, weeks, everything); !reflect.DeepEqual(a, s) || a.Total.Cases != 1 || a.Total.Units != 1 {
		t.Errorf("%+v, %+v", a.Total, s.Total)
	}
}

func TestBar(t *testing.T) {
	for n, want := range map[int]int{0: 0, 1: 2, 50: 6, 100: 11} {
		if got := len([]rune(bar(n, 100))); got != want {
			t.Errorf("%d of 100 is %d long", n, got)
		}
	}
}
