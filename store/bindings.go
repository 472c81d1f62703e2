package store

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/relay"
	"zhicheng/reminders/progress"
)

// maxBindings is how many applications a conversation may be bound to.
const maxBindings = 20

// MakeCodes keeps a new code's hash for each application, in place of the one before, once a message.
func (s *Store) MakeCodes(ctx context.Context, m chat.Message, unit int64, hashes map[int64]string) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		var done bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM binding_codes WHERE message = $1)`, m.ID).Scan(&done); err != nil || done {
			return err
		}
		for id, hash := range hashes {
			if _, err := exec(ctx, tx, `INSERT INTO binding_codes (application, code, at, message) VALUES ($1, $2, $3, $4)
				ON CONFLICT (application) DO UPDATE SET code = excluded.code, at = excluded.at, message = excluded.message`,
				id, hash, millis(m.At), m.ID); err != nil {
				return err
			}
		}
		return record(ctx, tx, m.At, m.From.Person, AuditCodes, strconv.FormatInt(unit, 10), strconv.Itoa(len(hashes)))
	})
	if err != nil {
		return fmt.Errorf("make binding codes: %w", err)
	}
	return nil
}

// CodesOf counts the codes and the bindings of an unit's applications, which are all that it learns of them.
func (s *Store) CodesOf(ctx context.Context, pack string, unit int64) (codes, bound int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM binding_codes c JOIN applications a ON a.id = c.application WHERE a.pack = $1 AND a.unit = $2),
		(SELECT count(DISTINCT b.application) FROM bindings b JOIN applications a ON a.id = b.application
			WHERE a.pack = $1 AND a.unit = $2 AND b.ended_at = 0)`, pack, unit).Scan(&codes, &bound)
	if err != nil {
		return 0, 0, fmt.Errorf("count binding codes: %w", err)
	}
	return codes, bound, nil
}

// BoundTo counts the conversations that are bound to an application, and those of them that are told nothing.
func (s *Store) BoundTo(ctx context.Context, application int64) (all, deaf int, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT count(*), COUNT(CASE WHEN `+mutesProgress+` OR `+isGone+` THEN 1 END)
		FROM bindings b WHERE b.application = $1 AND b.ended_at = 0`, application, chat.Progress).Scan(&all, &deaf)
	if err != nil {
		return 0, 0, fmt.Errorf("count bindings: %w", err)
	}
	return all, deaf, nil
}

// nobody's hash is compared with where there is none, so that it takes as long.
const nobodys = "0000000000000000000000000000000000000000000000000000000000000000"

// Bind binds the writer's conversation to the application of a number, if hash of its id is that of its code. Whoever is
// wrong waits longer and longer; nobody else is held up by it.
func (s *Store) Bind(ctx context.Context, m chat.Message, pack, number string, hash func(application int64) string) (relay.Attempt, error) {
	return s.bind(ctx, m, pack, number, func(tx *sql.Tx, a progress.Application) (t shown, err error) {
		code := nobodys
		err = tx.QueryRowContext(ctx, `SELECT code, message FROM binding_codes WHERE application = $1`, a.ID).Scan(&code, &t.code)
		if errors.Is(err, sql.ErrNoRows) {
			err = nil
		}
		t.right = same(code, hash(a.ID))
		return t, err
	})
}

// BindByCard binds by the hash of the applicant's name and the card's last four, where the unit has turned that on.
// Wrong ones also slow down everybody who tries this way for the application.
func (s *Store) BindByCard(ctx context.Context, m chat.Message, pack, number, tail string) (relay.Attempt, error) {
	return s.bind(ctx, m, pack, number, func(tx *sql.Tx, a progress.Application) (shown, error) {
		var on bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM units_by_card WHERE unit = $1)`, a.Unit).Scan(&on); err != nil {
			return shown{}, err
		}
		wait, err := s.slowed(ctx, tx, m, a.ID)
		if err != nil || wait > 0 {
			return shown{wait: wait}, err
		}
		want := a.TailHash
		if want == "" {
			want = nobodys
		}
		if right := same(want, tail); right && on || a.ID == 0 {
			return shown{right: right && on}, nil
		}
		return shown{}, s.slowDown(ctx, tx, m, a.ID)
	})
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// shown is what somebody shows for an application: whether it is right, the printing of the code that it is, and for how
// long nothing is looked at.
type shown struct {
	right bool
	code  string
	wait  time.Duration
}

// bind runs one attempt. Where there is no application of the number, look is asked about none.
func (s *Store) bind(ctx context.Context, m chat.Message, pack, number string, look func(*sql.Tx, progress.Application) (shown, error)) (t relay.Attempt, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		t = relay.Attempt{State: relay.TooSoon}
		if t.Wait, err = s.patience(ctx, tx, m); err != nil || t.Wait > 0 {
			return err
		}
		a, err := scanApplication(tx.QueryRowContext(ctx, `SELECT `+applicationColumns+` FROM applications WHERE pack = $1 AND number = $2`, pack, number).Scan)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		got, err := look(tx, a)
		switch {
		case err != nil:
			return err
		case got.wait > 0:
			t.Wait = got.wait
			return nil
		case !got.right || a.ID == 0:
			t.State = relay.Wrong
			t.Wait, err = s.wrong(ctx, tx, m)
			return err
		}
		t.State, t.Binding, err = attach(ctx, tx, m, a, got.code)
		return err
	})
	if err != nil {
		return relay.Attempt{}, fmt.Errorf("bind an application: %w", err)
	}
	return t, nil
}

