package check

import (
	"slices"
	"time"

	"zhicheng/knowledge/eligibility"
)

// advance moves to what comes next. It always ends: a fact that was asked is not asked again, but a partial date once.
func (f Flow) advance(s *state, at time.Time) {
	s.Now, s.Future = "", nil
	s.AsOf = at.Format(time.DateOnly)
	switch fact, screens := f.pick(s, at); {
	case !s.Agreed:
		s.Step = agreeing
	case len(s.Heard) > 0:
		s.Step = hearing
	case fact != "":
		s.Step, s.Now = asking, fact
	case screens:
		s.Step = ticking
	default:
		s.Step = decided
	}
}

// pick is the next fact to ask, or whether the screening list is next.
func (f Flow) pick(s *state, at time.Time) (fact string, screens bool) {
	res := f.Rules.Check(s.facts(), at)
	open := func(all []string) string {
		for _, id := range all {
			if s.askable(id) {
				return id
			}
		}
		return ""
	}
	for _, list := range [][]string{s.Queue, res.AskNow} {
		if fact = open(list); fact != "" {
			return fact, false
		}
	}
	if len(res.Screen) > 0 && !s.Screened {
		return "", true
	}
	if s.More {
		fact = open(res.AskMore)
	}
	return fact, false
}

// askable says whether a fact may still be asked: it was not, or only a partial date was given, once.
func (s *state) askable(fact string) bool {
	i := s.index(fact)
	if i < 0 {
		return true
	}
	v, isText := s.Answers[i].Value.(string)
	_, err := time.Parse(time.DateOnly, v)
	_, year := time.Parse("2006", v)
	_, month := time.Parse("2006-01", v)
	partial := isText && err != nil && (year == nil || month == nil)
	return partial && !slices.Contains(s.Exact, fact)
}

// limit bounds how far left looks ahead.
const limit = 60

// left guesses how many questions are still to come: it answers each with the first value that comes to mind.
func (f Flow) left(s *state, at time.Time) int {
	ahead := *s
	ahead.Answers, ahead.Queue, ahead.Exact = slices.Clone(s.Answers), slices.Clone(s.Queue), slices.Clone(s.Exact)
	ahead.Agreed, ahead.Heard = true, nil
	for n := range limit {
		fact, screens := f.pick(&ahead, at)
		switch {
		case screens:
			ahead.Screened = true
		case fact == "":
			return n
		default:
			ahead.Exact = append(ahead.Exact, fact)
			ahead.put(Answer{Fact: fact, Value: f.guess(fact, at)})
		}
	}
	return limit
}

func (f Flow) guess(id string, at time.Time) any {
	switch fact, _ := f.Rules.Fact(id); fact.Kind {
	case eligibility.Enum:
		return fact.Values[0].ID
	case eligibility.Bool:
		return false
	case eligibility.Int:
		return 0
	}
	return at.Format(time.DateOnly)
}
