package eligibility

import (
	"fmt"
	"math/rand/v2"

	"zhicheng/knowledge/strict"
)

// Lint lists what Load cannot see by reading: routes that nobody can ever take. It searches people at random but always
// the same ones, so that its findings are stable.
func (r *Rules) Lint() strict.Findings {
	listed := map[string]bool{}
	for _, st := range r.stages {
		for _, row := range st {
			for id := range row.list {
				listed[id] = true
			}
		}
	}
	var found strict.Findings
	for _, rt := range r.routes {
		if !listed[rt.id] && !r.reachable(rt) {
			found = append(found, strict.Finding{File: RulesFile, Line: rt.line, Text: fmt.Sprintf("the route %s is never reachable", rt.id)})
		}
	}
	return found
}

// The bounds of the search: people to begin with, and changes of one fact to each.
const (
	searchPeople  = 12
	searchChanges = 600
)

// reachable looks for a person for whom the route is raised and nothing is F: it changes one fact at a time and keeps
// what does not add an F.
func (r *Rules) reachable(rt *route) bool {
	rng := rand.New(rand.NewPCG(1, uint64(len(rt.id))))
	asOf := r.clock.dates[0].date - 30
	for range searchPeople {
		values := make([]any, len(r.facts))
		for i := range values {
			values[i] = r.draw(i, asOf, rng)
		}
		left := r.missing(rt, values, asOf)
		for range searchChanges {
			if left == 0 {
				return true
			}
			i := rng.IntN(len(values))
			old := values[i]
			values[i] = r.draw(i, asOf, rng)
			if now := r.missing(rt, values, asOf); now <= left {
				left = now
			} else {
				values[i] = old
			}
		}
	}
	return false
}

// missing counts what keeps a person from the route.
func (r *Rules) missing(rt *route, values []any, asOf day) int {
	s := r.newSession(values, asOf)
	n := 0
	if !s.holds(rt.raised) {
		n += 2
	}
	for _, c := range rt.all {
		if s.judge(c).Value == F {
			n++
		}
	}
	return n
}

// draw is a random value of a fact, or none.
func (r *Rules) draw(i int, asOf day, rng *rand.Rand) any {
	f := &r.facts[i]
	if rng.IntN(4) == 0 {
		return nil
	}
	switch f.Kind {
	case Bool:
		return rng.IntN(2) == 0
	case Int:
		return rng.IntN(100)
	case Enum:
		return f.Values[rng.IntN(len(f.Values))].ID
	}
	d := asOf - day(rng.IntN(40*365))
	return span{d, d}
}