// attach adds the binding, unless there is one. What the application is like now is known from then on.
func attach(ctx context.Context, tx *sql.Tx, m chat.Message, a progress.Application, code string) (relay.Bound, relay.Binding, error) {
	b := relay.Binding{To: m.From, Application: a, At: m.At}
	var message string
	err := tx.QueryRowContext(ctx, `SELECT id, message FROM bindings
		WHERE application = $1 AND channel = $2 AND chat = $3 AND person = $4 AND ended_at = 0`,
		a.ID, m.From.Channel, m.From.Chat, m.From.Person).Scan(&b.ID, &message)
	switch {
	case err == nil && message == m.ID:
		return relay.Done, b, nil
	case err == nil:
		return relay.Already, b, nil
	case !errors.Is(err, sql.ErrNoRows):
		return "", b, err
	}
	var n int
	if err = tx.QueryRowContext(ctx, `SELECT count(*) FROM bindings WHERE person = $1 AND ended_at = 0`, m.From.Person).Scan(&n); err != nil {
		return "", b, err
	}
	if n >= maxBindings {
		return relay.TooMany, b, nil
	}
	err = tx.QueryRowContext(ctx, `INSERT INTO bindings (application, channel, chat, person, at, message, told, code)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
		a.ID, m.From.Channel, m.From.Chat, m.From.Person, millis(m.At), m.ID, a.Version, code).Scan(&b.ID)
	if err == nil {
		err = record(ctx, tx, m.At, m.From.Person, AuditBound, strconv.FormatInt(a.ID, 10), "")
	}
	return relay.Done, b, err
}

// Bindings lists those of the conversation, the oldest first.
func (s *Store) Bindings(ctx context.Context, c chat.Conversation, pack string) ([]relay.Binding, error) {
	return s.bindings(ctx, `WHERE b.ended_at = 0 AND b.channel = $1 AND b.chat = $2 AND b.person = $3 AND a.pack = $4 ORDER BY b.id`,
		c.Channel, c.Chat, c.Person, pack)
}

// Awaited lists the bindings to applications of which something must be completed by a day, but those of people who do
// not want to hear of their applications.
func (s *Store) Awaited(ctx context.Context, pack string) ([]relay.Binding, error) {
	return s.bindings(ctx, `WHERE b.ended_at = 0 AND a.pack = $1 AND a.due > 0
		AND NOT EXISTS (SELECT 1 FROM mutes WHERE person = b.person AND topic = $2) ORDER BY b.id`, pack, chat.Progress)
}

func (s *Store) bindings(ctx context.Context, where string, args ...any) ([]relay.Binding, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT `+applicationColumnsOf("a")+`, b.id, b.channel, b.chat, b.person, b.at
		FROM bindings b JOIN applications a ON a.id = b.application `+where, args...)
	all, err := collect(rows, err, func(r *sql.Rows) (b relay.Binding, err error) {
		var at int64
		b.Application, err = scanApplication(func(into ...any) error {
			return r.Scan(append(into, &b.ID, &b.To.Channel, &b.To.Chat, &b.To.Person, &at)...)
		})
		b.At = fromMillis(at)
		return b, err
	})
	if err != nil {
		return nil, fmt.Errorf("read bindings: %w", err)
	}
	return all, nil
}

func applicationColumnsOf(table string) string {
	return table + "." + strings.Join(strings.Fields(strings.ReplaceAll(applicationColumns, ",", " ")), ", "+table+".")
}

// Unbind ends a binding of the writer's and cancels what waits for it; false if there is none such.
func (s *Store) Unbind(ctx context.Context, m chat.Message, id int64) (ok bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		var application, pending int64
		var ended bool
		err := tx.QueryRowContext(ctx, `SELECT application, pending, ended_at > 0 FROM bindings WHERE id = $1 AND channel = $2 AND chat = $3 AND person = $4`,
			id, m.From.Channel, m.From.Chat, m.From.Person).Scan(&application, &pending, &ended)
		if ok = err == nil; errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil || ended {
			return err
		}
		if err := endBinding(ctx, tx, id, pending, m.At); err != nil {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditUnbound, strconv.FormatInt(application, 10), "")
	})
	if err != nil {
		return false, fmt.Errorf("unbind an application: %w", err)
	}
	return ok, nil
}

func endBinding(ctx context.Context, tx *sql.Tx, id, pending int64, at time.Time) error {
	if _, err := exec(ctx, tx, `UPDATE outbox SET `+withdrawn+` WHERE id = $1 AND state = 'queued'`, pending); err != nil {
		return err
	}
	_, err := exec(ctx, tx, `UPDATE bindings SET ended_at = $2, pending = 0 WHERE id = $1`, id, millis(at))
	return err
}

func forgetBindings(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `DELETE FROM bindings WHERE person = $1`, person) // its news go with it, the outbox by itself
	return err
}
