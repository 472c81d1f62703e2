package eligibility

import (
	"fmt"
	"slices"

	"zhicheng/knowledge/strict"
)

// TalkFile is the file of a pack that holds what a conversation about the rules needs besides them.
const TalkFile = "talk.yaml"

// Talk is what a conversation about the rules needs besides them.
type Talk struct {
	Warning  Cite      `yaml:"warning"` // shown with every committee
	Quota    QuotaTalk `yaml:"quota"`
	Patterns *Patterns `yaml:"-"`
}

// QuotaTalk says how to ask the rules about posts: a person about whom nothing is in doubt but the posts.
type QuotaTalk struct {
	Route      string      `yaml:"route"` // whose condition on posts decides
	Facts      []GivenFact `yaml:"facts"` // of that person
	Cases      []QuotaCase `yaml:"cases"` // what to choose between first
	Ask        []string    `yaml:"ask"`   // facts to ask, in this order
	Applicants string      `yaml:"applicants"`
	Formulas   []Formula   `yaml:"formulas"`
	Line       int         `yaml:",line"`
}

// GivenFact is a fact with its value.
type GivenFact struct {
	Fact  string `yaml:"fact"`
	Value any    `yaml:"value"`
	Line  int    `yaml:",line"`
}

// QuotaCase is one kind of post.
type QuotaCase struct {
	Label string      `yaml:"label"`
	Facts []GivenFact `yaml:"facts"`
	Line  int         `yaml:",line"`
}

// Formula tells in words how a clause counts.
type Formula struct {
	Cite Cite   `yaml:"cite"`
	Text string `yaml:"text"`
	Line int    `yaml:",line"`
}

// LoadTalk reads talk.yaml and patterns.yaml by file. The error holds all faults of one of them, with file and line.
func LoadTalk(file func(name string) ([]byte, error), quotes func(clause, quote string) bool, r *Rules) (t Talk, err error) {
	data, err := file(TalkFile)
	if err != nil {
		return t, fmt.Errorf("read %s: %w", TalkFile, err)
	}
	if err := strict.Decode(TalkFile, data, &t); err != nil {
		return t, err
	}
	if err := t.lint(quotes, r).Err(); err != nil {
		return t, err
	}
	if data, err = file(PatternsFile); err != nil {
		return t, fmt.Errorf("read %s: %w", PatternsFile, err)
	}
	t.Patterns, err = ReadPatterns(PatternsFile, data, r)
	return t, err
}

func (t Talk) lint(quotes func(clause, quote string) bool, r *Rules) (found strict.Findings) {
	fault := func(line int, format string, args ...any) {
		found = append(found, strict.Finding{File: TalkFile, Line: line, Text: fmt.Sprintf(format, args...)})
	}
	cite := func(c Cite) {
		if !quotes(c.Clause, c.Quote) {
			fault(c.Line, "the notice does not say %q in %s", c.Quote, c.Clause)
		}
	}
	facts := func(all []GivenFact) {
		for _, g := range all {
			if problem, ok := r.Valid(g.Fact, g.Value); !ok {
				fault(g.Line, "%s cannot be %v: %s", g.Fact, g.Value, problem)
			}
		}
	}
	q := t.Quota
	cite(t.Warning)
	facts(q.Facts)
	for _, c := range q.Cases {
		facts(c.Facts)
	}
	for _, f := range q.Formulas {
		cite(f.Cite)
	}
	for _, id := range q.Ask {
		if _, ok := r.Fact(id); !ok {
			fault(q.Line, "there is no fact %q", id)
		}
	}
	if !slices.Contains(q.Ask, q.Applicants) || len(q.Cases) == 0 || r.RouteName(q.Route) == q.Route {
		fault(q.Line, "quota wants a known route, cases, and the applicants among the facts to ask")
	}
	return found
}
