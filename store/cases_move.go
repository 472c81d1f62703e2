package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	desk "zhicheng/handlers/cases"
	"zhicheng/reminders/cases"
)

// MoveCase changes a case by a legal move, once a message; ok is false if it may not move so. What is said becomes a line
// of it, and the other side is told: the asker by staff, the taker by the asker.
func (s *Store) MoveCase(ctx context.Context, m chat.Message, id int64, move desk.Move) (c cases.Case, ok bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		var by string
		var asker chat.Conversation
		ok = false
		c, by, asker, err = movingCase(ctx, tx, id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if ok = by == m.ID; ok || err != nil {
			return err
		}
		to, may := move.To(c)
		if ok = may && c.State.May(to); !ok {
			return nil
		}
		if err := moveCase(ctx, tx, m, &c, to, move); err != nil {
			return err
		}
		if c.Lines, err = readLines(ctx, tx, id); err != nil {
			return err
		}
		return tellOther(ctx, tx, m, c, asker, move)
	})
	if err != nil {
		return c, false, fmt.Errorf("move a case: %w", err)
	}
	return c, ok, nil
}

// movingCase reads a case with the message that moved it last and where its asker hears of it.
func movingCase(ctx context.Context, tx *sql.Tx, id int64) (c cases.Case, by string, asker chat.Conversation, err error) {
	c, err = scanCase(func(into ...any) error {
		return tx.QueryRowContext(ctx, `SELECT `+caseColumns+`, moved_by, channel, chat FROM cases WHERE id = $1`, id).
			Scan(append(into, &by, &asker.Channel, &asker.Chat)...)
	})
	if err == nil {
		c.Lines, err = readLines(ctx, tx, id)
	}
	asker.Person = c.Person
	return c, by, asker, err
}

// tellOther tells the asker what staff did, or the taker what the asker did.
func tellOther(ctx context.Context, tx *sql.Tx, m chat.Message, c cases.Case, asker chat.Conversation, move desk.Move) (err error) {
	if move.Told == nil {
		return nil
	}
	told := []chat.Conversation{asker}
	if !move.Staff {
		if told, err = reachable(ctx, tx, c.Taker); err != nil {
			return err
		}
		if c.Taker == "" {
			told = move.Queue
		}
	}
	var all []desk.Notice
	for _, to := range told {
		all = append(all, desk.Notice{To: to, Reply: *move.Told, At: move.At})
	}
	return tellAll(ctx, tx, c.ID, m.ID, all)
}

func moveCase(ctx context.Context, tx *sql.Tx, m chat.Message, c *cases.Case, to cases.State, move desk.Move) error {
	if move.Line != "" {
		n, err := exec(ctx, tx, `INSERT INTO case_lines (case_id, message, staff, text, at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (message) DO NOTHING`, c.ID, m.ID, move.Staff, move.Line, millis(m.At))
		if err != nil || n == 0 {
			return err
		}
	}
	waited := c.State.Waits()
	c.State = to
	if move.Taker != nil {
		c.Taker = *move.Taker
	}
	switch {
	case !c.State.Waits():
		c.Waiting = time.Time{}
	case !waited:
		c.Waiting = m.At
	}
	waiting := int64(0)
	if !c.Waiting.IsZero() {
		waiting = millis(c.Waiting)
	}
	if !waited || waiting == 0 {
		c.Escalated = time.Time{}
	}
	_, err := exec(ctx, tx, `UPDATE cases SET state = $2, taker = $3, waiting = $4, changed = $5, moved_by = $6,
			escalated = CASE WHEN waiting = $4 THEN escalated ELSE 0 END,
			answered = CASE WHEN answered = 0 AND $2 = 'answered' THEN $5 ELSE answered END WHERE id = $1`,
		c.ID, c.State, c.Taker, waiting, millis(m.At), m.ID)
	if err != nil || !move.Staff {
		return err
	}
	return record(ctx, tx, m.At, m.From.Person, AuditCase, strconv.FormatInt(c.ID, 10), string(c.State))
}

// reachable are a person's chats.
func reachable(ctx context.Context, tx *sql.Tx, person string) ([]chat.Conversation, error) {
	rows, err := tx.QueryContext(ctx, `SELECT channel, chat, person FROM chats
		WHERE person = $1 AND person <> '' AND unreachable_at IS NULL ORDER BY channel, chat`, person)
	return collect(rows, err, func(r *sql.Rows) (c chat.Conversation, err error) { return c, r.Scan(&c.Channel, &c.Chat, &c.Person) })
}

// Escalate tells others of a waiting, unless that was done or it is over.
func (s *Store) Escalate(ctx context.Context, late cases.Case, at time.Time, all []desk.Notice) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `UPDATE cases SET escalated = $3 WHERE id = $1 AND waiting = $2 AND escalated = 0`, late.ID, millis(late.Waiting), millis(at))
		if err != nil || n == 0 {
			return err
		}
		return tellAll(ctx, tx, late.ID, "overdue/"+strconv.FormatInt(millis(late.Waiting), 10), all)
	})
	if err != nil {
		return fmt.Errorf("escalate a case: %w", err)
	}
	return nil
}

// freeCases gives back what somebody has taken who is no longer staff.
func freeCases(ctx context.Context, tx *sql.Tx, person string) error {
	_, err := exec(ctx, tx, `UPDATE cases SET state = CASE WHEN state = 'taken' THEN 'open' ELSE state END, taker = '' WHERE taker = $1`, person)
	return err
}
