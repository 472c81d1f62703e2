package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/reminders"
)

const (
	maxCrashes = 8 // a message of which nothing was heard again so often is given up
	crashPause = time.Second
)

// Claim takes the next row to send or to recall; see outbox.Queue. Reminders go before recalls, and announcements last:
// ten thousand of them hold up nobody's deadline.
func (s *Store) Claim(ctx context.Context, civil, now time.Time, lease time.Duration) (i outbox.Item, ok bool, err error) {
	err = s.tx(ctx, func(tx *sql.Tx) error {
		c := claim{tx: tx, civil: civil, now: millis(now), lease: millis(now.Add(lease))}
		i, ok, err = c.next(ctx)
		return err
	})
	if err != nil {
		return outbox.Item{}, false, fmt.Errorf("claim of the outbox: %w", err)
	}
	return i, ok, nil
}

type claim struct {
	tx         *sql.Tx
	civil      time.Time
	now, lease int64
}

// group is the rows of a campaign that are released at once.
type group struct {
	release  int64
	campaign string
}

// next walks over what is released group by group, so that a campaign which is held costs one look, however long it is.
func (c claim) next(ctx context.Context) (i outbox.Item, ok bool, err error) {
	var announcements []group
	for g := (group{release: -1 << 62}); ; {
		if g, ok, err = c.after(ctx, g); err != nil || !ok {
			break
		}
		var kind outbox.Kind
		var state string
		var byDay bool
		err = c.tx.QueryRowContext(ctx, `SELECT kind, state, by_day FROM campaigns WHERE id = $1`, g.campaign).Scan(&kind, &state, &byDay)
		switch {
		case err != nil:
			return i, false, err
		case state != outbox.Running || byDay && reminders.Quiet(c.civil):
		case kind == outbox.Announcement:
			announcements = append(announcements, g)
		default:
			if i, ok, err = c.take(ctx, g); ok || err != nil {
				return i, ok, err
			}
		}
	}
	if err == nil {
		i, ok, err = c.recall(ctx)
	}
	for _, g := range announcements {
		if ok || err != nil {
			break
		}
		var goes bool
		if goes, err = c.goesOut(ctx, g.campaign); err == nil && !goes {
			return c.next(ctx) // it does not run any more, and somebody is to be told
		}
		if err == nil {
			i, ok, err = c.takeHeard(ctx, g)
		}
	}
	return i, ok, err
}

// takeHeard takes the next row of an announcement whose reader has not muted announcements meanwhile: as it was frozen,
// while it was on its way, or before it is sent again.
func (c claim) takeHeard(ctx context.Context, g group) (outbox.Item, bool, error) {
	for {
		i, ok, err := c.take(ctx, g)
		if !ok || err != nil {
			return i, ok, err
		}
		n, err := exec(ctx, c.tx, `UPDATE outbox SET `+withdrawn+`, lease = 0 WHERE id = $1 AND `+inOwnChat+`
			AND EXISTS (SELECT 1 FROM mutes m WHERE m.person = outbox.person AND m.topic = $2)`, i.ID, chat.Announcements)
		if n == 0 {
			return i, err == nil, err
		}
	}
}

// What comes after a group. As one comparison of pairs SQLite would step over all rows of the group.
const (
	sameRelease = `SELECT release, campaign FROM outbox WHERE state = 'queued' AND release = $1 AND campaign > $2
		ORDER BY release, campaign LIMIT 1`
	laterRelease = `SELECT release, campaign FROM outbox WHERE state = 'queued' AND release > $1 AND release <= $2
		ORDER BY release, campaign LIMIT 1`
)

func (c claim) after(ctx context.Context, g group) (group, bool, error) {
	err := c.tx.QueryRowContext(ctx, sameRelease, g.release, g.campaign).Scan(&g.release, &g.campaign)
	if errors.Is(err, sql.ErrNoRows) {
		err = c.tx.QueryRowContext(ctx, laterRelease, g.release, millis(c.civil)).Scan(&g.release, &g.campaign)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return g, false, nil
	}
	return g, err == nil, err
}

