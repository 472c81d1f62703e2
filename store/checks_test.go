package store

import (
	"reflect"
	"testing"
	"time"

	"zhicheng/handlers/ask"
	"zhicheng/handlers/check"
)

func TestChecks(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	at := time.Date(2023, 5, 10, 9, 0, 0, 0, time.FixedZone("", 8*3600))
	saved, err := s.SavedCheck(ctx, "p")
	if err != nil || saved.Answers != nil {
		t.Fatalf("of nobody: %+v, %v", saved, err)
	}
	want := check.Saved{Answers: []check.Answer{{Fact: "education", Value: "bachelor"}, {Fact: "peer_letters", Value: 2.0},
		{Fact: "major_related", Value: true}, {Fact: "degree", Why: "unknown"}}, At: at}
	for range 2 {
		must(t, s.SaveCheck(ctx, "p", want))
	}
	saved, err = s.SavedCheck(ctx, "p")
	if err != nil || !reflect.DeepEqual(saved.Answers, want.Answers) || !saved.At.Equal(at) {
		t.Errorf("got %+v, %v", saved, err)
	}
	must(t, s.DropCheck(ctx, "p"))
	if saved, err = s.SavedCheck(ctx, "p"); err != nil || saved.Answers != nil {
		t.Errorf("after dropping: %+v, %v", saved, err)
	}
}

func TestChecksGoWithThePersonAndWithTime(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	at := time.Date(2023, 5, 10, 9, 0, 0, 0, time.UTC)
	for _, person := range []string{"old", "new", "forgotten"} {
		day := at
		if person == "old" {
			day = at.AddDate(0, 0, -181)
		}
		must(t, s.SaveCheck(ctx, person, check.Saved{Answers: []check.Answer{{Fact: "degree", Value: "none"}}, At: day}))
	}
	must(t, s.Forget(ctx, "forgotten", "m"))
	p, err := s.Purge(ctx, at, 180*24*time.Hour, 24*time.Hour)
	if err != nil || p.Checks != 1 {
		t.Errorf("purged %+v, %v", p, err)
	}
	for person, kept := range map[string]int{"old": 0, "new": 1, "forgotten": 0} {
		if saved, err := s.SavedCheck(ctx, person); err != nil || len(saved.Answers) != kept {
			t.Errorf("%s: %+v, %v", person, saved, err)
		}
	}
}

func TestQuestionTextIsTheAskersOwn(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	must(t, s.AddQuestion(ctx, ask.Question{ID: "m1", Person: "p", Text: "我能报吗", Status: "answered", At: time.Unix(1, 0)}))
	for person, want := range map[string]string{"p": "我能报吗", "q": ""} {
		if got, err := s.QuestionText(ctx, person, "m1"); err != nil || got != want {
			t.Errorf("%s reads %q, %v", person, got, err)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
