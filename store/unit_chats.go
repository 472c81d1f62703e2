package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"zhicheng/bot/chat"
)

func addUnitChat(ctx context.Context, tx *sql.Tx, unit int64, c chat.Conversation, since time.Time) error {
	_, err := exec(ctx, tx, `INSERT INTO unit_chats (unit, channel, chat, person, since) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (unit, channel, chat, person) DO NOTHING`, unit, c.Channel, c.Chat, c.Person, millis(since))
	return err
}

// AddUnitChat lets a unit be reminded in a conversation from now on.
func (s *Store) AddUnitChat(ctx context.Context, unit int64, c chat.Conversation, since time.Time) error {
	err := s.tx(ctx, func(tx *sql.Tx) error { return addUnitChat(ctx, tx, unit, c, since) })
	if err != nil {
		return fmt.Errorf("add a unit's chat: %w", err)
	}
	return nil
}

// RemindGroup lets a unit be reminded in the group in which the message was written, in the same thread.
func (s *Store) RemindGroup(ctx context.Context, m chat.Message, unit int64) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		n, err := exec(ctx, tx, `INSERT INTO unit_chats (unit, channel, chat, person, since, shared, thread) VALUES ($1, $2, $3, $4, $5, 1, $6)
			ON CONFLICT (unit, channel, chat, person) DO UPDATE SET thread = excluded.thread WHERE unit_chats.thread <> excluded.thread`,
			unit, m.From.Channel, m.From.Chat, m.From.Person, millis(m.At), m.Thread)
		if err != nil || n == 0 {
			return err
		}
		return record(ctx, tx, m.At, m.From.Person, AuditGroupOn, strconv.FormatInt(unit, 10), "")
	})
	if err != nil {
		return fmt.Errorf("remind a unit in a group: %w", err)
	}
	return nil
}

// LeaveGroup ends that these units are reminded in the group in which the message was written, whoever began it.
func (s *Store) LeaveGroup(ctx context.Context, m chat.Message, units []int64) error {
	err := s.tx(ctx, func(tx *sql.Tx) error {
		for _, unit := range units {
			n, err := exec(ctx, tx, `DELETE FROM unit_chats WHERE unit = $1 AND channel = $2 AND chat = $3 AND shared = 1`,
				unit, m.From.Channel, m.From.Chat)
			if err == nil && n > 0 {
				err = record(ctx, tx, m.At, m.From.Person, AuditGroupOff, strconv.FormatInt(unit, 10), "")
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("remind units in a group no more: %w", err)
	}
	return nil
}

// UnitChat is a conversation in which a unit is reminded.
type UnitChat struct {
	Unit   int64
	To     chat.Conversation
	Since  time.Time
	Shared bool   // a group: others read along
	Lost   bool   // a person who cannot be reached for now
	Thread string // of a group, in which the unit is reminded
}

// UnitChats lists the conversations of all units that are not closed. A group that several liaisons of a unit named is
// listed once, for the one who did so first; one that cannot be written to is not listed.
func (s *Store) UnitChats(ctx context.Context) ([]UnitChat, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT c.unit, c.channel, c.chat, c.person, c.since, c.shared, c.thread, EXISTS (SELECT 1 FROM chats h
			WHERE h.channel = c.channel AND h.chat = c.chat AND h.person = c.person AND h.unreachable_at IS NOT NULL) FROM unit_chats c
		JOIN units u ON u.id = c.unit WHERE u.closed = 0 AND c.unreachable_at IS NULL AND NOT EXISTS (
			SELECT 1 FROM unit_chats o WHERE c.shared = 1 AND o.shared = 1 AND o.unit = c.unit AND o.channel = c.channel
				AND o.chat = c.chat AND (o.since < c.since OR o.since = c.since AND o.person < c.person))
		ORDER BY c.unit, c.channel, c.chat, c.person`)
	all, err := collect(rows, err, func(r *sql.Rows) (c UnitChat, err error) {
		var since int64
		err = r.Scan(&c.Unit, &c.To.Channel, &c.To.Chat, &c.To.Person, &since, &c.Shared, &c.Thread, &c.Lost)
		c.Since = fromMillis(since)
		return c, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the units' chats: %w", err)
	}
	return all, nil
}
