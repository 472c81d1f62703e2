package reminders

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
)

var cal = calendar.New()

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, calendar.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

func day(s string) time.Time { return at(s + " 00:00") }

// plan makes a planner for one audience and some dates, in force from 9 May to the end of 2023.
func plan(before []int, dates ...string) *Planner {
	var all []milestones.Date
	for i, d := range dates {
		whom := []milestones.Concern{{Audiences: []string{"a"}, Before: before}}
		all = append(all, milestones.Date{Milestone: milestones.Milestone{ID: fmt.Sprint("m", i), Whom: whom}, On: day(d)})
	}
	year := milestones.Year{Audiences: []milestones.Audience{{ID: "a"}}}
	return NewPlanner(year, all, cal, func(t time.Time) bool {
		return !t.Before(day("2023-05-09")) && t.Before(day("2024-01-01"))
	})
}

func TestWhenRemindersGo(t *testing.T) {
	for name, c := range map[string]struct {
		date   string
		offset int
		want   string // nothing: never
	}{
		"on a working day":                    {"2023-05-30", 7, "2023-05-23 08:00"},
		"on the day itself":                   {"2023-05-30", 0, "2023-05-30 08:00"},
		"before the notice is in force":       {"2023-05-30", 30, ""},
		"on the first day in force":           {"2023-06-08", 30, "2023-05-09 08:00"},
		"from Saturday to Monday":             {"2023-07-15", 7, "2023-07-10 08:00"},
		"a Saturday that is worked":           {"2023-10-14", 7, "2023-10-07 08:00"},
		"over a long holiday":                 {"2023-10-31", 30, "2023-10-07 08:00"},
		"due on a Saturday":                   {"2023-07-15", 0, "2023-07-15 08:00"},
		"the Sunday before a Monday":          {"2023-06-12", 1, "2023-06-11 08:00"}, // waiting would waste the last day
		"in a holiday that ends with the day": {"2023-09-30", 1, "2023-09-29 08:00"},
		"after the notice":                    {"2024-01-02", 1, ""},
	} {
		due := plan([]int{c.offset}, c.date).Due(day("2023-01-01"), day("2025-01-01"), []Subscription{{Subscriber: "s", Audience: "a"}})
		switch {
		case c.want == "" && len(due) == 0:
		case len(due) != 1 || due[0].At.Format("2006-01-02 15:04") != c.want || due[0].Key() != fmt.Sprintf("s/m0/%d/%s", c.offset, c.date):
			t.Errorf("%s: %+v", name, due)
		}
	}
}

func TestDueIsForWhomItConcerns(t *testing.T) {
	p := plan([]int{1, 0}, "2023-05-30")
	subs := []Subscription{
		{Subscriber: "of another audience", Audience: "b"},
		{Subscriber: "since that moment", Audience: "a", Since: at("2023-05-29 08:00")},
		{Subscriber: "long since", Audience: "a", Since: at("2023-05-10 09:00")},
	}
	var got []string
	for _, r := range p.Due(at("2023-05-28 09:00"), at("2023-05-30 08:00"), subs) {
		got = append(got, r.Key())
	}
	if want := []string{"long since/m0/1/2023-05-30", "long since/m0/0/2023-05-30", "since that moment/m0/0/2023-05-30"}; !slices.Equal(got, want) {
		t.Errorf("due: %q", got)
	}
	if due := p.Due(at("2023-05-30 08:00"), at("2023-05-28 09:00"), subs); due != nil {
		t.Errorf("time went back: %v", due)
	}
}

func TestWhatFallsTogetherIsOneGroup(t *testing.T) {
	due := plan([]int{7}, "2023-07-15", "2023-07-16", "2023-07-18").Due(day("2023-05-09"), day("2024-01-01"),
		[]Subscription{{Subscriber: "x", Audience: "a"}, {Subscriber: "y", Audience: "a"}})
	groups := map[string]int{}
	for _, r := range due {
		groups[r.Group()]++
	}
	want := map[string]int{"x/2023-07-10T08:00": 2, "y/2023-07-10T08:00": 2, "x/2023-07-11T08:00": 1, "y/2023-07-11T08:00": 1}
	if !reflect.DeepEqual(groups, want) {
		t.Errorf("groups: %v", groups)
	}
}

