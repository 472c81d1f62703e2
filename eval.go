package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"zhicheng/knowledge"
)

type evalCmd struct {
	packFlags
	File  string `arg:"" help:"Questions with the right clauses, one JSON object a line." type:"existingfile"`
	Wrong bool   `help:"List what went wrong."`
}

// Help is shown by --help.
func (evalCmd) Help() string { return "Example:\n\n  zhicheng eval testdata/dev.jsonl" }

// exam is a question with what a right answer holds.
type exam struct {
	query
	Gold   []string `json:"gold"`    // the clauses that answer; none if the notice does not
	AlsoOK []string `json:"also_ok"` // clauses that are right too
	Facts  []string `json:"answer_facts"`
	Kind   string   `json:"kind"`
}

// tally counts over some questions.
type tally struct {
	answerable, first, three, strict, facts, withFacts, refused int
	reciprocal                                                  float64
	unanswerable, declined                                      int
	quotes, verbatim                                            int
}

// Run measures and prints a table by kind.
func (c evalCmd) Run(s streams) error {
	p, err := c.load()
	if err != nil {
		return err
	}
	exams, err := readExams(c.File)
	if err != nil {
		return err
	}
	b := bench{p, knowledge.NewAnswerer(p.Material), civilNow()}
	kinds := map[string]*tally{}
	var names []string
	total := &tally{}
	for _, e := range exams {
		if kinds[e.Kind] == nil {
			kinds[e.Kind] = &tally{}
			names = append(names, e.Kind)
		}
		r, _ := b.answer(e.query)
		wrong := grade(p.Notice, e, r, total)
		grade(p.Notice, e, r, kinds[e.Kind])
		if c.Wrong && wrong != "" {
			fmt.Fprintf(s.out, "%s: %s %v\n    gold %v, got %s %v %s\n", wrong, e.Q, e.Context, e.Gold, r.Status, clauses(r), r.Topic)
		}
	}
	slices.Sort(names)
	fmt.Fprintf(s.out, "%-14s %5s %6s %6s %6s %6s %6s %7s %6s %7s %6s\n", "kind", "n", "R@1", "R@3", "MRR", "strict", "facts", "false-r", "n-out", "right-r", "quotes")
	for _, n := range names {
		kinds[n].print(s.out, n)
	}
	total.print(s.out, "all")
	return nil
}

func clauses(r result) (ids []string) {
	for _, c := range r.Citations {
		ids = append(ids, c.Clause)
	}
	return ids
}

func readExams(file string) (exams []exam, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	n := 0
	return exams, eachLine(f, func(line string, err error) error {
		n++
		var e exam
		if err = errors.Join(err, json.Unmarshal([]byte(line), &e)); err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
		exams = append(exams, e)
		return nil
	})
}

// grade adds one answer to a tally and names what is wrong with it.
func grade(n *knowledge.Notice, e exam, r result, t *tally) (wrong string) {
	for _, c := range r.Citations {
		t.quotes++
		if n.Quotes(c.Clause, c.Quote) {
			t.verbatim++
		}
	}
	right := slices.Concat(e.Gold, e.AlsoOK)
	if len(e.Gold) == 0 {
		t.unanswerable++
		if r.Status == knowledge.Refused || len(right) > 0 && rank(n, right, r) > 0 || r.Status == knowledge.Referred && len(right) == 0 {
			t.declined++
			return ""
		}
		return "not refused"
	}
	t.answerable++
	if r.Status != knowledge.Answered {
		t.refused++
		wrong = "refused"
	}
	at := rank(n, right, r)
	if at > 0 {
		t.reciprocal += 1 / float64(at)
		t.three++
	}
	if at == 1 {
		t.first++
	} else if wrong == "" {
		wrong = "not first"
	}
	if len(r.Citations) > 0 && slices.Contains(right, r.Citations[0].Clause) {
		t.strict++
	}
	if len(e.Facts) > 0 {
		t.withFacts++
		if holds(r.Answer, e.Facts) {
			t.facts++
		} else if wrong == "" {
			wrong = "facts missing"
		}
	}
	return wrong
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

func (t *tally) print(w io.Writer, name string) {
	share := func(n, of int) string {
		if of == 0 {
			return "-"
		}
		return fmt.Sprintf("%.3f", float64(n)/float64(of))
	}
	mrr := "-"
	if t.answerable > 0 {
		mrr = fmt.Sprintf("%.3f", t.reciprocal/float64(t.answerable))
	}
	fmt.Fprintf(w, "%-14s %5d %6s %6s %6s %6s %6s %7s %6d %7s %6s\n", name, t.answerable, share(t.first, t.answerable),
		share(t.three, t.answerable), mrr, share(t.strict, t.answerable), share(t.facts, t.withFacts),
		share(t.refused, t.answerable), t.unanswerable, share(t.declined, t.unanswerable), share(t.verbatim, t.quotes))
}
