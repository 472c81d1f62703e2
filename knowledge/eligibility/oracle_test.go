package eligibility_test

import (
	"fmt"
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

// shared conditions

func (o oracle) mapped() int {
	if i := lvl(o.s("qualification_mapped_level")); i > 0 {
		return i
	}
	return 0
}

func (o oracle) held() bool {
	return o.has("current_title_level") && !o.is("current_title_level", "none")
}

func (o oracle) teacherAssoc() bool {
	return o.is("target_series", "primary_secondary_teacher") && o.is("target_level", "assoc_senior")
}

func (o oracle) quota() val {
	if !o.is("unit_sector", "public_institution") || o.freelancer() {
		return vT
	}
	if o.is("target_series", "primary_secondary_teacher") && o.is("target_level", "full_senior") {
		return vT
	}
	show := []string{"post_quota_confirm"}
	if o.teacherAssoc() {
		show = append(show, "teacher_ratio_confirm")
	}
	if !o.has("pool_established_posts") || !o.has("pool_vacant_posts") || !o.has("pool_applicants") {
		return val{v: 'T', codes: show}
	}
	if o.b("unit_in_reform") || o.is("pool_scope", "total") {
		show = nil
	}
	over := max(0, o.n("pool_applicants")-max(o.n("pool_vacant_posts"), 0))
	if over == 0 {
		return val{v: 'T', codes: show}
	}
	if o.b("unit_in_reform") || o.teacherAssoc() || 20*over > o.n("pool_established_posts") {
		if o.b("unit_in_reform") || o.is("pool_scope", "total") {
			return vF
		}
		if !o.has("unit_in_reform") {
			show = append(show, "unit_reform_confirm")
		}
		return val{v: 'C', codes: append(show, "post_quota_confirm")}
	}
	if !o.has("unit_in_reform") {
		return val{v: 'C', codes: append(show, "unit_reform_confirm")}
	}
	return val{v: 'T', codes: append(show, "over_quota_within_5pct")}
}

func (o oracle) quotaStar() val {
	if !o.teacherAssoc() {
		return vT
	}
	q := o.quota().fToC("teacher_ratio_confirm")
	q.codes = slices.DeleteFunc(q.codes, func(c string) bool { return c == "post_quota_confirm" })
	return q
}

func (o oracle) seat() val {
	if !o.is("target_series", "primary_secondary_teacher") || !o.is("target_level", "full_senior") {
		return vT
	}
	if o.has("teacher_full_seat") && !o.b("teacher_full_seat") {
		return vF
	}
	return vTc("teacher_full_seat_confirm")
}

func (o oracle) rural() val {
	phys := o.is("target_series", "health_physician")
	if !o.senior() || !phys && !o.is("target_series", "primary_secondary_teacher") {
		return vT
	}
	if o.is("work_place", "township", "village") && o.county() {
		return vT
	}
	if max(o.n("rural_months_total"), o.n("rural_months_since_title"), o.n("rural_months_this_year")) >= 12 {
		return vT
	}
	switch {
	case phys && o.is("epidemic_service", "in_2023", "both"):
		return vT
	case phys && o.is("epidemic_service", "before_2023"):
		return vC("prior_epidemic_policy_confirm")
	case o.is("work_place", "county_seat"):
		return vC("city_scope_confirm")
	case !o.has("work_place"):
		return vU("work_place")
	case !o.has("rural_months_total"):
		return vU("rural_months_total")
	}
	return vF
}

func (o oracle) major() val {
	if !o.has("major_related") || o.b("major_related") {
		return vT
	}
	switch {
	case o.health():
		return vF
	case o.is("target_series", "pharma", "construction"):
		return vC("safety_series_confirm")
	}
	return vTc("committee_major_rule")
}

func (o oracle) exam() val {
	if !o.has("assessment_mode") {
		if o.asksMode() {
			return vU("assessment_mode")
		}
		return vTc("assessment_mode_confirm")
	}
	if o.senior() && o.is("assessment_mode", "exam_plus_review") {
		if !o.has("exam_result") {
			return vU("exam_result")
		}
		if o.cuts()[0] == "" {
			if o.asOf >= "2023-10-01" {
				return vC("deadline_by_committee")
			}
			return vTc("deadline_by_committee")
		}
	}
	return vT
}

func (o oracle) cap() val {
	v := vT
	switch o.s("unit_affiliation") {
	case "central_or_other_province":
		v = v.and(vC("entrustment_letter", "region_hr_approval"))
	case "autonomous_region":
		v = v.and(vC("channel_confirm"))
	case "outside_chifeng":
		if o.freelancer() {
			v = v.and(vC("scope_confirm"))
		}
	}
	if o.is("unit_sector", "government_organ") && !o.freelancer() {
		v = v.and(vC("scope_confirm"))
	}
	return v
}

func (o oracle) post() val {
	switch o.s("post_type") {
	case "worker", "management":
		return vF
	case "dual_management":
		return vTc("post_type_confirm")
	}
	return vT
}

func (o oracle) transfer() val {
	if !o.has("series_transfer_date") {
		return vT
	}
	return o.full("series_transfer_date", 1)
}

func (o oracle) green() val {
	switch {
	case o.b("green_channel_used"):
		return vF
	case o.has("green_channel_used"), o.b("first_time_applicant"):
		return vT
	}
	return vU("green_channel_used")
}

func (o oracle) greenFirst() val {
	switch {
	case o.b("green_channel_used"):
		return vF
	case !o.has("first_time_applicant"):
		return vU("first_time_applicant")
	}
	return yes(o.b("first_time_applicant"))
}

// next is NEXT(n).
func (o oracle) next(n val) val {
	target, m := lvl(o.s("target_level")), o.mapped()
	step := func(eff int) val {
		if eff == 0 {
			return n
		}
		return yes(target == eff+1)
	}
	if !o.has("current_title_level") {
		if m == 0 {
			return vU("current_title_level")
		}
		return step(m)
	}
	if !o.held() {
		return step(m)
	}
	same := step(max(lvl(o.s("current_title_level")), m))
	other := vF
	if m > 0 {
		other = step(m)
	}
	switch {
	case !o.has("current_title_same_series") && same.v != other.v:
		return vU("current_title_same_series")
	case !o.has("current_title_same_series"), o.b("current_title_same_series"):
		return same
	}
	return other
}

func (o oracle) nextStep() val { return o.next(yes(o.is("target_level", "technician", "assistant"))) }

func (o oracle) initial() val {
	switch {
	case o.is("target_level", "technician", "assistant"):
		return vT
	case o.senior():
		return vF
	case o.is("education", "postgraduate"), o.is("degree", "master", "doctor"):
		return vC("initial_grant_confirm")
	case !o.has("education"):
		return vU("education")
	}
	return vF
}

func (o oracle) series() val {
	switch {
	case o.mapped() > 0, o.is("current_title_level", "none"):
		return vT
	case o.has("current_title_same_series") && !o.b("current_title_same_series"):
		return vC("step_order_confirm")
	case o.held() && !o.has("current_title_same_series"):
		return vU("current_title_same_series")
	}
	return vT
}

var ranks = map[string]int{"high_school_or_below": 0, "secondary_vocational": 1, "tech_school_intermediate": 1,
	"junior_college": 2, "tech_school_senior": 2, "bachelor": 3, "tech_school_technician": 3, "postgraduate": 4}

func (o oracle) eduAtLeast(n int) val {
	if !o.has("education") {
		return vU("education")
	}
	return yes(ranks[o.s("education")] >= n)
}

// routes

func (o oracle) routes() map[string]val {
	r := map[string]val{}
	cap, post, exam, major, transfer := o.cap(), o.post(), o.exam(), o.major(), o.transfer()
	quota, star, seat, rural := o.quota(), o.quotaStar(), o.seat(), o.rural()
	greens := star.and(seat.fToC("teacher_full_seat_confirm"), rural.fToC("rural_service_confirm"), major, exam, cap, post)
	target := o.s("target_level")
	belowSenior := vT
	if !o.senior() {
		belowSenior = vC("level_committee_confirm")
	}

	r["standard_review"] = vC("series_conditions").and(quota, seat, rural, major, exam, cap, post, transfer, o.next(o.initial()),
		yes(!o.has("meets_series_education") || o.b("meets_series_education")))

	if o.has("major_contribution") && !o.is("major_contribution", "none") {
		r["green_major_contribution"] = yes(o.senior()).and(o.green(), greens)
	}
	if o.is("introduced_talent", "certified", "claimed") {
		v := vT
		if o.is("introduced_talent", "claimed") {
			v = vC("talent_doc_77_confirm")
		}
		if !o.senior() {
			if o.has("self_review_employer") && !o.is("self_review_employer", "none") {
				v = v.and(vC("level_committee_confirm"))
			} else {
				v = vF
			}
		}
		r["green_introduced_talent"] = v.and(o.green(), greens)
	}
	if o.has("postdoc_record") && !o.is("postdoc_record", "none") {
		r["green_postdoc"] = yes(o.is("postdoc_record", "left_stayed_qualified") && target == "assoc_senior").and(o.green(), greens)
	}
	if o.has("meets_series_education") && !o.b("meets_series_education") || o.has("peer_letters") {
		v := yes(!o.b("meets_series_education"))
		if !o.has("meets_series_education") {
			v = vU("meets_series_education")
		}
		letters := yes(o.n("peer_letters") >= 2)
		if !o.has("peer_letters") {
			letters = vU("peer_letters")
		}
		r["green_no_education"] = v.and(letters, belowSenior, o.nextStep().fToC("step_order_confirm"), transfer, o.green(), greens)
	}
	if o.b("overseas_returnee") {
		r["green_overseas_returnee"] = belowSenior.and(o.greenFirst(), greens)
	}
	if o.has("talent_programme") && !o.is("talent_programme", "none") {
		var v val
		switch o.s("talent_programme") {
		case "new_era_tier1":
			v = vT
			if target != "full_senior" {
				v = vC("level_fit_confirm")
			}
		case "new_era_tier2", "youth_tier1":
			v = o.next(vC("level_fit_confirm")).and(transfer)
		case "new_era_tier3", "youth_tier2":
			v = vC("county_unit_confirm")
			switch {
			case o.county():
				v = vT
			case !o.has("work_place"):
				v = vU("work_place")
			case o.is("work_place", "urban"):
				v = vF
			}
			v = v.and(yes(target == "mid"))
		default:
			v = vF
		}
		r["green_talent_programme"] = v.and(o.green(), greens)
	}
	if o.has("transfer_background") && !o.is("transfer_background", "none") {
		v := vT
		if o.is("transfer_background", "civil_servant_resigned", "military_not_assigned") {
			v = vC("transfer_kind_confirm")
		}
		switch {
		case o.freelancer():
			v = vF
		case !o.has("unit_sector"):
			v = v.and(vU("unit_sector"))
		case o.is("unit_sector", "social_organization", "government_organ"):
			v = vF
		}
		r["green_transferred_cadre"] = v.and(o.greenFirst(), greens)
	}
	rural1 := o.is("work_place", "township", "village") || !o.has("work_place")
	if rural1 && (target == "assistant" || target == "mid") {
		r["township_recognition"] = o.recognition().and(quota.fToC("post_quota_confirm"), exam, cap, post)
	}
	if rural1 && target == "mid" {
		r["township_mid_review"] = o.midReview().and(quota, major, exam, cap, post)
	}
	if o.has("county_service_start") || o.has("township_service_start") && o.full("township_service_start", 19).v != 'F' {
		m := vT
		if o.has("major_related") && !o.b("major_related") && o.health() {
			m = vC("major_law_confirm")
		}
		r["long_service"] = o.thirty().or(o.twenty()).and(o.next(vC("level_fit_confirm")), star, seat, rural, m, exam, cap, post, transfer)
	}
	if o.has("rural_months_since_title") {
		v := vF
		switch {
		case !o.has("work_place"):
			v = vU("work_place")
		case o.is("work_place", "urban"):
			v = vT
		case o.is("work_place", "county_seat"):
			v = vC("city_scope_confirm")
		}
		r["rural_service_early"] = v.and(yes(o.n("rural_months_since_title") >= 36), vC("series_conditions"), o.nextStep(),
			quota, seat, rural, major, exam, cap, post, transfer)
	}
	if target == "mid" || o.senior() {
		r["nonpublic_direct"] = o.nonpublic().and(o.series(), seat, rural, major, exam, cap, post)
	}
	if o.has("epidemic_award") && !o.is("epidemic_award", "none") {
		v := vU("epidemic_service")
		switch o.s("epidemic_service") {
		case "in_2023", "both":
			v = vT
		case "before_2023":
			v = vC("prior_epidemic_policy_confirm")
		case "none":
			v = vF
		}
		r["epidemic_award"] = v.and(yes(o.health() && o.is("epidemic_award", "provincial_or_above")), o.next(vF),
			quota, rural, major, exam, cap, post, transfer)
	}
	fields := o.health() || o.is("target_series", "primary_secondary_teacher", "agriculture", "forestry", "water", "wulanmuqi",
		"vocational_teacher", "cultural_relics")
	if o.senior() && o.is("work_place", "county_seat", "township", "village") && fields {
		v := vC("sector_confirm")
		switch {
		case o.freelancer() || o.is("unit_sector", "non_public", "state_owned"):
			v = vF
		case o.is("unit_sector", "public_institution"):
			v = vT
		}
		v = v.and(vC("targeted_post_confirm"), o.next(vF), yes(!o.has("targeted_post_vacant") || o.b("targeted_post_vacant")),
			seat, major, exam, cap, post, transfer)
		if v.v != 'F' && o.is("target_series", "vocational_teacher", "cultural_relics") {
			v = val{v: 'P'}
		}
		r["targeted_senior"] = v
	}
	if o.has("skilled_worker_grade") && !o.is("skilled_worker_grade", "none") {
		r["skilled_talent"] = vC("external_doc_skilled").and(quota, seat, rural, major, exam, cap)
	}
	if o.held() && o.has("current_title_same_series") && !o.b("current_title_same_series") && o.s("current_title_level") == target {
		r["series_transfer"] = o.full("new_post_start", 1).and(quota.fToC("post_quota_confirm"),
			seat.fToC("teacher_full_seat_confirm"), major, exam, cap, post)
	}
	if o.is("qualification_mapped_level", "unclear") {
		r["deemed_title"] = vC("qualification_mapping_confirm")
	}
	return r
}

func (o oracle) recognition() val {
	v := vT
	if !o.has("work_place") {
		v = vU("work_place")
	}
	if !o.county() {
		v = v.and(vC("county_unit_confirm"))
	}
	if o.freelancer() {
		return vF
	}
	if !o.has("major_related") {
		v = v.and(vU("major_related"))
	} else {
		v = v.and(yes(o.b("major_related")))
	}
	const k = "township_service_start"
	edu, deg := o.s("education"), o.s("degree")
	if deg == "" {
		deg = map[string]string{"bachelor": "bachelor", "postgraduate": "master"}[edu]
	}
	var row val
	if o.is("target_level", "assistant") {
		switch {
		case slices.Contains([]string{"bachelor", "master", "doctor"}, deg), edu == "bachelor", edu == "postgraduate":
			row = o.started(k)
		case edu == "":
			row = vU("education").and(o.served(k, 2)).or(vU("education").and(o.started(k)))
		case edu == "junior_college":
			row = o.served(k, 2)
		case edu == "tech_school_senior":
			row = o.served(k, 2).and(vC("edu_equivalence_confirm"))
		case edu == "tech_school_technician":
			row = o.started(k).and(vC("edu_equivalence_confirm"))
		default:
			row = vF
		}
		return v.and(row)
	}
	switch {
	case o.is("degree", "doctor"):
		row = o.started(k)
	case o.has("degree"):
		switch {
		case deg == "master" || edu == "postgraduate":
			row = o.served(k, 1)
		case edu == "":
			row = vU("education").and(o.served(k, 1))
		default:
			row = vF
		}
	case edu == "postgraduate":
		row = o.served(k, 1).or(vU("degree").and(o.started(k)))
	case edu == "":
		row = vU("education").and(o.served(k, 1)).or(vU("education").and(o.started(k)))
	default:
		row = vF
	}
	return v.and(row)
}

func (o oracle) midReview() val {
	v := vT
	switch o.s("work_place") {
	case "village":
		v = vC("village_unit_confirm")
	case "":
		v = vU("work_place")
	}
	if !o.county() {
		v = v.and(vC("county_unit_confirm"))
	}
	switch {
	case o.freelancer():
		v = vF
	case !o.has("unit_sector"):
		v = v.and(vU("unit_sector"))
	case o.is("unit_sector", "mixed_unclear"):
		v = v.and(vC("sector_confirm"))
	case !o.is("unit_sector", "public_institution"):
		v = vF
	}
	if o.is("post_type", "dual_management") {
		v = v.and(vC("post_type_confirm"))
	}
	const k = "township_service_start"
	years := o.eduAtLeast(3).and(o.served(k, 2)).or(o.eduAtLeast(2).and(o.served(k, 4)))
	return v.and(years, o.series())
}

func (o oracle) thirty() val {
	if !o.has("county_service_start") {
		return vF
	}
	here := vC("still_in_county_confirm")
	switch {
	case o.county() || o.is("work_place", "county_seat", "township", "village"):
		here = vT
	case !o.has("work_place"):
		here = vU("work_place")
	}
	return o.full("county_service_start", 30).and(here)
}

func (o oracle) twenty() val {
	if !o.has("township_service_start") &&
		!(o.is("work_place", "township", "village") && o.full("county_service_start", 20).v != 'F') {
		return vF
	}
	here := vC("still_in_township_confirm")
	switch {
	case o.is("work_place", "township"):
		here = vT
	case o.is("work_place", "village"):
		here = vC("village_unit_confirm")
	case !o.has("work_place") && o.county():
		here = vU("work_place")
	}
	if o.is("work_place", "township", "village") && !o.county() {
		here = here.and(vC("county_unit_confirm"))
	}
	return o.full("township_service_start", 20).and(here)
}

func (o oracle) nonpublic() val {
	sector := vF
	switch {
	case o.freelancer() || o.is("unit_sector", "mixed_unclear", "social_organization"):
		sector = vC("sector_confirm")
	case !o.has("unit_sector"):
		sector = vU("unit_sector")
	case o.is("unit_sector", "non_public"):
		sector = vT
	}
	if o.has("venture_status") && !o.is("venture_status", "none") {
		sector = sector.or(vC("sector_confirm"))
	}
	const k = "professional_work_start"
	var years val
	switch o.s("target_level") {
	case "mid":
		years = o.eduAtLeast(3).and(o.served(k, 5)).or(o.eduAtLeast(2).and(o.served(k, 8)))
	case "assoc_senior":
		years = o.eduAtLeast(3).and(o.served(k, 12))
	default:
		years = vC("level_fit_confirm")
	}
	return sector.and(years)
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

func (r reading) String() string {
	return fmt.Sprintf("%s %v asks %v codes %v", r.verdict, r.status, r.asks, r.codes)
}
