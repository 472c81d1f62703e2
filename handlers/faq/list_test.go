package faq_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	flow "zhicheng/handlers/faq"
	"zhicheng/knowledge/faq"
)

// shelf has more answers than a message shows.
type shelf struct{ desk }

const shelved = 19

func (shelf) FAQs(context.Context) (all []faq.Entry, err error) {
	for i := range shelved {
		all = append(all, faq.Entry{ID: int64(i + 1), Forms: []string{fmt.Sprint("问", i)}, Until: time.Date(2023, 12, 31, 0, 0, 0, 0, time.UTC)})
	}
	return all, nil
}

// Every answer can be reached, a page at a time.
func TestTheListHasPages(t *testing.T) {
	s := &shelf{}
	r := handlers.Router{Presses: map[string]handlers.Run{}, Dialogues: map[string]handlers.Run{}, Long: map[string]bool{}}
	flow.Flow{Records: s, Rights: s, Open: s}.Install(&r)
	seen := map[string]bool{}
	for data := "faq:list:0"; data != ""; {
		replies, err := r.Presses["faq"](t.Context(), chat.Message{}, data[len("faq:"):])
		if err != nil {
			t.Fatal(err)
		}
		data = ""
		for _, row := range replies[0].Buttons {
			for _, b := range row {
				if b.Label == words.Say(words.PageNext) {
					data = b.Data
				}
				seen[b.Data] = true
			}
		}
	}
	for i := range shelved {
		if !seen[fmt.Sprint("faq:show:", i+1)] {
			t.Errorf("%d is on no page", i+1)
		}
	}
	if _, err := r.Presses["faq"](t.Context(), chat.Message{}, "list:-9"); err != nil {
		t.Error(err)
	}
}

// ahead has one answer that is not used yet.
type ahead struct{ desk }

func (ahead) FAQs(context.Context) ([]faq.Entry, error) {
	day := time.Date(2023, 6, 1, 0, 0, 0, 0, time.UTC)
	return []faq.Entry{{ID: 1, Forms: []string{"问"}, Since: day, Until: day.AddDate(0, 1, 0)}}, nil
}

// The list says of an answer that has not begun when it does, and does not count it as over.
func TestTheListTellsWhatHasNotBegun(t *testing.T) {
	s := &ahead{}
	r := handlers.Router{Presses: map[string]handlers.Run{}, Dialogues: map[string]handlers.Run{}, Long: map[string]bool{}}
	flow.Flow{Records: s, Rights: s, Open: s}.Install(&r)
	replies, err := r.Presses["faq"](t.Context(), chat.Message{At: time.Date(2023, 5, 31, 23, 0, 0, 0, time.UTC)}, "list:0")
	if err != nil || replies[0].Plain() != words.Say(words.FAQHead, 1, 0) || replies[0].Buttons[0][0].Label != words.Say(words.FAQLabelAhead, 1, "问", 2023, 6, 1) {
		t.Errorf("%+v, %v", replies, err)
	}
}
