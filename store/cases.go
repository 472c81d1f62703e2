package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
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

func readCases(ctx context.Context, q queryer, where string, args ...any) ([]cases.Case, error) {
	rows, err := q.QueryContext(ctx, `SELECT `+caseColumns+` FROM cases `+where, args...)
	return collect(rows, err, func(r *sql.Rows) (cases.Case, error) { return scanCase(r.Scan) })
}

func readLines(ctx context.Context, q queryer, id int64) ([]cases.Line, error) {
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

// OnDuty lists who can be told of cases: staff, each with their scope, and admins.
func (s *Store) OnDuty(ctx context.Context) (all []desk.Duty, err error) {
	chats, err := staffChats(ctx, s.db)
	if err != nil {
		return nil, fmt.Errorf("read who is on duty: %w", err)
	}
	for _, c := range chats {
		all = append(all, desk.Duty{To: c.To, Role: c.Role, Scope: c.Scope})
	}
	return all, nil
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

func (s *Store) purgeCases(ctx context.Context, before time.Time) (int64, error) {
	return s.purge(ctx, "cases", "id", "changed < $1", before)
}
