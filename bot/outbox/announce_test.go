package outbox_test

import (
	"context"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

// noDates is the outlook of a year without any.
type noDates struct{}

func (noDates) Values(int64) (v map[string]string, until time.Time) { return v, until }
func (noDates) Open(int64, string) bool                             { return false }
func (noDates) Awaits(string, string) bool                          { return false }
func (noDates) Titles(string) []units.Title                         { return nil }

var (
	author = chat.Conversation{Channel: store.ByCommandLine, Person: store.ByCommandLine}
	admin  = []access.Grant{{Role: access.Admin}}
)

func announcements(s *store.Store) store.Announcements {
	return store.Announcements{Store: s, Key: []byte("key"),
		Outlook: func(context.Context, time.Time) (broadcast.Outlook, error) { return noDates{}, nil }}
}

// announce lets an announcement to everybody go, and says which it is and to how many.
func announce(t testing.TB, s *store.Store, message, text string) (id string, n int64) {
	t.Helper()
	m := chat.Message{ID: message, From: author, At: noon}
	c, err := announcements(s).Freeze(t.Context(), m, broadcast.Announcement{Text: text, Urgent: true}, admin)
	if err != nil {
		t.Fatal(err)
	}
	m.ID += " confirm"
	if _, err := announcements(s).Confirm(t.Context(), m, c.ID, c.Token); err != nil {
		t.Fatal(err)
	}
	return c.ID, c.Recipients
}
