package eligibility

import (
	"slices"

	"cel.dev/cel-go/cel"
)

// rules compiles rules.yaml.
func (l *loader) rules(f rulesFile) {
	for _, name := range builtins {
		l.r.slots[name] = slot{kind: slotBuiltin}
	}
	for _, d := range f.Lets {
		if _, taken := l.r.slots[d.Name]; taken || d.Name == "" {
			l.fault(d.Line, "the name %q is taken or missing", d.Name)
			continue
		}
		e, faults := l.c.let(d.Name, d.Is)
		for _, fault := range faults {
			l.fault(d.Line, "%s: %s", d.Name, fault)
		}
		if e != nil {
			l.r.slots[d.Name] = slot{slotLet, e.index}
		}
	}
	l.clockwork(f.Clock)
	for _, c := range f.Contradictions {
		l.factList(c.Line, c.Facts)
		l.r.clashes = append(l.r.clashes, clash{l.expr(c.Line, c.When, cel.BoolType, Cite{}), c.Facts})
	}
	l.shared = map[string]*cond{}
	for _, d := range f.Conditions {
		c := l.cond(d, Cite{})
		if d.ID == "" || l.shared[d.ID] != nil {
			l.fault(d.Line, "the condition %q has no name or stands twice", d.ID)
		}
		l.shared[d.ID] = c
	}
	names := map[string]bool{}
	for _, d := range f.Routes {
		if names[d.ID] || d.ID == "" || d.Name == "" {
			l.fault(d.Line, "the route %q has no name or stands twice", d.ID)
		}
		names[d.ID] = true
		l.r.routes = append(l.r.routes, l.route(d))
	}
	for _, d := range f.Stages {
		l.r.stages = append(l.r.stages, l.stage(d))
	}
	for _, d := range f.Notes {
		l.r.notes = append(l.r.notes, l.note(d))
	}
}

func (l *loader) clockwork(d clockData) {
	c := clock{
		local: l.fact(d.Line, d.Local), series: l.fact(d.Line, d.Series), openDate: d.OpenDate, interruption: l.fact(d.Line, d.Interruption), graduation: l.fact(d.Line, d.Graduation),
		yearEnd: d.YearEnd, window: d.Window, windows: d.Windows,
		prospective: l.one(d.Line, d.Prospective), onTheDay: l.one(d.Line, d.OnTheDay), openCode: l.one(d.Line, d.OpenCode),
		order: l.one(d.Line, d.Order), risk: l.one(d.Line, d.Risk), riskCite: l.cite(d.Line, d.RiskClause, d.RiskQuote),
	}
	l.r.level = l.fact(d.Line, d.Level)
	l.cite(d.Line, d.EndClause, d.EndQuote)
	local := l.cite(d.Line, d.LocalClause, d.LocalQuote)
	l.use([]int{c.local}, local)
	c.open = l.expr(d.Line, d.Open, cel.BoolType, local)
	for _, dd := range d.Dates {
		cite := l.cite(dd.Line, dd.Clause, dd.Quote)
		c.dates = append(c.dates, clockDate{l.expr(dd.Line, dd.When, cel.BoolType, cite), dd.Date, dd.Milestone, cite})
	}
	if len(c.dates) == 0 || c.open == nil || d.YearEnd == noDay || d.Window == 0 || d.Windows == 0 {
		l.fault(d.Line, "the clock lacks dates, open, year_end, window or windows")
		c.dates = append(c.dates, clockDate{})
	}
	l.r.clock = c
}

func (l *loader) one(line int, code string) string {
	return l.requirements(line, []string{code})[0]
}

// cond compiles a condition; above is the clause of the one that holds it.
func (l *loader) cond(d nodeData, above Cite) *cond {
	c := &cond{index: l.r.conds, label: d.Label, cite: above, fail: d.Fail, drop: d.Drop, curable: d.Curable,
		codes: l.requirements(d.Line, d.Codes)}
	l.r.conds++
	l.requirements(d.Line, d.Drop)
	if d.Clause != "" || d.Quote != "" {
		c.cite = l.cite(d.Line, d.Clause, d.Quote)
	}
	if d.Else != nil {
		c.els = *d.Else
	}
	forms := 0
	if d.Use != "" {
		forms++
		if c.use = l.shared[d.Use]; c.use == nil {
			l.fault(d.Line, "there is no condition %q above", d.Use)
			c.use = &cond{}
		}
		if d.Clause == "" && c.use.cite.Clause != "" {
			c.cite = c.use.cite
		}
		if c.label == "" {
			c.label = c.use.label
		}
		c.facts = c.use.facts
	}
	if d.When != "" {
		forms++
		c.test = l.expr(d.Line, d.When, cel.BoolType, c.cite)
		c.reads(c.test)
	}
	if d.Is != "" {
		forms++
		c.is = l.expr(d.Line, d.Is, truthType, c.cite)
		c.reads(c.is)
	}
	for _, rd := range d.Rows {
		c.rows = append(c.rows, l.row(rd, c))
	}
	c.all, c.any = l.parts(d.All, c), l.parts(d.Any, c)
	for _, n := range []int{len(d.Rows), len(d.All), len(d.Any)} {
		if n > 0 {
			forms++
		}
	}
	l.shape(d, c, forms)
	c.facts = slices.Sorted(slices.Values(c.facts))
	for _, i := range c.facts {
		c.names = append(c.names, l.r.facts[i].ID)
	}
	return c
}