// A message has no more items than a chat can show buttons for.
func TestVeryMuchIsSeveralMessages(t *testing.T) {
	p := plan([]int{7}, "2023-05-30")
	var subs []Subscription
	for unit := range int64(45) {
		subs = append(subs, Subscription{Subscriber: "x", Audience: "a", Unit: 1 + unit})
	}
	together, dropped := p.batches(p.Due(day("2023-05-10"), at("2023-05-23 08:00"), subs), at("2023-05-23 08:00"))
	var sizes []int
	for _, b := range together {
		sizes = append(sizes, len(b.Reminders))
	}
	if !slices.Equal(sizes, []int{20, 20, 5}) || dropped != nil {
		t.Errorf("messages of %v, dropped %v", sizes, dropped)
	}
}

func TestRelease(t *testing.T) {
	planned := Reminder{On: day("2023-07-15"), At: at("2023-07-12 08:00")} // a Saturday
	p := plan(nil)
	for name, c := range map[string]struct{ now, want string }{
		"ahead of time":              {"2023-07-11 22:00", "2023-07-12 08:00"},
		"in time":                    {"2023-07-12 08:00", "2023-07-12 08:00"},
		"late, by day":               {"2023-07-12 15:30", "2023-07-12 15:30"},
		"late, in the evening":       {"2023-07-12 21:00", "2023-07-13 08:00"},
		"late, at night":             {"2023-07-13 03:00", "2023-07-13 08:00"},
		"the last evening before":    {"2023-07-14 21:30", "2023-07-15 08:00"},
		"on the day, a Saturday":     {"2023-07-15 09:00", "2023-07-15 09:00"},
		"on the evening of the day":  {"2023-07-15 21:00", ""},
		"when the date is over":      {"2023-07-16 10:00", ""},
		"when it is over for months": {"2023-10-16 10:00", ""},
	} {
		got, ok := p.Release(planned, at(c.now))
		if ok != (c.want != "") || ok && !got.Equal(at(c.want)) {
			t.Errorf("%s: %v, %v", name, got, ok)
		}
	}
	weekend := Reminder{On: day("2023-07-19"), At: at("2023-07-05 08:00")}
	if got, ok := p.Release(weekend, at("2023-07-08 10:00")); !ok || !got.Equal(at("2023-07-10 08:00")) {
		t.Errorf("late on a Saturday: %v", got)
	}
	lasting := Reminder{On: day("2023-07-05"), At: at("2023-07-05 08:00"), Lasts: true}
	if got, ok := p.Release(lasting, at("2023-07-08 10:00")); !ok || !got.Equal(at("2023-07-10 08:00")) {
		t.Errorf("what lasts, late on a Saturday: %v, %v", got, ok)
	}
}

// drawn is a planner, its dates and subscriptions that nobody would think of.
func drawn(t *rapid.T) (*Planner, []milestones.Date, []Subscription) {
	year := milestones.Year{Audiences: []milestones.Audience{{ID: "a"}, {ID: "b"}}}
	var dates []milestones.Date
	for i := range rapid.IntRange(1, 6).Draw(t, "dates") {
		m := milestones.Milestone{ID: fmt.Sprint("m", i)}
		for _, audience := range []string{"a", "b"} {
			m.Whom = append(m.Whom, milestones.Concern{Audiences: []string{audience},
				Before: rapid.SliceOfNDistinct(rapid.IntRange(0, 60), 0, 5, rapid.ID[int]).Draw(t, "before")})
		}
		dates = append(dates, milestones.Date{Milestone: m, On: day("2023-05-01").AddDate(0, 0, rapid.IntRange(0, 300).Draw(t, "on"))})
	}
	p := NewPlanner(year, dates, cal, func(at time.Time) bool { return at.Year() == 2023 })
	var subs []Subscription
	for range rapid.IntRange(0, 5).Draw(t, "subscriptions") {
		since := day("2023-04-01").Add(time.Duration(rapid.IntRange(0, 9000).Draw(t, "since")) * time.Hour)
		subs = append(subs, Subscription{Subscriber: rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "who"),
			Audience: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "audience"), Since: since})
	}
	return p, dates, subs
}

