package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"time"

	"zhicheng/knowledge"
	"zhicheng/knowledge/packs"
	"zhicheng/store"
)

// report says where the pack is weak, for the person who keeps it.
func (m measurement) report(w io.Writer) {
	confusions, forms := map[string]int{}, map[string]int{}
	for _, x := range m.wrong {
		confusions[fmt.Sprintf("%v taken for %s", x.Gold, x.got())]++
		forms[x.result.Form]++
	}
	fmt.Fprintln(w, "\nConfusions, most frequent first:")
	printCounts(w, confusions)
	fmt.Fprintln(w, "\nForms that pull wrongly:")
	printCounts(w, forms)
	fmt.Fprintln(w, "\nEvery wrong answer:")
	for _, x := range m.wrong {
		fmt.Fprintf(w, "  %s: %s %v\n    wanted %v, got %s %s, most like: %s\n", x.what, x.exam.Q, x.Context, x.Gold, x.Status, x.got(), x.result.Form)
	}
}

// got is what decided the answer: a clause or a topic.
func (x mistake) got() string {
	if x.Topic != "" || len(x.Citations) == 0 {
		return "topic " + x.Topic
	}
	return x.Citations[0].Clause
}

func printCounts(w io.Writer, counts map[string]int) {
	var keys []string
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	for _, k := range keys[:min(20, len(keys))] {
		fmt.Fprintf(w, "  %3d  %s\n", counts[k], k)
	}
}

// complaints lists what people asked in vain.
func complaints(ctx context.Context, w io.Writer, file string) (err error) {
	s, err := store.Open(ctx, file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	all, err := s.Complaints(ctx, civilNow().AddDate(0, 0, -30))
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "\nRefused or marked useless in the last 30 days, newest first:")
	for _, q := range slices.Backward(all) {
		fmt.Fprintf(w, "  %s %-8s %-8s %v %s\n", q.At.Format(time.DateOnly), q.Status, q.Rating, q.Clauses, q.Text)
	}
	return nil
}

// folds is how often the forms are split into those to learn and those to ask.
const folds = 5

// ownFolds measures on the pack's own forms: those left out of training are the questions.
func ownFolds(w io.Writer, p *packs.Pack) error {
	all := measurement{kinds: map[string]*tally{}}
	for fold := range folds {
		material, exams := leaveOut(p, fold, 0)
		m := measure(p, knowledge.NewAnswerer(material), exams)
		all.merge(m)
	}
	fmt.Fprintf(w, "%d folds, one form in %d left out:\n", folds, folds)
	all.print(w)
	fmt.Fprintln(w, "\nLearning curve (forms a clause or topic, first fold):")
	fmt.Fprintln(w, tallyHead)
	for _, n := range []int{5, 10, 20} {
		material, exams := leaveOut(p, 0, n)
		m := measure(p, knowledge.NewAnswerer(material), exams)
		m.total.print(w, fmt.Sprint(n))
	}
	return nil
}

func (m *measurement) merge(o measurement) {
	m.total.merge(o.total)
	for k, t := range o.kinds {
		if m.kinds[k] == nil {
			m.kinds[k] = &tally{}
		}
		m.kinds[k].merge(*t)
	}
	m.wrong = append(m.wrong, o.wrong...)
}

func (t *tally) merge(o tally) {
	for into, from := range map[*share]share{&t.first: o.first, &t.three: o.three, &t.strict: o.strict, &t.facts: o.facts,
		&t.refused: o.refused, &t.declined: o.declined, &t.verbatim: o.verbatim} {
		into.n += from.n
		into.of += from.of
	}
	t.reciprocal += o.reciprocal
}

// leaveOut splits the forms of every clause and topic: those of the fold become questions, of the rest at most the
// given number (0: all) is learned.
func leaveOut(p *packs.Pack, fold, most int) (knowledge.Material, []exam) {
	m := p.Material
	m.Questions, m.Outside = nil, nil
	var exams []exam
	for _, q := range p.Material.Questions {
		kept := knowledge.Questions{Clause: q.Clause}
		left := most
		for _, a := range q.Answers {
			learn, ask := split(a.Forms, fold)
			for _, f := range ask {
				exams = append(exams, exam{query: query{Q: f}, Gold: append([]string{q.Clause}, a.With...), Kind: a.Type, Facts: []string{a.Span}})
			}
			a.Forms = limit(learn, &left, most)
			kept.Answers = append(kept.Answers, a)
		}
		m.Questions = append(m.Questions, kept)
	}
	for _, t := range p.Material.Outside {
		learn, ask := split(t.Forms, fold)
		for _, f := range ask {
			exams = append(exams, exam{query: query{Q: f}, Kind: t.Kind})
		}
		left := most
		t.Forms = limit(learn, &left, most)
		m.Outside = append(m.Outside, t)
	}
	return m, exams
}

func split(forms []string, fold int) (learn, ask []string) {
	order := rand.New(rand.NewPCG(7, 7)).Perm(len(forms))
	for i, at := range order {
		if i%folds == fold {
			ask = append(ask, forms[at])
		} else {
			learn = append(learn, forms[at])
		}
	}
	return learn, ask
}

func limit(forms []string, left *int, most int) []string {
	if most == 0 {
		return forms
	}
	n := min(*left, len(forms))
	*left -= n
	return forms[:n]
}
