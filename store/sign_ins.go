package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/people"
)

// For how long a code may be used, and how long a session lasts. Machine time.
const (
	signInFor  = 5 * time.Minute
	sessionFor = 12 * time.Hour
)

// OfferSignIn keeps a code with which the writer may act as themselves elsewhere.
func (s *Store) OfferSignIn(ctx context.Context, m chat.Message, codeHash string) error {
	_, err := s.write(ctx, `INSERT INTO sign_ins (message, code, person, expires) SELECT $1, $2, $3, $4
		WHERE NOT EXISTS (SELECT 1 FROM sign_ins WHERE message = $1)`,
		m.ID, codeHash, m.From.Person, millis(s.Machine().Add(signInFor)))
	if err != nil {
		return fmt.Errorf("offer a sign-in: %w", err)
	}
	return nil
}

// SignIn lets the writer act as the person who made the code, for a while. It is false if the code is none, used or
// too old; wait is how long no other is looked at.
func (s *Store) SignIn(ctx context.Context, m chat.Message, codeHash string) (ok bool, wait time.Duration, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		ok = false
		if wait, err = s.patience(ctx, tx, m); err != nil || wait > 0 {
			return err
		}
		now := s.Machine()
		var id int64
		var person string
		err := tx.QueryRowContext(ctx, `UPDATE sign_ins SET used_by = $2, guest = $3, until = CASE WHEN until > 0 THEN until ELSE $4 END
			WHERE code = $1 AND (used_by = $2 OR used_by = '' AND expires > $5 AND person <> $3) RETURNING id, person`,
			codeHash, m.ID, m.From.Person, millis(now.Add(sessionFor)), millis(now)).Scan(&id, &person)
		if errors.Is(err, sql.ErrNoRows) {
			wait, err = s.wrong(ctx, tx, m)
			return err
		}
		if ok = err == nil; err != nil {
			return err
		}
		var known bool
		object := strconv.FormatInt(id, 10)
		err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM audit WHERE action = $1 AND object = $2)`, AuditSignedIn, object).Scan(&known)
		if err != nil || known {
			return err
		}
		return record(ctx, tx, m.At, person, AuditSignedIn, object, m.From.Person)
	})
	if err != nil {
		return false, 0, fmt.Errorf("sign in: %w", err)
	}
	return ok, wait, nil
}

// Sessions lists where a person is signed in, or as whom.
func (s *Store) Sessions(ctx context.Context, person string) ([]people.Session, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, until FROM sign_ins WHERE (person = $1 OR guest = $1) AND until > $2 AND ended = 0 ORDER BY id`,
		person, millis(s.Machine()))
	all, err := collect(rows, err, func(r *sql.Rows) (x people.Session, err error) {
		var until int64
		err = r.Scan(&x.ID, &until)
		x.Until = fromMillis(until)
		return x, err
	})
	if err != nil {
		return nil, fmt.Errorf("list the sessions of a person: %w", err)
	}
	return all, nil
}

// SignOut ends a session of the writer's; what is not theirs stays.
func (s *Store) SignOut(ctx context.Context, m chat.Message, id int64) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `UPDATE sign_ins SET ended = 1 WHERE id = $1 AND (person = $2 OR guest = $2) AND ended = 0`, id, m.From.Person)
		if err != nil || n == 0 {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditSignedOut, strconv.FormatInt(id, 10), "")
	})
	if err != nil {
		return fmt.Errorf("sign out: %w", err)
	}
	return nil
}

// Principal is as whom somebody acts: the person whose sign-in they used, else themselves.
func (s *Store) Principal(ctx context.Context, person string) (string, error) {
	as := person
	err := s.db.QueryRowContext(ctx, `SELECT person FROM sign_ins WHERE guest = $1 AND until > $2 AND ended = 0 ORDER BY id DESC LIMIT 1`,
		person, millis(s.Machine())).Scan(&as)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("read as whom somebody acts: %w", err)
	}
	return as, nil
}

// samePerson says whether two pseudonyms are one person: who once signed in from one channel to the other, or in two browsers.
func samePerson(ctx context.Context, tx *sql.Tx, a, b string) (same bool, err error) {
	if a == b {
		return true, nil
	}
	err = tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM sign_ins x WHERE x.used_by <> '' AND (
		x.person = $1 AND x.guest = $2 OR x.person = $2 AND x.guest = $1
		OR x.guest = $1 AND EXISTS (SELECT 1 FROM sign_ins y WHERE y.used_by <> '' AND y.guest = $2 AND y.person = x.person)))`, a, b).Scan(&same)
	return same, err
}
