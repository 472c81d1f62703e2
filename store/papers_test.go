package store

import (
	"testing"

	"zhicheng/bot"
	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/handlers/dates"
	"zhicheng/reminders/milestones"
)

// TestTheSecondAdminIsAnother: whoever signed in to the web chat is asked nowhere and cannot confirm in any place.
func TestTheSecondAdminIsAnother(t *testing.T) {
	s := opened(t)
	said := func(id, who string) chat.Message {
		m := from(id, who)
		m.Kind, m.Text = chat.Text, "x"
		ok(t, s.Receive(t.Context(), []chat.Message{m}, bot.Mark{}))
		return m
	}
	for _, who := range []string{"boss", "other"} {
		ok(t, s.Grant(t.Context(), who, access.Grant{Role: access.Admin}, "test", noon))
		said("hello "+who, who)
	}
	ok(t, s.OfferSignIn(t.Context(), said("offer", "boss"), "code"))
	if in, _, err := s.SignIn(t.Context(), said("in", "guest"), "code"); err != nil || !in {
		t.Fatal(in, err)
	}
	ok(t, s.OfferSignIn(t.Context(), said("offer again", "boss"), "second"))
	if in, _, err := s.SignIn(t.Context(), said("in again", "tablet"), "second"); err != nil || !in {
		t.Fatal(in, err)
	}
	p := dates.Paper{Paper: milestones.Paper{Milestone: "m", On: noon, Source: milestones.Supplement, Document: "1", Quote: "x"}}
	ask := func(dates.Paper) chat.Reply { return chat.Reply{Text: []chat.Span{{Text: "?"}}} }
	m := said("paper", "guest")
	for range 2 {
		if entered, told, err := s.EnterPaper(t.Context(), m, "pack", p, ask); err != nil || told != 1 || entered.State != dates.Waiting {
			t.Fatalf("%+v, told %d, %v", entered, told, err)
		}
	}
	if n := count(t, s, `SELECT count(*) FROM outbox`); n != 1 || count(t, s, `SELECT count(*) FROM outbox WHERE person = 'other'`) != 1 {
		t.Errorf("%d were told", n)
	}
	for _, who := range []string{"guest", "boss", "tablet"} {
		if _, done, err := s.SettlePaper(t.Context(), said("yes "+who, who), "pack", 1, dates.Holds); err != nil || done {
			t.Errorf("%s: %v, %v", who, done, err)
		}
	}
	if _, done, err := s.SettlePaper(t.Context(), said("yes", "other"), "pack", 1, dates.Holds); err != nil || !done {
		t.Errorf("the other: %v, %v", done, err)
	}
}
