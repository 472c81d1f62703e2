package eligibility

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"zhicheng/knowledge"
	"zhicheng/knowledge/strict"
)

// PatternsFile is the file of a pack that says in which words people tell their facts.
const PatternsFile = "patterns.yaml"

// MaxHeard is the longest text, in characters, that Hear reads.
const MaxHeard = 1000

// Heard is what a text says about a fact. It is a proposal: only what the person confirms counts.
type Heard struct {
	Fact  string
	Value any    // nil if Text is to be read as an answer, or if the fact must be asked
	Text  string // the words for the value, as an answer to the fact's question
	Said  string // the words that were heard
	Vague bool   // something was said about the fact, but no value: ask
}

// Patterns finds facts in what people write. They are not changed after ReadPatterns.
type Patterns struct{ all []*pattern }

type pattern struct {
	facts []string
	value any
	when  *regexp.Regexp
	not   *regexp.Regexp
	group int // of the named group "value", or -1
}

type patternsFile struct {
	Patterns []patternData `yaml:"patterns"`
}

// patternData has either fact with value or with a group "value" in when, or ask: what was said is too vague to count.
type patternData struct {
	Fact   string   `yaml:"fact"`
	Value  any      `yaml:"value"`
	Ask    []string `yaml:"ask"`
	When   string   `yaml:"when"` // RE2, over the text after NFKC in lower case without white space
	Not    string   `yaml:"not"`  // RE2: nothing is heard where this matches
	Like   []string `yaml:"like"` // texts that it must hear
	Unlike []string `yaml:"unlike"`
	Line   int      `yaml:",line"`
}

// ReadPatterns compiles a pack's patterns.yaml. The error holds all faults with file and line: an unknown fact or value,
// a bad expression, an example that is not heard.
func ReadPatterns(name string, data []byte, r *Rules) (*Patterns, error) {
	var file patternsFile
	if err := strict.Decode(name, data, &file); err != nil {
		return nil, err
	}
	var found strict.Findings
	out := &Patterns{}
	for _, d := range file.Patterns {
		p, faults := d.compile(r)
		for _, fault := range faults {
			found = append(found, strict.Finding{File: name, Line: d.Line, Text: fault})
		}
		out.all = append(out.all, p)
	}
	return out, found.Err()
}

func (d patternData) compile(r *Rules) (p *pattern, faults []string) {
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	p = &pattern{facts: d.Ask, value: d.Value, group: -1}
	if d.Fact != "" {
		p.facts = append([]string{d.Fact}, p.facts...)
	}
	for _, id := range p.facts {
		if _, ok := r.Fact(id); !ok {
			fault("there is no fact %q", id)
		}
	}
	if (d.Fact == "") == (len(d.Ask) == 0) {
		fault("want either fact or ask")
	}
	if problem, ok := r.Valid(d.Fact, d.Value); d.Value != nil && !ok {
		fault("%s cannot be %v: %s", d.Fact, d.Value, problem)
	}
	var err error
	if p.when, err = regexp.Compile(d.When); err != nil || d.When == "" {
		fault("when is no expression: %v", err)
		return p, faults
	}
	if d.Not != "" {
		if p.not, err = regexp.Compile(d.Not); err != nil {
			fault("not is no expression: %v", err)
			return p, faults
		}
	}
	p.group = p.when.SubexpIndex("value")
	if d.Fact != "" && (d.Value == nil) != (p.group >= 0) {
		fault("want either value or a group named value in when")
	}
	if len(d.Like) == 0 || p.when.MatchString("") {
		fault("names no text that it must hear, or hears something in none")
	}
	for _, text := range d.Like {
		if !p.match(fold(text)) {
			fault("does not hear %q", text)
		}
	}
	for _, text := range d.Unlike {
		if p.match(fold(text)) {
			fault("hears %q", text)
		}
	}
	return p, faults
}

func fold(text string) string { return strings.ToLower(knowledge.Fold(text)) }

func (p *pattern) match(text string) bool {
	return p.when.MatchString(text) && (p.not == nil || !p.not.MatchString(text))
}

// Hear lists what a text says, in the order of the patterns, each fact once. Where it says two different things about a
// fact, that fact is vague. A text longer than MaxHeard says nothing.
func (ps *Patterns) Hear(text string) []Heard {
	if ps == nil || utf8.RuneCountInString(text) > MaxHeard {
		return nil
	}
	text = fold(text)
	var all []Heard
	for _, p := range ps.all {
		m := p.when.FindStringSubmatch(text)
		if m == nil || p.not != nil && p.not.MatchString(text) {
			continue
		}
		for _, fact := range p.facts {
			h := Heard{Fact: fact, Value: p.value, Said: m[0], Vague: p.value == nil && p.group < 0}
			if p.value == nil && p.group >= 0 {
				h.Text = m[p.group]
			}
			all = add(all, h)
		}
	}
	return all
}

func add(all []Heard, h Heard) []Heard {
	i := slices.IndexFunc(all, func(o Heard) bool { return o.Fact == h.Fact })
	switch {
	case i < 0:
		return append(all, h)
	case all[i].Vague && !h.Vague && all[i].Value == nil && all[i].Said != "":
		all[i] = h // exact words beat vague ones
	case h.Vague || all[i].Value == h.Value && all[i].Text == h.Text:
	default:
		all[i] = Heard{Fact: h.Fact, Vague: true}
	}
	return all
}
