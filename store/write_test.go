package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"
)

func TestWritersWaitForEachOther(t *testing.T) {
	s := open(t)
	other, err := Open(t.Context(), s.path) // another process, as far as SQLite can tell
	ok(t, err)
	defer func() { _ = other.Close() }()
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			on := s
			if i%8 == 0 {
				on = other
			}
			if err := on.SetPayload(t.Context(), string(rune('a'+i)), "x", noon); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := count(t, s, `SELECT count(*) FROM people`); n != 40 {
		t.Errorf("%d rows of 40", n)
	}
}

// TestALongWriteElsewhere is waited for, beyond what SQLite itself waits.
func TestALongWriteElsewhere(t *testing.T) {
	s := open(t)
	other, err := Open(t.Context(), s.path)
	ok(t, err)
	defer func() { _ = other.Close() }()
	ended := make(chan error, 1)
	ok(t, other.tx(t.Context(), func(*sql.Tx) error {
		go func() { ended <- s.SetPayload(t.Context(), "jia", "x", noon) }()
		select {
		case err := <-ended:
			ended <- fmt.Errorf("not waited for: %w", err)
		case <-time.After(5 * lookAgain): // how long the disk takes
		}
		return nil
	}))
	ok(t, <-ended)
}

func TestWaitingToWriteEndsWithTheContext(t *testing.T) {
	s := open(t)
	s.writes.turn <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.SetPayload(ctx, "jia", "x", noon); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	<-s.writes.turn
	ok(t, s.SetPayload(t.Context(), "jia", "x", noon))
}

// TestALongWriteElsewhereHoldsUpNoEnd: whoever is told to stop does not wait for another process to end its write.
func TestALongWriteElsewhereHoldsUpNoEnd(t *testing.T) {
	s := open(t)
	other, err := Open(t.Context(), s.path)
	ok(t, err)
	defer func() { _ = other.Close() }()
	ok(t, other.tx(t.Context(), func(*sql.Tx) error {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		ended := make(chan error, 1)
		go func() { ended <- s.SetPayload(ctx, "jia", "x", noon) }()
		for begun := false; !begun; runtime.Gosched() {
			s.writes.mu.Lock()
			begun = len(s.writes.turn) == 1 && len(s.writes.waiting) == 0
			s.writes.mu.Unlock()
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		return nil
	}))
}

func TestAFailureInABatchHarmsNobodyElse(t *testing.T) {
	s := open(t)
	var batch []*request
	add := func(f func(*sql.Tx) error) *request {
		r := &request{ctx: t.Context(), f: f, done: make(chan struct{})}
		batch = append(batch, r)
		return r
	}
	insert := func(name string) func(*sql.Tx) error {
		return func(tx *sql.Tx) error {
			_, err := exec(t.Context(), tx, `INSERT INTO cursors (name, value) VALUES ($1, 1)`, name)
			return err
		}
	}
	first := add(insert("first"))
	wrong := add(func(tx *sql.Tx) error { return errors.Join(insert("wrong")(tx), errors.New("no")) })
	panics := add(func(tx *sql.Tx) error { _ = insert("panics")(tx); panic("secret") })
	last := add(insert("last"))
	s.commit(nil) // others were faster
	s.commit(batch)
	for _, r := range batch {
		<-r.done
	}
	if first.err != nil || last.err != nil {
		t.Errorf("the others: %v, %v", first.err, last.err)
	}
	if wrong.err == nil || panics.err == nil {
		t.Errorf("the failing: %v, %v", wrong.err, panics.err)
	}
	if n := count(t, s, `SELECT count(*) FROM cursors WHERE name IN ('first', 'last')`); n != 2 {
		t.Errorf("%d of 2 written", n)
	}
	if n := count(t, s, `SELECT count(*) FROM cursors`); n != 2 {
		t.Errorf("%d rows", n)
	}
}

func TestMoreThanABatchWaiting(t *testing.T) {
	const crowd = 3 * togetherAtMost
	s := open(t)
	s.writes.turn <- struct{}{}
	var wg sync.WaitGroup
	for i := range crowd {
		wg.Go(func() {
			if err := s.SetPayload(t.Context(), fmt.Sprint(i), "x", noon); err != nil {
				t.Error(err)
			}
		})
	}
	<-s.writes.turn
	wg.Wait()
	if n := count(t, s, `SELECT count(*) FROM people`); n != crowd {
		t.Errorf("%d of %d written", n, crowd)
	}
}
