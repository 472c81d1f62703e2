package eligibility

import (
	"fmt"
	"slices"
)

// Value is what a condition comes to. They are ordered for "and": the smallest wins.
type Value uint8

// F: the facts contradict the condition. U: a fact that decides it is missing or too coarse. C: all facts are known,
// but another document or somebody's judgement decides. T: satisfied.
const (
	F Value = iota
	U
	C
	T
)

const valueNames = "FUCT"

func (v Value) String() string { return valueNames[v : v+1] }

// MarshalText writes the letter.
func (v Value) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText reads the letter.
func (v *Value) UnmarshalText(text []byte) error {
	for i := range len(valueNames) {
		if string(text) == valueNames[i:i+1] {
			*v = Value(i)
			return nil
		}
	}
	return fmt.Errorf("want one of F, U, C, T, not %q", text)
}

// rank orders the values for "or": T > U > C > F. An alternative that a fact could open beats one that somebody must
// confirm.
func (v Value) rank() int { return [...]int{F: 0, C: 1, U: 2, T: 3}[v] }

// outcome is a value with what belongs to it.
type outcome struct {
	Value   Value
	codes   []string // to be shown with the route
	exempt  []string
	asks    []int // facts that decide a U
	on      day   // of an F that time alone cures: the day it is satisfied; noDay otherwise
	curable bool  // of an F that the person can do something about
}

// both is "and": the smallest value, with all that the members of that value say.
func both(members []outcome) outcome {
	out := outcome{Value: T}
	for _, m := range members {
		out.Value = min(out.Value, m.Value)
	}
	first := true
	for _, m := range members {
		switch {
		case out.Value == F && m.Value == F:
			if first {
				out.on, out.curable, first = m.on, m.curable, false
				continue
			}
			out.curable = out.curable && m.curable
			if out.on == noDay || m.on == noDay {
				out.on = noDay
			} else {
				out.on = max(out.on, m.on)
			}
		case out.Value == U && m.Value == U:
			out.asks = union(out.asks, m.asks)
		case out.Value >= C:
			out.codes = union(out.codes, m.codes)
			out.exempt = union(out.exempt, m.exempt)
		}
	}
	return out
}

// either is "or": the best alternative. Of several that are satisfied the first counts; of several that must be
// confirmed, or that ask, all are told.
func either(alternatives []outcome) outcome {
	best := F
	for _, a := range alternatives {
		if a.Value.rank() > best.rank() {
			best = a.Value
		}
	}
	out := outcome{Value: best}
	for _, a := range alternatives {
		if a.Value != best {
			continue
		}
		if best == T {
			return a
		}
		out.codes = union(out.codes, a.codes)
		out.exempt = union(out.exempt, a.exempt)
		out.asks = union(out.asks, a.asks)
		out.curable = out.curable || a.curable
		if a.on != noDay && (out.on == noDay || a.on < out.on) {
			out.on = a.on
		}
	}
	return out
}

// union appends what is not there yet, without touching the backing array of a.
func union[E comparable](a, b []E) []E {
	if len(b) == 0 {
		return a // an empty list stays one, and is not null in JSON
	}
	if len(a) == 0 {
		a, b = b[:min(len(b), 1):min(len(b), 1)], b[min(len(b), 1):]
	}
	own := false
	for _, e := range b {
		if slices.Contains(a, e) {
			continue
		}
		if !own {
			own = true
			a = append(make([]E, 0, len(a)+len(b)), a...)
		}
		a = append(a, e)
	}
	return a
}
