package check

import (
	"maps"
	"slices"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge/eligibility"
)

// What a question shows at most of a clause and of an option's label, and how many clauses tell why it is asked.
const (
	maxLabel = 22
	maxWhy   = 4
	maxQuote = 220
)

// ask shows the open question below the lead.
func (t *turn) ask(lead handlers.Text) chat.Reply {
	fact, _ := t.Rules.Fact(t.s.Now)
	if t.s.index(fact.ID) < 0 {
		lead.Line(chat.Faint, words.Say(words.CheckProgress, len(t.s.Answers)+1, max(t.left(t.s, t.now)-1, 0)))
	}
	lead.Line(chat.Bold, fact.Ask)
	if said := t.s.Said[fact.ID]; said != "" {
		lead.Say(words.CheckSaid, said)
	}
	if i := t.s.index(fact.ID); i >= 0 && t.s.Answers[i].Value != nil {
		had := valueWords(fact, t.s.Answers[i].Value)
		if t.s.askable(fact.ID) {
			lead.Say(words.CheckExact, had)
		} else {
			lead.Say(words.CheckHad, had)
		}
	}
	if hint, ok := map[eligibility.Kind]words.Key{eligibility.Part: words.CheckHintPart, eligibility.Date: words.CheckHintDate,
		eligibility.Int: words.CheckHintInt}[fact.Kind]; ok {
		lead.Line(chat.Faint, words.Say(hint))
	}
	var buttons [][]chat.Button
	if t.s.Future != nil {
		buttons = append(buttons, []chat.Button{labelled(words.Say(words.CheckSure, valueWords(fact, t.s.Future.Value)), "sure:"+fact.ID)})
	}
	buttons = append(buttons, t.options(fact, &lead)...)
	buttons = append(buttons, t.localOptions(fact)...)
	return chat.Reply{Text: lead, Buttons: append(buttons, always(fact.ID)...)}
}

// options are the buttons of a fact's values. A label too long for a button stands in the text, numbered.
func (t *turn) options(fact eligibility.Fact, lead *handlers.Text) [][]chat.Button {
	if fact.Kind == eligibility.Bool {
		return [][]chat.Button{{button(words.Yes, "a:"+fact.ID+":true"), button(words.No, "a:"+fact.ID+":false")}}
	}
	long := slices.ContainsFunc(fact.Values, func(o eligibility.Option) bool { return handlers.Clip(o.Label, maxLabel) != o.Label })
	var all []chat.Button
	for i, o := range fact.Values {
		label := o.Label
		if long {
			lead.Say(words.CheckOption, i+1, o.Label)
			label = words.Say(words.CheckOption, i+1, handlers.Clip(o.Label, maxLabel-2))
		}
		all = append(all, labelled(label, "a:"+fact.ID+":"+o.ID))
	}
	return rows(all)
}

// always are the buttons below every question.
func always(id string) [][]chat.Button {
	return [][]chat.Button{
		{button(words.CheckUnknown, "dunno:"+id), button(words.CheckSkip, "skip:"+id)},
		{button(words.CheckBack, "back"), button(words.CheckWhy, "why:"+id)},
	}
}

// choose takes a pressed option. A press on an earlier question that says the same changes nothing.
func (t *turn) choose(id, value string) ([]chat.Reply, error) {
	fact, ok := t.Rules.Fact(id)
	var v any = value
	if fact.Kind == eligibility.Bool {
		v = value == "true"
	}
	if _, valid := t.Rules.Valid(id, v); !ok || !valid || !t.s.Agreed {
		return handlers.Say(words.Button), nil
	}
	i := t.s.index(id)
	switch {
	case t.s.Step == asking && t.s.Now == id:
	case i < 0:
		return t.finish(note(words.CheckOldButton))
	case t.s.Answers[i].Value == v: // pressed twice
		return t.finish(nil)
	}
	return t.answer(fact, v)
}

func note(k words.Key, args ...any) (t handlers.Text) {
	t.Say(k, args...)
	return t
}

// future asks to confirm a date that lies ahead.
func (t *turn) future(fact eligibility.Fact, value any) ([]chat.Reply, error) {
	t.s.Future = &Answer{Fact: fact.ID, Value: value}
	return t.finish(note(words.DateFuture, valueWords(fact, value), dateWords(t.now.Format("2006-01-02"))))
}

func (t *turn) sure(id string) ([]chat.Reply, error) {
	fact, ok := t.Rules.Fact(id)
	if !ok || t.s.Future == nil || t.s.Future.Fact != id {
		return t.finish(note(words.CheckOldButton))
	}
	return t.answer(fact, t.s.Future.Value)
}

