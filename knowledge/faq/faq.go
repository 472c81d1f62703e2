// Package faq is maintained answers: what staff answer to questions that the notice leaves open. An answer is tried before a
// refusal and beside an answer of the notice, never instead of one.
package faq

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"zhicheng/knowledge"
	"zhicheng/knowledge/strict"
)

// Entry is one maintained answer.
type Entry struct {
	ID     int64
	Forms  []string // the question, as people ask it
	Answer string
	Clause string    // of the notice that it goes with; may be empty
	Office string    // whose answer it is
	Scope  Scope     // what that office looks after
	Since  time.Time // the day of the answer
	Until  time.Time // the last day on which it is used
}

// Scope is what an office looks after; what is empty is not limited, and all empty is the city's.
type Scope struct {
	District       string
	Series, Levels []string
}

// Valid says whether it is used on a day.
func (e Entry) Valid(now time.Time) bool { return e.Begun(now) && !e.Over(now) }

// Begun says whether its first day has come.
func (e Entry) Begun(now time.Time) bool { return !now.Before(e.Since) }

// Over says whether its last day is over.
func (e Entry) Over(now time.Time) bool { return !now.Before(e.Until.AddDate(0, 0, 1)) }

// The bounds of an entry: forms, and characters.
const (
	MaxForms  = 5
	MaxForm   = 100
	MaxAnswer = 500
	MaxOffice = 30
	MaxAll    = 2000 // entries
)

// Clean is a text as an entry keeps it: no signs that nobody sees, no white space around a line, no empty lines.
func Clean(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.Join(strings.FieldsFunc(line, func(r rune) bool { return r == utf8.RuneError || !unicode.IsGraphic(r) || unicode.IsSpace(r) }), " ")
		if line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// Faults lists what is wrong with an entry, each for people who maintain it.
func (e Entry) Faults(n *knowledge.Notice) (all []string) {
	add := func(bad bool, format string, args ...any) {
		if bad {
			all = append(all, fmt.Sprintf(format, args...))
		}
	}
	add(len(e.Forms) < 1 || len(e.Forms) > MaxForms, "want 1 to %d forms, not %d", MaxForms, len(e.Forms))
	for _, f := range e.Forms {
		add(!readable(f) || strings.Contains(f, "\n") || Clean(f) != f || utf8.RuneCountInString(f) > MaxForm,
			"the form %q: want one line of 1 to %d characters with a letter or number", f, MaxForm)
	}
	add(!readable(e.Answer) || Clean(e.Answer) != e.Answer || utf8.RuneCountInString(e.Answer) > MaxAnswer, "want an answer of 1 to %d characters without empty lines", MaxAnswer)
	add(e.Clause != "" && n.Clause(e.Clause) == nil, "the notice has no clause %q", e.Clause)
	add(!readable(e.Office) || strings.Contains(e.Office, "\n") || Clean(e.Office) != e.Office || utf8.RuneCountInString(e.Office) > MaxOffice,
		"want an office of 1 to %d characters", MaxOffice)
	add(e.Until.Before(e.Since), "it ends before it begins")
	return all
}

func readable(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0
}

// written is an entry as a file has it.
type written struct {
	Forms    []string `yaml:"forms"`
	Answer   string   `yaml:"answer"`
	Clause   string   `yaml:"clause,omitempty"`
	Office   string   `yaml:"office"`
	District string   `yaml:"district,omitempty"`
	Series   []string `yaml:"series,omitempty"`
	Levels   []string `yaml:"levels,omitempty"`
	Since    day      `yaml:"since"`
	Until    day      `yaml:"until"`
	Line     int      `yaml:",line"`
}

// day is a date as a file has it.
type day struct{ time.Time }

// UnmarshalText reads YYYY-MM-DD.
func (d *day) UnmarshalText(text []byte) (err error) {
	if d.Time, err = time.ParseInLocation(time.DateOnly, string(text), zone); err != nil {
		return fmt.Errorf("%q is no date like 2023-05-10", text)
	}
	return nil
}

// zone is where days are counted.
var zone = time.FixedZone("Asia/Shanghai", 8*60*60)

// Lined is an entry of a file, with its line.
type Lined struct {
	Entry
	Line int
}

// Known is what there is: the notice, and what a scope may name.
type Known struct {
	Notice                    *knowledge.Notice
	Districts, Series, Levels []string
}

// faults lists what is wrong with a scope.
func (k Known) faults(s Scope) (all []string) {
	for _, named := range []struct {
		what       string
		has, known []string
	}{{"district", []string{s.District}, append([]string{""}, k.Districts...)}, {"series", s.Series, k.Series}, {"level", s.Levels, k.Levels}} {
		for _, id := range named.has {
			if !slices.Contains(named.known, id) {
				all = append(all, fmt.Sprintf("there is no %s %q", named.what, id))
			}
		}
	}
	return all
}

// Read reads a file of entries and checks them; all faults come at once, with file and line. Forms of which same makes the
// same are one.
func Read(name string, data []byte, k Known, same func(string) string) ([]Lined, error) {
	var all []written
	var found strict.Findings
	if err := strict.Decode(name, data, &all); err != nil {
		return nil, err
	}
	fault := func(line int, text string) { found = append(found, strict.Finding{File: name, Line: line, Text: text}) }
	if len(all) > MaxAll {
		fault(0, fmt.Sprintf("more than %d answers", MaxAll))
	}
	first := map[string]int{}
	entries := make([]Lined, len(all))
	for i, w := range all {
		e := Entry{Forms: w.Forms, Answer: strings.TrimSuffix(w.Answer, "\n"), Clause: w.Clause, Office: w.Office, Since: w.Since.Time, Until: w.Until.Time,
			Scope: Scope{District: w.District, Series: w.Series, Levels: w.Levels}}
		for _, text := range append(e.Faults(k.Notice), k.faults(e.Scope)...) {
			fault(w.Line, text)
		}
		if w.Since.IsZero() || w.Until.IsZero() {
			fault(w.Line, "want since and until")
		}
		for _, f := range e.Forms {
			if at, twice := first[same(f)]; twice {
				fault(w.Line, fmt.Sprintf("the form %q is that of line %d too", f, at))
			} else {
				first[same(f)] = w.Line
			}
		}
		entries[i] = Lined{e, w.Line}
	}
	return entries, found.Err()
}

// list writes a list that is not empty.
func list(out *strings.Builder, name string, all []string) {
	if len(all) > 0 {
		fmt.Fprintf(out, "  %s:\n", name)
	}
	for _, v := range all {
		fmt.Fprintf(out, "    - %s\n", strict.Quote(v))
	}
}

// Write is the file of entries that Read reads.
func Write(all []Entry) []byte {
	var out strings.Builder
	for _, e := range all {
		out.WriteString("- forms:\n")
		for _, f := range e.Forms {
			fmt.Fprintf(&out, "    - %s\n", strict.Quote(f))
		}
		fmt.Fprintf(&out, "  answer: %s\n", strict.Quote(e.Answer))
		if e.Clause != "" {
			fmt.Fprintf(&out, "  clause: %s\n", strict.Quote(e.Clause))
		}
		fmt.Fprintf(&out, "  office: %s\n", strict.Quote(e.Office))
		if e.Scope.District != "" {
			fmt.Fprintf(&out, "  district: %s\n", strict.Quote(e.Scope.District))
		}
		list(&out, "series", e.Scope.Series)
		list(&out, "levels", e.Scope.Levels)
		fmt.Fprintf(&out, "  since: %s\n  until: %s\n", e.Since.Format(time.DateOnly), e.Until.Format(time.DateOnly))
	}
	return []byte(out.String())
}
