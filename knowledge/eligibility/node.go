package eligibility

import (
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// cond is a compiled condition. Its value is worked out once a check.
type cond struct {
	index   int
	label   string
	cite    Cite
	use     *cond
	test    *expr // a bool
	is      *expr // a truth
	rows    []condRow
	all     []*cond
	any     []*cond
	els     Value
	fail    *Value
	codes   []string
	drop    []string
	curable bool
	facts   []int
	names   []string // of the facts
}

type condRow struct {
	when   *expr // always if nil
	value  Value
	codes  []string
	exempt []string
	ask    []int
	cite   Cite
}

// said is an outcome with the clauses that it rests on and, per code, the clause that raised it.
type said struct {
	outcome
	cites []Cite
	tags  []tag
}

// tag is a code with the clause that raised it.
type tag struct{ code, clause string }

func tags(codes []string, clause string) []tag {
	out := make([]tag, len(codes))
	for i, c := range codes {
		out[i] = tag{c, clause}
	}
	return out
}

// judge works a condition out.
func (s *session) judge(c *cond) *said {
	if s.judged[c.index] == nil {
		o := s.work(c)
		s.judged[c.index] = &o
	}
	return s.judged[c.index]
}

func (s *session) work(c *cond) said {
	switch {
	case c.use != nil:
		return s.remap(c, *s.judge(c.use))
	case c.test != nil:
		return s.remap(c, s.tested(c))
	case c.is != nil:
		return s.remap(c, s.cited(s.truth(c.is), c.cite))
	case c.rows != nil:
		return s.remap(c, s.row(c))
	case c.all != nil:
		return s.remap(c, join(s.each(c.all), both))
	default:
		return s.remap(c, join(s.each(c.any), either))
	}
}

func (s *session) each(conds []*cond) []*said {
	out := make([]*said, len(conds))
	for i, c := range conds {
		out[i] = s.judge(c)
	}
	return out
}

// join combines outcomes; clauses and tags come from the members that made the value what it is.
func join(members []*said, combine func([]outcome) outcome) said {
	outs := make([]outcome, len(members))
	for i, m := range members {
		outs[i] = m.outcome
	}
	res := said{outcome: combine(outs)}
	for _, m := range members {
		if m.Value == res.Value || res.Value >= C && m.Value >= C {
			res.cites = union(res.cites, m.cites)
		}
		for _, t := range m.tags {
			for _, code := range res.codes {
				if t.code == code {
					res.tags = union(res.tags, []tag{t})
				}
			}
		}
	}
	return res
}

// cited adds the clause to an outcome that needs one: anything but a plain T.
func (s *session) cited(o outcome, cite Cite) said {
	out := said{outcome: o, tags: tags(o.codes, cite.Clause)}
	if o.Value != T || len(o.codes) > 0 || len(o.exempt) > 0 {
		out.cites = []Cite{cite}
	}
	return out
}

func (s *session) tested(c *cond) said {
	holds, asks := s.bool(c.test)
	o := outcome{Value: T}
	switch {
	case len(asks) > 0:
		o.Value, o.asks = U, asks
	case !holds:
		o.Value = c.els
		if c.els >= C {
			o.codes = c.codes
		}
	}
	return s.cited(o, c.cite)
}

// row finds the first row that is true; one that is not decided asks.
func (s *session) row(c *cond) said {
	for i := range c.rows {
		r := &c.rows[i]
		if r.when != nil {
			holds, asks := s.bool(r.when)
			if len(asks) > 0 {
				return s.cited(outcome{Value: U, asks: asks}, r.cite)
			}
			if !holds {
				continue
			}
		}
		return s.cited(outcome{Value: r.value, codes: r.codes, exempt: r.exempt, asks: r.ask}, r.cite)
	}
	return s.cited(outcome{Value: F}, c.cite)
}

// remap applies what a condition says about its own F, about codes and about cures.
func (s *session) remap(c *cond, o said) said {
	if o.Value == F {
		o.curable = o.curable || c.curable
		if c.fail != nil {
			o.Value, o.on, o.curable = *c.fail, noDay, false
			o.codes = union(o.codes, c.codes)
			o.tags = union(o.tags, tags(c.codes, c.cite.Clause))
			o.cites = union(o.cites, []Cite{c.cite})
		}
	}
	if len(c.drop) > 0 {
		o.codes = without(o.codes, c.drop)
	}
	return o
}

func without(codes, drop []string) (kept []string) {
	for _, c := range codes {
		if len(union(drop, []string{c})) != len(drop) {
			kept = append(kept, c)
		}
	}
	return kept
}

// value evaluates an expression once a check.
func (s *session) value(e *expr) ref.Val {
	if s.memo[e.index] == nil {
		v, _, err := e.prog.Eval(s)
		if err != nil {
			s.fail(e, err)
			v = types.False
		}
		s.memo[e.index] = v
	}
	return s.memo[e.index]
}

// bool is the value of a test, or the facts that it lacks.
func (s *session) bool(e *expr) (bool, []int) {
	switch v := s.value(e).(type) {
	case types.Bool:
		return bool(v), nil
	case *types.Unknown:
		return false, asked(v)
	}
	return false, nil
}

// holds is true if the test is true on what is known.
func (s *session) holds(e *expr) bool {
	if e == nil {
		return true
	}
	v, _ := s.bool(e)
	return v
}

func (s *session) truth(e *expr) outcome {
	switch v := s.value(e).(type) {
	case truthVal:
		return v.o
	case *types.Unknown:
		return outcome{Value: U, asks: asked(v)}
	}
	return outcome{Value: F}
}

// asked lists the facts that an unknown names.
func asked(u *types.Unknown) []int {
	out := make([]int, 0, 2)
	for _, id := range u.IDs() {
		out = append(out, int(id)-1)
	}
	return out
}
