package check

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge/eligibility"
)

// trial stands for numbers that are not known yet: more applicants than posts.
const trial = 1000

// quotaReads says whether the posts are judged otherwise for some value of a choice.
func (f Flow) quotaReads(s quotaState, fact eligibility.Fact) bool {
	facts := f.quotaFacts(s)
	for _, id := range f.Talk.Quota.Ask {
		if of, _ := f.Rules.Fact(id); of.Kind == eligibility.Int {
			facts[id] = 0
		}
	}
	facts[f.Talk.Quota.Applicants] = trial
	seen := map[eligibility.Value]bool{}
	for _, o := range fact.Values {
		facts[fact.ID] = o.ID
		seen[f.posts(facts).Value] = true
	}
	return len(seen) > 1
}

func (f Flow) quotaFacts(s quotaState) map[string]any {
	facts := map[string]any{}
	given := f.Talk.Quota.Facts
	if s.Case > 0 {
		given = append(slices.Clone(given), f.Talk.Quota.Cases[s.Case-1].Facts...)
	}
	for _, g := range given {
		facts[g.Fact] = g.Value
	}
	for id, v := range factsOf(s.Answers) {
		facts[id] = v
	}
	return facts
}

// posts is the condition on posts as the rules judge it, on a day on which applications are open: how posts are counted
// does not depend on the day of asking.
func (f Flow) posts(facts map[string]any) eligibility.Condition {
	for _, rt := range f.Rules.Check(facts, f.Pack.Morning()).Routes {
		if rt.ID != f.Talk.Quota.Route {
			continue
		}
		for _, c := range rt.Conditions {
			if slices.Contains(c.Facts, f.Talk.Quota.Applicants) {
				return c
			}
		}
	}
	return eligibility.Condition{}
}

// quotaMax is the largest number of applicants that is allowed outright; known is false if there is no such bound.
func (f Flow) quotaMax(facts map[string]any) (most int, known bool) {
	allowed := func(n int) bool {
		facts[f.Talk.Quota.Applicants] = n
		return f.posts(facts).Value == eligibility.T
	}
	const beyond = 1 << 29
	if !allowed(0) || allowed(beyond) {
		return 0, false
	}
	low, high := 0, beyond // allowed, not allowed
	for high-low > 1 {
		if mid := (low + high) / 2; allowed(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return low, true
}

// quotaResult tells what the rules say about the figures, and the clause that sets the bound.
func (f Flow) quotaResult(s quotaState, at time.Time, below string) []chat.Reply {
	out := expired(f.Pack, at, nil)
	facts := f.quotaFacts(s)
	applicants := facts[f.Talk.Quota.Applicants]
	if missing := f.quotaMissing(s); missing != "" {
		out.Say(words.QuotaMissing, missing)
		return f.quotaEnd(out, below)
	}
	now := f.posts(facts)
	most, bounded := f.quotaMax(facts)
	n, _ := strconv.Atoi(valueWords(eligibility.Fact{}, applicants))
	bound := words.QuotaMost
	switch now.Value {
	case eligibility.T:
		out.Line(chat.Bold, words.Say(words.QuotaAllowed, n))
	case eligibility.F:
		out.Line(chat.Bold, words.Say(words.QuotaRefused, n))
	default:
		out.Line(chat.Bold, words.Say(words.QuotaUnsure, n))
		bound = words.QuotaSure
	}
	if bounded {
		out.Say(bound, most)
		facts[f.Talk.Quota.Applicants] = most + 1
		beyond := f.posts(facts)
		for _, c := range leaves([]eligibility.Condition{beyond}, beyond.Value) {
			f.formula(&out, c)
		}
	}
	for _, code := range f.quotaCodes(now) {
		out.Say(words.QuotaConfirm, code)
	}
	out.Line(chat.Faint, words.Say(words.QuotaFoot))
	return f.quotaEnd(out, below)
}

// quotaMissing names the numbers without which nothing can be said.
func (f Flow) quotaMissing(s quotaState) string {
	var all []string
	for _, a := range s.Answers {
		if fact, _ := f.Rules.Fact(a.Fact); fact.Kind == eligibility.Int && a.Value == nil {
			all = append(all, fact.Label)
		}
	}
	return strings.Join(all, words.Say(words.Comma))
}

// formula tells how a clause counts, and quotes it.
func (f Flow) formula(out *handlers.Text, c eligibility.Condition) {
	for _, formula := range f.Talk.Quota.Formulas {
		if formula.Cite.Clause == c.Clause {
			out.Say(words.QuotaFormula, formula.Text)
			out.Line(chat.Quote, formula.Cite.Quote)
			out.Line(chat.Faint, words.Say(words.Source, f.Pack.Notice.Label(formula.Cite.Clause), f.Pack.Number))
			return
		}
	}
	out.Line(chat.Quote, c.Quote)
	out.Line(chat.Faint, words.Say(words.Source, f.Pack.Notice.Label(c.Clause), f.Pack.Number))
}

// quotaCodes are what has to be confirmed, in words.
func (f Flow) quotaCodes(c eligibility.Condition) (all []string) {
	for _, id := range c.Codes {
		if code, ok := f.Rules.Code(id); ok {
			all = append(all, code.Text)
		}
	}
	return all
}

func (f Flow) quotaEnd(out handlers.Text, below string) []chat.Reply {
	buttons := []chat.Button{quotaButton(words.QuotaAgain, "new")}
	switch below {
	case "":
	case name:
		buttons = append(buttons, button(words.CheckGo, "go"))
	default:
		out.Say(words.QuotaBelow)
	}
	return []chat.Reply{{Text: out, Buttons: [][]chat.Button{buttons}}}
}
