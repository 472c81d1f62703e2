package eligibility_test

import (
	"slices"
	"strings"
	"time"
)

// The oracle is a second reading of the analysis, in plain Go and on purpose apart from rules.yaml: where the two differ
// one of them is wrong.
type oracle struct {
	f    map[string]any
	asOf string
}

type val struct {
	v     byte // F U C T
	codes []string
	asks  []string
}

var (
	vF = val{v: 'F'}
	vT = val{v: 'T'}
)

func vU(asks ...string) val  { return val{v: 'U', asks: asks} }
func vC(codes ...string) val { return val{v: 'C', codes: codes} }
func vTc(codes ...string) val {
	return val{v: 'T', codes: codes}
}
func yes(b bool) val {
	if b {
		return vT
	}
	return vF
}

func (a val) and(more ...val) val {
	for _, b := range more {
		i, j := strings.IndexByte("FUCT", a.v), strings.IndexByte("FUCT", b.v)
		out := val{v: "FUCT"[min(i, j)]}
		switch out.v {
		case 'U':
			for _, x := range []val{a, b} {
				if x.v == 'U' {
					out.asks = append(out.asks, x.asks...)
				}
			}
		case 'C', 'T':
			out.codes = slices.Concat(a.codes, b.codes)
		}
		a = out
	}
	return a
}

func (a val) or(b val) val {
	i, j := strings.IndexByte("FCUT", a.v), strings.IndexByte("FCUT", b.v)
	switch {
	case i == j && a.v == 'T' || i > j:
		return a
	case j > i:
		return b
	}
	return val{a.v, slices.Concat(a.codes, b.codes), slices.Concat(a.asks, b.asks)}
}

// fToC is "F→C".
func (a val) fToC(code string) val {
	if a.v == 'F' {
		return vC(code)
	}
	return a
}

func (o oracle) has(k string) bool { _, ok := o.f[k]; return ok }
func (o oracle) s(k string) string { s, _ := o.f[k].(string); return s }
func (o oracle) b(k string) bool   { b, _ := o.f[k].(bool); return b }
func (o oracle) n(k string) int    { n, _ := o.f[k].(int); return n }
func (o oracle) is(k string, vs ...string) bool {
	return o.has(k) && slices.Contains(vs, o.s(k))
}
func (o oracle) senior() bool     { return o.is("target_level", "assoc_senior", "full_senior") }
func (o oracle) freelancer() bool { return o.is("person_status", "freelancer") }
func (o oracle) health() bool     { return strings.HasPrefix(o.s("target_series"), "health_") }
func (o oracle) county() bool     { return o.is("unit_affiliation", "county") }

var ladder = []string{"none", "technician", "assistant", "mid", "assoc_senior", "full_senior"}

func lvl(s string) int { return slices.Index(ladder, s) }

func (o oracle) asksMode() bool {
	return o.health() || o.is("target_series", "economics", "statistics", "computer", "other")
}

// dates

func ends(s string) (lo, hi time.Time) {
	switch len(s) {
	case 4:
		lo, _ = time.Parse("2006", s)
		return lo, lo.AddDate(1, 0, -1)
	case 7:
		lo, _ = time.Parse("2006-01", s)
		return lo, lo.AddDate(0, 1, -1)
	}
	lo, _ = time.Parse("2006-01-02", s)
	return lo, lo
}

func (o oracle) anniversary(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	e := time.Date(y+n, m, d, 0, 0, 0, 0, time.UTC)
	if e.Month() != m {
		e = time.Date(y+n, m, 28, 0, 0, 0, 0, time.UTC)
	}
	return e.AddDate(0, 0, o.n("service_interruption_days"))
}

// cuts are the possible cut-offs; "" is unknown.
func (o oracle) cuts() []string {
	local := o.s("local_cutoff_date")
	base := "2023-07-15"
	if o.senior() {
		base = "2023-05-30"
	}
	if local != "" && local < base {
		base = local
	}
	switch {
	case o.senior() && o.is("assessment_mode", "exam_plus_review"):
		return []string{local}
	case o.senior() && !o.has("assessment_mode") && o.asksMode() && base != local:
		return []string{base, local}
	}
	return []string{base}
}

func iso(t time.Time) string { return t.Format("2006-01-02") }

func (o oracle) perCut(f func(cut string) val) val {
	cuts := o.cuts()
	v := f(cuts[0])
	for _, c := range cuts[1:] {
		w := f(c)
		if w.v != v.v {
			return vU("assessment_mode")
		}
		v.codes = append(v.codes, w.codes...)
	}
	return v
}

func (o oracle) fullAt(k string, n int, cut string) val {
	if !o.has(k) {
		return vU(k)
	}
	lo, hi := ends(o.s(k))
	first, last := iso(o.anniversary(lo, n)), iso(o.anniversary(hi, n))
	if cut == "" {
		switch {
		case last <= o.asOf:
			return vT
		case first > "2023-12-31":
			return vF
		case first > o.asOf && last <= "2023-12-31":
			return vC("deadline_by_committee")
		}
		return vU(k)
	}
	if last <= cut {
		v := vT
		if o.asOf < last {
			v.codes = append(v.codes, "service_prospective")
		}
		if last == cut {
			v.codes = append(v.codes, "cutoff_day_confirm")
		}
		return v
	}
	if first > cut {
		return vF
	}
	return vU(k)
}

