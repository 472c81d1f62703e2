package store

import (
	"bytes"
	"errors"
	"strconv"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
)

func upload(t *testing.T, s *Store, chatID, id, data string) {
	t.Helper()
	ok(t, s.AddWebUpload(t.Context(), web.Upload{Chat: chatID, ID: id, Name: "名册.csv", Type: "text/csv", Data: []byte(data), At: noon}))
}

func TestAnUploadIsReadInItsChatOnly(t *testing.T) {
	s := open(t)
	webChats(t, s)
	upload(t, s, "s-a", "m", "12345")
	upload(t, s, "s-a", "m", "a repeat is no other file")
	upload(t, s, "unknown", "m", "x")
	for _, c := range []struct {
		chat, id string
		limit    int64
		want     error
	}{
		{"s-a", "m", 5, nil}, {"s-a", "m", 4, chat.ErrFileTooLarge}, {"s-a", "n", 9, chat.ErrFileGone},
		{"s-b", "m", 9, chat.ErrFileGone}, {"unknown", "m", 9, chat.ErrFileGone}, {"", "m", 9, chat.ErrFileGone},
	} {
		data, err := s.WebUpload(t.Context(), c.chat, c.id, c.limit)
		if !errors.Is(err, c.want) || (string(data) == "12345") != (c.want == nil) {
			t.Errorf("%s of %s within %d: %q, %v", c.id, c.chat, c.limit, data, err)
		}
	}
}

func TestAChatKeepsItsNewestUploads(t *testing.T) {
	s := open(t)
	webChats(t, s)
	upload(t, s, "s-b", "m0", "x")
	for i := range keptUploads + 2 {
		upload(t, s, "s-a", "m"+strconv.Itoa(i), "x")
	}
	for _, c := range []struct {
		chat, id string
		want     error
	}{{"s-a", "m1", chat.ErrFileGone}, {"s-a", "m2", nil}, {"s-a", "m6", nil}, {"s-b", "m0", nil}} {
		if _, err := s.WebUpload(t.Context(), c.chat, c.id, 9); !errors.Is(err, c.want) {
			t.Errorf("%s of %s: %v", c.id, c.chat, err)
		}
	}
}

func TestUploadsGo(t *testing.T) {
	s := open(t)
	webChats(t, s)
	secret := string(bytes.Repeat([]byte("secret-file"), 9000))
	upload(t, s, "s-a", "m", secret)
	upload(t, s, "s-b", "m", "kept-file")
	if !inFiles(t, s, "secret-file") {
		t.Fatal("the test looks in the wrong place")
	}
	if m, err := s.Mine(t.Context(), "jia"); err != nil || m.Files != 1 {
		t.Errorf("%d files are told of, %v", m.Files, err)
	}
	ok(t, s.Forget(t.Context(), "jia", "x"))
	ok(t, s.checkpoint(t.Context()))
	if inFiles(t, s, "secret-file") || !inFiles(t, s, "kept-file") {
		t.Error("the file was not forgotten, or somebody else's was")
	}
	for _, c := range []struct {
		after time.Duration
		left  int
	}{{day, 1}, {day + time.Second, 0}} {
		_, err := s.Purge(t.Context(), noon.Add(c.after), 180*day, day)
		ok(t, err)
		if n := count(t, s, `SELECT count(*) FROM web_uploads`); n != c.left {
			t.Errorf("%d uploads after %s", n, c.after)
		}
	}
	upload(t, s, "s-b", "m", "x")
	ok(t, s.Wipe(t.Context()))
	if n := count(t, s, `SELECT count(*) FROM web_uploads`); n != 0 {
		t.Errorf("%d uploads after the sandbox was emptied", n)
	}
}

func TestALargerUploadIsRefused(t *testing.T) {
	s := open(t)
	webChats(t, s)
	for n, good := range map[int]bool{0: false, 1: true, web.MaxUpload: true, web.MaxUpload + 1: false} {
		err := s.AddWebUpload(t.Context(), web.Upload{Chat: "s-a", ID: strconv.Itoa(n), Data: make([]byte, n), At: noon})
		if (err == nil) != good {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}