// shape reports a condition that cannot be what was meant.
func (l *loader) shape(d nodeData, c *cond, forms int) {
	if forms != 1 {
		l.fault(d.Line, "want exactly one of use, when, is, rows, all, any")
	}
	if d.Else != nil && d.When == "" {
		l.fault(d.Line, "else belongs to when")
	}
	if len(d.Codes) > 0 && (c.els < C && (c.fail == nil || *c.fail < C)) {
		l.fault(d.Line, "codes are shown only where else or fail is C or T")
	}
	if (d.When != "" || d.Is != "" || c.fail != nil) && c.cite.Clause == "" {
		l.fault(d.Line, "names no clause")
	}
	if n := len(d.Rows); n > 0 && d.Rows[n-1].When != "" {
		l.fault(d.Rows[n-1].Line, "the last row must be for everything else")
	}
}

func (c *cond) reads(e *expr) {
	if e != nil {
		c.facts = union(c.facts, e.facts)
	}
}

func (l *loader) parts(ds []nodeData, above *cond) []*cond {
	var out []*cond
	for _, d := range ds {
		p := l.cond(d, above.cite)
		above.facts = union(above.facts, p.facts)
		out = append(out, p)
	}
	return out
}

func (l *loader) row(d rowData, above *cond) condRow {
	cite := above.cite
	if d.Clause != "" || d.Quote != "" {
		cite = l.cite(d.Line, d.Clause, d.Quote)
	}
	if cite.Clause == "" {
		l.fault(d.Line, "names no clause")
	}
	r := condRow{when: l.expr(d.Line, d.When, cel.BoolType, cite), value: d.Value, codes: l.requirements(d.Line, d.Codes),
		exempt: l.exemptions(d.Line, d.Exempt), ask: l.factList(d.Line, d.Ask), cite: cite}
	if (d.Value == U) != (len(d.Ask) > 0) {
		l.fault(d.Line, "a row asks if and only if its value is U")
	}
	above.reads(r.when)
	return r
}

func (l *loader) route(d routeData) *route {
	cites := l.cites(d.Line, d.Clause, d.Quote, d.Also)
	rt := &route{id: d.ID, name: d.Name, cites: cites, apart: d.Apart, line: d.Line,
		raised:  l.expr(d.Line, d.Raised, cel.BoolType, cites[0]),
		pending: l.expr(d.Line, d.Pending, cel.BoolType, cites[0]),
		codes:   l.requirements(d.Line, d.Codes), exempt: l.exemptions(d.Line, d.Exempt), wait: l.requirements(d.Line, d.Wait)}
	for _, n := range d.All {
		rt.all = append(rt.all, l.cond(n, cites[0]))
	}
	return rt
}

func (l *loader) stage(d stageData) []*stage {
	var rows []*stage
	for _, r := range d.Rows {
		cites := l.cites(r.Line, r.Clause, r.Quote, r.Also)
		rows = append(rows, &stage{when: l.expr(r.Line, r.When, cel.BoolType, cites[0]), verdict: r.Verdict,
			ask: l.factList(r.Line, r.Ask), codes: l.requirements(r.Line, r.Codes), list: r.List, only: r.Only, cites: cites})
		for id, status := range r.List {
			l.routeName(r.Line, id)
			if !slices.Contains(statuses, status) {
				l.fault(r.Line, "there is no status %q", status)
			}
		}
		for _, id := range r.Only {
			l.routeName(r.Line, id)
		}
		if r.Verdict != d.Rows[0].Verdict || (r.Verdict == "") != (len(r.Only) > 0) ||
			r.Verdict != "" && !slices.Contains(verdicts, r.Verdict) {
			l.fault(r.Line, "the rows of a stage share one verdict, or each names routes in only")
		}
	}
	return rows
}

func (l *loader) routeName(line int, id string) {
	if !slices.ContainsFunc(l.r.routes, func(rt *route) bool { return rt.id == id }) {
		l.fault(line, "there is no route %q", id)
	}
}

func (l *loader) routeSet(line int, ids []string) map[string]bool {
	var set map[string]bool
	for _, id := range ids {
		l.routeName(line, id)
		if set == nil {
			set = map[string]bool{}
		}
		set[id] = true
	}
	return set
}

func (l *loader) note(d noteData) *note {
	cites := l.cites(d.Line, d.Clause, d.Quote, d.Also)
	if d.Unless != "" {
		l.exemptions(d.Line, []string{d.Unless})
	}
	return &note{routes: l.routeSet(d.Line, d.Routes), when: l.expr(d.Line, d.When, cel.BoolType, cites[0]), unless: d.Unless,
		codes: l.requirements(d.Line, d.Codes), exempt: l.exemptions(d.Line, d.Exempt), cites: cites}
}

func (l *loader) channels(rows []channelRow, kind string) []*channel {
	out := make([]*channel, len(rows))
	for i, d := range rows {
		cite := l.cite(d.Line, d.Clause, d.Quote)
		out[i] = &channel{routes: l.routeSet(d.Line, d.Routes), when: l.expr(d.Line, d.When, cel.BoolType, cite),
			codes: l.code(d.Line, d.Codes, kind), also: l.requirements(d.Line, d.Also), windows: d.Windows, cite: cite}
	}
	return out
}
