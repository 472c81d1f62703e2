package knowledge

import (
	"cmp"
	"slices"
)

// Answerer answers questions about one notice from its question forms and outside topics. It is safe for
// concurrent use and gives the same answer to the same question.
type Answerer struct {
	notice   *Notice
	extract  *extractor
	language Language
	classes  []class
	model    *classifier
	sounds   *homophones
	said     said
	places   []string // of the notice's own region
	index    *Index   // for a pack that has no question forms yet
}

// class is what a question may be about: a clause, or a topic that the notice does not treat.
type class struct {
	clause *Clause
	topic  *Topic
	forms  []form
}

// form is a known question and the answer that belongs to it.
type form struct {
	Asked
	text   string
	vector sparse
}

// NewAnswerer learns from a pack; that takes about 0.2 s.
func NewAnswerer(m Material) *Answerer {
	a := &Answerer{notice: m.Notice, extract: newExtractor(m), language: m.Language, places: m.Places, said: said{}}
	if len(m.Questions) == 0 {
		a.index = NewIndex(m)
		return a
	}
	asked := map[string]Questions{}
	for _, q := range m.Questions {
		asked[q.Clause] = q
	}
	for _, c := range m.Notice.Clauses {
		a.classes = append(a.classes, class{clause: c})
	}
	for i := range m.Outside {
		a.classes = append(a.classes, class{topic: &m.Outside[i]})
	}
	a.learn(asked)
	return a
}

// learn trains the classifier on the sentences of the clauses and on every form, and keeps the forms.
func (a *Answerer) learn(asked map[string]Questions) {
	var examples []example
	var forms []form // of examples with the same number; of a sentence without text
	add := func(class int, f form, text string) {
		examples = append(examples, example{class, a.extract.traits(text)})
		if a.classes[class].clause != nil {
			a.said.add(symbols(a.extract.normalize(text)))
		}
		forms = append(forms, f)
	}
	for i, c := range a.classes {
		if c.clause != nil {
			for _, s := range Sentences(c.clause.Text()) {
				add(i, form{}, s)
			}
		}
		for _, answer := range c.answers(asked) {
			for _, f := range answer.Forms {
				add(i, form{Asked: answer, text: f}, f)
			}
		}
	}
	model, vectors := train(examples, len(a.classes))
	a.model, a.sounds = model, newHomophones(model.vocabulary)
	for i, f := range forms {
		if f.text != "" {
			f.vector = vectors[i]
			c := &a.classes[examples[i].class]
			c.forms = append(c.forms, f)
		}
	}
}

// answers are the class's known questions; those about a topic have no answer in the notice.
func (c class) answers(asked map[string]Questions) []Asked {
	if c.topic != nil {
		return []Asked{{Forms: c.topic.Forms}}
	}
	return asked[c.clause.ID].Answers
}

// Answer answers a question; earlier holds what the same person asked shortly before, the latest last.
func (a *Answerer) Answer(question string, earlier []string) Answer {
	if a.model == nil {
		return a.fromText(question)
	}
	whole := a.read(question, earlier)
	v, covered := a.model.vector(whole)
	p := make([]float32, len(a.classes))
	a.model.predict(v, p)
	b := a.weigh(p)
	b.covered = covered
	answer := a.decide(b)
	answer.Form = b.decisive().nearest(v).text
	answer.OwnCase = answer.Status == Answered && containsAny(a.extract.normalize(question), a.language.OwnCase)
	if answer.Status == Answered {
		also := a.parts(question, whole, b.clauses[:min(MaxCitations, len(b.clauses))])
		answer.Citations = a.citations(b, v, also)
	}
	return answer
}

// belief is how probable each clause and topic is, best first.
type belief struct {
	clauses, topics []likely
	outside         float64 // that the notice does not say: the sum over topics
	covered         float64 // share of the question that is known from any text
}

// decisive is the clause or topic that decides.
func (b belief) decisive() *class {
	if b.aboutTopic() {
		return b.topics[0].class
	}
	return b.clauses[0].class
}

// aboutTopic says that the question is rather about something which the notice does not treat.
func (b belief) aboutTopic() bool {
	return len(b.topics) > 0 && (b.topics[0].p > b.clauses[0].p || b.outside > mostOutside)
}

type likely struct {
	*class
	p float64
}

func (a *Answerer) weigh(p []float32) (b belief) {
	for i := range a.classes {
		l := likely{&a.classes[i], float64(p[i])}
		if l.topic != nil {
			b.topics = append(b.topics, l)
			b.outside += l.p
			continue
		}
		b.clauses = append(b.clauses, l)
	}
	for _, s := range [][]likely{b.clauses, b.topics} {
		slices.SortStableFunc(s, func(x, y likely) int { return cmp.Compare(y.p, x.p) })
	}
	return b
}

// The border between the reply's own clauses and those behind buttons, and the least that a button is worth.
const (
	alsoMain   = 0.05
	worthALook = 0.01
)

// citations are the likeliest clauses with the words that answer; what the first one's answer needs comes second.
// Those that parts of the question ask for belong to the answer too.
func (a *Answerer) citations(b belief, question sparse, parts []*Clause) []Citation {
	first := b.clauses[0]
	lead := first.nearest(question)
	out := []Citation{a.notice.cite(first.clause, lead.Span)}
	out[0].Main = true
	for _, id := range lead.With {
		if c := a.notice.Clause(id); c != nil && !cites(out, c) && len(out) < MaxCitations {
			also := a.notice.cite(c, a.classOf(c).nearest(question).Span)
			also.Main = true
			out = append(out, also)
		}
	}
	for _, l := range b.clauses[1:] {
		if len(out) == MaxCitations || l.p < worthALook {
			break
		}
		if !cites(out, l.clause) {
			more := a.notice.cite(l.clause, l.nearest(question).Span)
			more.Main = l.p > alsoMain || slices.Contains(parts, l.clause)
			out = append(out, more)
		}
	}
	return out
}

func cites(cs []Citation, c *Clause) bool {
	return slices.ContainsFunc(cs, func(x Citation) bool { return x.Clause == c })
}

func (a *Answerer) classOf(c *Clause) *class {
	i := slices.IndexFunc(a.classes, func(x class) bool { return x.clause == c })
	return &a.classes[i]
}

// nearest is the known question most like this one; the zero form if none is known.
func (c *class) nearest(question sparse) (best form) {
	top := float32(-1)
	for _, f := range c.forms {
		if d := question.dot(f.vector); d > top {
			top, best = d, f
		}
	}
	return best
}

// fromText answers from the words of the notice alone.
func (a *Answerer) fromText(question string) Answer {
	hits := a.index.Search(question, MaxCitations)
	if len(hits) == 0 {
		return Answer{Status: Refused}
	}
	answer := Answer{Status: Answered}
	for i, h := range hits {
		c := a.notice.cite(h.Clause, "")
		c.Main = i == 0
		answer.Citations = append(answer.Citations, c)
	}
	return answer
}
