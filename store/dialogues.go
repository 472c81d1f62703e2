package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"zhicheng/bot/chat"
)

// Dialogue is the dialogue that the message finds open in c, also when handling the message has changed it before;
// an empty name says that none is open.
func (s *Store) Dialogue(ctx context.Context, c chat.Conversation, messageID string) (name, state string, at time.Time, err error) {
	var ms sql.NullInt64
	err = s.db.QueryRowContext(ctx, `SELECT
			CASE WHEN message = $4 THEN before_name  ELSE name  END,
			CASE WHEN message = $4 THEN before_state ELSE state END,
			CASE WHEN message = $4 THEN before_at    ELSE at    END
		FROM dialogues WHERE channel = $1 AND chat = $2 AND person = $3`,
		c.Channel, c.Chat, c.Person, messageID).Scan(&name, &state, &ms)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", "", time.Time{}, fmt.Errorf("read the dialogue: %w", err)
	}
	return name, state, fromNullMillis(ms), nil
}

// SetDialogue opens, moves or (with an empty name) closes the dialogue of c on behalf of a message.
func (s *Store) SetDialogue(ctx context.Context, c chat.Conversation, messageID, name, state string, at time.Time) error {
	_, err := s.write(ctx, `INSERT INTO dialogues (channel, chat, person, message, name, state, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (channel, chat, person) DO UPDATE SET
			before_name  = CASE WHEN dialogues.message = excluded.message THEN dialogues.before_name  ELSE dialogues.name  END,
			before_state = CASE WHEN dialogues.message = excluded.message THEN dialogues.before_state ELSE dialogues.state END,
			before_at    = CASE WHEN dialogues.message = excluded.message THEN dialogues.before_at    ELSE dialogues.at    END,
			message = excluded.message, name = excluded.name, state = excluded.state, at = excluded.at`,
		c.Channel, c.Chat, c.Person, messageID, name, state, millis(at))
	if err != nil {
		return fmt.Errorf("set the dialogue: %w", err)
	}
	return nil
}

// settleDialogue drops what the handled message found, and the row when it closed the dialogue.
func settleDialogue(ctx context.Context, tx *sql.Tx, messageID string) error {
	_, err := exec(ctx, tx, `DELETE FROM dialogues WHERE message = $1 AND name = ''`, messageID)
	if err == nil {
		_, err = exec(ctx, tx, `UPDATE dialogues SET before_name = '', before_state = '', before_at = 0
			WHERE message = $1 AND before_name <> ''`, messageID)
	}
	if err != nil {
		return fmt.Errorf("settle the dialogue: %w", err)
	}
	return nil
}

// forgetDialogues closes on behalf of the message: what it found stays until it is handled, see Finish.
func forgetDialogues(ctx context.Context, tx *sql.Tx, person, messageID string) error {
	_, err := exec(ctx, tx, `UPDATE dialogues SET
			before_name  = CASE WHEN message = $2 THEN before_name  ELSE name  END,
			before_state = CASE WHEN message = $2 THEN before_state ELSE state END,
			before_at    = CASE WHEN message = $2 THEN before_at    ELSE at    END,
			message = $2, name = '', state = ''
		WHERE person = $1`, person, messageID)
	return err
}

func purgeDialogues(ctx context.Context, tx *sql.Tx, before time.Time) (int64, error) {
	return exec(ctx, tx, `DELETE FROM dialogues WHERE at < $1`, millis(before))
}
