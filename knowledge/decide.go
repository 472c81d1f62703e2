package knowledge

// The decision whether the notice answers, calibrated on question forms left out of training (docs/quality.md).
const (
	outsideLimit = 0.40 // above: the notice does not say
	leastCovered = 0.25 // below: too little of the question is known to judge it
)

// decide says what becomes of a question, and why.
func (a *Answerer) decide(b belief) Answer {
	answer := Answer{Status: Answered, Score: b.clauses[0].p, Reasons: []Reason{
		{"outside", b.outside}, {"covered", b.covered}, {"clause " + b.clauses[0].clause.ID, b.clauses[0].p},
	}}
	if len(b.topics) > 0 {
		answer.Reasons = append(answer.Reasons, Reason{"topic " + b.topics[0].topic.ID, b.topics[0].p})
	}
	switch {
	case b.covered < leastCovered:
		answer.Status = Refused
	case b.outside > outsideLimit:
		answer.Topic = b.topics[0].topic
		answer.Status = Refused
		if r := answer.Topic.Refer; r != nil {
			answer.Status = Referred
			c := a.notice.cite(a.notice.Clause(r.Clause), r.Quote)
			c.Main = true
			answer.Citations = []Citation{c}
		}
	}
	return answer
}
