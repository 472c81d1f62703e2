package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
)

// keptUploads is how many files a web chat keeps: more than a conversation has open at once, few enough for the disk.
const keptUploads = 5

// AddWebUpload keeps a file that was sent in a web chat; the same id is kept once, and only the newest files of a chat
// are. Nothing is kept of a chat that is not known.
func (s *Store) AddWebUpload(ctx context.Context, u web.Upload) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		if _, err := exec(ctx, tx, `INSERT INTO web_uploads (chat, id, name, type, data, at)
			SELECT chat, $2, $3, $4, $5, $6 FROM web_chats WHERE chat = $1
			ON CONFLICT (chat, id) DO NOTHING`, u.Chat, u.ID, u.Name, u.Type, u.Data, millis(u.At)); err != nil {
			return err
		}
		_, err := exec(ctx, tx, `DELETE FROM web_uploads WHERE chat = $1 AND seq NOT IN
			(SELECT seq FROM web_uploads WHERE chat = $1 ORDER BY seq DESC LIMIT $2)`, u.Chat, keptUploads)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep an upload: %w", err)
	}
	return nil
}

// WebUpload is the data of a file that was sent in this chat; chat.ErrFileGone without it, chat.ErrFileTooLarge where
// it has more bytes than limit.
func (s *Store) WebUpload(ctx context.Context, chatID, id string, limit int64) ([]byte, error) {
	var size int64
	var data []byte
	err := s.db.QueryRowContext(ctx, `SELECT length(data), CASE WHEN length(data) <= $3 THEN data END
		FROM web_uploads WHERE chat = $1 AND id = $2`, chatID, id, limit).Scan(&size, &data)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return nil, chat.ErrFileGone
	case err != nil:
		return nil, fmt.Errorf("read an upload: %w", err)
	case size > limit:
		return nil, chat.ErrFileTooLarge
	}
	return data, nil
}

func forgetWebUploads(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `DELETE FROM web_uploads WHERE chat IN (SELECT chat FROM web_chats WHERE person = $1)`, person)
	return err
}

// purgeWebUploads deletes what was sent before the civil time t, read or not.
func purgeWebUploads(ctx context.Context, tx *sql.Tx, t time.Time) error {
	_, err := exec(ctx, tx, `DELETE FROM web_uploads WHERE at < $1`, millis(t))
	return err
}
