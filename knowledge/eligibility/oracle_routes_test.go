package eligibility_test

import "slices"

// The second reading's routes, section 5 of the analysis.

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
