package faq

import (
	"context"
	"slices"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/knowledge"
	"zhicheng/knowledge/faq"
)

// draft is an answer that is being made. The asker's own words are not kept in it: where they came from is, until staff
// have written down the question.
type draft struct {
	Case     int64    `json:"case,omitempty"`
	Question string   `json:"question,omitempty"` // its message's id
	Step     step     `json:"step"`
	Answer   string   `json:"answer,omitempty"`
	Forms    []string `json:"forms,omitempty"`
	Clause   string   `json:"clause,omitempty"`
	Until    string   `json:"until,omitempty"`
}

type step string

const (
	answering step = "answer"
	forming   step = "forms"
	citing    step = "clause"
	dating    step = "until"
	checking  step = "check"
)

// ask asks for the next part of an answer.
func (f Flow) ask(ctx context.Context, m chat.Message, d draft, next step) ([]chat.Reply, error) {
	d.Step = next
	var replies []chat.Reply
	switch next {
	case answering, forming:
		asked, err := f.source(ctx, d)
		if err != nil {
			return nil, err
		}
		if replies = handlers.Say(words.FAQAskAnswer, asked, faq.MaxAnswer); next == forming {
			replies = handlers.Say(words.FAQAskForms, asked, faq.MaxForms)
			replies[0].Buttons = [][]chat.Button{{{Label: words.Say(words.FAQAsAsked), Data: "faq:forms"}}}
		}
	case citing:
		replies = handlers.Say(words.FAQAskClause)
		replies[0].Buttons = [][]chat.Button{{{Label: words.Say(words.FAQNoClause), Data: "faq:clause"}}}
	case dating:
		end := f.end()
		replies = handlers.Say(words.FAQAskUntil)
		replies[0].Buttons = [][]chat.Button{{{Label: words.Say(words.FAQToEnd, end.Year(), int(end.Month()), end.Day()), Data: "faq:until"}}}
	}
	return replies, f.keep(ctx, m, d)
}

// end is the last day of the notice.
func (f Flow) end() time.Time { return f.Pack.End().AddDate(0, 0, -1) }

// typed takes what staff write.
func (f Flow) typed(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	d, err := f.draft(ctx, m)
	if err != nil {
		return nil, err
	}
	if ok, err := f.reaches(ctx, d, by); err != nil {
		return nil, err
	} else if !ok {
		return handlers.Say(words.FAQGone), handlers.Close(ctx, f.Open, m)
	}
	switch d.Step {
	case answering:
		d.Answer = faq.Clean(m.Text)
		if n := len([]rune(d.Answer)); n == 0 || n > faq.MaxAnswer {
			return handlers.Say(words.FAQBadAnswer, faq.MaxAnswer), nil
		}
		return f.ask(ctx, m, d, forming)
	case forming:
		return f.forms(ctx, m, d, strings.FieldsFunc(m.Text, separates))
	case citing:
		clause := f.clause(m.Text)
		if clause == nil {
			return handlers.Say(words.FAQBadClause), nil
		}
		d.Clause = clause.ID
		return f.ask(ctx, m, d, dating)
	case dating:
		until, ok := handlers.ReadComing(strings.TrimSpace(m.Text), m.At)
		if !ok || m.At.After(until.AddDate(0, 0, 1)) || until.After(m.At.AddDate(2, 0, 0)) {
			return handlers.Say(words.FAQBadDay), nil
		}
		d.Until = until.Format(time.DateOnly)
		return f.preview(ctx, m, d, by)
	}
	return handlers.Say(words.FAQPress), nil
}

// separates says where one form ends and the next begins: a phone's keyboard has no new line that does not send.
func separates(r rune) bool { return r == '\n' || r == '；' || r == ';' }

// forms takes the question's forms. A form of another answer is refused.
func (f Flow) forms(ctx context.Context, m chat.Message, d draft, written []string) ([]chat.Reply, error) {
	d.Forms = nil
	for _, line := range written {
		if line = faq.Clean(line); line == "" {
			continue
		}
		if !slices.ContainsFunc(d.Forms, func(o string) bool { return f.plain(o) == f.plain(line) }) {
			d.Forms = append(d.Forms, line)
		}
		if f.plain(line) == "" || len([]rune(line)) > faq.MaxForm {
			return handlers.Say(words.FAQBadForms, faq.MaxForms, faq.MaxForm), nil
		}
	}
	if len(d.Forms) == 0 || len(d.Forms) > faq.MaxForms {
		return handlers.Say(words.FAQBadForms, faq.MaxForms, faq.MaxForm), nil
	}
	all, err := f.Records.FAQs(ctx)
	if err != nil {
		return nil, err
	}
	if len(all) >= faq.MaxAll {
		return handlers.Say(words.FAQFull, faq.MaxAll), nil
	}
	if form, id := f.taken(all, d.Forms); id != 0 {
		return handlers.Say(words.FAQTwice, form, id), nil
	}
	return f.ask(ctx, m, d, citing)
}

func (f Flow) plain(question string) string { return f.Book.Reader.Phrase(question).Plain() }

// clause finds the one that somebody names by its label or number.
func (f Flow) clause(text string) *knowledge.Clause {
	for _, c := range f.Pack.Notice.Clauses {
		if knowledge.Fold(text) == knowledge.Fold(c.Label) || strings.TrimSpace(text) == c.ID {
			return c
		}
	}
	return nil
}

func (f Flow) draft(ctx context.Context, m chat.Message) (d draft, err error) {
	if ok, err := handlers.Kept(ctx, f.Open, m, dialogue, &d); !ok {
		return draft{}, err
	}
	return d, nil
}

func (f Flow) keep(ctx context.Context, m chat.Message, d draft) error {
	return handlers.Keep(ctx, f.Open, m, dialogue, d)
}
