package handlers_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

type rights map[string][]access.Grant

func (r rights) Grants(_ context.Context, person string) ([]access.Grant, error) {
	if person == "trouble" {
		return nil, errors.New("trouble")
	}
	return r[person], nil
}

func TestOnly(t *testing.T) {
	r := rights{"liaison": {{Role: access.Liaison, Unit: 1}, {Role: access.Staff}}, "staff": {{Role: access.Staff}}}
	desk := handlers.Only(r, access.UnitDesk, func(_ context.Context, _ chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
		return []chat.Reply{{Text: []chat.Span{{Text: fmt.Sprint(args, " ", by[0].Unit)}}}}, nil
	})
	for person, want := range map[string]string{
		"liaison": "x 1", "staff": words.Say(words.NotAllowed), "nobody": words.Say(words.NotAllowed), "": words.Say(words.NotAllowed),
	} {
		replies, err := desk(t.Context(), chat.Message{From: chat.Conversation{Person: person}}, "x")
		if err != nil || len(replies) != 1 || replies[0].Plain() != want {
			t.Errorf("%q is answered %v, %v", person, replies, err)
		}
	}
	if _, err := desk(t.Context(), chat.Message{From: chat.Conversation{Person: "trouble"}}, "x"); err == nil {
		t.Error("rights that cannot be read allow")
	}
}

func TestCommandsAreShownToThoseWhoMay(t *testing.T) {
	router := handlers.Router{
		Commands: []handlers.Command{{Name: "help"}, {Name: "units", For: access.UnitEdit}},
		Rights:   rights{"staff": {{Role: access.Staff}}},
	}
	for person, want := range map[string]int{"staff": 2, "nobody": 1} {
		if mine, err := router.For(t.Context(), person); err != nil || len(mine) != want {
			t.Errorf("%s is shown %v, %v", person, mine, err)
		}
	}
}
