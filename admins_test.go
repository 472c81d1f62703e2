package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/handlers/people"
	"zhicheng/store"
)

// Where nobody is admin a code stands in a file that nobody else may read; it works once, and not in the log.
func TestFirstAdmin(t *testing.T) {
	db := filepath.Join(t.TempDir(), "z.db")
	s, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var log bytes.Buffer
	h := &house{settings: settings{config: config{DB: db}}, log: slog.New(slog.NewTextHandler(&log, nil))}
	if err := h.openAdmins(t.Context(), s, []byte("key")); err != nil {
		t.Fatal(err)
	}
	file := db + ".admin-code"
	info, err := os.Stat(file)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v, %v", info, err)
	}
	code, err := os.ReadFile(file)
	if err != nil || strings.Contains(log.String(), strings.TrimSpace(string(code))) {
		t.Errorf("the code is in the log, or %v", err)
	}
	m := chat.Message{ID: "1", From: chat.Conversation{Channel: "telegram", Chat: "1", Person: "p"}, At: civilNow().Add(firstCodeFor - time.Minute)}
	if j, err := s.Join(t.Context(), m, people.Hash(string(code[:len(code)-1]))); err != nil || j.State != people.Joined {
		t.Fatalf("%+v, %v", j, err)
	}
	if g, err := s.Grants(t.Context(), "p"); err != nil || len(access.Allowing(g, access.InviteStaff)) != 1 {
		t.Errorf("%v, %v", g, err)
	}
	h.close()
	if err := h.openAdmins(t.Context(), s, []byte("key")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("there is an admin and still a code: %v", err)
	}
}

func TestUserIDs(t *testing.T) {
	if ids, err := userIDs("12, 34"); err != nil || len(ids) != 2 {
		t.Errorf("%v, %v", ids, err)
	}
	for _, bad := range []string{"x", "-1", "@name", "1;2"} {
		if _, err := userIDs(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
