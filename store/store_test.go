package store

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"zhicheng/bot"
	"zhicheng/bot/chat"
)

var (
	noon = time.Date(2023, 5, 10, 12, 0, 0, 0, shanghai)
	jia  = chat.Conversation{Channel: "telegram", Chat: "1001", Person: "jia"}
	yi   = chat.Conversation{Channel: "telegram", Chat: "1002", Person: "yi"}
)

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "data", "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func text(id string, c chat.Conversation, words string) chat.Message {
	return chat.Message{ID: id, From: c, Kind: chat.Text, Text: words, At: noon}
}

func receive1(t *testing.T, s *Store, ms ...chat.Message) {
	t.Helper()
	ok(t, s.Receive(t.Context(), ms, bot.Mark{}))
}

func count(t *testing.T, s *Store, query string, args ...any) (n int) {
	t.Helper()
	ok(t, s.db.QueryRowContext(t.Context(), query, args...).Scan(&n))
	return n
}

func TestFileIsPrivate(t *testing.T) {
	s := open(t)
	info, err := os.Stat(s.path)
	ok(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	s := open(t)
	_, err := s.write(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, 1)`)
	ok(t, err)
	ok(t, s.Close())
	if _, err := Open(t.Context(), s.path); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v", err)
	}
}

func TestOnlyOneServes(t *testing.T) {
	first := open(t)
	ok(t, first.LockServing())
	second, err := Open(t.Context(), first.path)
	ok(t, err)
	defer func() { _ = second.Close() }()
	if err := second.LockServing(); !errors.Is(err, ErrServing) {
		t.Errorf("got %v", err)
	}
}

func TestPathWithOddCharacters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "职称 ?#%.db")
	s, err := Open(t.Context(), path)
	ok(t, err)
	ok(t, s.Close())
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestTimesAreReadInShanghai(t *testing.T) {
	late := time.Date(2023, 5, 10, 17, 30, 0, 0, time.UTC)
	if got := fromMillis(millis(late)).Format("2006-01-02 15:04"); got != "2023-05-11 01:30" {
		t.Errorf("got %s", got)
	}
	if got := midnight(late).Format(time.RFC3339); got != "2023-05-11T00:00:00+08:00" {
		t.Errorf("got %s", got)
	}
}

// inFiles tells whether the bytes are anywhere in the database's files.
func inFiles(t *testing.T, s *Store, words string) bool {
	t.Helper()
	files, err := filepath.Glob(s.path + "*")
	ok(t, err)
	for _, f := range files {
		b, err := os.ReadFile(f)
		ok(t, err)
		if strings.Contains(string(b), words) {
			return true
		}
	}
	return false
}
