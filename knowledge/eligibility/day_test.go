package eligibility

import (
	"testing"
	"time"
)

func TestSpan(t *testing.T) {
	for in, want := range map[string][2]string{
		"2023-05-30": {"2023-05-30", "2023-05-30"}, "2024-02": {"2024-02-01", "2024-02-29"}, "2023-12": {"2023-12-01", "2023-12-31"},
		"2020": {"2020-01-01", "2020-12-31"},
	} {
		s, err := parseSpan(in)
		if err != nil || s.lo.String() != want[0] || s.hi.String() != want[1] {
			t.Errorf("%s: %s–%s %v", in, s.lo, s.hi, err)
		}
	}
	for _, in := range []string{"", "23-05-30", "2023-5-3", "2023-02-29", "2023-13", "0000", "0000-01-01", "2023-05-30T00:00", "２０２３"} {
		if s, err := parseSpan(in); err == nil {
			t.Errorf("%q is read as %v", in, s)
		}
	}
}

func TestAnniversary(t *testing.T) {
	for _, c := range []struct {
		start       string
		years, days int
		want        string
	}{
		{"2020-02-29", 3, 0, "2023-02-28"}, {"2020-02-29", 4, 0, "2024-02-29"}, {"2020-02-29", 3, 1, "2023-03-01"},
		{"2021-02-28", 3, 0, "2024-02-28"}, {"2021-07-15", 2, 0, "2023-07-15"}, {"2021-12-31", 1, 1, "2023-01-01"},
		{"2021-07-15", 2, maxInt, "9999-12-31"},
	} {
		s, err := parseSpan(c.start)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.after(c.years, c.days); got.lo.String() != c.want || got.lo != got.hi {
			t.Errorf("%s + %d years + %d days: %s, want %s", c.start, c.years, c.days, got.lo, c.want)
		}
	}
}

func FuzzParseSpan(f *testing.F) {
	for _, s := range []string{"2023", "2023-05", "2023-05-30", "9999-12-31", "0001"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		s, err := parseSpan(in)
		if err != nil {
			return
		}
		if s.lo > s.hi || s.lo.time().Format(time.DateOnly)[:len(in)] != in {
			t.Errorf("%q is %s–%s", in, s.lo, s.hi)
		}
		if a := s.after(200, 0); a.lo > a.hi || a.hi > lastDay {
			t.Errorf("%q + 200 years is %s–%s", in, a.lo, a.hi)
		}
	})
}
