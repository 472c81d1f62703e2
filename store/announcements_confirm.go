package store

import (
	"context"
	"crypto/subtle"
	"database/sql"
	"errors"
	"fmt"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
)

// change lets do turn an announcement, in a transaction, for somebody who may at that moment. It happens once a message.
func (a Announcements) change(ctx context.Context, m chat.Message, id string, do func(*sql.Tx, announcement) (int64, error)) (n int64, err error) {
	err = a.tx(ctx, func(tx *sql.Tx) error {
		an, err := readAnnouncement(ctx, tx, id)
		if err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, `SELECT moved FROM announcement_moves WHERE campaign = $1 AND message = $2`, id, m.ID).Scan(&n)
		if !errors.Is(err, sql.ErrNoRows) { // handled before
			return err
		}
		if err := a.may(ctx, tx, m.From, an); err != nil {
			return err
		}
		if n, err = do(tx, an); err != nil {
			return err
		}
		if _, err = exec(ctx, tx, `INSERT INTO announcement_moves (campaign, message, moved) VALUES ($1, $2, $3)`, id, m.ID, n); err != nil {
			return err
		}
		_, err = exec(ctx, tx, `UPDATE announcements SET watched = watched + 1 WHERE campaign = $1`, id)
		return err
	})
	return n, err
}

// may refuses whoever has no right to an announcement now: the author hears that it was taken away, others that there
// is no such thing.
func (a Announcements) may(ctx context.Context, tx *sql.Tx, who chat.Conversation, an announcement) error {
	if who == commandLine {
		return nil
	}
	by, err := grantsOf(ctx, tx, who.Person, a.Machine())
	switch {
	case err != nil:
		return err
	case an.covered(by):
		return nil
	case who.Person == an.author:
		return broadcast.ErrRight
	}
	return broadcast.ErrNoCampaign
}

// commandLine is where whoever has the machine announces from. No channel has that name.
var commandLine = chat.Conversation{Channel: ByCommandLine, Person: ByCommandLine}

// FromCommandLine is a message of the command line.
func FromCommandLine() chat.Conversation { return commandLine }

// Confirm lets a draft go; see broadcast.Records.
func (a Announcements) Confirm(ctx context.Context, m chat.Message, id, token string) (broadcast.Campaign, error) {
	return a.turned(ctx, m, id, "confirm", func(tx *sql.Tx, an announcement) (int64, error) {
		if err := a.confirmable(m, an, token); err != nil {
			return 0, err
		}
		to, expires := outbox.Running, an.expires
		if a.SecondFrom > 0 && an.preview.Recipients >= a.SecondFrom {
			to, expires = outbox.Waiting, a.Machine().Add(secondFor)
		}
		_, err := exec(ctx, tx, `UPDATE announcements SET used_by = $2, shown = $3, expires = $4 WHERE campaign = $1`, id, m.ID, m.On, millis(expires))
		if err == nil {
			err = turnCampaign(ctx, tx, id, to)
		}
		if err == nil {
			err = record(ctx, tx, m.At, m.From.Person, AuditAnnounced, id, fmt.Sprintf("%s %d %s", an.hash, an.preview.Recipients, to))
		}
		return 0, err
	})
}

// confirmable says why a draft may not go. Whoever is not its author, in its chat, with its token, learns nothing of it.
func (a Announcements) confirmable(m chat.Message, an announcement, token string) error {
	theirs := m.From == an.seat && subtle.ConstantTimeCompare([]byte(hashed(token)), []byte(an.token)) == 1
	switch p := an.preview; {
	case !theirs || an.hash == "":
		return broadcast.ErrNoCampaign
	case an.usedBy != "":
		return broadcast.ErrUsed
	case an.state != outbox.Drafted:
		return broadcast.ErrState
	case !an.expires.After(a.Machine()):
		return broadcast.ErrExpired
	case len(p.Missing) > 0:
		return broadcast.ErrMissing
	case p.TooLong > 0:
		return broadcast.ErrTooLong
	case p.Recipients == 0:
		return broadcast.ErrNobody
	}
	return nil
}

