package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// writes is the queue before the one writer that SQLite allows. What waits together is committed together: a commit
// costs a sync of the disk, and a crowd then shares it.
type writes struct {
	turn    chan struct{} // held by whoever commits
	mu      sync.Mutex
	waiting []*request
}

type request struct {
	ctx  context.Context
	f    func(*sql.Tx) error
	err  error
	done chan struct{}
}

const togetherAtMost = 64

func newWrites() writes { return writes{turn: make(chan struct{}, 1)} }

// tx runs f in a transaction; all writing goes through here. f may run twice, the first time without effect, so it
// sets what it returns and adds to nothing.
func (s *Store) tx(ctx context.Context, f func(*sql.Tx) error) error {
	r := &request{ctx: ctx, f: f, done: make(chan struct{})}
	s.writes.join(r)
	for {
		select {
		case <-r.done:
			return r.err
		case s.writes.turn <- struct{}{}:
			s.commit(s.writes.take())
			<-s.writes.turn
		case <-ctx.Done():
			if s.writes.leave(r) {
				return ctx.Err()
			}
			<-r.done
			return r.err
		}
	}
}

// commit runs a batch in one transaction or, when any of it fails, each in its own; not when all had to wait too long. It
// may be empty: others have committed what waited.
func (s *Store) commit(batch []*request) {
	if len(batch) == 0 {
		return
	}
	err := s.run(batch...)
	for _, r := range batch {
		if r.err = err; err != nil && len(batch) > 1 && !isBusy(err) {
			r.err = s.run(r)
		}
		close(r.done)
	}
}

func (s *Store) run(batch ...*request) (err error) {
	tx, err := s.begin(batch)
	if err != nil {
		return err
	}
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic in a transaction: %T", v)
		}
		if err != nil {
			_ = tx.Rollback() // of no interest beside err
		}
	}()
	for _, r := range batch {
		if err := r.f(tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

const (
	lookAgain  = 20 * time.Millisecond
	looksAgain = 3000 // a minute
)

// begin opens a transaction when no other process writes, which a slow disk can make long, as long as anybody waits for it.
// SQLite looks ever more rarely the longer it waits, and misses the gaps of a busy process, so its looking is begun anew
// again and again.
func (s *Store) begin(batch []*request) (tx *sql.Tx, err error) {
	waits := func(r *request) bool { return r.ctx.Err() == nil }
	for range looksAgain {
		if tx, err = s.writer.BeginTx(context.Background(), nil); !isBusy(err) {
			break
		}
		if !slices.ContainsFunc(batch, waits) {
			return nil, batch[0].ctx.Err()
		}
	}
	return tx, err
}

func isBusy(err error) bool {
	fault := (*sqlite.Error)(nil)
	return errors.As(err, &fault) && fault.Code()&0xff == sqlite3.SQLITE_BUSY
}

func (w *writes) join(r *request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting = append(w.waiting, r)
}

// leave withdraws what nobody has begun.
func (w *writes) leave(r *request) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, other := range w.waiting {
		if other == r {
			w.waiting = append(w.waiting[:i], w.waiting[i+1:]...)
			return true
		}
	}
	return false
}

func (w *writes) take() []*request {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := min(len(w.waiting), togetherAtMost)
	batch := w.waiting[:n:n]
	w.waiting = w.waiting[n:]
	return batch
}

// write runs one statement in a transaction of its own and counts the rows.
func (s *Store) write(ctx context.Context, query string, args ...any) (n int64, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		n, err = exec(ctx, tx, query, args...)
		return err
	})
	return n, err
}

// exec runs one statement and counts the rows.
func exec(ctx context.Context, tx *sql.Tx, query string, args ...any) (int64, error) {
	res, err := tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// queryer is the database or a transaction.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// collect reads all rows.
func collect[T any](rows *sql.Rows, err error, scan func(*sql.Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}
