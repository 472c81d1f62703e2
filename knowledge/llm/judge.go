package llm

import (
	"slices"
	"unicode/utf8"

	"zhicheng/knowledge"
)

// signal is the reason that an answer carries when the model changed it.
const signal = "model"

// judge takes from the model's verdict what it may decide: a refusal, or clauses among the ten with whole sentences of
// theirs. A verdict that contradicts itself, and one of which nothing stands in the notice, changes nothing.
func (m *Model) judge(found knowledge.Answer, ten []knowledge.Citation, v verdict) knowledge.Answer {
	again := m.again(v.Restated)
	switch {
	case v.None && len(v.Picks) == 0:
		return refuse(found, again, ten)
	case v.None:
		return found
	case len(v.Picks) > 0:
		return m.pick(found, ten, v.Picks)
	case again.Status == knowledge.Answered && among(ten, again.Citations):
		return change(found, again.Citations)
	}
	return found
}

// again is what the notice says to the question in other words, which nobody sees.
func (m *Model) again(restated string) knowledge.Answer {
	if restated == "" || utf8.RuneCountInString(restated) > maxRestated {
		return knowledge.Answer{}
	}
	return m.answerer.Answer(restated, nil)
}

// refuse says that the notice does not say, and what, if the restated question is about a known topic.
func refuse(found, again knowledge.Answer, ten []knowledge.Citation) knowledge.Answer {
	a := knowledge.Answer{Status: knowledge.Refused, Score: found.Score, Reasons: reasons(found)}
	switch again.Status {
	case knowledge.Refused:
		a.Topic = again.Topic
	case knowledge.Referred:
		a.Topic = again.Topic
		if among(ten, again.Citations) {
			a.Status, a.Citations = knowledge.Referred, again.Citations
		}
	}
	return a
}

// pick leads with the clauses that were picked; what was found before follows behind buttons.
func (m *Model) pick(found knowledge.Answer, ten []knowledge.Citation, picks []pick) knowledge.Answer {
	var cs []knowledge.Citation
	for _, p := range picks {
		c, ok := m.notice.CiteWhole(p.Clause, p.Span)
		if ok && len(cs) < knowledge.MaxCitations && cites(ten, p.Clause) && !cites(cs, p.Clause) &&
			utf8.RuneCountInString(c.Lead) <= maxLead {
			c.Main = true
			cs = append(cs, c)
		}
	}
	if len(cs) == 0 {
		return found
	}
	for _, c := range found.Citations {
		if len(cs) < knowledge.MaxCitations && !cites(cs, c.Clause.ID) {
			c.Main = false
			cs = append(cs, c)
		}
	}
	return change(found, cs)
}

// change keeps of an answer all but its clauses.
func change(found knowledge.Answer, cs []knowledge.Citation) knowledge.Answer {
	found.Citations, found.Reasons = cs, reasons(found)
	return found
}

func reasons(found knowledge.Answer) []knowledge.Reason {
	return append(slices.Clone(found.Reasons), knowledge.Reason{Signal: signal, Value: 1})
}

func among(ten, cs []knowledge.Citation) bool {
	return !slices.ContainsFunc(cs, func(c knowledge.Citation) bool { return !cites(ten, c.Clause.ID) })
}