// Second lets go what waits; see broadcast.Records.
func (a Announcements) Second(ctx context.Context, m chat.Message, id string) (broadcast.Campaign, error) {
	return a.turned(ctx, m, id, "confirm as the second", func(tx *sql.Tx, an announcement) (int64, error) {
		same, err := samePerson(ctx, tx, m.From.Person, an.author)
		switch {
		case err != nil:
			return 0, err
		case same:
			return 0, broadcast.ErrNotSecond
		case an.state != outbox.Waiting:
			return 0, broadcast.ErrState
		case !an.expires.After(a.Machine()):
			return 0, broadcast.ErrExpired
		}
		_, err = exec(ctx, tx, `UPDATE announcements SET seconded_by = $2 WHERE campaign = $1`, id, m.From.Person)
		if err == nil {
			err = turnCampaign(ctx, tx, id, outbox.Running)
		}
		if err == nil {
			err = record(ctx, tx, m.At, m.From.Person, AuditSeconded, id, an.hash)
		}
		return 0, err
	})
}

func turnCampaign(ctx context.Context, tx *sql.Tx, id, state string) error {
	_, err := exec(ctx, tx, `UPDATE campaigns SET state = $2 WHERE id = $1`, id, state)
	return err
}

// turned is change that shows what has become of the announcement.
func (a Announcements) turned(ctx context.Context, m chat.Message, id, what string, do func(*sql.Tx, announcement) (int64, error)) (c broadcast.Campaign, err error) {
	_, err = a.change(ctx, m, id, do)
	var an announcement
	if err == nil {
		an, err = readAnnouncement(ctx, a.db, id)
	}
	if err == nil {
		c, err = a.shown(ctx, a.db, an)
	}
	if err != nil {
		return c, fmt.Errorf("%s an announcement: %w", what, err)
	}
	return c, nil
}

// AskSeconds asks all who may be the second person; see broadcast.Records.
func (a Announcements) AskSeconds(ctx context.Context, m chat.Message, id string, question chat.Reply) (asked int, err error) {
	err = a.tx(ctx, func(tx *sql.Tx) error {
		asked = 0
		an, err := readAnnouncement(ctx, tx, id)
		if err == nil {
			err = a.may(ctx, tx, m.From, an)
		}
		if err != nil || an.state != outbox.Waiting {
			return err
		}
		seats, err := seconds(ctx, tx, an)
		for _, to := range seats {
			if err == nil {
				err = notify(ctx, tx, fmt.Sprintf("second/%s/%s/%s", id, to.Channel, to.Chat), outbox.Draft{To: to, Reply: question, Release: broadcast.Leaves(m.At, an.said.Urgent)})
			}
		}
		asked = len(seats)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("ask for a second person: %w", err)
	}
	return asked, nil
}

// TellAuthor tells the author what has become of the question; see broadcast.Records.
func (a Announcements) TellAuthor(ctx context.Context, m chat.Message, id string, r chat.Reply) error {
	err := a.tx(ctx, func(tx *sql.Tx) error {
		an, err := readAnnouncement(ctx, tx, id)
		if err == nil {
			err = a.may(ctx, tx, m.From, an)
		}
		if err != nil || !an.hasSeat() {
			return err
		}
		return notify(ctx, tx, "seconded/"+id, outbox.Draft{To: an.seat, Reply: r, Release: m.At})
	})
	if err != nil {
		return fmt.Errorf("tell an author: %w", err)
	}
	return nil
}

// seconds are the private chats of all who may be the second.
func seconds(ctx context.Context, tx *sql.Tx, an announcement) (seats []chat.Conversation, err error) {
	all, err := staffChats(ctx, tx)
	for _, c := range all {
		if err != nil {
			return nil, err
		}
		by := access.Grant{Role: c.Role, Scope: c.Scope}
		if !an.covered([]access.Grant{by}) || len(seats) > 0 && seats[len(seats)-1] == c.To {
			continue
		}
		var same bool
		if same, err = samePerson(ctx, tx, c.To.Person, an.author); err == nil && !same {
			seats = append(seats, c.To)
		}
	}
	return seats, err
}
