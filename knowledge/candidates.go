package knowledge

import "strings"

// Candidates are the n clauses that are likeliest to answer, best first, whatever becomes of the question.
func (a *Answerer) Candidates(question string, earlier []string, n int) (out []Citation) {
	if a.model == nil {
		for _, h := range a.index.Search(question, n) {
			out = append(out, a.notice.cite(h.Clause, ""))
		}
		return out
	}
	v, _ := a.model.vector(a.read(question, earlier))
	p := make([]float32, len(a.classes))
	a.model.predict(v, p)
	likeliest := a.weigh(p).clauses
	for _, l := range likeliest[:min(n, len(likeliest))] {
		out = append(out, a.notice.cite(l.clause, l.nearest(v).Span))
	}
	return out
}

// CiteWhole quotes a clause, led by the whole sentences in which the words stand, so that no cut changes their
// meaning; ok says whether they stand there at all.
func (n *Notice) CiteWhole(id, words string) (c Citation, ok bool) {
	if !n.Quotes(id, words) {
		return Citation{}, false
	}
	clause, folded := n.byID[id], Fold(words)
	s := Sentences(clause.Text())
	holds := func(part []string) bool { return strings.Contains(Fold(strings.Join(part, "")), folded) }
	to := len(s)
	for to > 1 && holds(s[:to-1]) {
		to--
	}
	from := 0
	for from < to-1 && holds(s[from+1:to]) {
		from++
	}
	return n.cite(clause, inSource(clause.Text(), s[from:to])), true
}
