package knowledge

// The decision, calibrated on questions that no form was made from (docs/quality.md).
const (
	leastCovered = 0.25 // the share of a question that must be known from some text, so that it can be judged at all
	mostOutside  = 0.6  // all topics together decide from here, though no single one is likeliest
)

// decide says what becomes of a question, and why: it is about a clause, or about something the notice does not treat.
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
	case b.aboutTopic():
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
