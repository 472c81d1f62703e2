package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
)

// WebFile is the file of an event that still shows it, else web.ErrNoFile.
func (s *Store) WebFile(ctx context.Context, chatID string, seq int64) (chat.File, error) {
	var body string
	var data []byte
	err := s.db.QueryRowContext(ctx, `
		SELECT e.body, f.data FROM web_files f JOIN web_events e ON e.chat = f.chat AND e.seq = f.seq
		WHERE f.chat = $1 AND f.seq = $2 AND e.body <> ''`, chatID, seq).Scan(&body, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return chat.File{}, web.ErrNoFile
	}
	if err != nil {
		return chat.File{}, fmt.Errorf("read a web file: %w", err)
	}
	var r chat.Reply
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		return chat.File{}, fmt.Errorf("read a web file: %w", err)
	}
	if r.File == nil {
		return chat.File{}, web.ErrNoFile
	}
	r.File.Data = data
	return *r.File, nil
}

// withoutData is the reply as an event's body keeps it, and the data of its file.
func withoutData(r chat.Reply) (chat.Reply, []byte) {
	if r.File == nil {
		return r, nil
	}
	data := r.File.Data
	r.File = &chat.File{Name: r.File.Name, Type: r.File.Type}
	return r, data
}

func addWebFile(ctx context.Context, tx *sql.Tx, chatID string, seq int64, data []byte) error {
	if data == nil {
		return nil
	}
	_, err := exec(ctx, tx, `INSERT INTO web_files (chat, seq, data) VALUES ($1, $2, $3)`, chatID, seq, data)
	return err
}
