package store

import (
	"database/sql"
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
)

// webChats opens a session with the chats s-a of jia and s-b of yi.
func webChats(t *testing.T, s *Store) {
	t.Helper()
	ok(t, s.OpenWebChats(t.Context(), "s", []chat.Conversation{
		{Channel: web.Channel, Chat: "s-a", Person: "jia"}, {Channel: web.Channel, Chat: "s-b", Person: "yi"},
	}))
}

func addWeb(t *testing.T, s *Store, chatID, key, words string, replaces int64) int64 {
	t.Helper()
	ref, err := s.AddWebEvent(t.Context(), web.Event{
		Chat: chatID, Ref: replaces, Key: key, Who: web.ByAssistant, At: noon,
		Body: chat.Reply{Text: []chat.Span{{Text: words}}},
	})
	ok(t, err)
	return ref
}

func webTexts(t *testing.T, s *Store, chatID string) (texts []string) {
	t.Helper()
	es, err := s.WebEvents(t.Context(), chatID, 0, 100)
	ok(t, err)
	for _, e := range es {
		texts = append(texts, string(e.Who)+":"+e.Body.Plain())
	}
	return texts
}

func TestWebSessionIsKnownOnceOpened(t *testing.T) {
	s := open(t)
	for _, want := range []bool{false, true, true} {
		has, err := s.HasWebSession(t.Context(), "s")
		ok(t, err)
		if has != want {
			t.Errorf("known: %v", has)
		}
		webChats(t, s)
	}
}

func TestWebEventsNumberEachChat(t *testing.T) {
	s := open(t)
	webChats(t, s)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() { addWeb(t, s, "s-a", strconv.Itoa(i), "x", 0) })
	}
	wg.Wait()
	if ref := addWeb(t, s, "s-b", "0", "x", 0); ref != 1 {
		t.Errorf("the other chat begins at %d", ref)
	}
	if n := count(t, s, `SELECT count(DISTINCT seq) FROM web_events WHERE chat = 's-a'`); n != 20 {
		t.Errorf("%d numbers of 20", n)
	}
	es, err := s.WebEvents(t.Context(), "s-a", 18, 1)
	ok(t, err)
	if len(es) != 1 || es[0].Seq != 19 || !es[0].At.Equal(noon) {
		t.Errorf("after 18: %+v", es)
	}
}

func TestAnEditedWebMessageLeavesNoOldText(t *testing.T) {
	s := open(t)
	webChats(t, s)
	ref := addWeb(t, s, "s-a", "k1", "the first wording", 0)
	if got := addWeb(t, s, "s-a", "k2", "the second", ref); got != ref {
		t.Errorf("ref %d became %d", ref, got)
	}
	if got := addWeb(t, s, "s-a", "k1", "the first wording", 0); got != ref {
		t.Errorf("a repeat has ref %d", got)
	}
	if got := webTexts(t, s, "s-a"); len(got) != 1 || got[0] != "assistant:the second" {
		t.Errorf("shown %q", got)
	}
	if n := count(t, s, `SELECT count(*) FROM web_events WHERE body LIKE '%first%'`); n != 0 {
		t.Error("the old text is kept")
	}
}

func TestWebEventOfAnUnknownChat(t *testing.T) {
	_, err := open(t).AddWebEvent(t.Context(), web.Event{Chat: "s-a", Key: "k", Who: web.ByPerson, At: noon})
	if !errors.Is(err, web.ErrNoChat) {
		t.Errorf("got %v", err)
	}
}

func TestForgetWebClearsOnePersonsTexts(t *testing.T) {
	s := open(t)
	webChats(t, s)
	addWeb(t, s, "s-a", "k1", "mine", 0)
	addWeb(t, s, "s-b", "k1", "not mine", 0)
	for range 2 { // forgetting twice does no harm
		ok(t, s.tx(t.Context(), func(tx *sql.Tx) error { return forgetWeb(t.Context(), tx, "jia", "m1") }))
	}
	addWeb(t, s, "s-a", "k1", "mine", 0) // a repeat of what was sent before
	addWeb(t, s, "s-a", "k2", "done", 0)
	got := webTexts(t, s, "s-a")
	if len(got) != 3 || got[0] != "cleared:" || got[1] != "cleared:" || got[2] != "assistant:done" {
		t.Errorf("shown %q", got)
	}
	if n := count(t, s, `SELECT count(*) FROM web_events WHERE body LIKE '%"mine"%'`); n != 0 {
		t.Error("the text is kept")
	}
	if got := webTexts(t, s, "s-b"); len(got) != 1 || got[0] != "assistant:not mine" {
		t.Errorf("the other person sees %q", got)
	}
}

func TestPurgeWeb(t *testing.T) {
	s := open(t)
	webChats(t, s)
	addWeb(t, s, "s-a", "k1", "old", 0)
	for _, c := range []struct {
		before time.Time
		purged int64
	}{{noon, 0}, {noon.Add(time.Second), 1}} {
		n, err := s.purgeWeb(t.Context(), c.before)
		if ok(t, err); n != c.purged {
			t.Errorf("before %v: %d purged", c.before, n)
		}
	}
}

func TestSandboxClockIsKept(t *testing.T) {
	s := open(t)
	if _, known, err := s.SandboxClock(t.Context()); known || err != nil {
		t.Errorf("before: %v %v", known, err)
	}
	ok(t, s.SetSandboxClock(t.Context(), noon))
	ok(t, s.SetSandboxClock(t.Context(), noon.AddDate(0, 0, 1)))
	now, known, err := s.SandboxClock(t.Context())
	ok(t, err)
	if !known || !now.Equal(noon.AddDate(0, 0, 1)) {
		t.Errorf("after: %v %v", now, known)
	}
	ok(t, s.Wipe(t.Context()))
	if _, known, _ := s.SandboxClock(t.Context()); known {
		t.Error("a wipe leaves the clock")
	}
}
