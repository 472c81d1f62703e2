package faq_test

import (
	"context"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	flow "zhicheng/handlers/faq"
	"zhicheng/reminders/cases"
)

// desk has one case of a district, and one of staff whose right and dialogue it keeps.
type desk struct {
	flow.Records
	district    string // of the right
	name, state string // of the dialogue
}

func (d *desk) Case(context.Context, int64) (cases.Case, bool, error) {
	return cases.Case{ID: 1, Question: "照片几寸", District: "敖汉旗", State: cases.Answered, Lines: []cases.Line{{Staff: true, Text: "一寸"}}}, true, nil
}

func (d *desk) Grants(context.Context, string) ([]access.Grant, error) {
	return []access.Grant{{Role: access.Staff, Scope: access.Scope{District: d.district}}}, nil
}

func (d *desk) Dialogue(context.Context, chat.Conversation, string) (string, string, time.Time, error) {
	return d.name, d.state, time.Time{}, nil
}

func (d *desk) SetDialogue(_ context.Context, _ chat.Conversation, _, name, state string, _ time.Time) error {
	d.name, d.state = name, state
	return nil
}

// Whose right is narrowed while they make an answer of a case sees no more of it, and publishes nothing of it.
func TestANarrowedRightEndsADraft(t *testing.T) {
	d := &desk{district: "敖汉旗"}
	r := handlers.Router{Presses: map[string]handlers.Run{}, Dialogues: map[string]handlers.Run{}, Long: map[string]bool{}}
	flow.Flow{Records: d, Rights: d, Open: d}.Install(&r)
	says := func(run handlers.Run, args string, want string) {
		t.Helper()
		replies, err := run(t.Context(), chat.Message{Text: args}, args)
		if err != nil || len(replies) != 1 || replies[0].Plain() != want {
			t.Errorf("%s: %+v, %v", args, replies, err)
		}
	}
	says(r.Presses["faq"], "case:1", words.Say(words.FAQAskForms, "照片几寸", 5))
	d.district = "红山区"
	name, state := d.name, d.state
	says(r.Presses["faq"], "forms", words.Say(words.FAQGone))
	if d.name != "" {
		t.Error("the draft stays open")
	}
	d.name, d.state = name, state
	says(r.Dialogues[name], "照片几寸", words.Say(words.FAQGone))
	says(r.Presses["faq"], "case:1", words.Say(words.FAQGone))
}
