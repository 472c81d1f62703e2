package eligibility

import (
	"slices"
)

// gathering collects what a result says.
type gathering struct {
	s     *session
	res   Result
	tags  []tag
	cites []Cite
	asks  []int
	shown []*Condition // by condition: a shared one looks the same on every route
}

// stage is the verdict of the rows of one stage.
func (g *gathering) stage(rows []*stage) Result {
	g.res.Verdict = rows[0].verdict
	var ask []int
	for _, row := range rows {
		ask = union(ask, row.ask)
		g.tags = union(g.tags, tags(row.codes, row.cites[0].Clause))
		g.cites = union(g.cites, row.cites)
		for _, rt := range g.s.r.routes {
			if status, ok := row.list[rt.id]; ok {
				g.res.Routes = append(g.res.Routes, RouteResult{ID: rt.id, Status: status, Levels: g.levels(), Cites: clauses(row.cites)})
			}
		}
	}
	g.res.AskNow = g.s.names(ask)
	return g.close()
}

// levels is the level applied for, if it was given.
func (g *gathering) levels() []string {
	if v, ok := g.s.values[g.s.r.level].(string); ok {
		return []string{v}
	}
	return nil
}

// route judges a raised route and adds it.
func (g *gathering) route(rt *route) {
	all := join(g.s.each(rt.all), both)
	out := RouteResult{ID: rt.id, Status: statusOf[all.Value], Levels: g.levels()}
	cites := union(rt.cites, all.cites)
	switch {
	case all.Value == F:
		out.Curable = all.curable
		if all.on != noDay {
			out.SatisfiedOn = all.on.String()
			if date, known := g.s.cutoff(); known {
				out.ShortBy = int(all.on - date)
			}
		}
	case rt.pending != nil && g.s.holds(rt.pending):
		out.Status = Waiting
		waits := tags(rt.wait, rt.cites[0].Clause)
		g.tags = union(g.tags, waits)
		out.Requirements = g.codes(waits)
	case all.Value == U:
		out.Asks = g.s.names(all.asks)
		g.asks = union(g.asks, all.asks)
	default:
		cites = g.live(rt, &out, all)
	}
	out.Conditions = make([]Condition, len(rt.all))
	for i, c := range rt.all {
		out.Conditions[i] = g.condition(c)
	}
	g.cites = union(g.cites, cites)
	out.Cites = clauses(g.s.r.sortCites(cites))
	g.res.Routes = append(g.res.Routes, out)
}

// live adds what belongs to a route that is open or to be confirmed.
func (g *gathering) live(rt *route, out *RouteResult, all said) []Cite {
	own := union(tags(rt.codes, rt.cites[0].Clause), all.tags)
	exempt := union(rt.exempt, all.exempt)
	cites := union(rt.cites, all.cites)
	for _, n := range g.s.r.notes {
		applies := n.routes[rt.id] || n.routes == nil && !rt.apart
		if !applies || n.unless != "" && slices.Contains(exempt, n.unless) || !g.s.holds(n.when) {
			continue
		}
		own = union(own, tags(n.codes, n.cites[0].Clause))
		exempt = union(exempt, n.exempt)
		cites = union(cites, n.cites)
	}
	if !rt.apart {
		own, cites = g.channels(rt, out, own, cites)
	}
	slices.SortFunc(exempt, g.s.r.byOrder)
	out.Exemptions, out.Requirements = exempt, g.codes(own)
	g.tags = union(g.tags, own)
	g.res.Exemptions = union(g.res.Exemptions, exempt)
	return cites
}

// channels adds the committee, the way there and the time that it needs.
func (g *gathering) channels(rt *route, out *RouteResult, own []tag, cites []Cite) ([]tag, []Cite) {
	windows := g.s.r.clock.windows
	for _, row := range g.s.r.committees {
		if row.fits(g.s, rt.id) {
			out.Committee, out.CommitteeClause = row.codes, row.cite.Clause
			if row.windows > 0 {
				windows = row.windows
			}
			own = union(own, tags(row.also, row.cite.Clause))
			cites = union(cites, []Cite{row.cite})
			break
		}
	}
	for _, row := range g.s.r.submit {
		if row.fits(g.s, rt.id) {
			out.Submit, out.SubmitClause = row.codes, row.cite.Clause
			own = union(own, tags(row.also, row.cite.Clause))
			cites = union(cites, []Cite{row.cite})
			break
		}
	}
	g.res.Committee = union(g.res.Committee, out.Committee)
	g.res.Submit = union(g.res.Submit, out.Submit)
	if latest, ok := g.s.latest(windows); ok {
		out.LatestPost, out.Windows = latest.String(), windows
		if g.s.asOf > latest {
			own = union(own, []tag{{g.s.r.clock.risk, g.s.r.clock.riskCite.Clause}})
			cites = union(cites, []Cite{g.s.r.clock.riskCite})
		}
	}
	return own, cites
}

