package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/mine"
)

// maxPayload is the Bot API's limit for what follows /start.
const maxPayload = 64

// seePerson keeps the first and the last day on which a person wrote.
func seePerson(ctx context.Context, tx *sql.Tx, c chat.Conversation, at time.Time) error {
	_, err := exec(ctx, tx, `INSERT INTO people (person, channel, first_seen, last_seen) VALUES ($1, $2, $3, $3)
		ON CONFLICT (person) DO UPDATE SET channel = excluded.channel, last_seen = excluded.last_seen
		WHERE people.last_seen <> excluded.last_seen OR people.channel <> excluded.channel`,
		c.Person, c.Channel, millis(midnight(at)))
	return err
}

// SetPayload keeps what followed the person's last /start. More than 64 bytes cannot come from a link of ours and
// are not kept.
func (s *Store) SetPayload(ctx context.Context, person, payload string, at time.Time) error {
	if len(payload) > maxPayload {
		return nil
	}
	_, err := s.write(ctx, `INSERT INTO people (person, channel, first_seen, last_seen, payload, payload_at)
		VALUES ($1, '', $2, $2, $3, $4)
		ON CONFLICT (person) DO UPDATE SET payload = excluded.payload, payload_at = excluded.payload_at`,
		person, millis(midnight(at)), payload, millis(at))
	if err != nil {
		return fmt.Errorf("keep a start payload: %w", err)
	}
	return nil
}

// Mine collects what is stored about a person; of one never seen, all is zero.
func (s *Store) Mine(ctx context.Context, person string) (mine.Data, error) {
	var m mine.Data
	var first, last sql.NullInt64
	var payload sql.NullString
	err := s.db.QueryRowContext(ctx, `SELECT
			(SELECT first_seen FROM people WHERE person = $1),
			(SELECT last_seen FROM people WHERE person = $1),
			(SELECT payload FROM people WHERE person = $1),
			(SELECT count(*) FROM chats WHERE person = $1),
			(SELECT count(*) FROM subscriptions WHERE person = $1),
			(SELECT count(DISTINCT chat) FROM unit_chats WHERE person = $1 AND shared = 1),
			(SELECT count(*) FROM web_uploads WHERE chat IN (SELECT chat FROM web_chats WHERE person = $1)),
			(SELECT count(*) FROM feeds WHERE person = $1),
			(SELECT count(*) FROM grants WHERE person = $1 AND revoked_at IS NULL),
			(SELECT count(*) FROM cases WHERE person = $1),
			(SELECT count(*) FROM faqs WHERE author = $1 AND state = 'live'),
			(SELECT count(*) FROM bindings WHERE person = $1 AND ended_at = 0),
			(SELECT count(*) FROM questions WHERE person = $1),
			(SELECT count(*) FROM questions WHERE person = $1 AND rating = 'useful'),
			(SELECT count(*) FROM questions WHERE person = $1 AND rating = 'useless')`, person).
		Scan(&first, &last, &payload, &m.Chats, &m.Reminders, &m.Groups, &m.Files, &m.Feeds, &m.Grants, &m.Cases, &m.Answers, &m.Bindings,
			&m.Questions, &m.Useful, &m.Useless)
	if err != nil {
		return mine.Data{}, fmt.Errorf("collect what is stored about a person: %w", err)
	}
	m.FirstSeen, m.LastSeen, m.Payload = fromNullMillis(first), fromNullMillis(last), payload.String
	latest, err := s.questions(ctx, `WHERE person = $1 ORDER BY seq DESC LIMIT 20`, person)
	if err != nil {
		return mine.Data{}, err
	}
	for _, q := range latest {
		m.Latest = append(m.Latest, q.Text)
	}
	rows, err := s.db.QueryContext(ctx, `SELECT DISTINCT name FROM dialogues WHERE person = $1 AND name <> '' ORDER BY name`, person)
	m.Dialogues, err = collect(rows, err, func(r *sql.Rows) (name string, err error) { return name, r.Scan(&name) })
	if err != nil {
		return mine.Data{}, fmt.Errorf("collect a person's dialogues: %w", err)
	}
	return m, nil
}

func forgetPeople(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `DELETE FROM people WHERE person = $1`, person)
	return err
}
