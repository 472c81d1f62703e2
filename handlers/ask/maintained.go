package ask

import (
	"context"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge"
	"zhicheng/knowledge/faq"
	"zhicheng/knowledge/packs"
)

// Answers are those that staff maintain.
type Answers interface {
	Find(ctx context.Context, question string, now time.Time) (faq.Hit, bool, error)
}

// Maintained is the maintained answer that may be shown with what the notice says to a question; nil if none may. It adds to
// an answer and replaces a refusal.
func Maintained(ctx context.Context, from Answers, question string, a knowledge.Answer, at time.Time) (*faq.Entry, error) {
	if from == nil {
		return nil, nil
	}
	kind := ""
	if a.Status != knowledge.Answered && a.Topic != nil {
		kind = a.Topic.Kind
	}
	hit, ok, err := from.Find(ctx, question, at)
	if err != nil || !ok || !hit.Answers(kind) {
		return nil, err
	}
	return &hit.Entry, nil
}

// maintained shows staff's answer in the place of a refusal.
func maintained(t *handlers.Text, p *packs.Pack, a knowledge.Answer, e *faq.Entry) (buttons [][]chat.Button) {
	t.Line(chat.Bold, words.Say(words.FAQAnswer, e.Office, e.Since.Year(), int(e.Since.Month()), e.Since.Day()))
	t.Line(chat.Plain, e.Answer)
	t.Line(chat.Faint, words.Say(words.FAQFoot, e.Until.Year(), int(e.Until.Month()), e.Until.Day()))
	if c, ok := p.Notice.Cite(e.Clause); ok {
		return pointsTo(t, p, knowledge.Citation{Clause: c.Clause, Lead: c.Quote})
	}
	if a.Status == knowledge.Referred {
		return pointsTo(t, p, a.Citations[0])
	}
	return nil
}

// besides adds staff's answer below the notice's.
func besides(t *handlers.Text, e *faq.Entry) {
	if e == nil {
		return
	}
	t.Line(chat.Bold, words.Say(words.FAQBesides, e.Office, e.Since.Year(), int(e.Since.Month()), e.Since.Day()))
	t.Line(chat.Plain, e.Answer)
	t.Line(chat.Faint, words.Say(words.FAQFoot, e.Until.Year(), int(e.Until.Month()), e.Until.Day()))
}
