package store

import (
	"testing"
	"time"

	"zhicheng/bot/outbox"
	"zhicheng/handlers/broadcast"
)

// TestWhatNeverLeft: a process that dies takes nothing with it whose turn had not come: that goes out as if nobody had
// claimed it, unmarked, or is over with its campaign.
func TestWhatNeverLeft(t *testing.T) {
	ctx := t.Context()
	for name, c := range map[string]struct {
		end  func(a Announcements, id string) error
		want broadcast.Progress
	}{
		"it goes on":      {func(Announcements, string) error { return nil }, broadcast.Progress{State: outbox.Running, Left: 1, Unknown: 1}},
		"it is held":      {func(a Announcements, id string) error { return a.Hold(ctx, press("hold", in("admin")), id) }, broadcast.Progress{State: outbox.Paused, Left: 1, Unknown: 1}},
		"it is cancelled": {func(a Announcements, id string) error { return a.Stop(ctx, press("stop", in("admin")), id) }, broadcast.Progress{State: outbox.Stopped, Cancelled: 1, Unknown: 1}},
		"it is recalled": {func(a Announcements, id string) error {
			_, err := a.Recall(ctx, press("recall", in("admin")), id)
			return err
		}, broadcast.Progress{State: outbox.Recalled, Cancelled: 1, Unknown: 1, CannotRecall: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			s, a := city(t)
			id := released(t, a, "news", broadcast.Announcement{Text: "停电", To: broadcast.Filter{Units: []int64{1, 2}}}).ID
			left, _ := claimed(t, s, noon)
			waits, found := claimed(t, s, noon)
			if !found || !s.Wanted(ctx, left) {
				t.Fatal("nothing leaves")
			}
			ok(t, c.end(a, id))
			ok(t, s.TakeOver(ctx, s.Machine()))
			stands(t, a, id, c.want)
			if s.Wanted(ctx, waits) {
				t.Error("what is claimed no more leaves")
			}
			if i, found := claimed(t, s, noon); found != (c.want.State == outbox.Running) || found && (i.ID != waits.ID || i.Repeated) {
				t.Errorf("claimed: %v %+v", found, i)
			}
		})
	}
}

// What brings the program down again and again before it leaves is given up, as a reminder is.
func TestWhatNeverLeavesIsGivenUp(t *testing.T) {
	s, a := city(t)
	id := released(t, a, "news", broadcast.Announcement{Text: "停电", To: broadcast.Filter{Units: []int64{1}}}).ID
	crashes := 0
	for ; ; crashes++ {
		at := noon.Add(time.Duration(crashes) * time.Hour) // its pauses are over
		s.Machine = func() time.Time { return at }
		if _, found := claimed(t, s, noon); !found {
			break
		}
		ok(t, s.TakeOver(t.Context(), s.Machine()))
	}
	if stands(t, a, id, broadcast.Progress{State: outbox.Running, Failed: 1}); crashes != maxCrashes+1 {
		t.Errorf("after %d crashes", crashes)
	}
}