func (c claim) take(ctx context.Context, g group) (i outbox.Item, ok bool, err error) {
	var own, shared string
	var waited int64
	err = c.tx.QueryRowContext(ctx, `UPDATE outbox SET state = 'sending', leaving = 0, tries = tries + 1, lease = $4 WHERE id = (
			SELECT id FROM outbox o WHERE state = 'queued' AND release = $1 AND campaign = $2 AND not_before <= $3
			AND NOT EXISTS (SELECT 1 FROM outbox b WHERE b.lease > 0 AND b.channel = o.channel AND b.chat = o.chat)
			ORDER BY id LIMIT 1)
		RETURNING id, channel, chat, person, body, tries, waited, repeated`, g.release, g.campaign, c.now, c.lease).
		Scan(&i.ID, &i.To.Channel, &i.To.Chat, &i.To.Person, &own, &i.Tries, &waited, &i.Repeated)
	if errors.Is(err, sql.ErrNoRows) {
		return i, false, nil
	}
	if err != nil {
		return i, false, err
	}
	i.Waited = time.Duration(waited) * time.Millisecond
	err = c.tx.QueryRowContext(ctx, `SELECT kind, body FROM campaigns WHERE id = $1`, g.campaign).Scan(&i.Kind, &shared)
	for _, body := range []string{shared, own} { // its own text stands in place of the shared one, beside the shared file
		if err == nil && body != "" {
			err = json.Unmarshal([]byte(body), &i.Reply)
		}
	}
	return i, err == nil, err
}

func (c claim) recall(ctx context.Context) (i outbox.Item, ok bool, err error) {
	var waited int64
	err = c.tx.QueryRowContext(ctx, `UPDATE outbox SET recall = 'sending', tries = tries + 1, lease = $2 WHERE id = (
			SELECT id FROM outbox o WHERE recall = 'queued' AND not_before <= $1
			AND NOT EXISTS (SELECT 1 FROM outbox b WHERE b.lease > 0 AND b.channel = o.channel AND b.chat = o.chat)
			ORDER BY id LIMIT 1)
		RETURNING id, channel, chat, person, tries, waited, ref`, c.now, c.lease).
		Scan(&i.ID, &i.To.Channel, &i.To.Chat, &i.To.Person, &i.Tries, &waited, &i.Recall)
	if errors.Is(err, sql.ErrNoRows) {
		return outbox.Item{}, false, nil
	}
	i.Kind, i.Waited = outbox.Announcement, time.Duration(waited)*time.Millisecond
	return i, err == nil, err
}

// Settle writes down what became of a claim. Unreachable also marks the chat; what would go on waiting ends if its
// campaign was cancelled, and what was sent after its campaign was recalled is recalled too.
func (s *Store) Settle(ctx context.Context, i outbox.Item, r outbox.Result, now time.Time) error {
	settle := settleSend
	if i.Recall != "" {
		settle = settleRecall
	}
	if err := s.tx(ctx, func(tx *sql.Tx) error { return settle(ctx, tx, i, r, now) }); err != nil {
		return fmt.Errorf("settle %d of the outbox: %w", i.ID, err)
	}
	return nil
}

func settleSend(ctx context.Context, tx *sql.Tx, i outbox.Item, r outbox.Result, now time.Time) error {
	var campaign string
	err := tx.QueryRowContext(ctx, `SELECT c.state FROM outbox o JOIN campaigns c ON c.id = o.campaign WHERE o.id = $1`, i.ID).Scan(&campaign)
	if errors.Is(err, sql.ErrNoRows) {
		return nil // forgotten
	}
	if err != nil {
		return err
	}
	to, recall := r.State, ""
	if over := campaign == outbox.Stopped || campaign == outbox.Recalled; over && to == outbox.Queued {
		to = outbox.Cancelled
		if r.Repeated {
			to = outbox.Unknown
		}
	}
	switch {
	case campaign == outbox.Recalled && to == outbox.Sent && r.Ref != "":
		recall = "queued"
	case campaign == outbox.Recalled && (to == outbox.Sent || to == outbox.Unknown):
		recall = "cannot"
	}
	n, err := exec(ctx, tx, `UPDATE outbox SET state = $3, reason = $4, ref = $5, not_before = $6, waited = $7,
			repeated = CASE WHEN $3 = 'queued' THEN $8 ELSE repeated END, lease = 0, recall = $9,
			body = CASE WHEN $3 IN ('queued', 'failed', 'unknown') THEN body ELSE '' END
		WHERE id = $1 AND tries = $2 AND state = 'sending'`,
		i.ID, i.Tries, to, r.Reason, r.Ref, max(millis(r.NotBefore), 0), r.Waited.Milliseconds(), r.Repeated, recall)
	switch {
	case err == nil && n > 0 && to == outbox.Unreachable:
		err = setReachable(ctx, tx, i.To.Channel, i.To.Chat, false, now)
	case err == nil && n == 0 && r.State == outbox.Sent && r.Ref != "":
		err = settleLate(ctx, tx, i, r, recall)
	}
	return err
}

