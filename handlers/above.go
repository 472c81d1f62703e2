package handlers

import (
	"context"
	"encoding/json"

	"zhicheng/bot/chat"
)

// above is the state of a dialogue that lies above another one.
type above struct {
	State string `json:"state"`
	Name  string `json:"name,omitempty"` // of the dialogue below, and its state
	Below string `json:"below,omitempty"`
}

// Above opens or moves a dialogue on behalf of a message and keeps the one that it covers, so that Leave gives that back.
func Above(ctx context.Context, open Dialogues, m chat.Message, name, state string) error {
	below, was, _, err := open.Dialogue(ctx, m.From, m.ID)
	if err != nil {
		return err
	}
	a := above{State: state, Name: below, Below: was}
	if below == name {
		covered := readAbove(was)
		a.Name, a.Below = covered.Name, covered.Below
	}
	data, err := json.Marshal(a)
	if err != nil {
		return err
	}
	return open.SetDialogue(ctx, m.From, m.ID, name, string(data), m.At)
}

// Leave closes a dialogue that Above opened, gives back the one below, and returns that one's name.
func Leave(ctx context.Context, open Dialogues, m chat.Message) (below string, err error) {
	_, state, _, err := open.Dialogue(ctx, m.From, m.ID)
	if err != nil {
		return "", err
	}
	a := readAbove(state)
	return a.Name, open.SetDialogue(ctx, m.From, m.ID, a.Name, a.Below, m.At)
}

// StateAbove is the state of a dialogue that Above opened.
func StateAbove(state string) string { return readAbove(state).State }

// readAbove reads what Above wrote; anything else covers nothing.
func readAbove(state string) (a above) {
	if json.Unmarshal([]byte(state), &a) != nil {
		return above{}
	}
	return a
}

// Covered is the dialogue below one that Above opened, with its state.
func Covered(state string) (name, below string) {
	a := readAbove(state)
	return a.Name, a.Below
}
