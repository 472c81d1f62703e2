package relay

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/progress"
)

// askBinding asks which application to bind.
func (f Flow) askBinding(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
	return handlers.Say(words.BindAsk), f.Open.SetDialogue(ctx, m.From, m.ID, binding, "", m.At)
}

// mine shows the applications to which the conversation is bound, or those of a number.
func (f Flow) mine(ctx context.Context, m chat.Message, said []string) ([]chat.Reply, error) {
	all, err := f.Bindings.Bindings(ctx, m.From, f.Pack.ID)
	if err != nil {
		return nil, err
	}
	if len(said) > 0 {
		all = slices.DeleteFunc(all, func(b Binding) bool { return !strings.HasSuffix(b.Application.Number, strings.ToUpper(said[0])) })
	}
	if len(all) == 0 {
		return nil, nil
	}
	var replies []chat.Reply
	for _, b := range all {
		r, err := f.shown(ctx, m, b)
		if err != nil {
			return nil, err
		}
		replies = append(replies, r)
	}
	last := &replies[len(replies)-1]
	last.Buttons = append(last.Buttons, []chat.Button{button(words.BindMore, own, "bind")})
	return replies, nil
}

// shown is the way of an application to somebody who is bound to it.
func (f Flow) shown(ctx context.Context, m chat.Message, of Binding) (chat.Reply, error) {
	b, err := f.in(ctx, of.Application)
	if err != nil {
		return chat.Reply{}, err
	}
	history, err := f.Records.History(ctx, of.Application.ID)
	return chat.Reply{Text: b.timeline(m.From.Channel, of.Application, history, m.At),
		Buttons: [][]chat.Button{{button(words.Unbind, own, "unbind", of.ID)}}}, err
}

// press takes the buttons of applicants. What they name must be one of the conversation's own.
func (f Flow) press(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
	what, id, _ := strings.Cut(args, ":")
	n, _ := strconv.ParseInt(id, 10, 64)
	if what == "bind" {
		return f.askBinding(ctx, m)
	}
	if what == "unbound" {
		ok, err := f.Bindings.Unbind(ctx, m, n)
		if err != nil || !ok {
			return handlers.Say(words.BindNone), err
		}
		return handlers.Say(words.Unbound), nil
	}
	all, err := f.Bindings.Bindings(ctx, m.From, f.Pack.ID)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(b Binding) bool {
		return what == "way" && b.Application.ID == n || what == "unbind" && b.ID == n
	})
	if i < 0 {
		return handlers.Say(words.BindNone), nil
	}
	if what == "way" {
		r, err := f.shown(ctx, m, all[i])
		return []chat.Reply{r}, err
	}
	replies := handlers.Say(words.UnbindSure, tail(all[i].Application.Number))
	replies[0].Buttons = [][]chat.Button{{button(words.UnbindYes, own, "unbound", n)}}
	return replies, nil
}

// typedBinding takes number and code, in one message or in two. What is neither is no attempt.
func (f Flow) typedBinding(ctx context.Context, m chat.Message, number string) ([]chat.Reply, error) {
	said := parts(m.Text)
	switch {
	case number != "" && (alike.MatchString(joined(said)) || len(said) > 1):
		return f.bind(ctx, m, append([]string{number}, said...))
	case number == "" && len(said) == 1 && mayBe(said[0]):
		return f.askCode(ctx, m, said[0])
	case number != "":
		return handlers.Say(words.BindCode), nil
	case ofBinding.MatchString(m.Text):
		return handlers.Say(words.BindHelp), nil
	case len(said) > 1:
		return f.bind(ctx, m, said)
	}
	return handlers.Say(words.BindForm), nil
}

// askCode asks for the code that goes with a number.
func (f Flow) askCode(ctx context.Context, m chat.Message, number string) ([]chat.Reply, error) {
	return handlers.Say(words.BindCode), f.Open.SetDialogue(ctx, m.From, m.ID, binding, number, m.At)
}

// mayBe says whether a text may be a number: a question in words alone is none.
func mayBe(number string) bool {
	return utf8.RuneCountInString(number) <= maxNumber && strings.ContainsFunc(number, unicode.IsDigit)
}

// maxNumber is the longest number, in characters.
const maxNumber = 40

// parts are what somebody writes beside one another; a number may have a slash in it.
func parts(text string) []string {
	return strings.FieldsFunc(norm.NFKC.String(text), func(r rune) bool { return r != '/' && words.Separates(r) })
}

// bind tries a number with a code or, where the unit allows that, with a name and the last four of the ID card.
func (f Flow) bind(ctx context.Context, m chat.Message, said []string) ([]chat.Reply, error) {
	number, last, code := strings.ToUpper(said[0]), len(said)-1, joined(said[1:])
	var got Attempt
	var err error
	switch {
	case last > 1 && cardEnd.MatchString(said[last]):
		name := strings.Join(said[1:last], "") // a roster's names have no spaces either
		got, err = f.Bindings.BindByCard(ctx, m, f.Pack.ID, number, f.Hash(progress.Tail(name, said[last])))
	case alike.MatchString(code):
		got, err = f.Bindings.Bind(ctx, m, f.Pack.ID, number, func(id int64) string { return f.codeHash(id, code) })
	default:
		return handlers.Say(words.BindForm), nil
	}
	if err != nil {
		return nil, err
	}
	switch got.State {
	case Done, Already:
		if err := f.close(ctx, m, binding); err != nil {
			return nil, err
		}
		key := map[Bound]words.Key{Done: words.BindDone, Already: words.BindAlready}[got.State]
		r, err := f.shown(ctx, m, got.Binding)
		return append(handlers.Say(key, tail(number)), r), err
	case TooMany:
		return handlers.Say(words.BindTooMany), f.close(ctx, m, binding)
	}
	return handlers.Say(words.BindWrong, wait(got.Wait)), nil
}

// wait says for how long nothing is looked at.
func wait(d time.Duration) string {
	switch seconds := int((d + time.Second - 1) / time.Second); {
	case seconds <= 0:
		return ""
	case seconds < 60:
		return words.Say(words.BindSeconds, seconds)
	default:
		return words.Say(words.BindMinutes, (seconds+59)/60)
	}
}
