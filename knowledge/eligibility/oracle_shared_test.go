package eligibility_test

import "slices"

// The second reading's shared conditions, section 4 of the analysis.

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
