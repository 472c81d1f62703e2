package handlers

import (
	"context"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

// Where tells in which chats a command works.
type Where int

// Where nothing is said a command is personal: whoever adds one must think before others read along.
const (
	InPrivate Where = iota // only where nobody else reads
	Anywhere
	InGroups // it makes sense in a group alone, and is offered there alone
)

// group answers what is said where others read along. Only what is meant for such chats runs; anything else is answered
// with the way to a private chat, whoever asks, so that nothing shows what somebody may do or has stored.
func (r *Router) group(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
	replies, err := r.shared(ctx, m)
	if err != nil || len(replies) == 0 {
		return nil, err
	}
	for i := range replies {
		replies[i].Keyboard = nil // it would be everybody's
	}
	replies[0].Press = m.Press
	asked, err := r.asked(ctx, m)
	if last := &replies[len(replies)-1]; asked {
		last.Text = append(last.Text, chat.Span{Style: chat.Faint, Text: "\n" + words.Say(words.GroupAnswer)})
	}
	return replies, err
}

func (r *Router) shared(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
	switch {
	case m.Kind == chat.Added, m.Kind == chat.Text && strings.TrimSpace(m.Text) == "":
		return Say(words.GroupHello), nil
	case m.Kind == chat.Press:
		flow, _, _ := strings.Cut(m.Data, ":")
		if _, known := r.Presses[flow]; known && !r.Shared[flow] {
			return r.elsewhere(), nil
		}
		return r.press(ctx, m)
	case m.Kind != chat.Text && !readable(m.Text):
		return Say(unreadable(m.Kind)), nil
	case r.secret(m.Text) != nil:
		way := r.elsewhere()
		way[0].Text = append([]chat.Span{{Text: words.Say(words.GroupSecret) + "\n"}}, way[0].Text...)
		return way, nil
	}
	if c, _, ok := r.command(m.Text); ok && c.Where == InPrivate {
		return r.elsewhere(), nil
	}
	return r.text(ctx, m)
}

// elsewhere says that something is done in private.
func (r *Router) elsewhere() []chat.Reply {
	if r.Link != nil {
		if link := r.Link(""); link != "" {
			return Say(words.GroupPrivateAt, link)
		}
	}
	return Say(words.GroupPrivate)
}

// asked says whether a dialogue waits for an answer to what is said to the message.
func (r *Router) asked(ctx context.Context, m chat.Message) (bool, error) {
	was, before, _, err := r.Open.Dialogue(ctx, m.From, m.ID)
	if err != nil {
		return false, err
	}
	name, state, _, err := r.Open.Dialogue(ctx, m.From, "") // as the message leaves it
	_, _, called := r.command(m.Text)
	called = called || r.secret(m.Text) != nil
	return r.Shared[name] && (name != was || state != before || m.Kind == chat.Text && !called), err
}

// InGroups lists the commands that are offered in groups, each with its help there.
func (r *Router) InGroups() (all []Command) {
	for _, c := range r.Commands {
		if c.Where == InPrivate || c.Word == words.WordStart {
			continue
		}
		if c.Group != "" {
			c.Help = c.Group
		}
		all = append(all, c)
	}
	return all
}

// Share lets presses and dialogues work where others read along.
func (r *Router) Share(names ...string) {
	if r.Shared == nil {
		r.Shared = map[string]bool{}
	}
	for _, name := range names {
		r.Shared[name] = true
	}
}
