package broadcast

import (
	"context"
	"errors"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

// preview freezes the announcement and shows it as its recipients will see it.
func (f Flow) preview(ctx context.Context, m chat.Message, d draft, by []access.Grant) ([]chat.Reply, error) {
	if !d.At.IsZero() && !d.At.After(m.At) {
		d.Step = stepTime
		replies, err := f.ask(ctx, m, d, by)
		return append(handlers.Say(words.SayPast), replies...), err
	}
	file, said, err := f.open(ctx, m, d.File)
	if err != nil || said != nil {
		return said, err
	}
	if err := f.drop(ctx, m, d); err != nil {
		return nil, err
	}
	c, err := f.Records.Freeze(ctx, m, Announcement{Text: Signed(by, d.Body), File: file, To: d.To, At: d.At, Urgent: d.Urgent}, by)
	if errors.Is(err, ErrNobody) {
		c, err = Campaign{At: d.At, Urgent: d.Urgent}, nil
	}
	if err != nil {
		return nil, err
	}
	d.Campaign, d.Step = c.ID, stepPreview
	if err := f.keep(ctx, m, d); err != nil {
		return nil, err
	}
	replies := seen(c)
	return append(replies, f.summary(c, d, m.At, by)), nil
}

// seen are the samples, each as it will look; those that look the same once. Their buttons only look like buttons, and
// the file comes with the first.
func seen(c Campaign) (replies []chat.Reply) {
	shown := map[string]bool{}
	for i, s := range c.Samples {
		if shown[s.Reply.Plain()] {
			continue
		}
		shown[s.Reply.Plain()] = true
		r := s.Reply
		if i > 0 {
			r.File = nil
		}
		r.Buttons = nil
		for _, row := range s.Reply.Buttons {
			var dead []chat.Button
			for _, b := range row {
				dead = append(dead, chat.Button{Label: b.Label, Data: "say:sample"})
			}
			r.Buttons = append(r.Buttons, dead)
		}
		replies = append(replies, r)
	}
	return replies
}
