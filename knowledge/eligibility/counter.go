package eligibility

import (
	"slices"
	"time"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
)

// Change is one fact with another value, and the closed routes that it would bring to life.
type Change struct {
	Fact   string            `json:"fact"`
	Value  any               `json:"value"`
	Routes map[string]Status `json:"routes"` // open or to be confirmed
}

// Counterfactuals lists the single facts whose other value would open a closed route, or make it one to be confirmed,
// in the order of facts.yaml. Dates are left out: a closed route says by itself on which day it is satisfied.
func (r *Rules) Counterfactuals(facts map[string]any, asOf time.Time) []Change {
	values, faults := r.parse(facts)
	if len(faults) > 0 {
		return nil
	}
	on := civil(asOf)
	closed := map[string]bool{}
	readers := map[string]bool{}
	for _, rt := range r.check(values, on).Routes {
		if rt.Status == Closed {
			closed[rt.ID] = true
			failing(rt.Conditions, readers)
		}
	}
	var out []Change
	for i := range r.facts {
		if !readers[r.facts[i].ID] {
			continue
		}
		for _, v := range r.others(i, values[i]) {
			if c, ok := r.changed(values, i, v, on, closed); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

// failing collects the facts that failed conditions read.
func failing(conds []Condition, into map[string]bool) {
	for _, c := range conds {
		if c.Value == F {
			for _, f := range c.Facts {
				into[f] = true
			}
		}
	}
}

func (r *Rules) changed(values []any, i int, v any, on day, closed map[string]bool) (Change, bool) {
	other := slices.Clone(values)
	other[i] = v
	c := Change{Fact: r.facts[i].ID, Value: v, Routes: map[string]Status{}}
	for _, rt := range r.check(other, on).Routes {
		if closed[rt.ID] && (rt.Status == Open || rt.Status == ToConfirm) {
			c.Routes[rt.ID] = rt.Status
		}
	}
	return c, len(c.Routes) > 0
}

// others lists the values of a fact that are worth trying instead of the one given.
func (r *Rules) others(i int, given any) []any {
	var all []any
	switch f := &r.facts[i]; f.Kind {
	case Enum:
		for _, o := range f.Values {
			all = append(all, o.ID)
		}
	case Bool:
		all = []any{true, false}
	case Int:
		for _, n := range r.limits[i] {
			all = append(all, n)
		}
	}
	return slices.DeleteFunc(all, func(v any) bool { return v == given })
}

// limit notes the numbers that an expression compares a fact with.
func (c *compiler) limit(call ast.CallExpr) {
	if len(call.Args()) != 2 {
		return
	}
	name, number := call.Args()[0], call.Args()[1]
	if name.Kind() != ast.IdentKind || number.Kind() != ast.LiteralKind {
		return
	}
	n, isInt := number.AsLiteral().(types.Int)
	i, isFact := c.rules.factIndex[name.AsIdent()]
	if isInt && isFact && c.rules.facts[i].Kind == Int {
		if c.rules.limits == nil {
			c.rules.limits = map[int][]int{}
		}
		c.rules.limits[i] = union(c.rules.limits[i], []int{int(n)})
	}
}
