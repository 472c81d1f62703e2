// Package faq is where staff keep answers to questions that the notice leaves open, and see which those are.
package faq

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/knowledge/faq"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/cases"
)

// Records keeps maintained answers. What a message causes happens once, however often it is handled.
type Records interface {
	FAQs(ctx context.Context) ([]faq.Entry, error)
	// AddFAQ keeps one and returns its id; 0 if it may not stand beside those that there are.
	AddFAQ(ctx context.Context, m chat.Message, e faq.Entry, whose Owner, may func([]faq.Entry) bool) (int64, error)
	// FAQOwner tells whose one is, also of one that was withdrawn; ok is false if there never was one.
	FAQOwner(ctx context.Context, id int64) (o Owner, ok bool, err error)
	WithdrawFAQ(ctx context.Context, m chat.Message, id int64) error
	// Unanswered lists questions since a time that were not answered, or not well, the newest first.
	Unanswered(ctx context.Context, since time.Time) ([]faq.Asked, error)
	UnansweredOne(ctx context.Context, id string) (faq.Asked, bool, error)
	Case(ctx context.Context, id int64) (cases.Case, bool, error)
	// Principal is as whom somebody acts who may have signed in.
	Principal(ctx context.Context, person string) (string, error)
}

// Flow answers /faq and /unanswered.
type Flow struct {
	Pack     *packs.Pack
	Book     *faq.Book // in which questions are looked up
	Records  Records
	Rights   handlers.Rights
	Open     handlers.Dialogues
	KeepDays int
}

const dialogue = "faq"

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	edit, end := handlers.Only(f.Rights, access.FAQEdit, f.press), handlers.Only(f.Rights, access.FAQEnd, f.one)
	r.Commands = append(r.Commands,
		handlers.Command{Name: "unanswered", Word: words.WordUnanswered, Help: words.HelpUnanswered, For: access.FAQEdit, Run: handlers.Only(f.Rights, access.FAQEdit, f.unanswered)},
		handlers.Command{Name: "faq", Word: words.WordFAQ, Help: words.HelpFAQ, For: access.FAQEnd, Run: handlers.Only(f.Rights, access.FAQEnd, f.list)})
	r.Presses["faq"] = func(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
		if what, _, _ := strings.Cut(args, ":"); what == "show" || what == "drop" || what == "list" {
			return end(ctx, m, args)
		}
		return edit(ctx, m, args)
	}
	r.Long[dialogue] = true
	r.Dialogues[dialogue] = handlers.OnlyOpen(f.Rights, f.Open, access.FAQEdit, f.typed)
}

// press takes a button.
func (f Flow) press(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	what, value, _ := strings.Cut(args, ":")
	switch what {
	case "case":
		return f.fromCase(ctx, m, value, by)
	case "q":
		return f.fromQuestion(ctx, m, value)
	case "new", "many":
		r, err := f.desk(ctx, m, what, value)
		r.Edits = m.On
		return []chat.Reply{r}, err
	}
	d, err := f.draft(ctx, m)
	if err != nil {
		return nil, err
	}
	if string(d.Step) != what {
		return handlers.Say(words.FAQStepOver), nil
	}
	if ok, err := f.reaches(ctx, d, by); err != nil {
		return nil, err
	} else if !ok {
		return handlers.Say(words.FAQGone), handlers.Close(ctx, f.Open, m)
	}
	return f.stepped(ctx, m, d, by)
}

// stepped goes on with what the button of a step offers.
func (f Flow) stepped(ctx context.Context, m chat.Message, d draft, by []access.Grant) ([]chat.Reply, error) {
	switch d.Step {
	case forming:
		asked, err := f.source(ctx, d)
		if err != nil {
			return nil, err
		}
		return f.forms(ctx, m, d, []string{asked})
	case citing:
		return f.ask(ctx, m, d, dating)
	case dating:
		d.Until = f.end().Format(time.DateOnly)
		return f.preview(ctx, m, d, by)
	case checking:
		return f.publish(ctx, m, d, by)
	}
	return handlers.Say(words.Button), nil
}

// fromCase makes an answer of what staff said last in a case.
func (f Flow) fromCase(ctx context.Context, m chat.Message, value string, by []access.Grant) ([]chat.Reply, error) {
	id, _ := strconv.ParseInt(value, 10, 64)
	c, ok, err := f.Records.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	if !ok || !covers(by, c) || c.LastAnswer() == "" || c.Question == "" {
		return handlers.Say(words.FAQGone), nil
	}
	d := draft{Case: id, Answer: faq.Clean(c.LastAnswer())}
	if len([]rune(d.Answer)) > faq.MaxAnswer {
		return f.ask(ctx, m, d, answering)
	}
	return f.ask(ctx, m, d, forming)
}

func covers(by []access.Grant, c cases.Case) bool {
	return slices.ContainsFunc(by, func(g access.Grant) bool { return g.Scope.Covers(c.District, c.Series, c.Level) })
}

// reaches says whether somebody may still see the case from which a draft is made: their right may have been narrowed.
func (f Flow) reaches(ctx context.Context, d draft, by []access.Grant) (bool, error) {
	if d.Case == 0 {
		return true, nil
	}
	c, ok, err := f.Records.Case(ctx, d.Case)
	return ok && covers(by, c), err
}

// fromQuestion makes an answer to a question of the desk; staff write it.
func (f Flow) fromQuestion(ctx context.Context, m chat.Message, id string) ([]chat.Reply, error) {
	d := draft{Question: id}
	if asked, err := f.source(ctx, d); err != nil || asked == "" {
		return handlers.Say(words.FAQGone), err
	}
	return f.ask(ctx, m, d, answering)
}

// source is the question from which a draft is made, as far as it is still there.
func (f Flow) source(ctx context.Context, d draft) (asked string, err error) {
	if d.Case != 0 {
		c, _, err := f.Records.Case(ctx, d.Case)
		return form(c.Question), err
	}
	o, _, err := f.Records.UnansweredOne(ctx, d.Question)
	return form(o.Text), err
}

// form is somebody's question as a form may be.
func form(text string) string { return handlers.Excerpt(text, faq.MaxForm) }
