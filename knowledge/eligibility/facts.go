package eligibility

import (
	"cmp"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
)

// Class says what an absent fact means.
type Class string

// The classes: asked first; asked if a route that is still alive needs it; not claimed; never in the way; a stated
// default.
const (
	Gate    Class = "gate"
	Needed  Class = "route"
	Screen  Class = "screen"
	Soft    Class = "soft"
	Default Class = "default"
)

// Kind is the type of a fact's value.
type Kind string

// The kinds of fact. A Part may be YYYY, YYYY-MM or YYYY-MM-DD.
const (
	Enum Kind = "enum"
	Bool Kind = "bool"
	Int  Kind = "int"
	Date Kind = "date"
	Part Kind = "pdate"
)

// Option is one value of an Enum.
type Option struct {
	ID    string `yaml:"id" json:"id"`
	Label string `yaml:"label" json:"label"`
	Line  int    `yaml:",line" json:"-"`
}

// Fact is one thing that the rules may ask, as facts.yaml describes it.
type Fact struct {
	ID       string   `yaml:"id" json:"id"`
	Label    string   `yaml:"label" json:"label"`
	Ask      string   `yaml:"ask" json:"ask"`
	Tick     string   `yaml:"tick" json:"-"` // of a Screen, how its list puts it; where it is left out, Label
	Kind     Kind     `yaml:"type" json:"type"`
	Class    Class    `yaml:"class" json:"class"`
	Values   []Option `yaml:"values" json:"values,omitempty"`
	Default  string   `yaml:"default" json:"default,omitempty"`
	Negative bool     `yaml:"negative" json:"negative,omitempty"` // may be below zero
	Screens  string   `yaml:"screens" json:"-"`                   // CEL: of a Screen, when to offer it
	Line     int      `yaml:",line" json:"-"`
}

// Offer is what somebody ticks whom the fact may concern.
func (f *Fact) Offer() string { return cmp.Or(f.Tick, f.Label) }

// Option returns the value with this id.
func (f *Fact) Option(id string) (Option, bool) {
	i := slices.IndexFunc(f.Values, func(o Option) bool { return o.ID == id })
	if i < 0 {
		return Option{}, false
	}
	return f.Values[i], true
}

// Problem is what is wrong with a fact that was given.
type Problem string

// The problems. Contradiction concerns several facts.
const (
	UnknownFact    Problem = "unknown_fact"
	WrongType      Problem = "wrong_type"
	NotInList      Problem = "not_in_list"
	ImpossibleDate Problem = "impossible_date"
	Negative       Problem = "negative"
	TooLarge       Problem = "too_large"
	Contradiction  Problem = "contradiction"
	BadRules       Problem = "rules" // a fault of the rules, not of the facts
)

// maxInt is the largest number that a fact may have: beyond it somebody mistyped.
const maxInt = 1_000_000_000

// InputFault names a fact that cannot be used, and why.
type InputFault struct {
	Fact    string  `json:"fact"`
	Problem Problem `json:"problem"`
}

// parse reads one given value: a string for Enum, a bool, an int, or a span.
func (f *Fact) parse(v any) (any, Problem) {
	switch f.Kind {
	case Bool:
		if b, ok := v.(bool); ok {
			return b, ""
		}
	case Int:
		return f.parseInt(v)
	case Enum:
		if s, ok := v.(string); ok {
			if _, ok := f.Option(s); !ok {
				return nil, NotInList
			}
			return s, ""
		}
	case Date, Part:
		if s, ok := v.(string); ok {
			sp, err := parseSpan(s)
			if err != nil || f.Kind == Date && !wholeDate.MatchString(s) {
				return nil, ImpossibleDate
			}
			return sp, ""
		}
	}
	return nil, WrongType
}

func (f *Fact) parseInt(v any) (any, Problem) {
	n, ok := whole(v)
	switch {
	case !ok:
		return nil, WrongType
	case n > maxInt || n < -maxInt:
		return nil, TooLarge
	case n < 0 && !f.Negative:
		return nil, Negative
	}
	return int(n), ""
}

// whole reads the forms in which JSON and YAML decoders hand over a whole number.
func whole(v any) (int64, bool) {
	switch n := v.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case float64:
		return int64(n), n == math.Trunc(n) && math.Abs(n) < 1<<53
	case json.Number:
		i, err := strconv.ParseInt(n.String(), 10, 64)
		return i, err == nil
	}
	return 0, false
}

// parse reads all given facts by their index; the faults are in the order of the names.
func (r *Rules) parse(given map[string]any) (values []any, faults []InputFault) {
	values = make([]any, len(r.facts))
	for _, id := range slices.Sorted(maps.Keys(given)) {
		i, ok := r.factIndex[id]
		if !ok {
			faults = append(faults, InputFault{id, UnknownFact})
			continue
		}
		v, problem := r.facts[i].parse(given[id])
		if problem != "" {
			faults = append(faults, InputFault{id, problem})
			continue
		}
		values[i] = v
	}
	return values, faults
}
