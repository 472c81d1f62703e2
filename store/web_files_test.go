package store

import (
	"bytes"
	"errors"
	"reflect"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
)

// addFile shows a file in a web chat, as a later version of replaces if that is not 0.
func addFile(t *testing.T, s *Store, chatID, key string, data []byte, replaces int64) (ref int64) {
	t.Helper()
	ref, err := s.AddWebEvent(t.Context(), web.Event{
		Chat: chatID, Ref: replaces, Key: key, Who: web.ByAssistant, At: noon,
		Body: chat.Reply{File: &chat.File{Name: "对照表.html", Type: "text/html", Data: data}},
	})
	ok(t, err)
	return ref
}

func hasFile(t *testing.T, s *Store, chatID string, seq int64) bool {
	t.Helper()
	_, err := s.WebFile(t.Context(), chatID, seq)
	if err != nil && !errors.Is(err, web.ErrNoFile) {
		t.Fatal(err)
	}
	return err == nil
}

func TestWebFileIsKeptBesideItsEvent(t *testing.T) {
	s := open(t)
	webChats(t, s)
	want := chat.File{Name: "对照表.html", Type: "text/html", Data: bytes.Repeat([]byte{0, 255}, chat.MaxFile/2)}
	addWeb(t, s, "s-a", "k1", "x", 0)
	for range 2 { // a repeat is no second file
		addFile(t, s, "s-a", "k2", want.Data, 0)
	}
	got, err := s.WebFile(t.Context(), "s-a", 2)
	ok(t, err)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %s, %s, %d bytes", got.Name, got.Type, len(got.Data))
	}
	es, err := s.WebEvents(t.Context(), "s-a", 0, 10)
	ok(t, err)
	if len(es) != 2 || es[0].Body.File != nil || es[0].FileSize != 0 || es[1].FileSize != chat.MaxFile ||
		es[1].Body.File.Name != want.Name || es[1].Body.File.Data != nil {
		t.Errorf("listed %+v", es)
	}
	if n := count(t, s, `SELECT count(*) FROM web_files`); n != 1 {
		t.Errorf("%d files", n)
	}
	for _, c := range []struct {
		chat string
		seq  int64
	}{{"s-a", 1}, {"s-a", 9}, {"s-b", 2}, {"", 2}} {
		if hasFile(t, s, c.chat, c.seq) {
			t.Errorf("a file in %v", c)
		}
	}
}

func TestALargerWebFileIsRefused(t *testing.T) {
	s := open(t)
	webChats(t, s)
	_, err := s.AddWebEvent(t.Context(), web.Event{Chat: "s-a", Key: "k", Who: web.ByAssistant, At: noon,
		Body: chat.Reply{File: &chat.File{Name: "a", Type: "text/plain", Data: make([]byte, chat.MaxFile+1)}}})
	if err == nil || count(t, s, `SELECT count(*) FROM web_events`) != 0 {
		t.Errorf("got %v", err)
	}
}

func TestAnEditReplacesTheFile(t *testing.T) {
	s := open(t)
	webChats(t, s)
	ref := addFile(t, s, "s-a", "k1", []byte("secret-first"), 0)
	if !inFiles(t, s, "secret-first") {
		t.Fatal("the test looks in the wrong place")
	}
	addFile(t, s, "s-a", "k2", []byte("second"), ref)
	if hasFile(t, s, "s-a", 1) || !hasFile(t, s, "s-a", 2) {
		t.Error("the first file is kept, or the second is not")
	}
	addWeb(t, s, "s-a", "k3", "no file", ref)
	if hasFile(t, s, "s-a", 2) {
		t.Error("an edit without a file keeps the file")
	}
	ok(t, s.checkpoint(t.Context()))
	if inFiles(t, s, "secret-first") {
		t.Error("the files still hold what was replaced")
	}
}

func TestForgettingAndPurgingTakeWebFiles(t *testing.T) {
	s := open(t)
	webChats(t, s)
	addFile(t, s, "s-a", "k1", bytes.Repeat([]byte("secret-file"), 9000), 0)
	addFile(t, s, "s-b", "k1", []byte("kept-file"), 0)
	if !inFiles(t, s, "secret-file") {
		t.Fatal("the test looks in the wrong place")
	}
	ok(t, s.Forget(t.Context(), "jia", "m"))
	addFile(t, s, "s-a", "k1", []byte("secret-file"), 0) // a repeat of what was sent before
	ok(t, s.checkpoint(t.Context()))
	if hasFile(t, s, "s-a", 1) || inFiles(t, s, "secret-file") {
		t.Error("the file was not forgotten")
	}
	if !hasFile(t, s, "s-b", 1) {
		t.Error("somebody else's file was forgotten, too")
	}
	_, err := s.purgeWeb(t.Context(), noon.Add(time.Second))
	ok(t, err)
	if n := count(t, s, `SELECT count(*) FROM web_files`); n != 0 {
		t.Errorf("%d files after the purge", n)
	}
}

func TestAWipeTakesWebFiles(t *testing.T) {
	s := open(t)
	webChats(t, s)
	addFile(t, s, "s-a", "k1", []byte("x"), 0)
	ok(t, s.Wipe(t.Context()))
	if n := count(t, s, `SELECT count(*) FROM web_files`); n != 0 {
		t.Errorf("%d files", n)
	}
}

// The queue keeps a reply as JSON, in which a file is a third larger.
func TestAQueuedFileIsKeptUntilItIsSent(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	r := say("您的对照表")
	r.File = &chat.File{Name: "对照表.html", Type: "text/html", Data: bytes.Repeat([]byte("secret-file!"), chat.MaxFile/12)}
	receive1(t, s, text("t:1", jia, "/check"))
	ok(t, s.Finish(ctx, "t:1", []chat.Reply{r}))
	for range 2 { // the second attempt has it all, too
		if job := wantNext(t, s, jia, "t:1/0"); !reflect.DeepEqual(*job.Reply, r) {
			t.Fatalf("the file came back with %d bytes", len(job.Reply.File.Data))
		}
		ok(t, s.Delay(ctx, "t:1/0", noon, 0))
	}
	const asJSON = "c2VjcmV0LWZpbGUh" // secret-file!
	if !inFiles(t, s, asJSON) {
		t.Fatal("the test looks in the wrong place")
	}
	wantNext(t, s, jia, "t:1/0")
	ok(t, s.End(ctx, "t:1/0", chat.Outcome{State: chat.Sent}, noon))
	ok(t, s.checkpoint(ctx))
	if inFiles(t, s, asJSON) {
		t.Error("the files still hold what was sent")
	}
}
