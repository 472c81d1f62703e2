package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"zhicheng/knowledge"
)

// exam is a question with what a right answer holds.
type exam struct {
	query
	Gold   []string `json:"gold"`    // the clauses that answer; none if the notice does not
	AlsoOK []string `json:"also_ok"` // clauses that are right too
	Facts  []string `json:"answer_facts"`
	Kind   string   `json:"kind"`
}

// share is so many of so many.
type share struct{ n, of int }

func (s *share) count(yes bool) {
	s.of++
	if yes {
		s.n++
	}
}

func (s share) String() string {
	if s.of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", float64(s.n)/float64(s.of))
}

// interval is Wilson's at 95%.
func (s share) interval() string {
	if s.of == 0 {
		return "-"
	}
	const z = 1.96
	n, p := float64(s.of), float64(s.n)/float64(s.of)
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return fmt.Sprintf("%.3f–%.3f", max(middle-half, 0), min(middle+half, 1))
}

// tally counts over some questions.
type tally struct {
	first, three, strict, facts, refused share // of answerable questions
	declined                             share // of unanswerable ones
	verbatim                             share // of quotations
	reciprocal                           float64
}

// grade adds one answer and names what is wrong with it.
func (t *tally) grade(n *knowledge.Notice, e exam, r result) (wrong string) {
	for _, c := range r.Citations {
		t.verbatim.count(n.Quotes(c.Clause, c.Quote))
	}
	right := slices.Concat(e.Gold, e.AlsoOK)
	at := rank(n, right, r)
	if len(e.Gold) == 0 {
		ok := r.Status == knowledge.Refused || r.Status == knowledge.Referred && (len(right) == 0 || at > 0)
		if t.declined.count(ok); !ok {
			return "not refused"
		}
		return ""
	}
	t.refused.count(r.Status != knowledge.Answered)
	t.first.count(at == 1)
	t.three.count(at > 0)
	t.strict.count(len(r.Citations) > 0 && slices.Contains(right, r.Citations[0].Clause))
	if at > 0 {
		t.reciprocal += 1 / float64(at)
	}
	complete := holds(r.Answer, e.Facts)
	if len(e.Facts) > 0 {
		t.facts.count(complete)
	}
	switch {
	case r.Status != knowledge.Answered:
		return "refused"
	case at != 1:
		return "not first"
	case !complete:
		return "facts missing"
	}
	return ""
}

// rank is the place of the first right clause, or one directly above or below it, from 1; 0 if there is none.
func rank(n *knowledge.Notice, right []string, r result) int {
	return 1 + slices.IndexFunc(r.Citations, func(c citation) bool {
		return slices.ContainsFunc(right, func(g string) bool { return n.Near(c.Clause, g) })
	})
}

func holds(answer string, facts []string) bool {
	folded := knowledge.Fold(answer)
	return !slices.ContainsFunc(facts, func(f string) bool { return !strings.Contains(folded, knowledge.Fold(f)) })
}

const tallyHead = "kind               n    R@1    R@3    MRR strict  facts false-r  n-out right-r quotes"

func (t *tally) print(w io.Writer, name string) {
	mrr := "-"
	if t.first.of > 0 {
		mrr = fmt.Sprintf("%.3f", t.reciprocal/float64(t.first.of))
	}
	fmt.Fprintf(w, "%-14s %5d %6s %6s %6s %6s %6s %7s %6d %7s %6s\n", name, t.first.of, t.first, t.three, mrr, t.strict,
		t.facts, t.refused, t.declined.of, t.declined, t.verbatim)
}

// intervals prints 95% intervals of the figures.
func (t *tally) intervals(w io.Writer) {
	fmt.Fprintf(w, "95%%: R@1 %s, R@3 %s, facts %s, false refusals %s, right refusals %s\n", t.first.interval(),
		t.three.interval(), t.facts.interval(), t.refused.interval(), t.declined.interval())
}