// settleLate takes the news that something was sent after its lease ran out: which message it is must be known to recall
// it, and it need not go again.
func settleLate(ctx context.Context, tx *sql.Tx, i outbox.Item, r outbox.Result, recall string) error {
	_, err := exec(ctx, tx, `UPDATE outbox SET state = 'sent', reason = '', ref = $3, body = '', recall = $4
		WHERE id = $1 AND tries = $2 AND state IN ('unknown', 'queued')`, i.ID, i.Tries, r.Ref, recall)
	return err
}

func settleRecall(ctx context.Context, tx *sql.Tx, i outbox.Item, r outbox.Result, now time.Time) error {
	_, err := exec(ctx, tx, `UPDATE outbox SET recall = $3, not_before = $4, waited = $5, lease = 0,
			recalled_at = CASE WHEN $3 IN ('deleted', 'edited') THEN $6 ELSE NULL END
		WHERE id = $1 AND tries = $2 AND recall = 'sending'`,
		i.ID, i.Tries, r.State, max(millis(r.NotBefore), 0), r.Waited.Milliseconds(), millis(now))
	return err
}

// Expire ends the claims whose lease ran out by now; see outbox.Queue.
func (s *Store) Expire(ctx context.Context, now time.Time) error {
	if err := s.expire(ctx, now, now); err != nil {
		return fmt.Errorf("expire leases of the outbox: %w", err)
	}
	return nil
}

// TakeOver ends all claims, as Expire: LockServing sees to it that only an ended process can have left them.
func (s *Store) TakeOver(ctx context.Context, now time.Time) error {
	if err := s.expire(ctx, now, now.AddDate(1, 0, 0)); err != nil {
		return fmt.Errorf("take over the outbox: %w", err)
	}
	return nil
}

func (s *Store) expire(ctx context.Context, now, leases time.Time) error {
	var any bool
	err := s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM outbox WHERE lease > 0 AND lease < $1)`, millis(leases)).Scan(&any)
	if err != nil || !any {
		return err
	}
	return s.tx(ctx, func(tx *sql.Tx) error {
		// To recall twice does no harm.
		_, err := exec(ctx, tx, `UPDATE outbox SET lease = 0, recall = 'queued' WHERE recall = 'sending' AND lease < $1`, millis(leases))
		if err != nil {
			return err
		}
		if err := s.stay(ctx, tx, now, leases); err != nil {
			return err
		}
		// Of what may have arrived only a reminder goes again, and not at once if it may be what brings the program down.
		_, err = exec(ctx, tx, `UPDATE outbox SET lease = 0, crashes = outbox.crashes + 1,
				state = CASE WHEN c.kind = 'announcement' OR c.state = 'cancelled' THEN 'unknown'
					WHEN outbox.crashes >= $3 THEN 'failed' ELSE 'queued' END,
				reason = CASE WHEN c.kind = 'reminder' AND c.state <> 'cancelled' AND outbox.crashes >= $3 THEN 'crashed' ELSE '' END,
				recall = CASE WHEN c.state = 'recalled' THEN 'cannot' ELSE '' END,
				repeated = CASE WHEN c.kind = 'reminder' THEN 1 ELSE outbox.repeated END, not_before = $1 + outbox.crashes * $4
			FROM campaigns c WHERE c.id = outbox.campaign AND outbox.state = 'sending' AND outbox.lease < $2`,
			millis(now), millis(leases), maxCrashes, crashPause.Milliseconds())
		return err
	})
}

// stay puts back what was claimed but never left: it is as if nobody had claimed it, or over with its campaign.
func (s *Store) stay(ctx context.Context, tx *sql.Tx, now, leases time.Time) error {
	_, err := exec(ctx, tx, `UPDATE outbox SET lease = 0, state = CASE WHEN outbox.repeated = 1 THEN 'unknown' ELSE 'cancelled' END,
			body = CASE WHEN outbox.repeated = 1 THEN outbox.body ELSE '' END,
			recall = CASE WHEN c.state = 'recalled' AND outbox.repeated = 1 THEN 'cannot' ELSE '' END
		FROM campaigns c WHERE c.id = outbox.campaign AND outbox.state = 'sending' AND outbox.leaving = 0 AND outbox.lease < $1
			AND c.state IN ('cancelled', 'recalled')`, millis(leases))
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, `UPDATE outbox SET lease = 0, crashes = crashes + 1, not_before = $1 + crashes * $4,
			state = CASE WHEN crashes >= $3 THEN 'failed' ELSE 'queued' END, reason = CASE WHEN crashes >= $3 THEN 'crashed' ELSE '' END
		WHERE state = 'sending' AND leaving = 0 AND lease < $2`, millis(now), millis(leases), maxCrashes, crashPause.Milliseconds())
	return err
}
