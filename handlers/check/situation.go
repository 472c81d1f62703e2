package check

import (
	"context"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/knowledge/eligibility"
)

// Situation is what a person's check says of them, open or kept.
type Situation struct {
	Series, Level string // ids of the rules
	Verdict       string
	Clauses       []string // that the verdict cites, each once
	Facts         []string // in words
}

// level is the fact that says for which level somebody applies.
const level = "target_level"

// maxClauses is how many clauses stand for a verdict.
const maxClauses = 5

// Situation returns it; ok is false where nothing is known.
func (f Flow) Situation(ctx context.Context, m chat.Message) (Situation, bool, error) {
	s, err := f.opened(ctx, m)
	if err != nil {
		return Situation{}, false, err
	}
	if s == nil {
		saved, err := f.Records.SavedCheck(ctx, m.From.Person)
		if err != nil {
			return Situation{}, false, err
		}
		s = &state{Answers: usable(saved.Answers, f.Rules)}
	}
	if len(s.Answers) == 0 {
		return Situation{}, false, nil
	}
	if f.Book, err = f.knowing(ctx, f.Register); err != nil {
		return Situation{}, false, err
	}
	return f.situation(s, f.Rules.Check(s.facts(), m.At)), true, nil
}

func (f Flow) situation(s *state, res eligibility.Result) (out Situation) {
	out.Verdict = string(res.Verdict)
	out.Series, _ = s.facts()[f.Rules.Series()].(string)
	out.Level, _ = s.facts()[level].(string)
	seen := map[string]bool{}
	for _, c := range res.Cites {
		if !seen[c.Clause] && len(out.Clauses) < maxClauses {
			seen[c.Clause] = true
			out.Clauses = append(out.Clauses, c.Clause)
		}
	}
	for _, a := range s.Answers {
		if fact, ok := f.Rules.Fact(a.Fact); ok && a.Value != nil {
			out.Facts = append(out.Facts, words.Say(words.CheckPair, fact.Label, f.said(fact, a)))
		}
	}
	return out
}
