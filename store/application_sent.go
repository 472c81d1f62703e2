package store

import (
	"context"
	"database/sql"
	"fmt"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/handlers/relay"
	"zhicheng/reminders/progress"
)

// SentOf tells what became of each version of an application for each binding, the first version first. Nobody is named.
func (s *Store) SentOf(ctx context.Context, application int64) ([]relay.Sent, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT b.channel, n.version, n.at, n.why, COALESCE(o.state, ''), COALESCE(o.reason, ''), COALESCE(o.release, 0),
			(SELECT MAX(version) FROM application_news u WHERE u.binding = n.binding AND u.recipient = n.recipient)
		FROM application_news n JOIN bindings b ON b.id = n.binding LEFT JOIN outbox o ON o.id = n.recipient
		WHERE b.application = $1 ORDER BY n.version, b.id`, application)
	all, err := collect(rows, err, func(r *sql.Rows) (n relay.Sent, err error) {
		var at, release int64
		err = r.Scan(&n.Channel, &n.Version, &at, &n.Why, &n.State, &n.Reason, &release, &n.Upto)
		n.At, n.Release = fromMillis(at), orZero(release)
		return n, err
	})
	if err != nil {
		return nil, fmt.Errorf("read what was sent of an application: %w", err)
	}
	return all, nil
}

// Ended says whether a row tells of an application somebody who is bound to it no more, or wants to hear nothing of it: it
// was on its way when that ended, or is sent again.
func (s *Store) Ended(ctx context.Context, row int64, to chat.Conversation) (ended bool, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM outbox WHERE id = $1 AND campaign LIKE 'progress/%') AND (
			EXISTS (SELECT 1 FROM mutes WHERE person = $2 AND topic = $5)
			OR NOT EXISTS (SELECT 1 FROM bindings b JOIN application_news n ON n.binding = b.id
				WHERE b.person = $2 AND b.channel = $3 AND b.chat = $4 AND b.ended_at = 0 AND n.recipient = $1))`,
		row, to.Person, to.Channel, to.Chat, chat.Progress).Scan(&ended)
	if err != nil {
		return false, fmt.Errorf("look whether %d of the outbox is still to be told: %w", row, err)
	}
	return ended, nil
}

// RemindedOf lists the messages that reminded of a date by its id, the earliest first.
func (s *Store) RemindedOf(ctx context.Context, milestone string) ([]relay.Deadline, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT COALESCE(o.channel, ''), r.at, r.version, COALESCE(o.state, ''), COALESCE(o.reason, '')
		FROM reminders r LEFT JOIN outbox o ON o.id = r.recipient WHERE r.milestone = $1 ORDER BY r.at, r.key`, milestone)
	all, err := collect(rows, err, func(r *sql.Rows) (d relay.Deadline, err error) {
		var at int64
		err = r.Scan(&d.Channel, &at, &d.Version, &d.State, &d.Reason)
		d.At = fromMillis(at)
		return d, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the reminders of a date: %w", err)
	}
	return all, nil
}

// FindApplications lists those within a reach whose number or name begins with a text, or whose number ends with one of
// three signs or more, by number.
func (s *Store) FindApplications(ctx context.Context, pack, text string, of progress.Reach, limit int) ([]progress.Application, error) {
	begins := escapeLike(text) + "%"
	ends := begins
	if utf8.RuneCountInString(text) > 2 {
		ends = "%" + escapeLike(text)
	}
	where, args := reachWhere(of, []any{pack, begins, limit, ends})
	return s.applications(ctx, `WHERE pack = $1 AND (number LIKE $2 ESCAPE '\' OR number LIKE $4 ESCAPE '\' OR name LIKE $2 ESCAPE '\')`+where+` ORDER BY number LIMIT $3`, args...)
}

// ByCard says whether the unit lets its people bind with number, name and the last four of the card.
func (s *Store) ByCard(ctx context.Context, unit int64) (on bool, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM units_by_card WHERE unit = $1)`, unit).Scan(&on)
	if err != nil {
		return false, fmt.Errorf("read how a unit's people may bind: %w", err)
	}
	return on, nil
}

// SetByCard turns that on or off.
func (s *Store) SetByCard(ctx context.Context, m chat.Message, unit int64, on bool) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, map[bool]string{
			true:  `INSERT INTO units_by_card (unit, message) VALUES ($1, $2) ON CONFLICT (unit) DO NOTHING`,
			false: `DELETE FROM units_by_card WHERE unit = $1 AND message <> $2`,
		}[on], unit, m.ID)
		if err != nil || n == 0 {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditByCard, fmt.Sprint(unit), fmt.Sprint(on))
	})
	if err != nil {
		return fmt.Errorf("change how a unit's people may bind: %w", err)
	}
	return nil
}