// answer takes a value for a fact: the next question, or what the change of an earlier answer turns.
func (t *turn) answer(fact eligibility.Fact, value any) ([]chat.Reply, error) {
	before := t.s.facts()
	if clash := t.clash(before, fact.ID, value); len(clash) > 0 {
		return t.finish(note(words.CheckClash, valueWords(fact, value), strings.Join(clash, words.Say(words.Comma))))
	}
	had, changed := before[fact.ID]
	changed = changed && valueWords(fact, had) != valueWords(fact, value)
	if t.s.index(fact.ID) >= 0 {
		t.s.Exact = append(t.s.Exact, fact.ID)
	}
	t.s.put(Answer{Fact: fact.ID, Value: value})
	t.advance(t.s, t.now)
	var lead handlers.Text
	lead.Line(chat.Faint, words.Say(words.CheckNoted, fact.Label, valueWords(fact, value)))
	if changed {
		t.flips(&lead, before)
	}
	return t.finish(lead)
}

// clash names the facts with which a value cannot be true.
func (t *turn) clash(facts map[string]any, id string, value any) (labels []string) {
	facts = maps.Clone(facts)
	facts[id] = value
	for _, fault := range t.Rules.Check(facts, t.now).Errors {
		if f, ok := t.Rules.Fact(fault.Fact); ok && f.ID != id {
			labels = append(labels, f.Label)
		}
	}
	return labels
}

// pass leaves a question without an answer.
func (t *turn) pass(id, why string) ([]chat.Reply, error) {
	if id == screening {
		return t.ticked(nil, why)
	}
	fact, ok := t.Rules.Fact(id)
	if !ok || t.s.Step != asking || t.s.Now != id {
		return t.finish(note(words.CheckOldButton))
	}
	before := t.s.facts()
	_, had := before[id]
	if t.s.askable(id) && had { // a date not known more exactly stays as it was
		t.s.Exact = append(t.s.Exact, id)
	} else {
		t.s.put(Answer{Fact: id, Why: why})
	}
	t.advance(t.s, t.now)
	var lead handlers.Text
	lead.Line(chat.Faint, words.Say(map[string]words.Key{unknown: words.CheckNotedUnknown, skipped: words.CheckNotedSkipped}[why], fact.Label))
	if _, still := t.s.facts()[id]; had && !still {
		t.flips(&lead, before)
	}
	return t.finish(lead)
}

// back asks the last question again; one that was opened to change an earlier answer is just left.
func (t *turn) back() ([]chat.Reply, error) {
	if t.s.Step == asking && t.s.index(t.s.Now) >= 0 && !t.s.askable(t.s.Now) {
		t.advance(t.s, t.now)
		return t.finish(nil)
	}
	fact, ok := t.s.pop()
	if !ok {
		return t.finish(note(words.CheckFirst))
	}
	if t.advance(t.s, t.now); fact != screening && t.s.Agreed {
		t.s.Step, t.s.Now = asking, fact
	}
	return t.finish(nil)
}

// why quotes the clauses that make the question count.
func (t *turn) why(id string) ([]chat.Reply, error) {
	fact, ok := t.Rules.Fact(id)
	if !ok {
		return handlers.Say(words.Button), nil
	}
	var out handlers.Text
	reasons := t.reasons(id)
	if len(reasons) == 0 {
		out.Say(words.CheckWhyNone, fact.Label)
	} else {
		out.Line(chat.Bold, words.Say(words.CheckWhyHead, fact.Label))
	}
	for i, c := range reasons {
		if i == maxWhy {
			break
		}
		out.Line(chat.Quote, handlers.Clip(c.Quote, maxQuote))
		out.Line(chat.Faint, words.Say(words.Source, t.Pack.Notice.Label(c.Clause), t.Pack.Number))
	}
	return []chat.Reply{{Text: out, Buttons: [][]chat.Button{{button(words.CheckGo, "go")}}}}, nil
}

// reasons are the clauses that use a fact, those of the routes that are looked at first.
func (t *turn) reasons(id string) (all []eligibility.Cite) {
	res := t.Rules.Check(t.s.facts(), t.now)
	uses := t.Rules.Uses(id)
	add := func(c eligibility.Cite) {
		if !slices.ContainsFunc(all, func(o eligibility.Cite) bool { return o.Clause == c.Clause }) {
			all = append(all, c)
		}
	}
	var walk func([]eligibility.Condition)
	walk = func(conditions []eligibility.Condition) {
		for _, c := range conditions {
			if !slices.Contains(c.Facts, id) {
				continue
			}
			if parts := append(slices.Clone(c.All), c.Any...); len(parts) > 0 {
				walk(parts)
			} else if c.Quote != "" {
				add(eligibility.Cite{Clause: c.Clause, Quote: c.Quote})
			}
		}
	}
	for _, rt := range res.Routes {
		if rt.Status != eligibility.Closed {
			walk(rt.Conditions)
		}
	}
	for _, c := range res.Cites {
		if slices.Contains(uses, c.Clause) {
			add(c)
		}
	}
	for _, clause := range uses {
		if c := t.Pack.Notice.Clause(clause); c != nil && c.Text() != "" {
			add(eligibility.Cite{Clause: clause, Quote: c.Text()})
		}
	}
	return all
}
