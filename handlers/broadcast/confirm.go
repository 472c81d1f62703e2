package broadcast

import (
	"context"
	"errors"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

// refusals are the sentences for why something cannot be done.
var refusals = []struct {
	err error
	say words.Key
}{
	{ErrNoCampaign, words.SayGone}, {ErrExpired, words.SayExpired}, {ErrUsed, words.SayUsed}, {ErrNotSecond, words.SayNotSecond},
	{ErrRight, words.SayRight}, {ErrMissing, words.SayStopped}, {ErrTooLong, words.SayStopped}, {ErrNobody, words.SayStopped}, {ErrState, words.SayState},
}

// refused says why not; any other error is one.
func refused(err error) ([]chat.Reply, error) {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return handlers.Say(r.say), nil
		}
	}
	return nil, err
}

// confirm lets go what was previewed, as long as its preview is the open one; with many recipients it asks for a second.
func (f Flow) confirm(ctx context.Context, m chat.Message, id, token string, by []access.Grant) ([]chat.Reply, error) {
	d, ok, err := f.draft(ctx, m)
	if err != nil {
		return nil, err
	}
	if !ok || d.Step != stepPreview || d.Campaign != id {
		return f.over(ctx, id, by)
	}
	c, err := f.Records.Confirm(ctx, m, id, token)
	if errors.Is(err, ErrExpired) || errors.Is(err, ErrNoCampaign) { // expired drafts go
		replies := handlers.Say(words.SayExpired)
		replies[0].Buttons = [][]chat.Button{{d.button(words.SayPreviewAgain, "again")}}
		return replies, nil
	}
	if err != nil {
		return refused(err)
	}
	var more []chat.Reply
	if c.State == Waiting {
		n, err := f.Records.AskSeconds(ctx, m, id, Question(c, by))
		if err != nil {
			return nil, err
		}
		more = handlers.Say(words.SayAskedSeconds, n)
		if n == 0 {
			more = handlers.Say(words.SayNoSeconds)
		}
	}
	if err := handlers.Close(ctx, f.Open, m); err != nil {
		return nil, err
	}
	replies, err := f.show(ctx, m, id, by)
	return append(replies, more...), err
}

// over tells of a preview that is not the open one why its button is dead.
func (f Flow) over(ctx context.Context, id string, by []access.Grant) ([]chat.Reply, error) {
	c, err := f.Records.Campaign(ctx, id, by)
	switch {
	case errors.Is(err, ErrNoCampaign):
		return handlers.Say(words.SayGone), nil
	case err != nil:
		return nil, err
	case c.State == Draft:
		return handlers.Say(words.SayAgain), nil
	}
	return handlers.Say(words.SayUsed), nil
}

// Question asks a second person, with what is frozen.
func Question(c Campaign, by []access.Grant) chat.Reply {
	var t handlers.Text
	t.Line(chat.Bold, words.Say(words.SecondAsk, office(by)))
	count(&t, c)
	t.Say(words.SayWhen, when(c.At), words.Say(urgency(c.Urgent)))
	t.Say(words.SecondText)
	text, file := c.Text, (*chat.File)(nil)
	if len(c.Samples) > 0 {
		text, file = c.Samples[0].Reply.Plain(), c.Samples[0].Reply.File
	}
	t.Line(chat.Quote, text)
	t.Line(chat.Faint, words.Say(words.SecondHash, tail(c.Hash)))
	return chat.Reply{Text: t, File: file, Buttons: [][]chat.Button{{
		{Label: words.Say(words.SecondYes), Data: "camp:yes:" + c.ID}, {Label: words.Say(words.SecondNo), Data: "camp:no:" + c.ID}}}}
}

// Lapsed tells others who may announce the same that it did not go out, with its words.
func Lapsed(text string, file *chat.File) chat.Reply {
	var t handlers.Text
	t.Line(chat.Bold, words.Say(words.LapsedOther))
	t.Say(words.SecondText)
	t.Line(chat.Quote, text)
	return chat.Reply{Text: t, File: file}
}

// LapsedOwn tells an author that it did not go out.
func LapsedOwn(text string) chat.Reply { return handlers.Say(words.LapsedOwn, firstWords(text))[0] }

// Unseconded tells an author that nobody agreed in time.
func Unseconded(text string) chat.Reply { return handlers.Say(words.SecondNobody, firstWords(text))[0] }

// Outdated tells that an announcement is held because a date in its text is over.
func Outdated(text string, left int64) chat.Reply {
	return handlers.Say(words.Outdated, firstWords(text), left)[0]
}

// second answers the question.
func (f Flow) second(ctx context.Context, m chat.Message, c Campaign, yes bool) ([]chat.Reply, error) {
	var err error
	said, told := words.SecondDone, words.SecondToldDone
	if yes {
		_, err = f.Records.Second(ctx, m, c.ID)
	} else {
		said, told, err = words.SecondRefused, words.SecondToldRefused, f.Records.Discard(ctx, m, c.ID)
	}
	if err == nil {
		err = f.Records.TellAuthor(ctx, m, c.ID, handlers.Say(told, firstWords(c.Text))[0])
	}
	if err != nil {
		return refused(err)
	}
	r := handlers.Say(said)[0]
	r.Edits = m.On
	return []chat.Reply{r}, nil
}

// firstWords are those of a text, for a line of ours.
func firstWords(text string) string { return shown(strings.ReplaceAll(text, "\n", " ")) }
