package progress

import (
	"fmt"
	"strings"
	"testing"
)

func TestLint(t *testing.T) {
	r := func(line int, number, person, series, specialty, level, committee string) Row {
		return Row{At: At{"s", line}, Number: number, Name: "n" + person, PersonHash: person, Employer: Employer{1, "u", "city", ""}, Series: series, Specialty: specialty, Level: level, Committee: committee}
	}
	tail := func(r Row) Row { r.TailHash, r.PersonHash = r.PersonHash, ""; return r }
	unit := func(r Row, id int64) Row { r.Employer.ID = id; return r }
	for name, c := range map[string]struct {
		rows []Row
		in   Context
		want string // code@line/other line or number/column
	}{
		"clean":                      {[]Row{r(1, "1", "p", "x", "i", "mid", "C"), r(2, "2", "q", "x", "i", "mid", "C"), r(3, "3", "s", "y", "j", "mid", "D")}, Context{}, ""},
		"one person twice":           {[]Row{r(1, "1", "p", "x", "", "mid", ""), r(2, "2", "p", "x", "", "mid", "")}, Context{}, "twice_at_level@2/1//"},
		"by the tail":                {[]Row{tail(r(1, "1", "p", "x", "", "mid", "")), tail(r(2, "2", "p", "x", "", "mid", ""))}, Context{}, "twice_at_level@2/1//"},
		"at two levels":              {[]Row{r(1, "1", "p", "x", "", "assoc_senior", ""), r(2, "2", "p", "x", "", "full_senior", "")}, Context{}, ""},
		"with a known one":           {[]Row{r(1, "2", "p", "x", "", "mid", "")}, Context{Known: []Application{{Number: "1", PersonHash: "p", Level: "mid"}}}, "twice_at_level@1/0/1/"},
		"is the known one":           {[]Row{r(1, "1", "p", "x", "", "mid", "")}, Context{Known: []Application{{Number: "1", PersonHash: "p", Level: "mid"}}}, ""},
		"nobody is known":            {[]Row{r(1, "1", "", "x", "", "mid", ""), r(2, "2", "", "x", "", "mid", "")}, Context{}, ""},
		"two committees":             {[]Row{r(1, "1", "p", "x", "", "mid", "C"), r(2, "2", "q", "x", "", "mid", "D")}, Context{}, "two_committees@2/1//"},
		"of two units":               {[]Row{r(1, "1", "p", "x", "", "mid", "C"), unit(r(2, "2", "q", "x", "", "mid", "D"), 2)}, Context{}, ""},
		"a known committee":          {[]Row{r(1, "2", "p", "x", "", "mid", "C")}, Context{Known: []Application{{Number: "1", Unit: 1, Series: "x", Level: "mid", Committee: "D"}}}, "two_committees@1/0/1/"},
		"levels mixed":               {[]Row{r(1, "1", "p", "x", "", "mid", ""), r(2, "2", "q", "x", "", "assistant", ""), r(3, "3", "s", "x", "", "technician", "")}, Context{}, "levels_mixed@2/1//"},
		"a series scattered":         {[]Row{r(1, "1", "p", "x", "", "mid", ""), r(2, "2", "q", "y", "", "mid", ""), r(3, "3", "s", "x", "", "mid", "")}, Context{}, "series_scattered@3/1//"},
		"specialties scattered":      {[]Row{r(1, "1", "p", "x", "i", "mid", ""), r(2, "2", "q", "x", "j", "mid", ""), r(3, "3", "s", "x", "i", "mid", "")}, Context{}, "specialties_scattered@3/1//"},
		"a row that cannot be read":  {[]Row{r(1, "1", "p", "x", "i", "mid", ""), r(2, "2", "q", "", "j", "mid", ""), r(3, "3", "s", "x", "", "mid", ""), r(4, "4", "u", "x", "i", "mid", "")}, Context{}, ""},
		"a series again and on":      {[]Row{r(1, "1", "p", "x", "i", "mid", ""), r(2, "2", "q", "y", "", "mid", ""), r(3, "3", "s", "x", "j", "mid", ""), r(4, "4", "u", "x", "i", "mid", "")}, Context{}, "series_scattered@3/1// specialties_scattered@4/1//"},
		"health is the same":         {[]Row{r(1, "1", "p", "h", "i", "full_senior", "")}, Context{Health: []Row{r(9, "1", "p", "h", "i", "full_senior", "")}, HealthOf: []string{"h"}}, ""},
		"health differs":             {[]Row{r(1, "1", "p", "h", "i", "full_senior", "")}, Context{Health: []Row{r(9, "1", "p", "h", "j", "full_senior", "")}}, "health_differs@1/9//specialty"},
		"health lacks one":           {[]Row{r(1, "1", "p", "h", "i", "full_senior", ""), r(2, "2", "q", "h", "i", "full_senior", "")}, Context{Health: []Row{r(9, "1", "p", "h", "i", "full_senior", "")}, HealthOf: []string{"h"}}, "health_missing@2/0//"},
		"health has one more":        {[]Row{r(1, "1", "p", "h", "i", "full_senior", "")}, Context{Health: []Row{r(9, "1", "p", "h", "i", "full_senior", ""), r(10, "2", "q", "h", "i", "full_senior", "")}}, "health_missing@10/0//"},
		"a series out of its scope":  {[]Row{r(1, "1", "p", "x", "", "mid", "C")}, Context{Committees: []Committee{{"C", []string{"y"}, nil}}}, "outside_scope@1/0//series"},
		"a level out of its scope":   {[]Row{r(1, "1", "p", "x", "", "mid", "C")}, Context{Committees: []Committee{{"C", nil, []string{"senior"}}}}, "outside_scope@1/0//level"},
		"a level of a group":         {[]Row{r(1, "1", "p", "x", "", "full_senior", "C")}, Context{Committees: []Committee{{"C", []string{"x"}, []string{"senior"}}}}, ""},
		"a committee nobody knows":   {[]Row{r(1, "1", "p", "x", "", "mid", "D")}, Context{Committees: []Committee{{"C", []string{"y"}, nil}}}, ""},
		"many at once, rule by rule": {[]Row{r(1, "1", "p", "x", "", "mid", "C"), r(2, "2", "p", "x", "", "mid", "D")}, Context{}, "twice_at_level@2/1// two_committees@2/1//"},
	} {
		var got []string
		for _, f := range Lint(c.rows, c.in) {
			other := 0
			if f.Other != nil {
				other = f.Other.Line
			}
			got = append(got, fmt.Sprintf("%s@%d/%d/%s/%s", f.Code, f.Line, other, f.Number, f.Column))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %q", name, got, c.want)
		}
	}
}
