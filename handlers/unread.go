package handlers

import (
	"context"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

// unread answers what holds nothing to read and nobody has asked for. Who works with files is told how to send one.
func (r *Router) unread(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
	if m.Kind != chat.Document {
		return Say(unreadable(m.Kind)), nil
	}
	mine, err := r.For(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	var first []string
	for _, c := range mine {
		if c.Files {
			first = append(first, words.Say(words.Quoted, words.Say(c.Word)))
		}
	}
	if len(first) == 0 {
		return Say(words.Document), nil
	}
	return Say(words.DocumentFirst, strings.Join(first, words.Say(words.Comma))), nil
}

func unreadable(k chat.Kind) words.Key {
	switch k {
	case chat.Voice:
		return words.Voice
	case chat.Picture:
		return words.Picture
	case chat.Document:
		return words.Document
	default:
		return words.Other
	}
}
