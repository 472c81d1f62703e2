package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/web"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
)

// Announcements keeps what staff announce. A draft is frozen as it is shown: its recipients are rows of the outbox, and
// to confirm it only turns its campaign's state.
type Announcements struct {
	*Store
	Outlook    func(ctx context.Context, civil time.Time) (broadcast.Outlook, error)
	Key        []byte  // of the tokens
	SecondFrom int64   // from so many recipients on a second person confirms; 0 for never
	Pace       float64 // messages a second, for estimates
}

var _ broadcast.Records = Announcements{}

// announcement is what is known of one, as it stands in a transaction.
type announcement struct {
	id, state, author, hash string
	seat                    chat.Conversation // of the author
	scope                   []access.Grant
	said                    broadcast.Announcement
	preview                 preview
	token, usedBy, second   string
	begun, lapsed           bool
	goodUntil               int64
	expires                 time.Time
}

// preview is what was found when it was frozen.
type preview struct {
	Recipients  int64              `json:"recipients"`
	Segments    []broadcast.Count  `json:"segments"`
	Samples     []broadcast.Sample `json:"samples"` // without the file
	Unreachable int64              `json:"unreachable"`
	Muted       int64              `json:"muted"`
	Missing     []string           `json:"missing,omitempty"`
	MissingFor  int64              `json:"missing_for,omitempty"`
	TooLong     int64              `json:"too_long,omitempty"`
	Unheard     []string           `json:"unheard,omitempty"`
	UnheardAll  int64              `json:"unheard_all,omitempty"`
}

const announcementColumns = `c.id, c.state, c.at, a.author, a.channel, a.chat, a.scope, a.said, a.preview, a.hash, a.token, a.expires,
	a.used_by, a.seconded_by, a.begun, a.lapsed, a.good_until`

func scanAnnouncement(scan func(...any) error) (a announcement, err error) {
	var scope, said, found string
	var expires, at int64
	err = scan(&a.id, &a.state, &at, &a.author, &a.seat.Channel, &a.seat.Chat, &scope, &said, &found, &a.hash, &a.token, &expires,
		&a.usedBy, &a.second, &a.begun, &a.lapsed, &a.goodUntil)
	if err != nil {
		return a, err
	}
	a.expires, a.seat.Person = fromMillis(expires), a.author
	err = errors.Join(json.Unmarshal([]byte(scope), &a.scope), json.Unmarshal([]byte(said), &a.said))
	a.said.At = fromMillis(at)
	if found != "" {
		err = errors.Join(err, json.Unmarshal([]byte(found), &a.preview))
	}
	return a, err
}

func readAnnouncement(ctx context.Context, q queryer, id string) (announcement, error) {
	a, err := scanAnnouncement(q.QueryRowContext(ctx, `SELECT `+announcementColumns+`
		FROM announcements a JOIN campaigns c ON c.id = a.campaign WHERE c.id = $1`, id).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return a, broadcast.ErrNoCampaign
	}
	return a, err
}

// covered says whether somebody with the grants reaches all that the author reached.
func (a announcement) covered(by []access.Grant) bool {
	for _, frozen := range a.scope {
		wide := false
		for _, g := range access.Allowing(by, access.Announce) {
			wide = wide || wider(g, frozen)
		}
		if !wide {
			return false
		}
	}
	return true
}

// wider says whether a grant reaches at least as far as another.
func wider(a, b access.Grant) bool {
	return reach(a).holds(reach(b))
}

// campaign is the announcement as it is shown.
func (a Announcements) campaign(ctx context.Context, q queryer, an announcement) (c broadcast.Campaign, err error) {
	p := an.preview
	c = broadcast.Campaign{ID: an.id, Author: an.author, Hash: an.hash, State: an.state, Text: an.said.Text, Urgent: an.said.Urgent,
		At: an.said.At, Segments: p.Segments, Unreachable: p.Unreachable, Muted: p.Muted, Missing: p.Missing, MissingFor: p.MissingFor, TooLong: p.TooLong,
		Unheard: p.Unheard, UnheardAll: p.UnheardAll, Expires: an.expires, Lapsed: an.lapsed}
	err = q.QueryRowContext(ctx, `SELECT count(*) FROM outbox WHERE campaign = $1`, an.id).Scan(&c.Recipients)
	c.Takes = a.takes(c.Recipients)
	c.Second = a.SecondFrom > 0 && c.Recipients >= a.SecondFrom
	return c, err
}

func (a Announcements) takes(n int64) time.Duration {
	if a.Pace <= 0 {
		return 0
	}
	return time.Duration(float64(n) / a.Pace * float64(time.Second))
}

// shown is campaign with its samples.
func (a Announcements) shown(ctx context.Context, q queryer, an announcement) (broadcast.Campaign, error) {
	c, err := a.campaign(ctx, q, an)
	if err != nil {
		return c, err
	}
	var body string
	if err = q.QueryRowContext(ctx, `SELECT body FROM campaigns WHERE id = $1`, an.id).Scan(&body); err != nil {
		return c, err
	}
	var shared chat.Reply
	err = json.Unmarshal([]byte(body), &shared)
	for _, s := range an.preview.Samples {
		s.Reply.File, s.Reply.Buttons = shared.File, shared.Buttons
		c.Samples = append(c.Samples, s)
	}
	return c, err
}

// Campaign shows one; see broadcast.Records.
func (a Announcements) Campaign(ctx context.Context, id string, by []access.Grant) (c broadcast.Campaign, err error) {
	an, err := readAnnouncement(ctx, a.db, id)
	if err == nil && (!an.covered(by) || an.hash == "") {
		err = broadcast.ErrNoCampaign
	}
	if err == nil {
		c, err = a.shown(ctx, a.db, an)
	}
	if err != nil {
		return c, fmt.Errorf("show an announcement: %w", err)
	}
	return c, nil
}