// However time is cut into ticks, they give the plan of the whole year: each reminder once, in order.
func TestTicksGiveThePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, _, subs := drawn(t)
		from, to := day("2023-01-01"), day("2025-01-01")
		whole := p.Due(from, to, subs)
		seen := map[string]bool{}
		for _, r := range whole {
			if seen[r.Key()] {
				t.Fatalf("twice: %s", r.Key())
			}
			seen[r.Key()] = true
		}
		var ticks []Reminder
		for last := from; last.Before(to); {
			next := last.Add(time.Duration(rapid.IntRange(1, 60*24*60).Draw(t, "minutes")) * time.Minute)
			ticks = append(ticks, p.Due(last, next, subs)...)
			last = next
		}
		if !reflect.DeepEqual(ticks, whole) {
			t.Fatalf("ticks:\n%+v\nplan:\n%+v", ticks, whole)
		}
		var walked []Reminder
		last := from
		for _, instant := range Mornings(from, to) {
			walked = append(walked, p.Due(last, instant, subs)...)
			last = instant
		}
		if !reflect.DeepEqual(walked, whole) {
			t.Fatalf("mornings give %d of %d", len(walked), len(whole))
		}
	})
}

// Every subscription is told of every date of its audience at every offset, unless it came later or the notice was out
// of force: counted by another way than the planner's.
func TestNobodyMissesADate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, dates, subs := drawn(t)
		got := map[string]bool{}
		for _, r := range p.Due(day("2023-01-01"), day("2025-01-01"), subs) {
			got[r.Key()] = true
		}
		want := map[string]bool{}
		for _, s := range subs {
			for _, d := range dates {
				for _, offset := range d.Before(s.Audience) {
					if at := p.at(d.On, offset); at.Year() == 2023 && s.Since.Before(at) {
						want[fmt.Sprintf("%s/%s/%d/%s", s.Subscriber, d.ID, offset, d.On.Format(time.DateOnly))] = true
					}
				}
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// Nothing goes in quiet hours, after its date, or out of force, and on a day off only what could not wait.
func TestQuietHoursAreKept(t *testing.T) {
	check := func(t *rapid.T, when, on time.Time) {
		if when.Hour() < morning || when.Hour() >= evening || calendar.Civil(when).After(on) {
			t.Fatalf("for %v at %v", on, when)
		}
		next := calendar.Civil(when).AddDate(0, 0, 1)
		for !cal.Day(next).Works() {
			next = next.AddDate(0, 0, 1)
		}
		if !cal.Day(when).Works() && next.Before(on) {
			t.Fatalf("for %v on a day off, %v", on, when)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		p, _, subs := drawn(t)
		for _, r := range p.Due(day("2023-01-01"), day("2025-01-01"), subs) {
			if r.At.Year() != 2023 || r.At.Hour() != morning {
				t.Fatalf("planned at %v", r.At)
			}
			check(t, r.At, r.On)
			now := r.At.Add(time.Duration(rapid.IntRange(1, 60*24*9).Draw(t, "late")) * time.Minute)
			if late, ok := p.Release(r, now); ok {
				if late.Before(now) {
					t.Fatalf("written down at %v, sent at %v", now, late)
				}
				check(t, late, r.On)
			} else if calendar.Civil(now).Before(r.On) {
				t.Fatalf("dropped at %v before %v", now, r.On)
			}
		}
	})
}

// What came back to be completed goes to the unit above on the day before, unless it is done by then.
func TestReturnedMaterialIsToldAbove(t *testing.T) {
	r := Registry{Units: []units.Unit{{ID: 1, Parent: 2}, {ID: 2}}, Own: map[int64][]Own{1: {{ID: "back@1", On: day("2023-06-06"), Before: []int{1, 0}}}},
		Chats: []UnitChat{{Unit: 1, Subscriber: "unit"}, {Unit: 2, Subscriber: "above"}}}
	p := plan(nil)
	var got []string
	for _, due := range p.Due(day("2023-06-01"), day("2023-07-01"), ForUnits(milestones.Year{}, r)) {
		got = append(got, fmt.Sprintf("%s %d %v", due.Subscriber, due.Offset, due.Above))
	}
	if want := []string{"above 1 true", "unit 1 false", "unit 0 false"}; !slices.Equal(got, want) {
		t.Errorf("told: %q", got)
	}
}
