package check

import (
	"slices"
	"strings"

	"zhicheng/bot/words"
	"zhicheng/knowledge/eligibility"
)

type routeView struct {
	Mark, Name, Clauses, Status string
	Why                         []string // what closes it, what is asked, what its gains are
	Confirm                     []string // what somebody else has to settle, and is this route's own
}

// bestFirst is the order in which routes are shown.
var bestFirst = []eligibility.Status{eligibility.Done, eligibility.Open, eligibility.Asking, eligibility.ToConfirm, eligibility.Waiting,
	eligibility.Closed}

func alive(rt eligibility.RouteResult) bool {
	return rt.Status == eligibility.Open || rt.Status == eligibility.ToConfirm
}

func (b Book) route(rt eligibility.RouteResult, res eligibility.Result, shared []string) routeView {
	v := routeView{Mark: words.RouteSign(string(rt.Status)), Name: b.Rules.RouteName(rt.ID), Status: b.Rules.StatusText(rt.Status)}
	v.Clauses = b.Pack.Notice.Label(b.Rules.RouteClause(rt.ID))
	why := func(k words.Key, args ...any) { v.Why = append(v.Why, words.Say(k, args...)) }
	switch rt.Status {
	case eligibility.Closed:
		v.Why = append(v.Why, b.closed(rt)...)
	case eligibility.Asking:
		why(words.RouteAsks, b.labels(rt.Asks))
	}
	if !alive(rt) {
		return v
	}
	if rt.Status == eligibility.ToConfirm {
		if what := b.undecided(rt); what != "" {
			why(words.RouteConfirm, what)
		}
	}
	if gains := b.texts(rt.Exemptions); gains != "" {
		why(words.RouteGains, gains)
	}
	for _, r := range res.Requirements {
		if r.Kind == toConfirm && slices.Contains(rt.Requirements, r.Code) && !slices.Contains(shared, r.Code) {
			v.Confirm = append(v.Confirm, b.item(r))
		}
	}
	return v
}

// closed says which condition failed, and for a date by how much.
func (b Book) closed(rt eligibility.RouteResult) (all []string) {
	if rt.SatisfiedOn != "" {
		if rt.ShortBy > 0 {
			all = append(all, words.Say(words.RouteShort, rt.ShortBy, dateWords(rt.SatisfiedOn)))
		} else {
			all = append(all, words.Say(words.RouteFrom, dateWords(rt.SatisfiedOn)))
		}
	}
	for _, c := range leaves(rt.Conditions, eligibility.F) {
		all = append(all, words.Say(words.RouteFails, c.Label, b.Pack.Notice.Label(c.Clause)))
	}
	if rt.Curable {
		all = append(all, words.Say(words.RouteCurable))
	}
	return all
}

// undecided names the conditions that somebody else must confirm.
func (b Book) undecided(rt eligibility.RouteResult) string {
	var all []string
	for _, c := range leaves(rt.Conditions, eligibility.C) {
		if !slices.Contains(all, c.Label) {
			all = append(all, c.Label)
		}
	}
	return strings.Join(all, words.Say(words.Comma))
}

// leaves are the labelled conditions deepest down that have a value and decide it.
func leaves(conditions []eligibility.Condition, value eligibility.Value) (all []eligibility.Condition) {
	for _, c := range conditions {
		if c.Value != value {
			continue
		}
		below := leaves(c.All, value)
		if len(c.All) == 0 && c.Label == "" {
			below = leaves(c.Any, value)
		}
		switch {
		case len(below) > 0:
			all = append(all, below...)
		case c.Label != "":
			all = append(all, c)
		}
	}
	return all
}
