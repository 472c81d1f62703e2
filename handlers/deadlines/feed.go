package deadlines

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/milestones"
)

// Feeds keeps the private addresses under which a calendar program reads an audience's dates, by a hash of their token.
type Feeds interface {
	// SaveFeed ends an earlier feed of the same conversation and audience. After until it is of no use.
	SaveFeed(ctx context.Context, c chat.Conversation, pack, audience, token string, until time.Time) error
	DropFeed(ctx context.Context, c chat.Conversation, pack, audience string) error
	Feed(ctx context.Context, pack, token string) (audience string, ok bool, err error)
}

// token is that of the feed that a message asks for: always the same, and known to nobody without the key.
func (f Flow) token(m chat.Message) string {
	mac := hmac.New(sha256.New, f.Key)
	mac.Write([]byte("calendar feed\x00" + m.ID))
	return strings.ToLower(base32.StdEncoding.EncodeToString(mac.Sum(nil))[:32]) // 160 bits
}

func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// subscribe makes a feed and shows its address, this once.
func (f Flow) subscribe(ctx context.Context, m chat.Message, a milestones.Audience) ([]chat.Reply, error) {
	token := f.token(m)
	link := ""
	if f.Link != nil {
		link = f.Link(token)
	}
	if link == "" {
		return handlers.Say(words.FeedNone), nil
	}
	if err := f.Records.SaveFeed(ctx, m.From, f.Pack.ID, a.ID, hashed(token), f.Pack.End()); err != nil {
		return nil, err
	}
	replies := handlers.Say(words.FeedMade, a.Name, link)
	replies[0].Buttons = [][]chat.Button{{{Label: words.Say(words.FeedEnd), Data: feedOff + ":" + a.ID + aside}}}
	return replies, nil
}

func (f Flow) unsubscribe(ctx context.Context, m chat.Message, a milestones.Audience) ([]chat.Reply, error) {
	if err := f.Records.DropFeed(ctx, m.From, f.Pack.ID, a.ID); err != nil {
		return nil, err
	}
	return handlers.Say(words.FeedEnded, a.Name), nil
}

// Calendar is the feed of a token as an iCalendar file, as it stands at a moment; ok is false if there is none.
func (f Flow) Calendar(ctx context.Context, token string, at time.Time) (data []byte, ok bool, err error) {
	id, ok, err := f.Records.Feed(ctx, f.Pack.ID, hashed(token))
	if err != nil || !ok {
		return nil, false, err
	}
	a, ok := f.Pack.Dates.Audience(id)
	if !ok {
		return nil, false, nil
	}
	now, err := f.standing(ctx, at)
	if err != nil {
		return nil, false, err
	}
	data, err = now.calendar(a, at)
	return data, err == nil, err
}
