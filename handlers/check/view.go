package check

import (
	"slices"
	"strings"
	"time"

	"zhicheng/bot/words"
	"zhicheng/knowledge/eligibility"
	"zhicheng/reminders/units"
)

// view is a verdict in words: the card and the page are two ways of writing it.
type view struct {
	Sentence  string
	AsOf      string
	Risk      string
	Assumed   []string
	Routes    []routeView
	Shared    []string // to be settled on every route that is open or to be confirmed
	Missing   []string // labels of facts that were asked for and not given
	Dates     []string
	ToDo      []string
	Committee []string
	Submit    []string
	Warning   quotation // with the committee
	Cites     []quotation
	Facts     []string
	Bare      bool // no route was looked at: the clauses themselves are the answer
}

type routeView struct {
	Mark, Name, Clauses, Status string
	Why                         []string // what closes it, what is asked, what its gains are
	Confirm                     []string // what somebody else has to settle, and is this route's own
}

type quotation struct{ Label, Quote string }

// bestFirst is the order in which routes are shown.
var bestFirst = []eligibility.Status{eligibility.Done, eligibility.Open, eligibility.Asking, eligibility.ToConfirm, eligibility.Waiting,
	eligibility.Closed}

// The kinds of code.
const (
	toDo      = "to_do"
	toConfirm = "to_confirm"
)

func (b Book) view(answers []Answer, res eligibility.Result) view {
	v := view{Sentence: b.Rules.VerdictText(res.Verdict), AsOf: dateWords(res.AsOf), Bare: len(res.Routes) == 0}
	for _, a := range res.Assumed {
		if fact, ok := b.Rules.Fact(a.Fact); ok {
			v.Assumed = append(v.Assumed, words.Say(words.CheckPair, fact.Label, valueWords(fact, assumedValue(fact, a.Value))))
		}
	}
	for _, id := range res.AskNow {
		if fact, ok := b.Rules.Fact(id); ok {
			v.Missing = append(v.Missing, fact.Label)
		}
	}
	for _, c := range res.Cites {
		v.Cites = append(v.Cites, quotation{b.label(c.Clause), c.Quote})
	}
	for _, a := range answers {
		if fact, ok := b.Rules.Fact(a.Fact); ok {
			v.Facts = append(v.Facts, words.Say(words.CheckPair, fact.Label, b.said(fact, a)))
		}
	}
	shared := b.shared(res)
	routes := slices.Clone(res.Routes)
	slices.SortStableFunc(routes, func(a, z eligibility.RouteResult) int {
		return slices.Index(bestFirst, a.Status) - slices.Index(bestFirst, z.Status)
	})
	for _, rt := range routes {
		v.Routes = append(v.Routes, b.route(rt, res, shared))
	}
	b.requirements(&v, res, shared)
	b.ways(&v, answers, res)
	b.dates(&v, res)
	return v
}

// assumedValue is a default as a value of its fact's kind.
func assumedValue(f eligibility.Fact, s string) any {
	if f.Kind == eligibility.Bool {
		return s == "true"
	}
	return s
}

// shared are the codes to be confirmed that every live route has, if there are several.
func (b Book) shared(res eligibility.Result) []string {
	var all []string
	live := 0
	for _, rt := range res.Routes {
		if !alive(rt) {
			continue
		}
		if live++; live == 1 {
			all = slices.Clone(rt.Requirements)
		}
		all = slices.DeleteFunc(all, func(code string) bool { return !slices.Contains(rt.Requirements, code) })
	}
	if live < 2 {
		return nil
	}
	return all
}

func alive(rt eligibility.RouteResult) bool {
	return rt.Status == eligibility.Open || rt.Status == eligibility.ToConfirm
}

