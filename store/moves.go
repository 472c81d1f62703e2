package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/handlers/deadlines"
)

// addressed are the tables that keep a chat's address, each with the columns of which, beside channel and chat, it
// holds one row only.
var addressed = []struct {
	table string
	key   []string
}{
	{"inbox", nil},
	{"replies", nil},
	{"outbox", nil},
	{"invitations", nil},
	{"joins", nil},
	{"announcements", nil},
	{"cases", nil},
	{"bindings", nil},
	{"chats", []string{"person"}},
	{"dialogues", []string{"person"}},
	{"subscriptions", []string{"person", "pack", "audience"}},
	{"feeds", []string{"person", "pack", "audience"}},
	{"unit_chats", []string{"person", "unit"}},
}

// Move gives everything that is kept of a chat another address: a group has become a supergroup. What the new address
// has already stays.
func (s *Store) Move(ctx context.Context, channel, from, to string) error {
	if from == to {
		return nil
	}
	err := s.tx(ctx, func(tx *sql.Tx) error {
		if err := moveReminders(ctx, tx, channel, from, to); err != nil {
			return err
		}
		// An announcement comes once to a place, even if its unit is reminded under both addresses.
		_, err := exec(ctx, tx, `DELETE FROM outbox WHERE channel = $1 AND chat = $2 AND role <> '' AND EXISTS (SELECT 1 FROM outbox o
			WHERE o.campaign = outbox.campaign AND o.channel = $1 AND o.chat = $3 AND o.role <> '')`, channel, from, to)
		if err != nil {
			return err
		}
		for _, a := range addressed {
			if err := moveRows(ctx, tx, a.table, a.key, channel, from, to); err != nil {
				return fmt.Errorf("%s: %w", a.table, err)
			}
		}
		return setReachable(ctx, tx, channel, to, true, s.Machine())
	})
	if err != nil {
		return fmt.Errorf("move a chat: %w", err)
	}
	return nil
}

func moveRows(ctx context.Context, tx *sql.Tx, table string, key []string, channel, from, to string) error {
	if key != nil {
		same := []string{"o.channel = $1", "o.chat = $3"}
		for _, column := range key {
			same = append(same, "o."+column+" = "+table+"."+column)
		}
		_, err := exec(ctx, tx, `DELETE FROM `+table+` WHERE channel = $1 AND chat = $2 AND EXISTS (
			SELECT 1 FROM `+table+` o WHERE `+strings.Join(same, " AND ")+`)`, channel, from, to)
		if err != nil {
			return err
		}
	}
	_, err := exec(ctx, tx, `UPDATE `+table+` SET chat = $3 WHERE channel = $1 AND chat = $2`, channel, from, to)
	return err
}

// moveReminders keeps the memory of which dates a chat was told: the plan knows it by a name that is made of the address.
func moveReminders(ctx context.Context, tx *sql.Tx, channel, from, to string) error {
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT person FROM unit_chats WHERE channel = $1 AND chat = $2
		UNION SELECT DISTINCT person FROM subscriptions WHERE channel = $1 AND chat = $2`, channel, from)
	persons, err := collect(rows, err, func(r *sql.Rows) (p string, err error) { return p, r.Scan(&p) })
	for _, p := range persons {
		was := deadlines.Subscriber(chat.Conversation{Channel: channel, Chat: from, Person: p})
		is := deadlines.Subscriber(chat.Conversation{Channel: channel, Chat: to, Person: p})
		if err == nil {
			_, err = exec(ctx, tx, `UPDATE reminders SET subscriber = replace(subscriber, $1, $2) WHERE subscriber LIKE '%/' || $1`, was, is)
		}
	}
	return err
}
