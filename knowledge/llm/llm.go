// Package llm lets an OpenAI-compatible model improve an answer without ever being in charge. What a person wrote is
// redacted before it leaves; what comes back can only choose among the clauses that were found without the model, lead
// with other whole sentences of theirs, or say that none answers. Whatever else the model says reaches nobody.
package llm

import (
	"context"
	"errors"
	"time"

	"github.com/sashabaranov/go-openai"

	"zhicheng/knowledge"
)

// Config says which model is asked and how much it may cost.
type Config struct {
	BaseURL string // of the API, like https://host/v1
	Key     string // may be empty
	Name    string // the model's
	Timeout time.Duration
	Limits  Limits
	Ledger  Ledger
	Names   func() []string  // names that never leave; may be nil
	Now     func() time.Time // machine time: a moved civil clock buys no tokens
}

// Candidates is how many clauses the model may choose from.
const Candidates = 10

// maxParallel is how many questions wait for the model at once; others go without it.
const maxParallel = 8

var (
	// ErrResting says that the server failed and is left alone for a while.
	ErrResting = errors.New("the model's server rests after failures")
	// ErrBusy says that too many questions wait for the model.
	ErrBusy = errors.New("too many questions wait for the model")
)

// Model improves answers about one notice. It is safe for concurrent use.
type Model struct {
	Config
	notice   *knowledge.Notice
	answerer *knowledge.Answerer
	api      *openai.Client
	breaker  breaker
	waiting  chan struct{}
}

// New sets a model up; nothing is sent before a question.
func New(c Config, n *knowledge.Notice, a *knowledge.Answerer) *Model {
	api := openai.DefaultConfig(c.Key)
	api.BaseURL = c.BaseURL
	api.HTTPClient = newDoer()
	return &Model{Config: c, notice: n, answerer: a, api: openai.NewClientWithConfig(api),
		breaker: breaker{now: c.Now}, waiting: make(chan struct{}, maxParallel)}
}

// Refine improves the answer that was found to a question; earlier holds what the same person asked before, the latest
// last. A refusal stays as it is. With an error comes the answer unchanged; the error holds nothing that was said.
func (m *Model) Refine(ctx context.Context, person, question string, earlier []string, found knowledge.Answer) (knowledge.Answer, error) {
	if found.Status != knowledge.Answered || len(found.Citations) == 0 {
		return found, nil
	}
	ten := m.candidates(question, earlier, found)
	v, err := m.ask(ctx, person, question, earlier, ten)
	if err != nil {
		return found, err
	}
	return m.judge(found, ten, v), nil
}

// candidates are the clauses of the answer and the next best, ten in all.
func (m *Model) candidates(question string, earlier []string, found knowledge.Answer) []knowledge.Citation {
	ten := append([]knowledge.Citation{}, found.Citations...)
	for _, c := range m.answerer.Candidates(question, earlier, Candidates) {
		if len(ten) < Candidates && !cites(ten, c.Clause.ID) {
			ten = append(ten, c)
		}
	}
	return ten
}

// ask spends tokens and asks, unless the server rests or too many wait.
func (m *Model) ask(ctx context.Context, person, question string, earlier []string, ten []knowledge.Citation) (v verdict, err error) {
	select {
	case m.waiting <- struct{}{}:
		defer func() { <-m.waiting }()
	default:
		return v, ErrBusy
	}
	user, err := m.prompt(question, earlier, ten)
	if err != nil {
		return v, err
	}
	if !m.breaker.allow() {
		return v, ErrResting
	}
	settle, err := m.reserve(ctx, person, estimate(system)+estimate(user)+maxAnswerTokens)
	if err != nil {
		m.breaker.done(cancelled)
		return v, err
	}
	content, used, err := m.chat(ctx, system, user)
	if err == nil {
		v, err = read(content)
	}
	m.breaker.done(ended(ctx, err))
	return v, errors.Join(err, settle(used))
}

func ended(ctx context.Context, err error) outcome {
	switch {
	case err == nil:
		return worked
	case ctx.Err() != nil:
		return cancelled
	}
	return broke
}

func cites(cs []knowledge.Citation, id string) bool {
	for _, c := range cs {
		if c.Clause.ID == id {
			return true
		}
	}
	return false
}
