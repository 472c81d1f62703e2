package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
)

// OpenWebChats records the chats of a browser session; those already known stay as they are.
func (s *Store) OpenWebChats(ctx context.Context, session string, chats []chat.Conversation) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for _, c := range chats {
			if _, err := exec(ctx, tx, `
				INSERT INTO web_chats (chat, session, person) VALUES ($1, $2, $3)
				ON CONFLICT (chat) DO NOTHING`, c.Chat, session, c.Person); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("open web chats: %w", err)
	}
	return nil
}

// HasWebSession says whether the browser session is one of ours.
func (s *Store) HasWebSession(ctx context.Context, session string) (bool, error) {
	var has bool
	err := s.db.QueryRowContext(ctx, `
		SELECT EXISTS (SELECT 1 FROM web_chats WHERE session = $1)`, session).Scan(&has)
	if err != nil {
		return false, fmt.Errorf("look up a web session: %w", err)
	}
	return has, nil
}

// AddWebEvent appends an event to its chat and returns the message's ref. The same key is stored once. With
// e.Ref it replaces the assistant's message of that ref, which keeps its time; without such it is a message of its own.
func (s *Store) AddWebEvent(ctx context.Context, e web.Event) (ref int64, err error) {
	shown, file := withoutData(e.Body)
	body, err := json.Marshal(shown)
	if err != nil {
		return 0, fmt.Errorf("encode a web event: %w", err)
	}
	err = s.tx(ctx, func(tx *sql.Tx) error {
		ref, err = addWebEvent(ctx, tx, e, string(body), file)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("add a web event: %w", err)
	}
	return ref, nil
}

func addWebEvent(ctx context.Context, tx *sql.Tx, e web.Event, body string, file []byte) (ref int64, err error) {
	var seq int64
	err = tx.QueryRowContext(ctx, `
		UPDATE web_chats SET seq = seq + 1 WHERE chat = $1 RETURNING seq`, e.Chat).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, web.ErrNoChat
	}
	if err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, `
		INSERT INTO web_events (chat, seq, ref, key, who, body, at)
		SELECT $1, $2, COALESCE(MIN(ref), $2), $3, $4, $5, COALESCE(MIN(at), $6)
		FROM web_events WHERE chat = $1 AND ref = $7 AND who = 'assistant'
		ON CONFLICT (chat, key) DO NOTHING
		RETURNING ref`, e.Chat, seq, e.Key, e.Who, body, millis(e.At), e.Ref).Scan(&ref)
	if errors.Is(err, sql.ErrNoRows) {
		err = tx.QueryRowContext(ctx, `
			SELECT ref FROM web_events WHERE chat = $1 AND key = $2`, e.Chat, e.Key).Scan(&ref)
		return ref, err
	}
	if err != nil {
		return 0, err
	}
	if err := addWebFile(ctx, tx, e.Chat, seq, file); err != nil {
		return 0, err
	}
	for _, query := range []string{
		`UPDATE web_events SET body = '' WHERE chat = $1 AND ref = $2 AND seq < $3`,
		`DELETE FROM web_files WHERE chat = $1
			AND seq IN (SELECT seq FROM web_events WHERE chat = $1 AND ref = $2 AND seq < $3)`,
	} {
		if _, err := exec(ctx, tx, query, e.Chat, ref, seq); err != nil {
			return 0, err
		}
	}
	return ref, nil
}

// SeenWebEvents notes that a page has shown the chat up to seq.
func (s *Store) SeenWebEvents(ctx context.Context, chatID string, seq int64) error {
	_, err := s.write(ctx, `UPDATE web_chats SET seen = $2 WHERE chat = $1 AND seen < $2 AND $2 <= seq`, chatID, seq)
	if err != nil {
		return fmt.Errorf("note what was seen of a web chat: %w", err)
	}
	return nil
}

// WebEvents lists what a page that has seen everything up to after must still show, oldest first. Of a file it has the
// size only.
func (s *Store) WebEvents(ctx context.Context, chatID string, after int64, limit int) ([]web.Event, error) {
	rows, err := s.db.QueryContext(ctx, `
		SELECT e.seq, e.ref, e.who, e.body, e.at, COALESCE(length(f.data), 0)
		FROM web_events e LEFT JOIN web_files f ON f.chat = e.chat AND f.seq = e.seq
		WHERE e.chat = $1 AND e.seq > $2 AND (e.body <> '' OR e.who = 'cleared')
		ORDER BY e.seq LIMIT $3`, chatID, after, limit)
	es, err := collect(rows, err, func(r *sql.Rows) (web.Event, error) {
		e := web.Event{Chat: chatID}
		var body string
		var at int64
		if err := r.Scan(&e.Seq, &e.Ref, &e.Who, &body, &at, &e.FileSize); err != nil {
			return e, err
		}
		e.At = fromMillis(at)
		if body == "" {
			return e, nil
		}
		return e, json.Unmarshal([]byte(body), &e.Body)
	})
	if err != nil {
		return nil, fmt.Errorf("list web events: %w", err)
	}
	return es, nil
}

// forgetWeb empties all texts in a person's web chats and deletes the files; keys and order stay. An open page learns
// it from a "cleared" event, ahead of the next message that it is sent.
func forgetWeb(ctx context.Context, tx *sql.Tx, person, _ string) error {
	for _, query := range []string{
		`DELETE FROM web_files WHERE chat IN (SELECT chat FROM web_chats WHERE person = $1)`,
		`UPDATE web_events SET body = '' WHERE chat IN (SELECT chat FROM web_chats WHERE person = $1)`,
		`UPDATE web_chats SET seq = seq + 1 WHERE person = $1`,
		`INSERT INTO web_events (chat, seq, ref, key, who, body, at)
			SELECT c.chat, c.seq, c.seq, 'cleared:' || c.seq, 'cleared', '', COALESCE(MAX(e.at), 0)
			FROM web_chats c LEFT JOIN web_events e ON e.chat = c.chat
			WHERE c.person = $1 GROUP BY c.chat, c.seq`,
	} {
		if _, err := exec(ctx, tx, query, person); err != nil {
			return fmt.Errorf("forget web history: %w", err)
		}
	}
	return nil
}

// purgeWeb deletes what was shown before the civil time t; files go with their events.
func (s *Store) purgeWeb(ctx context.Context, t time.Time) (int64, error) {
	return s.purge(ctx, "web_events", "chat", "at < $1", t)
}

// HasSandbox says whether the database is that of a sandbox: a page of the web chat was opened on it.
func (s *Store) HasSandbox(ctx context.Context) (has bool, err error) {
	if err = s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM web_chats)`).Scan(&has); err != nil {
		return false, fmt.Errorf("look for a sandbox: %w", err)
	}
	return has, nil
}

// SandboxClock is where the sandbox's civil time stands; ok is false when it was never moved.
func (s *Store) SandboxClock(ctx context.Context) (t time.Time, ok bool, err error) {
	var ms int64
	err = s.db.QueryRowContext(ctx, `SELECT now FROM sandbox_clock WHERE id = 1`).Scan(&ms)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, fmt.Errorf("read the sandbox clock: %w", err)
	}
	return fromMillis(ms), true, nil
}

// SetSandboxClock keeps the sandbox's civil time.
func (s *Store) SetSandboxClock(ctx context.Context, t time.Time) error {
	_, err := s.write(ctx, `
		INSERT INTO sandbox_clock (id, now) VALUES (1, $1)
		ON CONFLICT (id) DO UPDATE SET now = excluded.now`, millis(t))
	if err != nil {
		return fmt.Errorf("keep the sandbox clock: %w", err)
	}
	return nil
}
