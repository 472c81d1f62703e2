package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
)

// goesOut says whether an announcement whose hour has come may go out now. When it begins, whoever confirmed it must
// still have the right: else it ends there, and those who may announce it anew are told. One with a date in its text
// that is over is held, until somebody who has read that lets it go.
func (c claim) goesOut(ctx context.Context, id string) (bool, error) {
	var begun bool
	var goodUntil int64
	err := c.tx.QueryRowContext(ctx, `SELECT begun, good_until FROM announcements WHERE campaign = $1`, id).Scan(&begun, &goodUntil)
	if errors.Is(err, sql.ErrNoRows) || err == nil && begun && (goodUntil == 0 || millis(c.civil) < goodUntil) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	an, err := readAnnouncement(ctx, c.tx, id)
	if err != nil {
		return false, err
	}
	stands := begun
	if !begun {
		stands, err = an.stands(ctx, c.tx)
	}
	switch {
	case err != nil:
		return false, err
	case !stands:
		return false, c.lapse(ctx, an)
	case goodUntil > 0 && millis(c.civil) >= goodUntil:
		return false, c.outdate(ctx, an)
	}
	_, err = exec(ctx, c.tx, `UPDATE announcements SET begun = 1 WHERE campaign = $1`, id)
	return err == nil, err
}

// stands says whether whoever confirmed an announcement may still announce it.
func (a announcement) stands(ctx context.Context, q queryer) (bool, error) {
	for _, person := range []string{a.author, a.second} {
		if person == "" || person == ByCommandLine {
			continue
		}
		by, err := grantsBehind(ctx, q, person)
		if err != nil || !a.covered(by) {
			return false, err
		}
	}
	return true, nil
}

// grantsBehind are the grants of a person and of those as whom the person signed in, also when that session is over: who
// confirmed something in a browser need not stay there until it goes out.
func grantsBehind(ctx context.Context, q queryer, person string) ([]access.Grant, error) {
	rows, err := q.QueryContext(ctx, `SELECT role, unit, scope FROM grants WHERE revoked_at IS NULL AND
		(person = $1 OR person IN (SELECT person FROM sign_ins WHERE guest = $1 AND used_by <> '')) ORDER BY id`, person)
	return collect(rows, err, scanGrant)
}

// lapse ends an announcement that nobody who may announces any more.
func (c claim) lapse(ctx context.Context, an announcement) error {
	err := turnCampaign(ctx, c.tx, an.id, outbox.Stopped)
	if err == nil {
		_, err = cancelQueued(ctx, c.tx, an.id)
	}
	if err == nil {
		_, err = exec(ctx, c.tx, `UPDATE announcements SET lapsed = 1, watched = watched + 1 WHERE campaign = $1`, an.id)
	}
	if err == nil {
		err = record(ctx, c.tx, c.civil, ByProgram, AuditCancelled, an.id, an.hash+" right lost")
	}
	if err != nil {
		return err
	}
	var body string
	if err := c.tx.QueryRowContext(ctx, `SELECT body FROM campaigns WHERE id = $1`, an.id).Scan(&body); err != nil {
		return err
	}
	var said chat.Reply
	if err := json.Unmarshal([]byte(body), &said); err != nil {
		return err
	}
	others, err := seconds(ctx, c.tx, an)
	if err == nil {
		err = c.tell(ctx, "lapsed/"+an.id, broadcast.Lapsed(an.said.Text, said.File), others...)
	}
	if err == nil && an.hasSeat() { // without the text: who has lost the right need not have it again
		err = c.tell(ctx, "lapsed/"+an.id, broadcast.LapsedOwn(an.said.Text), an.seat)
	}
	return err
}

// outdate holds an announcement. Who lets it go on has been told; it is not held for that again.
func (c claim) outdate(ctx context.Context, an announcement) error {
	err := turnCampaign(ctx, c.tx, an.id, outbox.Paused)
	if err == nil {
		_, err = exec(ctx, c.tx, `UPDATE announcements SET good_until = 0, watched = watched + 1 WHERE campaign = $1`, an.id)
	}
	if err == nil {
		err = record(ctx, c.tx, c.civil, ByProgram, AuditPaused, an.id, "a date is over")
	}
	var left int64
	if err == nil {
		err = c.tx.QueryRowContext(ctx, `SELECT count(*) FROM outbox WHERE campaign = $1 AND state = 'queued'`, an.id).Scan(&left)
	}
	to := []chat.Conversation{an.seat}
	if err == nil && !an.hasSeat() {
		to, err = seconds(ctx, c.tx, an)
	}
	if err != nil {
		return err
	}
	return c.tell(ctx, "outdated/"+an.id, broadcast.Outdated(an.said.Text, left), to...)
}

// hasSeat says whether the author can be told something; not who is forgotten, nor the command line.
func (a announcement) hasSeat() bool { return a.seat.Chat != "" && a.seat.Channel != ByCommandLine }

func (c claim) tell(ctx context.Context, key string, r chat.Reply, to ...chat.Conversation) error {
	for _, seat := range to {
		if err := notify(ctx, c.tx, fmt.Sprintf("%s/%s/%s", key, seat.Channel, seat.Chat), outbox.Draft{To: seat, Reply: r, Release: c.civil}); err != nil {
			return err
		}
	}
	return nil
}