func (c *channel) fits(s *session, route string) bool {
	return (c.routes == nil || c.routes[route]) && s.holds(c.when)
}

// latest is the latest day on which the unit's publicity may be posted.
func (s *session) latest(windows int) (day, bool) {
	cutoff, known := s.cutoff()
	if !known || s.r.workdays == nil {
		return 0, false
	}
	posted, ok := s.r.workdays.LatestPosting(cutoff.time(), windows, s.r.clock.window)
	return civil(posted), ok
}

// finish is the verdict of the routes.
func (g *gathering) finish() Result {
	g.res.Verdict = verdictOf(g.res.Routes)
	switch g.res.Verdict {
	case Ask:
		g.res.AskNow = g.s.names(g.asks)
	case MayApply:
		g.res.AskMore = g.s.names(g.asks)
	}
	for i := range g.s.r.facts {
		f := &g.s.r.facts[i]
		if f.Class == Screen && g.s.values[i] == nil && g.s.holds(g.s.r.screens[i]) {
			g.res.Screen = append(g.res.Screen, f.ID)
		}
		if f.Class == Default && g.s.values[i] == nil && g.s.r.defaults[i] != nil {
			g.res.Assumed = append(g.res.Assumed, Assumed{f.ID, f.Default})
		}
	}
	return g.close()
}

// close puts everything in its order.
func (g *gathering) close() Result {
	r := g.s.r
	byCode := map[string]string{}
	for _, t := range g.tags {
		if _, ok := byCode[t.code]; !ok {
			byCode[t.code] = t.clause
		}
	}
	for _, code := range g.codes(g.tags) {
		c := r.codes[code]
		g.res.Requirements = append(g.res.Requirements, Requirement{code, c.Kind, c.Who, byCode[code]})
	}
	slices.SortFunc(g.res.Exemptions, r.byOrder)
	g.res.Cites = append(g.res.Cites, r.sortCites(g.cites)...)
	g.res.Deadline = g.deadline()
	return g.res
}

// codes lists the codes of tags once, in the order of codes.yaml, the time risk first.
func (g *gathering) codes(all []tag) []string {
	var out []string
	for _, t := range all {
		out = union(out, []string{t.code})
	}
	slices.SortFunc(out, g.s.r.byOrder)
	return out
}

func (g *gathering) deadline() *Deadline {
	s := g.s
	if s.values[s.r.level] == nil {
		return nil
	}
	d := &Deadline{Clause: s.r.clock.dates[0].cite.Clause}
	if date, known := s.cutoff(); known {
		text := date.String()
		d.Date = &text
	}
	if cuts, _ := s.cutoffs(); len(cuts) == 1 {
		d.Document, d.Milestone = cuts[0].stated.Document, cuts[0].milestone
	}
	if local, ok := s.values[s.r.clock.local].(span); ok {
		text := local.lo.String()
		d.Local = &text
	}
	for _, rt := range g.res.Routes {
		if latest := rt.LatestPost; latest != "" && (d.Latest == nil || latest < *d.Latest) {
			d.Latest, d.Windows = &latest, rt.Windows
		}
	}
	return d
}

// condition shows a condition with its parts.
func (g *gathering) condition(c *cond) Condition {
	if g.shown[c.index] == nil {
		shown := g.show(c)
		g.shown[c.index] = &shown
	}
	return *g.shown[c.index]
}

func (g *gathering) show(c *cond) Condition {
	o := g.s.judge(c)
	out := Condition{Clause: c.cite.Clause, Quote: c.cite.Quote, Label: c.label, Expr: c.expression(), Value: o.Value,
		Facts: c.names, Codes: o.codes, SatisfiedOn: o.on.String()}
	if len(o.cites) > 0 {
		out.Clause, out.Quote = o.cites[0].Clause, o.cites[0].Quote
	}
	if o.Value == T {
		return out
	}
	inner := c
	for inner.use != nil {
		inner = inner.use
	}
	for _, p := range inner.any {
		out.Any = append(out.Any, g.condition(p))
	}
	for _, p := range inner.all {
		out.All = append(out.All, g.condition(p))
	}
	return out
}

func (c *cond) expression() string {
	switch {
	case c.test != nil:
		return c.test.text
	case c.is != nil:
		return c.is.text
	case c.use != nil:
		return c.use.expression()
	}
	return ""
}

// clauses lists the clauses of citations once.
func clauses(cites []Cite) []string {
	out := []string{}
	for _, c := range cites {
		out = union(out, []string{c.Clause})
	}
	return out
}
