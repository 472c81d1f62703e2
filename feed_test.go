package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/dates"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/milestones"
	"zhicheng/store"
)

var feedLink = regexp.MustCompile(`/calendar/[a-z2-7]{32}\.ics`)

// A feed is private, moves with its dates, and ends when it is replaced, ended or forgotten.
func TestCalendarFeed(t *testing.T) {
	h, err := answering()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "zhicheng.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	base := func() string { return "https://dates.example" }
	router, now := h.router(s, surroundings{nil, base}), h.pack.Morning()
	server := httptest.NewServer(h.calendar(h.deadlines(s, base), func() time.Time { return now }))
	defer server.Close()
	get := func(path string) (int, string) {
		t.Helper()
		res, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(body)
	}
	jia := chat.Conversation{Channel: "none", Chat: "1", Person: "jia"}
	n := 0
	press := func(data string) string {
		n++
		replies, err := router.Handle(t.Context(), chat.Message{ID: strings.Repeat("x", n), Kind: chat.Press, Data: data, From: jia, At: now})
		if err != nil || len(replies) != 1 {
			t.Fatal(replies, err)
		}
		return feedLink.FindString(replies[0].Plain())
	}
	first := press("feed:senior:aside")
	if code, body := get(first); code != 200 || !strings.Contains(body, "DTSTART;VALUE=DATE:20230530") || !strings.Contains(body, "REFRESH-INTERVAL") {
		t.Errorf("%d %s", code, body)
	}
	for _, path := range []string{"/calendar/", "/calendar/.ics", strings.ToUpper(first), first + "x", "/calendar/" + strings.Repeat("a", 32) + ".ics", "/"} {
		if code, body := get(path); code != 404 || strings.Contains(body, "VCALENDAR") {
			t.Errorf("%s: %d", path, code)
		}
	}
	by := func(who string) chat.Message {
		return chat.Message{ID: who, From: chat.Conversation{Channel: "none", Chat: who, Person: who}, At: now}
	}
	p, _, err := s.EnterPaper(t.Context(), by("one"), h.pack.ID, dates.Paper{Paper: milestones.Paper{Milestone: "senior_application",
		On: time.Date(2023, 6, 6, 0, 0, 0, 0, calendar.Zone), Source: milestones.Supplement, Document: "12", Quote: "x"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.SettlePaper(t.Context(), by("two"), h.pack.ID, p.ID, dates.Holds); err != nil || !ok {
		t.Fatal(ok, err)
	}
	if _, body := get(first); !strings.Contains(body, "DTSTART;VALUE=DATE:20230606") || !strings.Contains(body, "SEQUENCE:1") {
		t.Errorf("not moved: %s", body)
	}
	if _, ok, err := s.SettlePaper(t.Context(), by("one again"), h.pack.ID, p.ID, dates.Withdrawn); err != nil || !ok {
		t.Fatal(ok, err)
	}
	if _, body := get(first); !strings.Contains(body, "DTSTART;VALUE=DATE:20230530") || !strings.Contains(body, "SEQUENCE:2") {
		t.Errorf("not moved back: %s", body)
	}
	second := press("feed:senior:aside")
	if code, _ := get(first); code != 404 {
		t.Error("the old address still works")
	}
	third := press("feed:mid_city:aside")
	press("feedoff:senior:aside")
	if code, _ := get(second); code != 404 {
		t.Error("an ended address still works")
	}
	if code, _ := get(third); code != 200 {
		t.Error("the other feed ended too")
	}
	if err := s.Forget(t.Context(), jia.Person, "m"); err != nil {
		t.Fatal(err)
	}
	if code, _ := get(third); code != 404 {
		t.Error("a forgotten person's address still works")
	}
}
