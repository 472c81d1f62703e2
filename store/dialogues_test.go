package store

import (
	"testing"
	"time"
)

func wantDialogue(t *testing.T, s *Store, messageID, name, state string, at time.Time) {
	t.Helper()
	gotName, gotState, gotAt, err := s.Dialogue(t.Context(), jia, messageID)
	ok(t, err)
	if gotName != name || gotState != state || !gotAt.Equal(at) {
		t.Errorf("%s finds %q %q %v, want %q %q %v", messageID, gotName, gotState, gotAt, name, state, at)
	}
}

func TestDialogueIsTheSameWhenHandledAgain(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	receive1(t, s, text("t:1", jia, "x"), text("t:2", jia, "x"), text("t:3", jia, "x"))
	then := noon.Add(time.Minute)
	for range 2 { // the second time after a crash
		wantDialogue(t, s, "t:1", "", "", time.Time{})
		ok(t, s.SetDialogue(ctx, jia, "t:1", "check", "half", noon))
		ok(t, s.SetDialogue(ctx, jia, "t:1", "check", "degree", noon))
	}
	ok(t, s.Finish(ctx, "t:1", nil))
	for range 2 {
		wantDialogue(t, s, "t:2", "check", "degree", noon)
		ok(t, s.SetDialogue(ctx, jia, "t:2", "check", "years", then))
	}
	ok(t, s.Finish(ctx, "t:2", nil))
	if n := count(t, s, `SELECT count(*) FROM dialogues WHERE before_state <> ''`); n != 0 {
		t.Error("what a handled message found is kept")
	}
	for range 2 {
		wantDialogue(t, s, "t:3", "check", "years", then)
		ok(t, s.SetDialogue(ctx, jia, "t:3", "", "", then))
	}
	ok(t, s.Finish(ctx, "t:3", nil))
	wantDialogue(t, s, "t:4", "", "", time.Time{})
	if n := count(t, s, `SELECT count(*) FROM dialogues`); n != 0 {
		t.Error("a closed dialogue is kept")
	}
}

func TestForgettingKeepsTheRunningMessageRepeatable(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	ok(t, s.SetDialogue(ctx, jia, "t:1", "forget", "sure?", noon))
	receive1(t, s, text("t:2", jia, "x"))
	for range 2 {
		wantDialogue(t, s, "t:2", "forget", "sure?", noon)
		ok(t, s.Forget(ctx, "jia", "t:2"))
		ok(t, s.SetDialogue(ctx, jia, "t:2", "", "", noon))
	}
	ok(t, s.Finish(ctx, "t:2", nil))
	if n := count(t, s, `SELECT count(*) FROM dialogues`); n != 0 {
		t.Error("the dialogue outlived being forgotten")
	}
}
