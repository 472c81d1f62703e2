package ask

import (
	"context"
	"testing"
	"time"

	"zhicheng/knowledge"
	"zhicheng/knowledge/faq"
)

// kept finds the same answer for every question.
type kept faq.Hit

func (k kept) Find(context.Context, string, time.Time) (faq.Hit, bool, error) {
	return faq.Hit(k), true, nil
}

// What is taken for an order or for talk is answered by staff's words only if somebody wrote down exactly that question.
func TestWhatStaffMayAnswer(t *testing.T) {
	for kind, want := range map[string]struct{ alike, exact bool }{
		knowledge.OutsideTopic: {true, true}, knowledge.TalkTopic: {false, true}, knowledge.OrderTopic: {false, true}, knowledge.Greeting: {false, false},
	} {
		a := knowledge.Answer{Status: knowledge.Refused, Topic: &knowledge.Topic{Kind: kind}}
		for exact, want := range map[bool]bool{false: want.alike, true: want.exact} {
			e, err := Maintained(t.Context(), kept{Exact: exact}, "问", a, time.Time{})
			if err != nil || (e != nil) != want {
				t.Errorf("%s, exact %v: %v, %v", kind, exact, e, err)
			}
		}
	}
}
