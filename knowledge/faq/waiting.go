package faq

import (
	"context"
	"time"

	"zhicheng/knowledge"
)

// Asked is a question that got no answer, or one that its asker marked as useless.
type Asked struct {
	ID      string // of the message
	Text    string
	Topic   string // what the notice does not say, if that is known
	At      time.Time
	Missed  bool  // neither the notice nor a maintained answer answered it; of talk Waiting takes it back
	Useless bool  // what its asker thinks of the answer
	FAQ     int64 // the maintained answer that was shown
}

// Waiting keeps those that still wait for an answer of staff, in their order. This is what 未答问题 lists and what 统计 counts:
//
//   - missed when it was asked, no talk, order or greeting, and met by no maintained answer by now; or
//   - marked as useless, and met by no other maintained answer by now than the one that was shown.
func (b *Book) Waiting(ctx context.Context, all []Asked, outside []knowledge.Topic, now time.Time) (left []Asked, err error) {
	kinds := map[string]string{}
	for _, t := range outside {
		kinds[t.ID] = t.Kind
	}
	hits := map[string]Hit{} // equal questions are looked up once
	for _, q := range all {
		kind := kinds[q.Topic]
		q.Missed = q.Missed && (kind == "" || kind == knowledge.OutsideTopic)
		if !q.Missed && !q.Useless {
			continue
		}
		key := b.Reader.Phrase(q.Text).Plain()
		hit, known := hits[key]
		if !known {
			if hit, _, err = b.Find(ctx, q.Text, now); err != nil {
				return nil, err
			}
			hits[key] = hit
		}
		if hit.ID == 0 || hit.ID == q.FAQ || !hit.Answers(kind) {
			left = append(left, q)
		}
	}
	return left, nil
}

// Answers says whether the entry may be shown to a question of a kind of topic: never to a greeting; to what is taken for an
// order, or for no question about titles at all, only when somebody has written down exactly these words.
func (h Hit) Answers(kind string) bool {
	switch kind {
	case knowledge.Greeting:
		return false
	case knowledge.TalkTopic, knowledge.OrderTopic:
		return h.Exact
	}
	return true
}
