package store

import (
	"reflect"
	"slices"
	"testing"

	"zhicheng/bot/chat"
)

func TestSubscriptions(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	until := noon.Add(100 * day)
	for range 2 { // after a crash
		ok(t, s.Subscribe(ctx, jia, "p", "senior", noon, until))
		ok(t, s.Subscribe(ctx, jia, "p", "mid", noon, until))
		ok(t, s.Subscribe(ctx, jia, "last year's", "senior", noon, until))
		ok(t, s.Subscribe(ctx, yi, "p", "senior", noon, until))
		ok(t, s.Unsubscribe(ctx, jia, "p", "mid"))
	}
	ok(t, s.Subscribe(ctx, jia, "p", "senior", noon.Add(day), until)) // pressed again
	got, err := s.Subscriptions(ctx, "p")
	ok(t, err)
	var who []chat.Conversation
	for _, sub := range got {
		who = append(who, sub.To)
		if sub.Audience != "senior" || !sub.Since.Equal(noon) || sub.Subscriber == "" {
			t.Errorf("%+v", sub)
		}
	}
	if !slices.Equal(who, []chat.Conversation{jia, yi}) || got[0].Subscriber == got[1].Subscriber {
		t.Errorf("subscribed: %+v", got)
	}
	if mine, err := s.Subscribed(ctx, jia, "p"); err != nil || !reflect.DeepEqual(mine, []string{"senior"}) {
		t.Errorf("in one conversation: %q, %v", mine, err)
	}
	elsewhere := jia
	elsewhere.Chat = "a group"
	if mine, err := s.Subscribed(ctx, elsewhere, "p"); err != nil || len(mine) != 0 {
		t.Errorf("in another chat of the same person: %q, %v", mine, err)
	}
}

func TestSubscriptionsGoWithThePersonAndWithTheNotice(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	ok(t, s.Subscribe(ctx, jia, "p", "senior", noon, noon.Add(day)))
	ok(t, s.Subscribe(ctx, yi, "p", "senior", noon, noon.Add(2*day)))
	ok(t, s.Subscribe(ctx, yi, "q", "senior", noon, noon.Add(day)))
	if m, err := s.Mine(ctx, "yi"); err != nil || m.Reminders != 2 {
		t.Errorf("shown: %+v, %v", m, err)
	}
	ok(t, s.Forget(ctx, "jia", "m"))
	p, err := s.Purge(ctx, noon.Add(day), 180*day, day)
	ok(t, err)
	if left := count(t, s, `SELECT count(*) FROM subscriptions`); p.Subscriptions != 1 || left != 1 {
		t.Errorf("purged %d, left %d", p.Subscriptions, left)
	}
}
