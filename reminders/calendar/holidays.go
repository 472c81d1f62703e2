package calendar

import (
	"fmt"
	"time"

	"zhicheng/knowledge/strict"
)

// Date is a civil date in a file, YYYY-MM-DD.
type Date struct{ time.Time }

// UnmarshalText reads YYYY-MM-DD.
func (d *Date) UnmarshalText(text []byte) error {
	t, err := Parse(string(text))
	if err != nil {
		return fmt.Errorf("want a date like 2027-01-01, not %q", text)
	}
	d.Time = t
	return nil
}

// Year is the State Council's paper for one year.
type Year struct {
	Year     int    `yaml:"year"`
	Source   string `yaml:"source"` // the paper's number
	Holidays []struct {
		Name string `yaml:"name"`
		From Date   `yaml:"from"`
		To   Date   `yaml:"to"`
		Work []Date `yaml:"work"` // Saturdays and Sundays worked in exchange
		Line int    `yaml:",line"`
	} `yaml:"holidays"`
	Line int `yaml:",line"`
}

// Load reads holidays.yaml: papers that replace the library's or add a year. All faults are told at once.
func Load(name string, data []byte) ([]Year, error) {
	var file struct {
		Years []Year `yaml:"years"`
	}
	if err := strict.Decode(name, data, &file); err != nil {
		return nil, err
	}
	var found strict.Findings
	fault := func(line int, format string, args ...any) {
		found = append(found, strict.Finding{File: name, Line: line, Text: fmt.Sprintf(format, args...)})
	}
	seen := map[int]bool{}
	for _, y := range file.Years {
		if y.Year < 2000 || y.Year > 2100 || seen[y.Year] {
			fault(y.Line, "year %d is out of bounds or given twice", y.Year)
		}
		seen[y.Year] = true
		if y.Source == "" {
			fault(y.Line, "year %d has no source", y.Year)
		}
		for _, h := range y.Holidays {
			if h.Name == "" {
				fault(h.Line, "a holiday has no name")
			}
			days := int(h.To.Sub(h.From.Time).Hours() / 24)
			if h.From.IsZero() || days < 0 || days > 31 {
				fault(h.Line, "%s: from and to are not the ends of one holiday", h.Name)
			}
			if !belongs(h.From.Time, y.Year) || !belongs(h.To.Time, y.Year) {
				fault(h.Line, "%s: does not stand in the paper of %d", h.Name, y.Year)
			}
			for _, w := range h.Work {
				if wd := w.Weekday(); wd != time.Saturday && wd != time.Sunday || !belongs(w.Time, y.Year) {
					fault(h.Line, "%s: %s is no weekend day of that year", h.Name, w.Format(time.DateOnly))
				}
			}
		}
	}
	return file.Years, found.Err()
}

// belongs says whether a day may stand in a year's paper: the year itself and the December before it.
func belongs(d time.Time, year int) bool {
	return d.Year() == year || d.Year() == year-1 && d.Month() == time.December
}
