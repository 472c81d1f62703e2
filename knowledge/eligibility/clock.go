package eligibility

// cut is a day up to which everything is counted, or one that is not known yet.
type cut struct {
	date      day
	known     bool
	stated    Stated // the paper that states it, if one does
	milestone string
}

// stated is a day that a paper has moved.
func (s *session) stated(c cut) cut {
	if s.r.stated == nil {
		return c
	}
	series, _ := s.values[s.r.clock.series].(string)
	if p, ok := s.r.stated(c.milestone, series); ok {
		c.date, c.known, c.stated = civil(p.On), true, p
	}
	return c
}

// cutoffs lists the cut-offs that are possible: one, or two while the fact that decides between them is absent. The
// facts that decide are returned with two.
func (s *session) cutoffs() ([]cut, []int) {
	if s.cuts == nil {
		s.cuts, s.cutAsks = s.findCutoffs()
	}
	return s.cuts, s.cutAsks
}

func (s *session) findCutoffs() ([]cut, []int) {
	local, given := s.values[s.r.clock.local].(span)
	open := cut{date: local.lo, known: given, milestone: s.r.clock.openDate}
	dated := cut{date: noDay}
	for _, d := range s.r.clock.dates {
		if s.holds(d.when) {
			dated = s.stated(cut{date: d.date, known: true, milestone: d.milestone})
			break
		}
	}
	switch {
	case !given:
		open = s.stated(open)
	case dated.known && local.lo < dated.date:
		dated = cut{date: local.lo, known: true, milestone: dated.milestone}
	}
	isOpen, asks := s.bool(s.r.clock.open)
	switch {
	case len(asks) > 0 && (dated.known != open.known || dated.date != open.date):
		return []cut{dated, open}, asks
	case isOpen && len(asks) == 0:
		return []cut{open}, nil
	}
	return []cut{dated}, nil
}

// cutoff is the one known cut-off.
func (s *session) cutoff() (day, bool) {
	cuts, _ := s.cutoffs()
	return cuts[0].date, len(cuts) == 1 && cuts[0].known
}

// late says whether the cut-off is over: "no", "all", or "some" while two are possible.
func (s *session) late() string {
	cuts, _ := s.cutoffs()
	n := 0
	for _, c := range cuts {
		if end := s.end(c); s.asOf > end {
			n++
		}
	}
	switch n {
	case 0:
		return "no"
	case len(cuts):
		return "all"
	}
	return "some"
}

// end is the last day on which an application may still be made.
func (s *session) end(c cut) day {
	if c.known {
		return c.date
	}
	return s.r.clock.yearEnd
}

// eachCut judges a date condition under every possible cut-off. If they agree, that is its value; otherwise the fact
// that decides the cut-off decides the condition.
func (s *session) eachCut(judge func(cut) outcome) outcome {
	cuts, asks := s.cutoffs()
	out := judge(cuts[0])
	for _, c := range cuts[1:] {
		o := judge(c)
		if o.Value != out.Value {
			return outcome{Value: U, asks: asks}
		}
		out.codes, out.asks = union(out.codes, o.codes), union(out.asks, o.asks)
	}
	return out
}

// fullYears: n years after the start are over at the cut-off.
func (s *session) fullYears(d dateVal, n int) outcome {
	e := d.after(n, s.interruption)
	return s.eachCut(func(c cut) outcome { return s.complete(d.fact, e, c) })
}

// served is fullYears, but to be confirmed where counting from graduation would not do.
func (s *session) served(d dateVal, n int) outcome {
	e := d.after(n, s.interruption)
	grad, given := s.values[s.r.clock.graduation].(span)
	g := grad
	if given {
		g = grad.after(n, s.interruption)
	}
	return s.eachCut(func(c cut) outcome {
		o := s.complete(d.fact, e, c)
		if o.Value == T && given && s.complete(s.r.clock.graduation, g, c).Value != T {
			o.Value = C
			o.codes = union(o.codes, []string{s.r.clock.order})
		}
		return o
	})
}

// complete judges a period that ends within e.
func (s *session) complete(fact int, e span, c cut) outcome {
	out := outcome{}
	if !c.known {
		return s.completeOpen(fact, e)
	}
	switch {
	case e.hi <= c.date:
		out.Value = T
		if s.asOf < e.hi {
			out.codes = append(out.codes, s.r.clock.prospective)
		}
		if e.hi == c.date {
			out.codes = append(out.codes, s.r.clock.onTheDay)
		}
	case e.lo > c.date:
		out.on = e.lo
	default:
		out.Value, out.asks = U, []int{fact}
	}
	return out
}

func (s *session) completeOpen(fact int, e span) outcome {
	switch {
	case e.hi <= s.asOf:
		return outcome{Value: T}
	case e.lo > s.r.clock.yearEnd:
		return outcome{Value: F, on: e.lo}
	case e.lo > s.asOf && e.hi <= s.r.clock.yearEnd:
		return outcome{Value: C, codes: []string{s.r.clock.openCode}}
	}
	return outcome{Value: U, asks: []int{fact}}
}

// started: the work has begun; if it begins only before the cut-off, nobody can have assessed it yet.
func (s *session) started(d dateVal) outcome {
	return s.eachCut(func(c cut) outcome {
		end := s.end(c)
		switch {
		case d.hi <= s.asOf:
			return outcome{Value: T}
		case d.lo > end:
			return outcome{Value: F, on: d.lo}
		case d.lo > s.asOf && d.hi <= end:
			return outcome{Value: C, codes: []string{s.r.clock.prospective}}
		}
		return outcome{Value: U, asks: []int{d.fact}}
	})
}
