package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
)

const (
	frozenAtOnce = 2000             // rows that one transaction writes or deletes: replies are written in between
	confirmFor   = 10 * time.Minute // machine time
	secondFor    = 24 * time.Hour   // machine time
	samples      = 3
)

// Freeze stores a draft; see broadcast.Records. Called again after a crash in between, it begins anew.
func (a Announcements) Freeze(ctx context.Context, m chat.Message, said broadcast.Announcement, by []access.Grant) (c broadcast.Campaign, err error) {
	err = a.purgeDrafts(ctx, m.At)
	id := announcementID(m.ID)
	var an announcement
	if err == nil {
		an, err = readAnnouncement(ctx, a.db, id)
	}
	if errors.Is(err, broadcast.ErrNoCampaign) || err == nil && an.hash == "" {
		err = a.freeze(ctx, m, id, said, access.Allowing(by, access.Announce))
		if err == nil {
			an, err = readAnnouncement(ctx, a.db, id)
		}
	}
	if err == nil {
		c, err = a.shown(ctx, a.db, an)
	}
	if err != nil {
		return c, fmt.Errorf("freeze an announcement: %w", err)
	}
	c.Token = a.token(id, m.From)
	return c, nil
}

// token is what the button carries that confirms. It can be made again for the same message, and only its hash is kept.
func (a Announcements) token(id string, seat chat.Conversation) string {
	mac := hmac.New(sha256.New, a.Key)
	for _, part := range []string{"announcement", id, seat.Channel, seat.Chat, seat.Person} {
		writePart(mac, part)
	}
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func writePart(h hash.Hash, part string) { h.Write(appendPart(nil, part)) }

// appendPart adds a part with its length before it, so that no two lists of parts look alike.
func appendPart(b []byte, part string) []byte {
	return append(binary.BigEndian.AppendUint32(b, uint32(len(part))), part...)
}

func (a Announcements) freeze(ctx context.Context, m chat.Message, id string, said broadcast.Announcement, by []access.Grant) error {
	if said.At.Before(m.At) {
		said.At = m.At
	}
	outlook, err := a.Outlook(ctx, broadcast.Leaves(said.At, said.Urgent)) // whose dates are those of the day on which it is read
	if err != nil {
		return err
	}
	who, err := a.audience(ctx)
	if err != nil {
		return err
	}
	if err := a.begin(ctx, m, id, said, by); err != nil {
		return err
	}
	d := newFreezing(said, outlook)
	d.unheard(who.withoutLiaison(said.To.Units))
	written := make(chan error, 1)
	written <- nil
	for part := range d.parts(who.meant(said.To, by, outlook)) { // one is put together while the one before is written
		if err := <-written; err != nil {
			return err
		}
		go func() {
			written <- a.tx(ctx, func(tx *sql.Tx) error { return insertRecipients(ctx, tx, id, said.At, part) })
		}()
	}
	if err := <-written; err != nil {
		return err
	}
	found, err := json.Marshal(d.found())
	if err != nil {
		return err
	}
	_, err = a.write(ctx, `UPDATE announcements SET hash = $2, preview = $3, expires = $4, good_until = $5 WHERE campaign = $1`,
		id, d.sum(), string(found), millis(a.Machine().Add(confirmFor)), d.goodUntil)
	return err
}

// begin writes down the campaign, in place of one that was not frozen to the end.
func (a Announcements) begin(ctx context.Context, m chat.Message, id string, said broadcast.Announcement, by []access.Grant) error {
	body, err := json.Marshal(broadcast.Compose(said.Text, said.File))
	if err != nil {
		return err
	}
	said.File = nil // it is in the body
	text, err := json.Marshal(said)
	if err != nil {
		return err
	}
	scope, err := json.Marshal(by)
	if err != nil {
		return err
	}
	if err := a.dropRows(ctx, id); err != nil {
		return err
	}
	return a.tx(ctx, func(tx *sql.Tx) error {
		_, err := exec(ctx, tx, `INSERT INTO campaigns (id, kind, state, body, at, by_day) VALUES ($1, 'announcement', $2, $3, $4, $5)
			ON CONFLICT (id) DO NOTHING`, id, outbox.Drafted, string(body), millis(said.At), !said.Urgent)
		if err != nil {
			return err
		}
		_, err = exec(ctx, tx, `INSERT INTO announcements (campaign, author, channel, chat, scope, said, token, expires)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (campaign) DO NOTHING`, id, m.From.Person, m.From.Channel, m.From.Chat,
			string(scope), string(text), hashed(a.token(id, m.From)), millis(a.Machine().Add(confirmFor)))
		return err
	})
}

// row is a recipient as it is stored.
type row struct {
	to       chat.Conversation
	role     access.Role
	unit     int64
	district string
	body     string
}

// firstKey has as many digits as all keys of a part.
const firstKey = 100_000

// insertRecipients hands all rows over in one value: to bind so many would take a hundred times as long as to write them.
func insertRecipients(ctx context.Context, tx *sql.Tx, campaign string, release time.Time, rows []row) error {
	list := []byte{'{'} // an object, which SQLite and PostgreSQL take apart alike
	for i, r := range rows {
		fields, err := json.Marshal([...]any{r.to.Channel, r.to.Chat, r.to.Person, r.role, r.unit, r.district, r.body})
		if err != nil {
			return err
		}
		if i > 0 {
			list = append(list, ',')
		}
		list = append(fmt.Appendf(list, `"%d":`, firstKey+i), fields...)
	}
	list = append(list, '}')
	_, err := exec(ctx, tx, `INSERT INTO outbox (campaign, state, release, channel, chat, person, role, unit, district, body)
		SELECT $1, 'queued', $2, value->>0, value->>1, value->>2, value->>3, CAST(value->>4 AS INTEGER), value->>5, value->>6
		FROM json_each($3)`, campaign, millis(release), string(list))
	return err
}
