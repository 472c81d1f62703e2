package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/relay"
	"zhicheng/reminders"
)

// held is a binding as those who look after its application may end it.
type held struct {
	id, pending int64
	to          chat.Conversation
	code        string
}

// Holding counts the bindings of an application, and says whether there is a code with which more could be made.
func (s *Store) Holding(ctx context.Context, application int64) (h relay.Holding, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		code, err := codeOf(ctx, tx, application)
		h = relay.Holding{Coded: code != ""}
		if err != nil {
			return err
		}
		all, err := holding(ctx, tx, application)
		for _, b := range all {
			h.All, h.Upto = h.All+1, b.id
			if b.code == "" || b.code != code {
				h.Old++
			}
		}
		return err
	})
	if err != nil {
		return relay.Holding{}, fmt.Errorf("read who holds an application: %w", err)
	}
	return h, nil
}

// EndBindings ends the bindings of an application up to one by its id, once a message, with one notice to each; with old
// only those that were not made with the code that holds. A code with which one of them was made ends with them. It
// returns how many the message has ended.
func (s *Store) EndBindings(ctx context.Context, m chat.Message, application, upto int64, old bool, notice chat.Reply) (ended int, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT count(*) FROM bindings WHERE application = $1 AND ended_message = $2`, application, m.ID).Scan(&ended)
		if err != nil || ended > 0 {
			return err
		}
		code, err := codeOf(ctx, tx, application)
		if err != nil {
			return err
		}
		all, err := holding(ctx, tx, application)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(b held) bool { return b.id > upto || old && code != "" && b.code == code })
		for _, b := range all {
			if err := endHeld(ctx, tx, m, b, notice); err != nil {
				return err
			}
		}
		if ended = len(all); ended == 0 {
			return nil
		}
		if code != "" && slices.ContainsFunc(all, func(b held) bool { return b.code == code }) {
			if _, err := exec(ctx, tx, `DELETE FROM binding_codes WHERE application = $1`, application); err != nil {
				return err
			}
		}
		return record(ctx, tx, m.At, m.From.Person, AuditReleased, strconv.FormatInt(application, 10), strconv.Itoa(ended))
	})
	if err != nil {
		return 0, fmt.Errorf("end the bindings of an application: %w", err)
	}
	return ended, nil
}

func endHeld(ctx context.Context, tx *sql.Tx, m chat.Message, b held, notice chat.Reply) error {
	if err := endBinding(ctx, tx, b.id, b.pending, m.At); err != nil {
		return err
	}
	if _, err := exec(ctx, tx, `UPDATE bindings SET ended_message = $2 WHERE id = $1`, b.id, m.ID); err != nil {
		return err
	}
	return notify(ctx, tx, fmt.Sprintf("unbound/%d", b.id), outbox.Draft{To: b.to, Reply: notice, Release: reminders.ByDay(m.At)})
}

// codeOf is the message that printed an application's code; empty if it has none.
func codeOf(ctx context.Context, tx *sql.Tx, application int64) (message string, err error) {
	err = tx.QueryRowContext(ctx, `SELECT message FROM binding_codes WHERE application = $1`, application).Scan(&message)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return message, err
}

// Printings lists the messages that printed the codes of a unit's applications, or of one of them alone.
func (s *Store) Printings(ctx context.Context, pack string, unit, application int64) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT DISTINCT c.message FROM binding_codes c JOIN applications a ON a.id = c.application
		WHERE a.pack = $1 AND a.unit = $2 AND (a.id = $3 OR $3 = 0) ORDER BY c.message`, pack, unit, application)
	all, err := collect(rows, err, func(r *sql.Rows) (message string, err error) { return message, r.Scan(&message) })
	if err != nil {
		return nil, fmt.Errorf("read when codes were printed: %w", err)
	}
	return all, nil
}

func holding(ctx context.Context, tx *sql.Tx, application int64) ([]held, error) {
	rows, err := tx.QueryContext(ctx, `SELECT id, pending, channel, chat, person, code FROM bindings
		WHERE application = $1 AND ended_at = 0 ORDER BY id`, application)
	return collect(rows, err, func(r *sql.Rows) (b held, err error) {
		return b, r.Scan(&b.id, &b.pending, &b.to.Channel, &b.to.Chat, &b.to.Person, &b.code)
	})
}

// ReleasedOf lists the notices to those whose bindings to an application were ended by others, the earliest first.
func (s *Store) ReleasedOf(ctx context.Context, application int64) ([]relay.Released, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT b.channel, b.ended_at, COALESCE(o.state, ''), COALESCE(o.reason, '')
		FROM bindings b LEFT JOIN outbox o ON o.campaign = 'notice/unbound/' || b.id
		WHERE b.application = $1 AND b.ended_message <> '' ORDER BY b.ended_at, b.id`, application)
	all, err := collect(rows, err, func(r *sql.Rows) (n relay.Released, err error) {
		var at int64
		err = r.Scan(&n.Channel, &at, &n.State, &n.Reason)
		n.At = fromMillis(at)
		return n, err
	})
	if err != nil {
		return nil, fmt.Errorf("read whose bindings were ended: %w", err)
	}
	return all, nil
}