func (o oracle) full(k string, n int) val {
	return o.perCut(func(c string) val { return o.fullAt(k, n, c) })
}

func (o oracle) served(k string, n int) val {
	return o.perCut(func(c string) val {
		v := o.fullAt(k, n, c)
		if v.v == 'T' && o.has("graduation_date") && o.fullAt("graduation_date", n, c).v != 'T' {
			return val{v: 'C', codes: append(v.codes, "graduation_order_confirm")}
		}
		return v
	})
}

func (o oracle) started(k string) val {
	if !o.has(k) {
		return vU(k)
	}
	return o.perCut(func(c string) val {
		if c == "" {
			c = "2023-12-31"
		}
		lo, hi := ends(o.s(k))
		switch {
		case iso(hi) <= o.asOf:
			return vT
		case iso(lo) > c:
			return vF
		case iso(lo) > o.asOf && iso(hi) <= c:
			return vC("service_prospective")
		}
		return vU(k)
	})
}

// reading is what the oracle says.
type reading struct {
	verdict string
	status  map[string]string
	asks    []string            // ask_now
	codes   map[string][]string // of the conditions, by open or confirm route
}

func (o oracle) read() reading {
	if early, ok := o.early(); ok {
		return early
	}
	all := o.routes()
	if o.is("assessment_mode", "not_offered_in_region") {
		kept := map[string]val{"outside_entrusted": vC("region_entrustment_letter")}
		if d, ok := all["deemed_title"]; ok {
			kept["deemed_title"] = d
		}
		all = kept
	}
	out := reading{verdict: "no_route", status: map[string]string{}, codes: map[string][]string{}}
	count := map[byte]int{}
	names := map[byte]string{'F': "closed", 'U': "ask", 'C': "confirm", 'T': "open", 'P': "pending"}
	var asks []string
	for id, v := range all {
		out.status[id] = names[v.v]
		count[v.v]++
		switch v.v {
		case 'U':
			asks = append(asks, v.asks...)
		case 'C', 'T':
			out.codes[id] = v.codes
		}
	}
	switch {
	case count['T'] > 0:
		out.verdict = "may_apply"
	case count['U'] > 0:
		out.verdict, out.asks = "ask", sortedSet(asks)
	case count['C'] > 0:
		out.verdict = "confirm"
	case count['P'] > 0:
		out.verdict = "pending"
	}
	return out
}

func sortedSet(s []string) []string { return slices.Compact(slices.Sorted(slices.Values(s))) }

// early is what ends before the routes.
func (o oracle) early() (reading, bool) {
	say := func(verdict string, asks ...string) (reading, bool) {
		return reading{verdict: verdict, asks: sortedSet(asks), status: map[string]string{}}, true
	}
	target, title := lvl(o.s("target_level")), lvl(o.s("current_title_level"))
	noVenture := !o.has("venture_status") || o.is("venture_status", "none")
	switch {
	case o.b("first_time_applicant") && o.b("green_channel_used"):
		return say("error")
	case o.is("person_status", "civil_servant", "reference_managed", "retired"), o.is("application_irregularity", "blacklisted"),
		o.is("application_irregularity", "cross_region_or_unit") && noVenture:
		return say("barred")
	case o.is("person_status", "unemployed"), o.is("residency", "foreign_without_permit"),
		o.is("person_status", "employee") && o.is("unit_affiliation", "outside_chifeng"),
		o.is("post_type", "management", "worker") && o.is("skilled_worker_grade", "none"):
		return say("out_of_scope")
	case o.is("target_series", "new_farmer"):
		r, _ := say("pending")
		r.status["new_farmer"] = "pending"
		return r, true
	case o.is("target_series", "sports_coach", "sports_other", "arts_crafts", "literary_creation"):
		return say("pending")
	case o.is("assessment_mode", "exam_replaces_review") && o.is("exam_result", "passed_valid", "passed_expired"),
		target > 0 && o.mapped() >= target, target > 0 && title >= target && o.b("current_title_same_series"):
		r, _ := say("already_held")
		r.status["deemed_title"] = "done"
		return r, true
	}
	var gates []string
	for _, g := range []string{"person_status", "post_type", "unit_affiliation", "target_series", "target_level"} {
		if !o.has(g) {
			gates = append(gates, g)
		}
	}
	if o.is("post_type", "worker", "management") && !o.has("skilled_worker_grade") {
		gates = append(gates, "skilled_worker_grade")
	}
	cuts := o.cuts()
	over := 0
	for _, c := range cuts {
		if c == "" {
			c = "2023-12-31"
		}
		if o.asOf > c {
			over++
		}
	}
	exam := o.is("assessment_mode", "exam_replaces_review")
	switch {
	case len(gates) > 0:
		return say("ask", gates...)
	case title >= target && !o.has("current_title_same_series"):
		return say("ask", "current_title_same_series")
	case exam && !o.has("exam_result"):
		return say("ask", "exam_result")
	case exam, o.senior() && o.is("assessment_mode", "exam_plus_review") && o.is("exam_result", "not_taken", "failed", "passed_expired"):
		return say("exam_required")
	case over == len(cuts):
		return say("too_late")
	case over > 0:
		return say("ask", "assessment_mode")
	case o.is("application_irregularity", "same_level_other_committee"):
		return say("no_route")
	}
	return reading{}, false
}
