// Package store is the one database: a file a table, SQL beside its method. Queries stay inside what SQLite and
// PostgreSQL share ($1 placeholders, ON CONFLICT, RETURNING); times are integer milliseconds UTC.
package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gofrs/flock"
	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"zhicheng/handlers/relay"
)

//go:embed migrations/sqlite/*.sql
var migrations embed.FS

var (
	// ErrNewer says that the database was written by a newer program.
	ErrNewer = errors.New("the database is newer than this program")
	// ErrServing says that another serve uses the database.
	ErrServing = errors.New("another serve uses this database")
)

// Store is the database. All methods are safe for concurrent use.
type Store struct {
	Machine func() time.Time                 // for sessions and delays; time.Now unless a test says otherwise
	Guessed func(person string, wrong int64) // hears of each code that is none, and how many that were; nil hears nothing
	Tell    relay.Tell                       // writes to those bound to an application that has changed; nil: nobody hears of it
	db      *sql.DB
	writer  *sql.DB // one connection, for all transactions
	writes  writes
	rosters sync.Mutex     // held by whoever saves one
	failed  map[string]int // how often each roster could not be finished, by its message; rosters guards it
	path    string
	lock    *flock.Flock
	wiped   atomic.Int64 // how often: versions begin anew, and what was read before must not pass for the same
}

const connections = 8

// Open opens the database file, making it and its folder if needed (file 0600), and migrates it.
func Open(ctx context.Context, path string) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the database's folder: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	_ = f.Close()
	s, err := connect(path)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, s.db); err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("migrate %s: %w", path, err)
	}
	return s, nil
}

// ErrOlder says that the database was written by an older program; serve migrates it.
var ErrOlder = errors.New("the database is older than this program; start serve once to migrate it")

// OpenExisting opens a database that is there as it is, beside a program that may be using it.
func OpenExisting(ctx context.Context, path string) (*Store, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	s, err := connect(path)
	if err != nil {
		return nil, err
	}
	if err := current(ctx, s.db); err != nil {
		_ = s.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

func connect(path string) (*Store, error) {
	db, err := sql.Open("sqlite", dsn(path, 10*time.Second))
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	writer, err := sql.Open("sqlite", dsn(path, lookAgain))
	if err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("open the database: %w", err)
	}
	writer.SetMaxOpenConns(1)
	return &Store{Machine: time.Now, db: db, writer: writer, writes: newWrites(), failed: map[string]int{}, path: path}, nil
}

// dsn names the file with its settings; busy is how long a statement waits for another process.
func dsn(path string, busy time.Duration) string {
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {
		fmt.Sprintf("busy_timeout(%d)", busy.Milliseconds()), "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"secure_delete(1)", // what is deleted is overwritten
	}}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

func provider(db *sql.DB) (p *goose.Provider, newest int64, err error) {
	dir, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return nil, 0, err
	}
	if p, err = goose.NewProvider(goose.DialectSQLite3, db, dir); err != nil {
		return nil, 0, err
	}
	sources := p.ListSources()
	return p, sources[len(sources)-1].Version, nil
}

func migrate(ctx context.Context, db *sql.DB) error {
	p, newest, err := provider(db)
	if err != nil {
		return err
	}
	has, err := p.GetDBVersion(ctx)
	if err != nil {
		return err
	}
	if has > newest {
		return fmt.Errorf("%w: schema %d, this program knows %d", ErrNewer, has, newest)
	}
	_, err = p.Up(ctx)
	return err
}

// current refuses a schema that is not this program's.
func current(ctx context.Context, db *sql.DB) error {
	_, newest, err := provider(db)
	if err != nil {
		return err
	}
	var has int64
	err = db.QueryRowContext(ctx, `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied`).Scan(&has)
	switch {
	case err != nil:
		return errors.New("this is no database of zhicheng")
	case has > newest:
		return fmt.Errorf("%w: schema %d, this program knows %d", ErrNewer, has, newest)
	case has < newest:
		return fmt.Errorf("%w: schema %d, this program knows %d", ErrOlder, has, newest)
	}
	return nil
}

// LockServing takes the lock that only one serve may hold; ErrServing says that another has it. Close gives it back.
func (s *Store) LockServing() error {
	lock := flock.New(s.path + ".lock")
	got, err := lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock %s: %w", lock.Path(), err)
	}
	if !got {
		return ErrServing
	}
	s.lock = lock
	return nil
}

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error { return s.db.PingContext(ctx) }

// Close closes the database and gives the serving lock back.
func (s *Store) Close() error {
	err := errors.Join(s.writer.Close(), s.db.Close())
	if s.lock != nil {
		err = errors.Join(err, s.lock.Unlock())
	}
	return err
}

// shanghai is where every date is read; it has kept one offset since 1991.
var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

func millis(t time.Time) int64 { return t.UnixMilli() }

func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).In(shanghai) }

// fromNullMillis is the zero time for NULL and 0.
func fromNullMillis(ms sql.NullInt64) time.Time {
	if ms.Int64 == 0 {
		return time.Time{}
	}
	return fromMillis(ms.Int64)
}

// midnight is the start of t's day: all that is kept where the day is enough.
func midnight(t time.Time) time.Time {
	y, m, d := t.In(shanghai).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, shanghai)
}
