//go:build unix

package store

import (
	"context"
	"fmt"
	"os"
	osexec "os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"zhicheng/reminders/progress"
)

// The kill test runs the test binary again as a child that saves a roster and kills itself on the way.

const killed = "STORE_TEST_KILLED"

func TestMain(m *testing.M) {
	if os.Getenv(killed) == "" {
		os.Exit(m.Run())
	}
	if err := saveAndDie(context.Background(), os.Getenv(killed)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// mortal is a context that kills the process when it is asked for the n-th time. Whatever is done with a database asks.
type mortal struct {
	context.Context
	asked atomic.Int64
	n     int64
}

func (c *mortal) Err() error {
	if c.asked.Add(1) == c.n {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
	return c.Context.Err()
}

func (c *mortal) Done() <-chan struct{} {
	_ = c.Err()
	return c.Context.Done()
}

// saveAndDie saves a roster in a database, dies on the way or else says how often it was asked.
func saveAndDie(ctx context.Context, what string) error {
	path, n, _ := strings.Cut(what, " ")
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	s.Tell = plainTell
	all, err := s.ApplicationsOf(ctx, "p", progress.Reach{})
	if err != nil {
		return err
	}
	dying := &mortal{Context: ctx}
	if dying.n, err = strconv.ParseInt(n, 10, 64); err != nil {
		return err
	}
	if err := s.SaveRoster(dying, by("half"), "p", moved(all, "b")); err != nil {
		return err
	}
	fmt.Println(dying.asked.Load())
	return s.Close()
}

func TestARosterIsWholeWhereverItIsKilled(t *testing.T) {
	t.Parallel()
	from := open(t)
	before := boundTo(t, from, 2*appliedAtOnce+20)
	file, err := os.ReadFile(backedUp(t, from))
	ok(t, err)
	life := func(n int) (path, said string) {
		path = filepath.Join(t.TempDir(), "test.db")
		ok(t, os.WriteFile(path, file, 0o600))
		c := osexec.CommandContext(t.Context(), os.Args[0])
		c.Env = append(os.Environ(), fmt.Sprint(killed, "=", path, " ", n))
		out, err := c.Output()
		if status, is := c.ProcessState.Sys().(syscall.WaitStatus); err != nil && !(n > 0 && is && status.Signal() == syscall.SIGKILL) {
			t.Fatalf("%v: %s", err, out)
		}
		return path, strings.TrimSpace(string(out))
	}
	_, said := life(0)
	asked, err := strconv.Atoi(said)
	ok(t, err)
	states := map[string]bool{}
	points := []int{1, asked}
	for i := range 6 {
		points = append(points, 8*(i+1), asked*(i+1)/7)
	}
	for _, n := range points {
		path, _ := life(n)
		states[afterDeath(t, path, before)] = true
	}
	for _, state := range []string{"", "staged", "confirmed", "confirmed and begun"} {
		if !states[state] {
			t.Errorf("never killed when the roster was %q: %v of %d", state, points, asked)
		}
	}
}

// afterDeath starts again with what a killed process has left: the roster is finished or, if it was not confirmed, as
// if it never was, until its message is handled again. It says how far the roster was.
func afterDeath(t *testing.T, path string, before []progress.Application) (state string) {
	t.Helper()
	s, err := Open(t.Context(), path)
	ok(t, err)
	defer func() { _ = s.Close() }()
	s.Tell = plainTell
	ok(t, s.db.QueryRowContext(t.Context(), `SELECT COALESCE(MAX(state), '') FROM rosters`).Scan(&state))
	if n := count(t, s, `SELECT count(*) FROM application_events WHERE message = 'half'`); n > 0 && n < len(before) {
		state += " and begun"
	}
	saved, err := s.RosterSaved(t.Context(), "half")
	ok(t, err)
	_, err = s.FinishRosters(t.Context(), noon, sorry)
	ok(t, err)
	if saved {
		applied(t, s, "half", len(before))
	} else if n := count(t, s, `SELECT (SELECT count(*) FROM application_events WHERE message = 'half') + (SELECT count(*) FROM roster_rows)`); n != 0 {
		t.Errorf("%d rows of what was not confirmed", n)
	}
	ok(t, s.SaveRoster(t.Context(), by("half"), "p", moved(before, "b")))
	applied(t, s, "half", len(before))
	return state
}

// backedUp is a copy of a store in one file.
func backedUp(t *testing.T, s *Store) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.db")
	ok(t, s.Backup(t.Context(), path))
	return path
}
