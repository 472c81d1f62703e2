package telegramtest

import (
	"math"
	"time"

	"golang.org/x/time/rate"
)

// What Telegram lets through, as far as is known: 30 messages a second, one a second in a chat with short bursts.
const (
	overall      = 30
	perChat      = 1
	perChatBurst = 5
)

// limits answers 429 to what is too fast, and to everything before the time that the last 429 named.
type limits struct {
	all   bucket
	chats map[int64]*bucket
}

type bucket struct {
	limit *rate.Limiter
	until time.Time
}

func newLimits(now time.Time) limits {
	return limits{all: bucket{limit: rate.NewLimiter(overall, overall), until: now}, chats: map[int64]*bucket{}}
}

func (l *limits) take(chat int64, now time.Time) error {
	c := l.chats[chat]
	if c == nil {
		c = &bucket{limit: rate.NewLimiter(perChat, perChatBurst)}
		l.chats[chat] = c
	}
	if err := c.take(now); err != nil {
		return err
	}
	return l.all.take(now)
}

func (b *bucket) take(now time.Time) error {
	if !now.Before(b.until) && b.limit.AllowN(now, 1) {
		return nil
	}
	if !now.Before(b.until) {
		missing := 1 - b.limit.TokensAt(now)
		b.until = now.Add(time.Duration(math.Ceil(missing/float64(b.limit.Limit()))) * time.Second)
	}
	return tooMany(int(math.Ceil(b.until.Sub(now).Seconds())))
}
