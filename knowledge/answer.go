package knowledge

import (
	"strings"
	"unicode/utf8"
)

// Status is how a question ended.
type Status string

// A question is answered by a clause, referred to the clause that points elsewhere, or refused.
const (
	Answered Status = "answered"
	Referred Status = "referred"
	Refused  Status = "refused"
)

// MaxCitations is how many clauses an answer names.
const MaxCitations = 3

// Citation is a clause and its words. Lead and Quote stand in the clause word for word.
type Citation struct {
	Clause   *Clause
	Lead     string    // the words that answer
	Quote    string    // the clause's own text, shortened around the lead if it is very long
	Children []*Clause // of a clause that groups others
	Main     bool      // belongs into the reply; the others are offered behind buttons
}

// Answer is what the notice says to a question, as data.
type Answer struct {
	Status    Status
	Citations []Citation // best first; none when refused
	Topic     *Topic     // of referred and refused: what was asked, nil if unknown
	OwnCase   bool       // the question is about the asker's own case: no clause decides it alone
	Score     float64    // how probable it is that the first clause answers, 0 to 1
	Reasons   []Reason   // why this status
	Form      string     // the known question most like this one, of the clause or topic that decided
}

// Reason is one signal of the decision.
type Reason struct {
	Signal string
	Value  float64
}

// maxQuote is the longest quotation in characters; longer clauses are shortened to whole sentences.
const maxQuote = 600

// cite quotes a clause, led by the given words or, without them, by its first sentence.
func (n *Notice) cite(c *Clause, lead string) Citation {
	if lead == "" {
		lead = c.Title()
		if s := Sentences(c.Body()); len(s) > 0 {
			lead = s[0]
		}
	}
	return Citation{Clause: c, Lead: lead, Quote: shorten(c.Text(), lead, maxQuote), Children: n.Children(c.ID)}
}

// Cite quotes a clause whole, or shortened if it is very long; ok is false if the notice has none of that id.
func (n *Notice) Cite(id string) (c Citation, ok bool) {
	clause := n.Clause(id)
	if clause == nil {
		return Citation{}, false
	}
	return n.cite(clause, ""), true
}

// shorten keeps whole sentences around the lead, at most limit characters unless the lead itself is longer.
func shorten(text, lead string, limit int) string {
	if utf8.RuneCountInString(text) <= limit {
		return text
	}
	s := Sentences(text)
	from := 0
	for i := range s {
		if strings.Contains(Fold(strings.Join(s[i:], "")), Fold(lead)) {
			from = i
		}
	}
	to, size := from, 0
	for to < len(s) && (to == from || size+utf8.RuneCountInString(s[to]) <= limit) {
		size += utf8.RuneCountInString(s[to])
		to++
	}
	for from > 0 && size+utf8.RuneCountInString(s[from-1]) <= limit {
		from--
		size += utf8.RuneCountInString(s[from])
	}
	return inSource(text, s[from:to])
}

// inSource is the stretch of the text from the first to the last of some of its sentences, line ends included.
func inSource(text string, s []string) string {
	start, at := -1, 0
	for _, sentence := range s {
		i := strings.Index(text[at:], sentence)
		if start < 0 {
			start = at + i
		}
		at += i + len(sentence)
	}
	return text[start:at]
}
