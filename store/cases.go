package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	desk "zhicheng/handlers/cases"
	"zhicheng/reminders/cases"
)

const caseColumns = `id, person, about, question, found, facts, series, level, district, state, taker, at, waiting, escalated,
	EXISTS (SELECT 1 FROM chats h WHERE h.channel = cases.channel AND h.chat = cases.chat AND h.unreachable_at IS NOT NULL)`

func scanCase(scan func(...any) error) (c cases.Case, err error) {
	var found, facts string
	var at, waiting, escalated int64
	err = scan(&c.ID, &c.Person, &c.About, &c.Question, &found, &facts, &c.Series, &c.Level, &c.District, &c.State, &c.Taker, &at, &waiting, &escalated, &c.Unreachable)
	if err != nil {
		return c, err
	}
	c.At, c.Waiting, c.Escalated = fromMillis(at), fromNullMillis(sql.NullInt64{Int64: waiting}), fromNullMillis(sql.NullInt64{Int64: escalated})
	return c, errors.Join(json.Unmarshal([]byte(found), &c.Found), json.Unmarshal([]byte(facts), &c.Facts))
}

// querier is the database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func readCases(ctx context.Context, q querier, where string, args ...any) ([]cases.Case, error) {
	rows, err := q.QueryContext(ctx, `SELECT `+caseColumns+` FROM cases `+where, args...)
	return collect(rows, err, func(r *sql.Rows) (cases.Case, error) { return scanCase(r.Scan) })
}

func readLines(ctx context.Context, q querier, id int64) ([]cases.Line, error) {
	rows, err := q.QueryContext(ctx, `SELECT staff, text, at FROM case_lines WHERE case_id = $1 ORDER BY seq`, id)
	return collect(rows, err, func(r *sql.Rows) (l cases.Line, err error) {
		var at int64
		err = r.Scan(&l.Staff, &l.Text, &at)
		l.At = fromMillis(at)
		return l, err
	})
}

// Asked is a question of the person's with what was found; ok is false if it is gone or somebody else's.
func (s *Store) Asked(ctx context.Context, person, id string) (text string, f cases.Found, ok bool, err error) {
	var clauses string
	err = s.db.QueryRowContext(ctx, `SELECT text, status, topic, clauses, faq FROM questions WHERE id = $1 AND person = $2`, id, person).
		Scan(&text, &f.Kind, &f.Code, &clauses, &f.FAQ)
	if errors.Is(err, sql.ErrNoRows) {
		return "", f, false, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(clauses), &f.Clauses)
	}
	if err != nil {
		return "", f, false, fmt.Errorf("read a question for a case: %w", err)
	}
	return text, f, true, nil
}

