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
	"slices"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/words"
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
	err = a.purgeDrafts(ctx)
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

func writePart(h hash.Hash, part string) {
	_ = binary.Write(h, binary.BigEndian, uint32(len(part)))
	h.Write([]byte(part))
}

func (a Announcements) freeze(ctx context.Context, m chat.Message, id string, said broadcast.Announcement, by []access.Grant) error {
	if said.At.Before(m.At) {
		said.At = m.At
	}
	outlook, err := a.Outlook(ctx, leaves(said)) // whose dates are those of the day on which it is read
	if err != nil {
		return err
	}
	who, err := a.audience(ctx)
	if err != nil {
		return err
	}
	d := newFreezing(said, outlook)
	for r := range who.meant(said.To, by, outlook) {
		d.add(r)
	}
	if err := a.begin(ctx, m, id, said, by); err != nil {
		return err
	}
	for part := range slices.Chunk(d.rows, frozenAtOnce) {
		if err := a.tx(ctx, func(tx *sql.Tx) error { return insertRecipients(ctx, tx, id, said.At, part) }); err != nil {
			return err
		}
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
	all := make(map[int][7]any, len(rows)) // an object, which SQLite and PostgreSQL take apart alike
	for i, r := range rows {
		all[firstKey+i] = [...]any{r.to.Channel, r.to.Chat, r.to.Person, r.role, r.unit, r.district, r.body}
	}
	list, err := json.Marshal(all) // in the order of its keys
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, `INSERT INTO outbox (campaign, state, release, channel, chat, person, role, unit, district, body)
		SELECT $1, 'queued', $2, value->>0, value->>1, value->>2, value->>3, CAST(value->>4 AS INTEGER), value->>5, value->>6
		FROM json_each($3)`, campaign, millis(release), string(list))
	return err
}

// freezing collects the recipients and what the preview says of them.
type freezing struct {
	said      broadcast.Announcement
	templates []string
	shared    chat.Reply // for all, but those for whom templates are filled in
	fits      bool
	outlook   broadcast.Outlook
	rows      []row
	hash      hash.Hash
	preview   preview
	segments  map[string]int64
	sampled   map[string]bool
	spare     []broadcast.Sample // where there are fewer segments than samples
	goodUntil int64              // when the first of the dates that were filled in is over; 0 for never
}

func newFreezing(said broadcast.Announcement, o broadcast.Outlook) *freezing {
	d := &freezing{said: said, templates: broadcast.Templates(said.Text), outlook: o, hash: sha256.New(),
		segments: map[string]int64{}, sampled: map[string]bool{}, shared: broadcast.Compose(said.Text, said.File)}
	d.fits = broadcast.Fits(d.shared)
	writePart(d.hash, said.Text)
	if said.File != nil {
		writePart(d.hash, said.File.Name)
		writePart(d.hash, said.File.Type)
		writePart(d.hash, string(said.File.Data))
	}
	writePart(d.hash, fmt.Sprint(millis(said.At), said.Urgent))
	return d
}

func (d *freezing) add(r recipient) {
	switch {
	case r.unreachable:
		d.preview.Unreachable++
		return
	case r.muted:
		d.preview.Muted++
		return
	}
	first := r.as[0]
	reply, fits := d.shared, d.fits
	line := row{to: r.to, role: first.role, unit: first.unit.ID, district: first.district}
	if len(d.templates) > 0 {
		reply = broadcast.Compose(broadcast.Fill(d.said.Text, d.values(r.as)), d.said.File)
		body, _ := json.Marshal(chat.Reply{Text: reply.Text}) // cannot fail
		line.body, fits = string(body), broadcast.Fits(reply)
	}
	if !fits {
		d.preview.TooLong++
	}
	d.rows = append(d.rows, line)
	for _, part := range []string{r.to.Channel, r.to.Chat, r.to.Person, line.body} {
		writePart(d.hash, part)
	}
	d.count(first, reply)
}

func (d *freezing) count(s standing, r chat.Reply) {
	of := []string{"role:" + string(s.role)}
	if s.district != "" {
		of = append(of, "district:"+s.district)
	}
	if s.unit.Level != "" {
		of = append(of, "level:"+string(s.unit.Level))
	}
	for _, segment := range of {
		d.segments[segment]++
	}
	sample := broadcast.Sample{Unit: s.unit.Name, Reply: chat.Reply{Text: r.Text}}
	switch which := strings.Join(of, " "); {
	case len(d.preview.Samples) < samples && !d.sampled[which]:
		d.sampled[which] = true
		d.preview.Samples = append(d.preview.Samples, sample)
	case len(d.spare) < samples:
		d.spare = append(d.spare, sample)
	}
}

// values are what the templates stand for where somebody reads them for these units; what is missing is noted.
func (d *freezing) values(as []standing) map[string]string {
	values, lacks := map[string]string{}, int64(0)
	for _, name := range d.templates {
		var all, names []string
		for _, s := range as {
			if s.unit.ID == 0 {
				continue
			}
			found, until := d.outlook.Values(s.unit.ID)
			if v := found[name]; v != "" {
				all, names = append(all, v), append(names, s.unit.Name)
				d.isGood(name, until)
			}
		}
		if len(all) < len(as) {
			lacks = 1
			if !slices.Contains(d.preview.Missing, name) {
				d.preview.Missing = append(d.preview.Missing, name)
			}
			continue
		}
		values[name] = together(names, all)
	}
	d.preview.MissingFor += lacks
	return values
}

// isGood notes until when a value is true: a unit's name always is.
func (d *freezing) isGood(name string, until time.Time) {
	if name == words.Say(words.FieldUnit) || until.IsZero() {
		return
	}
	if ms := millis(until); d.goodUntil == 0 || ms < d.goodUntil {
		d.goodUntil = ms
	}
}

// together says several units' values in one, each with its unit unless they are the same or the units' own names.
func together(names, values []string) string {
	if len(slices.Compact(slices.Clone(values))) == 1 {
		return values[0]
	}
	if !slices.Equal(names, values) {
		for i := range values {
			values[i] = words.Say(words.FieldOfUnit, names[i], values[i])
		}
	}
	return strings.Join(values, words.Say(words.FieldBetween))
}

func (d *freezing) found() preview {
	d.preview.Recipients = int64(len(d.rows))
	d.preview.Samples = append(d.preview.Samples, d.spare[:min(len(d.spare), samples-len(d.preview.Samples))]...)
	for segment, n := range d.segments {
		d.preview.Segments = append(d.preview.Segments, broadcast.Count{Segment: segment, N: n})
	}
	slices.SortFunc(d.preview.Segments, func(a, b broadcast.Count) int { return strings.Compare(a.Segment, b.Segment) })
	return d.preview
}

func (d *freezing) sum() string { return hex.EncodeToString(d.hash.Sum(nil)) }
