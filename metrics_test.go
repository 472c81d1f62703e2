package main

import (
	"reflect"
	"testing"

	"zhicheng/bot/outbox"
	"zhicheng/store"
)

// A preview of thousands must not look like thousands that wait to be sent.
func TestDraftsAreNotCountedAsQueued(t *testing.T) {
	got := byState([]store.Tally{
		{Kind: outbox.Announcement, State: outbox.Drafted, Rows: outbox.Queued, Number: 1000},
		{Kind: outbox.Announcement, State: outbox.Waiting, Rows: outbox.Queued, Number: 1000},
		{Kind: outbox.Announcement, State: outbox.Running, Rows: outbox.Queued, Number: 2},
		{Kind: outbox.Announcement, State: outbox.Paused, Rows: outbox.Queued, Number: 3},
	})
	if want := []string{`{kind="announcement",state="queued",reason=""} 5`}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
