// Package ask answers questions with the clause that says so, shows clauses, and takes 有用 and 没用.
package ask

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge"
	"zhicheng/knowledge/faq"
	"zhicheng/knowledge/packs"
)

// Question is what a person asked and how it ended.
type Question struct {
	ID      string // of the message
	Person  string
	Text    string
	Status  string   // a knowledge.Status
	Topic   string   // of refused and referred: what was asked, if the pack knows it
	FAQ     int64    // the maintained answer that was shown; 0 without one
	Clauses []string // cited, best first
	Pack    string
	Score   float64
	At      time.Time
	Rating  string    // "", Useful or Useless; set by Rate
	RatedAt time.Time // zero without a rating
}

// The ratings.
const (
	Useful  = "useful"
	Useless = "useless"
)

// ErrGone says that a question is not stored any more, or is somebody else's.
var ErrGone = errors.New("the question is gone")

// Questions is where questions are kept.
type Questions interface {
	// AddQuestion stores a question; one with the same ID stays as it is.
	AddQuestion(ctx context.Context, q Question) error
	// Questions returns at most n of a person's since a time, the newest first, without the one named.
	Questions(ctx context.Context, person string, since time.Time, without string, n int) ([]Question, error)
	// Rate keeps the asker's rating; changed is false if it was the same already. ErrGone if there is none.
	Rate(ctx context.Context, questionID, person, rating string, at time.Time) (changed bool, err error)
}

// A question may go on from those of the last minutes.
const (
	memory     = 15 * time.Minute
	maxEarlier = 3
)

// Refiner may improve an answer that was found: lead with another of its clauses, or refuse. It adds no words of its
// own. With an error the answer stays as it was found.
type Refiner interface {
	Refine(ctx context.Context, person, question string, earlier []string, found knowledge.Answer) (knowledge.Answer, error)
}

// Flow answers questions about one pack.
type Flow struct {
	Pack      *packs.Pack
	Answerer  *knowledge.Answerer
	Questions Questions
	Checks    bool         // offer the check where a question is about one's own case
	Refiner   Refiner      // may be nil
	Answers   Answers      // that staff maintain; may be nil
	Log       *slog.Logger // hears when the Refiner fails
}

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	r.Question = f.ask
	r.Commands = append(r.Commands, handlers.Command{Name: "notice", Word: words.WordNotice, Help: words.HelpNotice, Run: f.contents, Where: handlers.Anywhere})
	r.Share("show", "toc")
	r.Presses["show"] = f.show
	r.Presses["toc"] = f.browse
	r.Presses[Useful] = f.rate(Useful, words.ThanksUseful)
	r.Presses[Useless] = f.rate(Useless, words.ThanksSorry)
}

func (f Flow) ask(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
	earlier, err := f.earlier(ctx, m)
	if err != nil {
		return nil, err
	}
	answer := f.refine(ctx, m, earlier, f.Answerer.Answer(m.Text, earlier))
	hit, err := Maintained(ctx, f.Answers, m.Text, answer, m.At)
	if err != nil {
		return nil, err
	}
	q := Question{ID: m.ID, Person: m.From.Person, Text: m.Text, Status: string(answer.Status),
		Pack: f.Pack.ID, Score: answer.Score, At: m.At}
	if hit != nil {
		q.FAQ = hit.ID
	}
	if answer.Topic != nil {
		q.Topic = answer.Topic.ID
	}
	for _, c := range answer.Citations {
		q.Clauses = append(q.Clauses, c.Clause.ID)
	}
	if err := f.Questions.AddQuestion(ctx, q); err != nil {
		return nil, err
	}
	if m.Group { // the buttons are for the one who asked
		return []chat.Reply{f.forAll(answer, hit, m.At)}, nil
	}
	reply := Render(f.Pack, answer, hit, m.ID, m.At)
	if answer.OwnCase && f.Checks {
		check := []chat.Button{{Label: words.Say(words.OwnCheck), Data: "check:q:" + m.ID}}
		reply.Buttons = append([][]chat.Button{check}, reply.Buttons...)
	}
	return []chat.Reply{reply}, nil
}

// forAll is an answer in a group.
func (f Flow) forAll(a knowledge.Answer, hit *faq.Entry, at time.Time) chat.Reply {
	reply := Render(f.Pack, a, hit, "", at)
	if a.OwnCase && f.Checks {
		reply.Text = append(reply.Text, chat.Span{Style: chat.Faint, Text: "\n" + words.Say(words.GroupOwnCase)})
	}
	return reply
}

// earlier are the questions from which this one may go on, the oldest first. What somebody asked in private is not told in
// a group by the answer to another question.
func (f Flow) earlier(ctx context.Context, m chat.Message) ([]string, error) {
	if m.Group {
		return nil, nil
	}
	before, err := f.Questions.Questions(ctx, m.From.Person, m.At.Add(-memory), m.ID, maxEarlier)
	earlier := make([]string, len(before))
	for i, q := range before {
		earlier[len(before)-1-i] = q.Text
	}
	return earlier, err
}

func (f Flow) refine(ctx context.Context, m chat.Message, earlier []string, found knowledge.Answer) knowledge.Answer {
	if f.Refiner == nil {
		return found
	}
	better, err := f.Refiner.Refine(ctx, m.From.Person, m.Text, earlier, found)
	if err != nil {
		f.Log.Warn("answer without the model", "message", m.ID, "err", err)
		return found
	}
	return better
}

func (f Flow) rate(rating string, thanks words.Key) handlers.Run {
	return func(ctx context.Context, m chat.Message, id string) ([]chat.Reply, error) {
		// Thanks for a press again too: after a crash it may be the same press, handled once more.
		_, err := f.Questions.Rate(ctx, id, m.From.Person, rating, m.At)
		switch {
		case errors.Is(err, ErrGone):
			return handlers.Say(words.RateGone), nil
		case err != nil:
			return nil, err
		}
		return handlers.Say(thanks), nil
	}
}
