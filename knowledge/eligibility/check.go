package eligibility

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// builtins are what expressions may read besides facts: the day of asking, the one known cut-off or "", and whether
// the cut-off is over ("no", "some", "all").
var builtins = []string{"as_of", "cutoff", "late"}

// session is one check. It is what expressions read, so that a let is worked out only when it is needed.
type session struct {
	r            *Rules
	values       []any // by fact; nil is absent
	asOf         day
	interruption int
	bound        []ref.Val // by fact: the value, its default, or an unknown that names it
	memo         []ref.Val // by expression
	judged       []*said   // by condition
	cuts         []cut
	cutAsks      []int
	broken       error
}

func (r *Rules) newSession(values []any, asOf day) *session {
	s := &session{r: r, values: values, asOf: asOf, bound: make([]ref.Val, len(r.facts)),
		memo: make([]ref.Val, len(r.exprs)), judged: make([]*said, r.conds)}
	for i := range r.facts {
		s.bound[i] = s.bind(i)
	}
	if n, ok := s.bound[r.clock.interruption].(types.Int); ok {
		s.interruption = int(n)
	}
	return s
}

func (s *session) bind(i int) ref.Val {
	v := s.values[i]
	if v == nil {
		v = s.r.defaults[i]
	}
	switch v := v.(type) {
	case bool:
		return types.Bool(v)
	case int:
		return types.Int(v)
	case string:
		return types.String(v)
	case span:
		return dateVal{opaque{dateType}, v, i, s}
	}
	return s.r.absent[i]
}

// ResolveName gives CEL a fact, a let or a builtin.
func (s *session) ResolveName(name string) (any, bool) {
	slot, ok := s.r.slots[name]
	if !ok {
		return nil, false
	}
	switch slot.kind {
	case slotFact:
		return s.bound[slot.i], true
	case slotGiven:
		return types.Bool(s.values[slot.i] != nil), true
	case slotLet:
		return s.value(s.r.exprs[slot.i]), true
	}
	switch name {
	case "as_of":
		return types.String(s.asOf.String()), true
	case "cutoff":
		date, known := s.cutoff()
		if !known {
			date = noDay
		}
		return types.String(date.String()), true
	}
	return types.String(s.late()), true
}

// Parent ends the chain of activations.
func (s *session) Parent() cel.Activation { return nil }

// fail keeps the first fault of the rules that a check met; the verdict is then an error, never a guess.
func (s *session) fail(e *expr, err error) {
	if s.broken == nil {
		s.broken = fmt.Errorf("%s: %w", e.text, err)
	}
}

// Check decides what the facts come to on a civil date. Facts are named as in facts.yaml; the values are strings,
// bools and whole numbers as JSON decoders give them. Faulty facts give the verdict error.
func (r *Rules) Check(facts map[string]any, asOf time.Time) Result {
	values, faults := r.parse(facts)
	if len(faults) > 0 {
		return empty(Malformed, civil(asOf), faults)
	}
	return r.check(values, civil(asOf))
}

func (r *Rules) check(values []any, asOf day) Result {
	s := r.newSession(values, asOf)
	var faults []InputFault
	for _, c := range r.clashes {
		if s.holds(c.when) {
			for _, f := range c.facts {
				faults = append(faults, InputFault{f, Contradiction})
			}
		}
	}
	if len(faults) > 0 {
		return empty(Malformed, asOf, faults)
	}
	res := s.run()
	if s.broken != nil {
		return empty(Malformed, asOf, []InputFault{{s.broken.Error(), BadRules}})
	}
	return res
}

// run goes through the stages and, if none of them decides, the routes.
func (s *session) run() Result {
	g := gathering{s: s, res: empty("", s.asOf, nil), shown: make([]*Condition, s.r.conds)}
	var only []string
	for _, st := range s.r.stages {
		var rows []*stage
		for _, row := range st {
			if s.holds(row.when) {
				rows = append(rows, row)
			}
		}
		if len(rows) == 0 {
			continue
		}
		if rows[0].verdict != "" {
			return g.stage(rows)
		}
		for _, row := range rows {
			only = append(only, row.only...)
		}
	}
	for _, rt := range s.r.routes {
		if (only == nil || slices.Contains(only, rt.id)) && s.holds(rt.raised) {
			g.route(rt)
		}
	}
	return g.finish()
}

// precedence of the verdicts that the routes give.
var precedence = []struct {
	status  Status
	verdict Verdict
}{{Open, MayApply}, {Asking, Ask}, {ToConfirm, Confirm}, {Waiting, PendingAll}}

func verdictOf(routes []RouteResult) Verdict {
	for _, p := range precedence {
		if slices.ContainsFunc(routes, func(r RouteResult) bool { return r.Status == p.status }) {
			return p.verdict
		}
	}
	return NoRoute
}

// names is the facts' names in the order of facts.yaml.
func (s *session) names(facts []int) []string {
	facts = slices.Clone(facts)
	slices.Sort(facts)
	out := make([]string, len(facts))
	for i, f := range facts {
		out[i] = s.r.facts[f].ID
	}
	return out
}

func empty(v Verdict, asOf day, faults []InputFault) Result {
	return Result{Verdict: v, AsOf: asOf.String(), Errors: faults, Routes: []RouteResult{}, AskNow: []string{}, AskMore: []string{},
		Screen: []string{}, Requirements: []Requirement{}, Exemptions: []string{}, Committee: []string{}, Submit: []string{}, Cites: []Cite{}}
}

// byOrder sorts codes by their place in codes.yaml.
func (r *Rules) byOrder(a, b string) int { return cmp.Compare(r.codeOrder[a], r.codeOrder[b]) }

// Refused is the result of facts that could not be read at all.
func (r *Rules) Refused(asOf time.Time) Result { return empty(Malformed, civil(asOf), nil) }
