package llm

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Limits are how many tokens may be spent, in questions and answers together.
type Limits struct {
	Day    int // by all, each civil day
	Person int // by one person, each civil day
	Total  int // by all, since counting began
}

// Ledger counts tokens. Days are civil, as YYYY-MM-DD; a person is a pseudonym.
type Ledger interface {
	// ReserveTokens counts n tokens in advance unless that breaks a limit; ok is false if it does.
	ReserveTokens(ctx context.Context, day, person string, n int, limits Limits) (ok bool, err error)
	// AddTokens corrects what was reserved; n may be negative.
	AddTokens(ctx context.Context, day, person string, n int) error
}

// ErrSpent says that a limit does not allow another question.
var ErrSpent = errors.New("the tokens are spent")

// offices is where the day begins and ends.
var offices = time.FixedZone("Asia/Shanghai", 8*60*60)

// settleFor bounds how long a settlement may take; it is made even when the question was given up.
const settleFor = 5 * time.Second

// reserve counts tokens before they are spent, so that questions side by side keep the limits too. settle counts
// what was really used; without it the reservation stands.
func (m *Model) reserve(ctx context.Context, person string, n int) (settle func(used int) error, err error) {
	day := m.Now().In(offices).Format(time.DateOnly)
	ok, err := m.Ledger.ReserveTokens(ctx, day, person, n, m.Limits)
	if err != nil {
		return nil, fmt.Errorf("reserve tokens: %w", err)
	}
	if !ok {
		return nil, ErrSpent
	}
	return func(used int) error {
		used = credible(used, n)
		if used == n {
			return nil
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleFor)
		defer cancel()
		return m.Ledger.AddTokens(ctx, day, person, used-n)
	}, nil
}

// credible is what a server says that it used, within reason: it may be wrong or lie.
func credible(used, reserved int) int {
	if used <= 0 {
		return reserved
	}
	return min(max(used, reserved/8), 4*reserved)
}
