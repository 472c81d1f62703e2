package knowledge

import "slices"

// Material is everything from which an Answerer is built: one pack, checked by its loader.
type Material struct {
	Notice    *Notice
	Language  Language
	Lexicon   []Synonym
	Questions []Questions
	Outside   []Topic
	Year      int      // the year for which the notice is
	Places    []string // names of the notice's own region, which are not "another place"
}

// Language tells how people write, whatever the notice.
type Language struct {
	Traditional string   `yaml:"traditional"` // pairs: a traditional character, its simplified form
	Units       string   `yaml:"units"`       // a numeral before one of these is a count
	Follow      Follow   `yaml:"follow"`
	OwnCase     []string `yaml:"own_case"` // words of a question about one's own case
	Years       []string `yaml:"years"`    // words for another year
	Places      []string `yaml:"places"`   // other places
	Telling     []string `yaml:"telling"`  // words that make another question of the same other words
	Denials     string   `yaml:"denials"`
}

// Follow tells a question that goes on from the one before.
type Follow struct {
	Opens []string `yaml:"opens"`
	Ends  []string `yaml:"ends"`
}

// Synonym gives the notice's words for what people say.
type Synonym struct {
	Say  []string `yaml:"say"`
	Mean []string `yaml:"mean"` // each stands in the notice
}

// Questions are the questions that one clause answers, as people ask them.
type Questions struct {
	Clause  string  `yaml:"clause"`
	Answers []Asked `yaml:"answers"`
}

// Asked are questions with one answer: the words of the clause that lead the reply.
type Asked struct {
	Span  string   `yaml:"span"`           // verbatim in the clause
	Type  string   `yaml:"type"`           // one of SpanTypes
	With  []string `yaml:"with,omitempty"` // further clauses that the answer needs
	Forms []string `yaml:"forms"`
}

// SpanTypes are the kinds of answer.
var SpanTypes = []string{"date", "number", "place", "who", "condition", "step", "yes_no", "list"}

// Topic is something that people ask about and the notice does not say.
type Topic struct {
	ID     string   `yaml:"id"`
	Title  string   `yaml:"title"`
	Kind   string   `yaml:"kind"` // one of TopicKinds
	Reason string   `yaml:"reason"`
	Refer  *Refer   `yaml:"refer,omitempty"` // where the notice itself points
	Ask    string   `yaml:"ask,omitempty"`   // who is likely to know: one of Askable
	Forms  []string `yaml:"forms"`
}

// The kinds of topic: next to the notice, unrelated talk, an order to the assistant, a greeting or thanks.
const (
	OutsideTopic = "outside"
	TalkTopic    = "talk"
	OrderTopic   = "order"
	Greeting     = "greeting"
)

// Talk says whether a topic is no question about titles: a greeting, talk, an order.
func (m Material) Talk(id string) bool {
	return slices.ContainsFunc(m.Outside, func(t Topic) bool { return t.ID == id && t.Kind != OutsideTopic })
}

// TopicKinds lists the kinds of topic.
var TopicKinds = []string{OutsideTopic, TalkTopic, OrderTopic, Greeting}

// Askable are the people and offices to whom a topic may send somebody.
var Askable = []string{"unit", "county_hr", "city_hr", "department", "committee", "exam_office", "none"}

// Refer points at words of a clause.
type Refer struct {
	Clause string `yaml:"clause"`
	Quote  string `yaml:"quote"` // verbatim in the clause
}
