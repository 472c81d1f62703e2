package knowledge

// When a question that is not clear by itself is talk all the same: all talk together is as probable as this, and of its
// pairs of symbols more than this share stand in no clause and in no question about one. 过期了怎么办 has the first alone, a
// question about titles in new words the second alone.
const (
	muchTalk   = 0.3
	muchUnsaid = 1.0 / 3
)

// said are the pairs of symbols in the notice and in questions that it answers.
type said map[[2]symbol]bool

func (s said) add(text []symbol) {
	for i := 1; i < len(text); i++ {
		s[[2]symbol(text[i-1:])] = true
	}
}

// unsaid is the share of a text's pairs that are not among them.
func (s said) unsaid(text []symbol) float64 {
	n := 0
	for i := 1; i < len(text); i++ {
		if !s[[2]symbol(text[i-1:])] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(text)-1))
}

// isTalk says whether a question with these probabilities is talk rather than one that goes on from another.
func (a *Answerer) isTalk(p []float32, text string) bool {
	talk := float32(0)
	for i, c := range a.classes {
		if c.topic != nil && c.topic.Kind != OutsideTopic {
			talk += p[i]
		}
	}
	return talk > muchTalk && a.said.unsaid(symbols(text)) > muchUnsaid
}