func (b Book) route(rt eligibility.RouteResult, res eligibility.Result, shared []string) routeView {
	v := routeView{Mark: words.RouteSign(string(rt.Status)), Name: b.Rules.RouteName(rt.ID), Status: b.Rules.StatusText(rt.Status)}
	v.Clauses = b.label(b.Rules.RouteClause(rt.ID))
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
		all = append(all, words.Say(words.RouteFails, c.Label, b.label(c.Clause)))
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

func (b Book) labels(facts []string) string {
	var all []string
	for _, id := range facts {
		if fact, ok := b.Rules.Fact(id); ok {
			all = append(all, fact.Label)
		}
	}
	return strings.Join(all, words.Say(words.Comma))
}

func (b Book) texts(codes []string) string {
	var all []string
	for _, id := range codes {
		if c, ok := b.Rules.Code(id); ok {
			all = append(all, c.Text)
		}
	}
	return strings.Join(all, words.Say(words.Semicolon))
}

// item is a requirement in words: what, who, clause.
func (b Book) item(r eligibility.Requirement) string {
	c, ok := b.Rules.Code(r.Code)
	if !ok {
		return r.Code
	}
	if r.Who == "" {
		return words.Say(words.ItemNobody, c.Text, b.label(r.Clause))
	}
	return words.Say(words.Item, c.Text, r.Who, b.label(r.Clause))
}

// requirements are the steps in their order; the time risk comes first of all.
func (b Book) requirements(v *view, res eligibility.Result, shared []string) {
	for _, r := range res.Requirements {
		switch {
		case b.Rules.TimeRisk(r.Code):
			v.Risk = b.item(r)
		case r.Kind == toDo:
			v.ToDo = append(v.ToDo, b.item(r))
		case slices.Contains(shared, r.Code), !b.routed(res, r.Code):
			v.Shared = append(v.Shared, b.item(r))
		}
	}
}

// routed says that a code stands with some live route.
func (b Book) routed(res eligibility.Result, code string) bool {
	return slices.ContainsFunc(res.Routes, func(rt eligibility.RouteResult) bool {
		return alive(rt) && slices.Contains(rt.Requirements, code)
	})
}

// ways are the committee and the channel. Where routes differ, each says for which it is.
func (b Book) ways(v *view, answers []Answer, res eligibility.Result) {
	v.Committee = b.way(res, res.Committee, func(rt eligibility.RouteResult) ([]string, string) { return rt.Committee, rt.CommitteeClause })
	v.Submit = b.way(res, res.Submit, func(rt eligibility.RouteResult) ([]string, string) { return rt.Submit, rt.SubmitClause })
	if len(v.Committee) > 1 {
		v.Committee = append(v.Committee, words.Say(words.CardChoose))
	}
	if len(v.Committee) > 0 {
		v.Committee = append(v.Committee, b.expired(answers, res)...)
		v.Warning = quotation{b.label(b.Talk.Warning.Clause), b.Talk.Warning.Quote}
	}
}

func (b Book) way(res eligibility.Result, codes []string, of func(eligibility.RouteResult) (codes []string, clause string)) (all []string) {
	for _, code := range codes {
		c, ok := b.Rules.Code(code)
		if !ok {
			continue
		}
		var routes, labels []string
		for _, rt := range res.Routes {
			if said, clause := of(rt); slices.Contains(said, code) {
				routes = append(routes, b.Rules.RouteName(rt.ID))
				if label := b.label(clause); !slices.Contains(labels, label) {
					labels = append(labels, label)
				}
			}
		}
		line := words.Say(words.Way, c.Text, strings.Join(labels, words.Say(words.Comma)))
		if len(codes) > 1 {
			line = words.Say(words.WayFor, c.Text, strings.Join(routes, words.Say(words.Comma)), strings.Join(labels, words.Say(words.Comma)))
		}
		all = append(all, line)
	}
	return all
}

// dates are the days that count, the earliest first.
func (b Book) dates(v *view, res eligibility.Result) {
	d := res.Deadline
	if d == nil || !slices.ContainsFunc(res.Routes, func(rt eligibility.RouteResult) bool {
		return alive(rt) || rt.Status == eligibility.Asking
	}) {
		return
	}
	if posting, ok := b.Pack.Dates.Posting(string(units.ByUnit)); ok && d.Latest != nil {
		v.Dates = append(v.Dates, words.Say(words.DatePosting, dateWords(*d.Latest), b.label(posting.Clause)))
	}
	switch {
	case d.Date == nil:
		v.Dates = append(v.Dates, words.Say(words.DateOpen, b.label(d.Clause)))
	case d.Document != "":
		v.Dates = append(v.Dates, words.Say(words.DateEnd, dateWords(*d.Date), d.Document, daysBetween(res.AsOf, *d.Date)))
	default:
		v.Dates = append(v.Dates, words.Say(words.DateEnd, dateWords(*d.Date), b.label(d.Clause), daysBetween(res.AsOf, *d.Date)))
	}
	if locals := b.localWords(d.Milestone); locals != "" && d.Local == nil {
		v.Dates = append(v.Dates, words.Say(words.DateLocals, locals))
	}
}

func daysBetween(from, to string) int {
	a, err1 := time.Parse(time.DateOnly, from)
	z, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil {
		return 0
	}
	return int(z.Sub(a).Hours() / 24)
}
