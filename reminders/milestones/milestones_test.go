package milestones

import (
	"testing"
	"time"

	"zhicheng/reminders/calendar"
)

func day(s string) time.Time {
	t, err := calendar.Parse(s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestHold(t *testing.T) {
	const notice = "2023-05-30"
	paper := func(source Source, on, issued string) Paper {
		return Paper{Milestone: "a", On: day(on), Source: source, Document: issued, Issued: day(issued)}
	}
	extension := func(p Paper) Paper { p.Extension = true; return p }
	later := paper(Supplement, "2023-06-10", "2023-05-20")
	for name, c := range map[string]struct {
		notice string
		papers []Paper
		want   string
		source Source
	}{
		"the notice alone":                   {notice, nil, notice, Notice},
		"a supplement may be later":          {notice, []Paper{later}, "2023-06-10", Supplement},
		"the newest supplement":              {notice, []Paper{later, paper(Supplement, "2023-06-05", "2023-05-19")}, "2023-06-10", Supplement},
		"another milestone's":                {notice, []Paper{{Milestone: "b", On: day("2023-06-10"), Source: Supplement}}, notice, Notice},
		"an own date is earlier":             {notice, []Paper{paper(Own, "2023-05-20", "2023-05-10")}, "2023-05-20", Own},
		"an own date is not later":           {notice, []Paper{paper(Own, "2023-06-01", "2023-05-10")}, notice, Notice},
		"an own date after a supplement":     {notice, []Paper{later, paper(Own, "2023-06-01", "2023-05-10")}, "2023-06-01", Own},
		"an approved extension is later":     {notice, []Paper{extension(paper(Own, "2023-06-20", "2023-05-10"))}, "2023-06-20", Own},
		"not beyond the year":                {notice, []Paper{extension(paper(Own, "2024-01-05", "2023-05-10"))}, notice, Notice},
		"no supplement beyond the year":      {notice, []Paper{paper(Supplement, "2024-01-05", "2023-05-10")}, notice, Notice},
		"nobody else has stated one":         {"", []Paper{paper(Own, "2023-08-01", "2023-05-10")}, "2023-08-01", Own},
		"the newest of two own":              {notice, []Paper{paper(Own, "2023-05-25", "2023-05-12"), paper(Own, "2023-05-20", "2023-05-10")}, "2023-05-25", Own},
		"an own date on the day of a notice": {notice, []Paper{paper(Own, notice, "2023-05-10")}, notice, Notice},
	} {
		m := Milestone{ID: "a"}
		if c.notice != "" {
			m.Date.Time = day(c.notice)
		}
		if d, ok := hold(m, c.papers); !ok || d.On != day(c.want) || d.Source != c.source || (d.Document == "") != (c.source == Notice) {
			t.Errorf("%s: %v by %s %q, %v", name, d.On, d.Source, d.Document, ok)
		}
	}
	if d, ok := hold(Milestone{ID: "a"}, nil); ok {
		t.Errorf("nobody has stated a day, but it is %v", d.On)
	}
	if d, _ := hold(Milestone{ID: "a", Date: calendar.Date{Time: day(notice)}}, []Paper{later}); d.Sequence != 1 {
		t.Errorf("stated anew once: sequence %d", d.Sequence)
	}
	gone := later
	gone.Over = true
	if d, _ := hold(Milestone{ID: "a", Date: calendar.Date{Time: day(notice)}}, []Paper{gone}); d.On != day(notice) || d.Sequence != 2 {
		t.Errorf("withdrawn: %v, sequence %d", d.On, d.Sequence)
	}
}

// year has a stated date and two counted back from it.
func year() Year {
	y := Year{
		Audiences: []Audience{{ID: "city"}, {ID: "county"}},
		Milestones: []Milestone{
			{ID: "apply", Date: calendar.Date{Time: day("2023-07-15")}, Whom: []Concern{{Audiences: []string{"city", "county"}}}},
			{ID: "post", Back: &Back{"apply", 2, 5}, Whom: []Concern{{Audiences: []string{"city"}, Before: []int{3, 0}}}},
			{ID: "post_county", Back: &Back{"apply", 1, 5}, Whom: []Concern{{Audiences: []string{"county"}}}},
			{ID: "open"},
		},
	}
	return y
}

func TestDates(t *testing.T) {
	check := func(papers []Paper, want map[string]string) {
		t.Helper()
		dates := year().Dates(calendar.New(), papers)
		if len(dates) != len(want) {
			t.Errorf("%d dates", len(dates))
		}
		for i, d := range dates {
			if d.Version() != want[d.ID] || i > 0 && d.On.Before(dates[i-1].On) {
				t.Errorf("%s is on %s, want %s", d.ID, d.Version(), want[d.ID])
			}
		}
	}
	check(nil, map[string]string{"apply": "2023-07-15", "post": "2023-06-28", "post_county": "2023-07-06"})
	moved := Paper{Milestone: "apply", On: day("2023-07-31"), Source: Supplement, Issued: day("2023-07-01")}
	check([]Paper{moved}, map[string]string{"apply": "2023-07-31", "post": "2023-07-13", "post_county": "2023-07-21"})
}

func TestBefore(t *testing.T) {
	y := year()
	if got := y.Milestones[1].Before("city"); len(got) != 2 || y.Milestones[1].Before("county") != nil {
		t.Errorf("own days before: %v", got)
	}
	if got := y.Milestones[0].Before("county"); len(got) != len(DefaultBefore) {
		t.Errorf("days before by default: %v", got)
	}
}
