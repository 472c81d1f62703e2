package check

import (
	"encoding/json"
	"fmt"
	"slices"

	"zhicheng/knowledge/eligibility"
)

// Answer is what a person said about one fact.
type Answer struct {
	Fact  string `json:"f"`
	Value any    `json:"v,omitempty"` // nil if they did not say
	Why   string `json:"w,omitempty"` // then: unknown or skipped
}

// Why a fact was not given.
const (
	unknown = "unknown"
	skipped = "skipped"
)

// screening stands among the answers where the screening list was answered, so that it can be taken back.
const screening = "*"

// step is where the dialogue stands.
type step string

const (
	agreeing step = "agree"  // may the facts be kept?
	reusing  step = "reuse"  // facts are kept from before: go on with them?
	hearing  step = "hear"   // what was heard is proposed
	asking   step = "ask"    // the question Now is open
	ticking  step = "screen" // the screening list is open
	decided  step = "card"   // the verdict was shown
)

// heard is a proposed fact, with whether it is still ticked.
type heard struct {
	Answer
	Said string `json:"s,omitempty"`
	Off  bool   `json:"off,omitempty"`
}

// state is the open dialogue. It holds all that the person said unless they agreed to keep it.
type state struct {
	Step     step              `json:"step"`
	Now      string            `json:"now,omitempty"`
	Keep     bool              `json:"keep,omitempty"`
	Agreed   bool              `json:"agreed,omitempty"` // whether was asked
	Answers  []Answer          `json:"answers,omitempty"`
	Heard    []heard           `json:"heard,omitempty"`
	Fixing   bool              `json:"fixing,omitempty"` // the proposals are being ticked
	Said     map[string]string `json:"said,omitempty"`   // by fact: vague words about it
	Future   *Answer           `json:"future,omitempty"` // a date ahead, to be confirmed
	Picked   []string          `json:"picked,omitempty"` // of the screening list
	Screened bool              `json:"screened,omitempty"`
	Queue    []string          `json:"queue,omitempty"` // facts to ask whatever the rules need
	Exact    []string          `json:"exact,omitempty"` // dates that were asked a second time
	More     bool              `json:"more,omitempty"`  // the optional questions too
	AsOf     string            `json:"as_of,omitempty"`
}

// decode reads a state; what the rules of today do not know any more is dropped.
func decode(text string, r *eligibility.Rules) (*state, error) {
	s := &state{}
	if err := json.Unmarshal([]byte(text), s); err != nil {
		return nil, fmt.Errorf("read the state of a check: %w", err)
	}
	s.Answers = usable(s.Answers, r)
	return s, nil
}

func usable(all []Answer, r *eligibility.Rules) []Answer {
	return slices.DeleteFunc(slices.Clone(all), func(a Answer) bool {
		if a.Fact == screening {
			return false
		}
		_, known := r.Fact(a.Fact)
		_, valid := r.Valid(a.Fact, a.Value)
		return !known || a.Value != nil && !valid
	})
}

func (s *state) encode() (string, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return "", fmt.Errorf("write the state of a check: %w", err)
	}
	return string(data), nil
}

// facts are the answers that say something, as the rules take them.
func (s *state) facts() map[string]any { return factsOf(s.Answers) }

func factsOf(answers []Answer) map[string]any {
	all := map[string]any{}
	for _, a := range answers {
		if a.Value != nil {
			all[a.Fact] = a.Value
		}
	}
	return all
}

// index is where a fact stands among the answers, or -1.
func (s *state) index(fact string) int {
	return slices.IndexFunc(s.Answers, func(a Answer) bool { return a.Fact == fact })
}

// put adds an answer or replaces the earlier one in its place.
func (s *state) put(a Answer) {
	if i := s.index(a.Fact); i >= 0 {
		s.Answers[i] = a
	} else {
		s.Answers = append(s.Answers, a)
	}
	s.Queue = slices.DeleteFunc(s.Queue, func(f string) bool { return f == a.Fact })
	s.Future = nil
}

// pop takes the last answer back; ok is false if there is none.
func (s *state) pop() (fact string, ok bool) {
	if len(s.Answers) == 0 {
		return "", false
	}
	last := s.Answers[len(s.Answers)-1]
	s.Answers = s.Answers[:len(s.Answers)-1]
	if last.Fact == screening {
		s.Screened, s.Queue = false, nil
	}
	return last.Fact, true
}
