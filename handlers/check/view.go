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

type quotation struct{ Label, Quote string }

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
		v.Cites = append(v.Cites, quotation{b.Pack.Notice.Label(c.Clause), c.Quote})
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
		return words.Say(words.ItemNobody, c.Text, b.Pack.Notice.Label(r.Clause))
	}
	return words.Say(words.Item, c.Text, r.Who, b.Pack.Notice.Label(r.Clause))
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
		v.Warning = quotation{b.Pack.Notice.Label(b.Talk.Warning.Clause), b.Talk.Warning.Quote}
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
				if label := b.Pack.Notice.Label(clause); !slices.Contains(labels, label) {
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
		v.Dates = append(v.Dates, words.Say(words.DatePosting, dateWords(*d.Latest), b.Pack.Notice.Label(posting.Clause)))
	}
	switch {
	case d.Date == nil:
		v.Dates = append(v.Dates, words.Say(words.DateOpen, b.Pack.Notice.Label(d.Clause)))
	case d.Document != "":
		v.Dates = append(v.Dates, words.Say(words.DateEnd, dateWords(*d.Date), d.Document, daysBetween(res.AsOf, *d.Date)))
	default:
		v.Dates = append(v.Dates, words.Say(words.DateEnd, dateWords(*d.Date), b.Pack.Notice.Label(d.Clause), daysBetween(res.AsOf, *d.Date)))
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
