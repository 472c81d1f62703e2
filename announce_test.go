package main

import (
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
	"zhicheng/knowledge/packs"
	"zhicheng/store"
)

// announceToAll lets an announcement to everybody go, and says to how many.
func announceToAll(t testing.TB, s *store.Store, message, text string) int64 {
	t.Helper()
	p, err := packs.Open("").Load("chifeng-2023")
	if err != nil {
		t.Fatal(err)
	}
	book, err := openDates("", p)
	if err != nil {
		t.Fatal(err)
	}
	a := announcements(s, book, []byte("key"), 0)
	m := chat.Message{ID: message, From: store.FromCommandLine(), At: time.Now()}
	c, err := a.Freeze(t.Context(), m, broadcast.Announcement{Text: text, Urgent: true}, []access.Grant{{Role: access.Admin}})
	if err != nil {
		t.Fatal(err)
	}
	m.ID += " confirm"
	if _, err := a.Confirm(t.Context(), m, c.ID, c.Token); err != nil {
		t.Fatal(err)
	}
	return c.Recipients
}
