package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"zhicheng/knowledge"
	"zhicheng/knowledge/packs"
)

type evalCmd struct {
	packFlags
	File   string `arg:"" optional:"" help:"Questions with the right clauses, one JSON object a line." type:"existingfile"`
	Own    bool   `help:"Measure on the pack's own question forms instead: each fifth left out in turn, and a learning curve."`
	Report bool   `help:"Say where it is weak: confusions, forms that pull wrongly, every wrong answer."`
	DB     string `help:"With --report: also list refused and useless answers of the last 30 days from this database." placeholder:"FILE" type:"existingfile"`
}

// Help is shown by --help.
func (evalCmd) Help() string {
	return "Example:\n\n  zhicheng eval testdata/dev.jsonl\n  zhicheng eval --report testdata/dev.jsonl\n  zhicheng eval --own"
}

// Run measures and prints a table by kind.
func (c evalCmd) Run(ctx context.Context, s streams) error {
	p, err := c.load()
	switch {
	case err != nil:
		return err
	case c.Own:
		return ownFolds(s.out, p)
	case c.File == "" && c.DB == "":
		return errors.New("eval needs a FILE of questions, --own, or --report with --db")
	}
	if c.File != "" {
		exams, err := readExams(c.File)
		if err != nil {
			return err
		}
		m := measure(p, knowledge.NewAnswerer(p.Material), exams)
		m.print(s.out)
		if c.Report {
			m.report(s.out)
		}
	}
	if c.Report && c.DB != "" {
		return complaints(ctx, s.out, c.DB)
	}
	return nil
}

func readExams(file string) (exams []exam, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	err = eachLine(f, func(n int, line string, err error) error {
		var e exam
		if err = errors.Join(err, json.Unmarshal([]byte(line), &e)); err != nil {
			return fmt.Errorf("%s:%d: %w", file, n, err)
		}
		exams = append(exams, e)
		return nil
	})
	return exams, err
}

// measurement is what a file of questions shows.
type measurement struct {
	total tally
	kinds map[string]*tally
	wrong []mistake
}

type mistake struct {
	exam
	result
	what string
}

func measure(p *packs.Pack, a *knowledge.Answerer, exams []exam) measurement {
	m := measurement{kinds: map[string]*tally{}}
	b := bench{pack: p, answerer: a, at: p.Morning()}
	for _, e := range exams {
		if m.kinds[e.Kind] == nil {
			m.kinds[e.Kind] = &tally{}
		}
		r, _, _ := b.answer(context.Background(), e.query) // nothing fails without a database
		m.kinds[e.Kind].grade(p.Notice, e, r)
		if what := m.total.grade(p.Notice, e, r); what != "" {
			m.wrong = append(m.wrong, mistake{e, r, what})
		}
	}
	return m
}

func (m measurement) print(w io.Writer) {
	fmt.Fprintln(w, tallyHead)
	var names []string
	for n := range m.kinds {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		m.kinds[n].print(w, n)
	}
	m.total.print(w, "all")
	m.total.intervals(w)
}