// Campaigns lists the newest; see broadcast.Records.
func (a Announcements) Campaigns(ctx context.Context, by []access.Grant, limit int) ([]broadcast.Campaign, error) {
	rows, err := a.db.QueryContext(ctx, `SELECT `+announcementColumns+` FROM announcements a JOIN campaigns c ON c.id = a.campaign
		WHERE a.used_by <> '' ORDER BY c.at DESC, c.id`)
	all, err := collect(rows, err, func(r *sql.Rows) (announcement, error) { return scanAnnouncement(r.Scan) })
	var shown []broadcast.Campaign
	for _, an := range all {
		if err != nil || len(shown) >= limit {
			break
		}
		if an.covered(by) {
			var c broadcast.Campaign
			c, err = a.campaign(ctx, a.db, an)
			shown = append(shown, c)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("list announcements: %w", err)
	}
	return shown, nil
}

// Progress counts a campaign's rows.
func (a Announcements) Progress(ctx context.Context, id string) (p broadcast.Progress, err error) {
	err = a.db.QueryRowContext(ctx, `SELECT state FROM campaigns WHERE id = $1`, id).Scan(&p.State)
	if errors.Is(err, sql.ErrNoRows) {
		return p, broadcast.ErrNoCampaign
	}
	if err == nil {
		err = a.count(ctx, id, &p)
	}
	if err != nil {
		return p, fmt.Errorf("count an announcement: %w", err)
	}
	p.Remaining = a.takes(p.Left + p.RecallLeft)
	return p, nil
}

func (a Announcements) count(ctx context.Context, id string, p *broadcast.Progress) error {
	into := map[string]*int64{"queued": &p.Left, "sending": &p.Left, "sent": &p.Sent, "unreachable": &p.Unreachable,
		"failed": &p.Failed, "unknown": &p.Unknown, "cancelled": &p.Cancelled}
	recalls := map[string]*int64{"queued": &p.RecallLeft, "sending": &p.RecallLeft, "deleted": &p.Recalled, "edited": &p.Recalled,
		"cannot": &p.CannotRecall}
	rows, err := a.db.QueryContext(ctx, `SELECT state, recall, count(*) FROM outbox WHERE campaign = $1 GROUP BY state, recall`, id)
	_, err = collect(rows, err, func(r *sql.Rows) (n int64, err error) {
		var state, recall string
		if err = r.Scan(&state, &recall, &n); err == nil {
			*into[state] += n
			if recall != "" {
				*recalls[recall] += n
			}
		}
		return n, err
	})
	if err == nil {
		err = a.db.QueryRowContext(ctx, firstCopies, id, web.Channel).Scan(&p.FirstCopies)
	}
	return err
}

// firstCopies counts those of a recalled campaign to whom it went a second time, because no answer came to the first:
// nobody knows which message the first is. The web chat tells repeats apart, so that there is one only; and of what
// cannot be recalled anyway that is said already.
const firstCopies = `SELECT count(*) FROM outbox o JOIN campaigns c ON c.id = o.campaign
	WHERE c.id = $1 AND c.state = 'recalled' AND o.repeated = 1 AND o.channel <> $2 AND o.state IN ('sent', 'unreachable', 'failed') AND o.recall <> 'cannot'`

// Missed lists who was not reached, and of whom that is not known.
func (a Announcements) Missed(ctx context.Context, id string, by []access.Grant) ([]broadcast.Missed, error) {
	an, err := readAnnouncement(ctx, a.db, id)
	if err == nil && !an.covered(by) {
		err = broadcast.ErrNoCampaign
	}
	if err != nil {
		return nil, fmt.Errorf("list who was missed: %w", err)
	}
	rows, err := a.db.QueryContext(ctx, `SELECT COALESCE(u.name, ''), o.role, o.district, o.channel, o.state, o.reason
		FROM outbox o LEFT JOIN units u ON u.id = o.unit
		WHERE o.campaign = $1 AND o.state IN ('unreachable', 'failed', 'unknown') ORDER BY o.state, o.district, u.name, o.id`, id)
	all, err := collect(rows, err, func(r *sql.Rows) (m broadcast.Missed, err error) {
		return m, r.Scan(&m.Unit, &m.Role, &m.District, &m.Channel, &m.State, &m.Reason)
	})
	if err != nil {
		return nil, fmt.Errorf("list who was missed: %w", err)
	}
	return all, nil
}

// announcementID is the campaign that a message freezes.
func announcementID(message string) string {
	sum := sha256.Sum256([]byte("announcement\x00" + message))
	return "a" + hex.EncodeToString(sum[:8])
}

// forgetAnnouncements leaves what somebody announced, without the person and their chat. What they did not let go goes.
func forgetAnnouncements(ctx context.Context, tx *sql.Tx, person, _ string) error {
	_, err := exec(ctx, tx, `DELETE FROM campaigns WHERE state IN ('draft', 'waiting')
		AND id IN (SELECT campaign FROM announcements WHERE author = $1)`, person)
	if err == nil {
		_, err = exec(ctx, tx, `UPDATE announcements SET author = 'forgotten', chat = '', shown = '', watched = 0 WHERE author = $1`, person)
	}
	if err == nil {
		_, err = exec(ctx, tx, `UPDATE announcements SET seconded_by = 'nobody' WHERE seconded_by = $1`, person)
	}
	return err
}
