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
	"zhicheng/knowledge/faq"
)

// entry is the answer that a draft has come to.
func (f Flow) entry(d draft, at time.Time, by []access.Grant) (faq.Entry, bool) {
	until, err := time.ParseInLocation(time.DateOnly, d.Until, at.Location())
	office := handlers.Excerpt(handlers.Office(handlers.Speaker(by)), faq.MaxOffice)
	since := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	e := faq.Entry{Forms: d.Forms, Answer: d.Answer, Clause: d.Clause, Office: office, Since: since, Until: until}
	return e, err == nil && e.Faults(f.Pack.Notice) == nil
}

// preview shows what will be answered, before it is.
func (f Flow) preview(ctx context.Context, m chat.Message, d draft, by []access.Grant) ([]chat.Reply, error) {
	e, ok := f.entry(d, m.At, by)
	if !ok {
		return handlers.Say(words.FAQBadDay), nil
	}
	r := f.view(e, words.Say(words.FAQPreview))
	r.Buttons = [][]chat.Button{{{Label: words.Say(words.FAQPublish), Data: "faq:check"}}}
	d.Step = checking
	return []chat.Reply{r}, f.keep(ctx, m, d)
}

func (f Flow) publish(ctx context.Context, m chat.Message, d draft, by []access.Grant) ([]chat.Reply, error) {
	e, ok := f.entry(d, m.At, by)
	if !ok {
		return handlers.Say(words.FAQBadDay), nil
	}
	me, err := f.Records.Principal(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	var form string
	var other int64
	id, err := f.Records.AddFAQ(ctx, m, e, Owner{me, handlers.Speaker(by)}, func(all []faq.Entry) bool {
		form, other = f.taken(all, e.Forms)
		return other == 0
	})
	if err != nil {
		return nil, err
	}
	if id == 0 {
		d.Step = forming
		return handlers.Say(words.FAQTwice, form, other), f.keep(ctx, m, d)
	}
	return handlers.Say(words.FAQPublished, id), handlers.Close(ctx, f.Open, m)
}

// view is an entry as staff see it.
func (f Flow) view(e faq.Entry, head string) chat.Reply {
	lines := []string{""}
	for _, form := range e.Forms {
		lines = append(lines, words.Say(words.FAQForm, form))
	}
	spans := []chat.Span{{Style: chat.Bold, Text: head}, {Text: strings.Join(lines, "\n") + "\n"}, {Text: words.Say(words.FAQAnswers, e.Answer)}}
	if c, ok := f.Pack.Notice.Cite(e.Clause); ok {
		spans = append(spans, chat.Span{Style: chat.Quote, Text: "\n" + c.Quote}, chat.Span{Style: chat.Faint, Text: "\n" + words.Say(words.Source, c.Clause.Label, f.Pack.Number)})
	}
	return chat.Reply{Text: append(spans, chat.Span{Style: chat.Faint, Text: "\n" + words.Say(words.FAQMeta, e.Office, dayWords(e.Since), dayWords(e.Until))})}
}

func dayWords(t time.Time) string {
	return words.Say(words.FAQDay, t.Year(), int(t.Month()), t.Day())
}

// taken is a form that another answer has, with the answer's id; 0 if there is none.
func (f Flow) taken(all []faq.Entry, forms []string) (form string, id int64) {
	for _, e := range all {
		for _, other := range e.Forms {
			if slices.ContainsFunc(forms, func(o string) bool { return f.plain(o) == f.plain(other) }) {
				return other, e.ID
			}
		}
	}
	return "", 0
}
