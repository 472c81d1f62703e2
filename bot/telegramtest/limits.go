package telegramtest

import (
	"math"
	"slices"
	"time"

	"golang.org/x/time/rate"
)

// What Telegram lets through, as far as is known: 30 messages a second, one a second in a chat with short bursts, and 20
// in any minute in a group.
const (
	overall      = 30
	perChat      = 1
	perChatBurst = 5
	perGroup     = 20
)

// limits answers 429 to what is too fast, and to everything before the time that the last 429 named.
type limits struct {
	all   bucket
	chats map[int64]*bucket
}

type bucket struct {
	limit *rate.Limiter
	until time.Time

	group bool
	past  []time.Time // of a group: when it got what it got within the last minute
}

func newLimits(now time.Time) limits {
	return limits{all: bucket{limit: rate.NewLimiter(overall, overall), until: now}, chats: map[int64]*bucket{}}
}

func (l *limits) take(chat int64, now time.Time) error {
	c := l.chats[chat]
	if c == nil {
		c = &bucket{limit: rate.NewLimiter(perChat, perChatBurst), group: chat < 0}
		l.chats[chat] = c
	}
	if err := c.take(now); err != nil {
		return err
	}
	return l.all.take(now)
}

func (b *bucket) take(now time.Time) error {
	b.past = slices.DeleteFunc(b.past, func(at time.Time) bool { return now.Sub(at) >= time.Minute })
	switch {
	case now.Before(b.until):
	case b.group && len(b.past) >= perGroup:
		b.until = b.past[len(b.past)-perGroup].Add(time.Minute)
	case b.limit.AllowN(now, 1):
		if b.group {
			b.past = append(b.past, now)
		}
		return nil
	default:
		missing := 1 - b.limit.TokensAt(now)
		b.until = now.Add(time.Duration(math.Ceil(missing/float64(b.limit.Limit()))) * time.Second)
	}
	return tooMany(int(math.Ceil(b.until.Sub(now).Seconds())))
}