// Recent lists a person's last few questions from a time up to and at another, the newest first.
func (s *Store) Recent(ctx context.Context, person string, from, to time.Time) ([]desk.Asked, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT id, text, topic FROM questions WHERE person = $1 AND at >= $2 AND at <= $3
		ORDER BY seq DESC LIMIT 3`, person, millis(from), millis(to))
	all, err := collect(rows, err, func(r *sql.Rows) (a desk.Asked, err error) { return a, r.Scan(&a.ID, &a.Text, &a.Topic) })
	if err != nil {
		return nil, fmt.Errorf("read what a person asked: %w", err)
	}
	return all, nil
}

// Case is one with what was said in it; ok is false if there is none.
func (s *Store) Case(ctx context.Context, id int64) (c cases.Case, ok bool, err error) {
	all, err := readCases(ctx, s.db, `WHERE id = $1`, id)
	if err == nil && len(all) == 1 {
		c, ok = all[0], true
		c.Lines, err = readLines(ctx, s.db, id)
	}
	if err != nil {
		return c, false, fmt.Errorf("read a case: %w", err)
	}
	return c, ok, nil
}

// Cases lists those that are not closed, without what was said in them: those that wait longest first.
func (s *Store) Cases(ctx context.Context) ([]cases.Case, error) {
	all, err := readCases(ctx, s.db, `WHERE state <> 'closed' ORDER BY waiting = 0, waiting, id`)
	if err != nil {
		return nil, fmt.Errorf("read the cases: %w", err)
	}
	return all, nil
}

// CasesOf lists a person's that are not closed, as they were before a message.
func (s *Store) CasesOf(ctx context.Context, person, message string) ([]cases.Case, error) {
	all, err := readCases(ctx, s.db, `WHERE person = $1 AND state <> 'closed' AND opened_by <> $2 ORDER BY id`, person, message)
	if err != nil {
		return nil, fmt.Errorf("read a person's cases: %w", err)
	}
	return all, nil
}

// OpenCase opens a case, once a message, and tells of it. With it goes how that went: where the person has one of the same
// question, that one comes back.
func (s *Store) OpenCase(ctx context.Context, m chat.Message, c cases.Case, tell func(cases.Case) []desk.Notice) (opened cases.Case, how desk.Opening, err error) {
	found, err := json.Marshal(c.Found)
	if err != nil {
		return c, "", err
	}
	facts, err := json.Marshal(append([]string{}, c.Facts...))
	if err != nil {
		return c, "", err
	}
	err = s.tx(ctx, func(tx *sql.Tx) error {
		var done bool
		if opened, how, done, err = openedBefore(ctx, tx, m, c.About); err != nil || done {
			return err
		}
		opened, err = scanCase(tx.QueryRowContext(ctx, `INSERT INTO cases (person, channel, chat, about, question, found, facts,
				series, level, district, state, at, changed, waiting, opened_by, moved_by)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'open', $11, $11, $11, $12, $12) RETURNING `+caseColumns,
			m.From.Person, m.From.Channel, m.From.Chat, c.About, c.Question, string(found), string(facts),
			c.Series, c.Level, c.District, millis(m.At), m.ID).Scan)
		if err != nil {
			return err
		}
		return tellAll(ctx, tx, opened.ID, m.ID, tell(opened))
	})
	if err != nil {
		return opened, "", fmt.Errorf("open a case: %w", err)
	}
	return opened, how, nil
}

// openedBefore says which case there is already, if a message may open none: its own, one of the same question, or too many.
func openedBefore(ctx context.Context, tx *sql.Tx, m chat.Message, about string) (c cases.Case, how desk.Opening, done bool, err error) {
	own, err := readCases(ctx, tx, `WHERE opened_by = $1`, m.ID)
	if err != nil {
		return c, "", false, err
	}
	if len(own) > 0 {
		return own[0], desk.New, true, nil
	}
	mine, err := readCases(ctx, tx, `WHERE person = $1 AND state <> 'closed' ORDER BY id`, m.From.Person)
	for _, has := range mine {
		if about != "" && has.About == about {
			return has, desk.Again, true, err
		}
	}
	if err == nil && len(cases.Waiting(mine)) >= cases.MaxWaiting {
		return mine[0], desk.TooMany, true, nil
	}
	var often bool
	if err == nil {
		err = tx.QueryRowContext(ctx, `SELECT count(*) >= $3 FROM cases WHERE person = $1 AND at > $2`,
			m.From.Person, millis(m.At.AddDate(0, 0, -1)), cases.MaxADay).Scan(&often)
	}
	if often {
		return cases.Case{}, desk.TooOften, true, err
	}
	return cases.Case{}, desk.New, false, err
}

// tellAll queues what a message causes in a case.
func tellAll(ctx context.Context, tx *sql.Tx, id int64, message string, all []desk.Notice) error {
	for i, n := range all {
		if err := notify(ctx, tx, fmt.Sprintf("case/%d/%s/%d", id, message, i), outbox.Draft{To: n.To, Reply: n.Reply, Release: n.At}); err != nil {
			return err
		}
	}
	return nil
}

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

// OnDuty lists who can be told of cases: staff, each with their scope, and admins.
func (s *Store) OnDuty(ctx context.Context) ([]desk.Duty, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT DISTINCT c.channel, c.chat, c.person, g.role, g.scope FROM grants g JOIN chats c ON c.person = g.person
		WHERE g.role IN ('staff', 'admin') AND g.revoked_at IS NULL AND c.unreachable_at IS NULL
		ORDER BY c.channel, c.chat, c.person, g.role DESC`)
	all, err := collect(rows, err, func(r *sql.Rows) (d desk.Duty, err error) {
		var scope string
		if err = r.Scan(&d.To.Channel, &d.To.Chat, &d.To.Person, &d.Role, &scope); err == nil {
			err = json.Unmarshal([]byte(scope), &d.Scope)
		}
		return d, err
	})
	if err != nil {
		return nil, fmt.Errorf("read who is on duty: %w", err)
	}
	return all, nil
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

// forgetCases closes what a person asked and empties it, and frees what they had taken as staff.
func forgetCases(ctx context.Context, tx *sql.Tx, person, _ string) error {
	for _, q := range []string{
		`DELETE FROM case_lines WHERE case_id IN (SELECT id FROM cases WHERE person = $1)`,
		`UPDATE cases SET person = '', channel = '', chat = '', about = '', question = '', facts = '[]', state = 'closed', waiting = 0, escalated = 0
			WHERE person = $1`,
	} {
		if _, err := exec(ctx, tx, q, person); err != nil {
			return err
		}
	}
	return freeCases(ctx, tx, person)
}

// freeCases gives back what somebody has taken who is no longer staff.
func freeCases(ctx context.Context, tx *sql.Tx, person string) error {
	_, err := exec(ctx, tx, `UPDATE cases SET state = CASE WHEN state = 'taken' THEN 'open' ELSE state END, taker = '' WHERE taker = $1`, person)
	return err
}

func purgeCases(ctx context.Context, tx *sql.Tx, before time.Time) error {
	_, err := exec(ctx, tx, `DELETE FROM cases WHERE changed < $1`, millis(before))
	return err
}
