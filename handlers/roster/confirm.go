package roster

import (
	"context"
	"errors"
	"slices"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/progress"
)

// confirmed imports what was shown, if that is still what the file changes. What must be confirmed a second time is
// shown again then.
func (f Flow) confirmed(ctx context.Context, m chat.Message, rest string, s state, t target) ([]chat.Reply, error) {
	if s.Hash == "" || s.Sure || s.Added+s.Changed == 0 || rest != s.shown() {
		return handlers.Say(words.RosterAgain), nil
	}
	said, err := f.save(ctx, m, s, t, func(r reading) (string, progress.Difference) {
		return r.hash, progress.Difference{New: r.diff.New, Changed: r.diff.Changed}
	})
	if err != nil || said != nil {
		return said, err
	}
	replies := handlers.Say(words.RosterDone, s.Added, s.Changed)
	if f.Codes != nil && s.Codes != 0 {
		replies[0].Buttons = [][]chat.Button{{{Label: words.Say(words.RosterCodes), Data: f.Codes(s.Codes)}}}
	}
	if s.Twice == 0 {
		return replies, handlers.Close(ctx, f.Open, m)
	}
	r, ask, gone, err := f.read(ctx, m, *s.File, t)
	if err != nil || ask != nil || gone != nil || r.odd() == 0 {
		return replies, errors.Join(err, handlers.Close(ctx, f.Open, m))
	}
	next := state{Unit: s.Unit, File: s.File, Hash: r.twice, Twice: r.odd(), Sure: true}
	return append(replies, f.again(r, next)), f.keep(ctx, m, next)
}

// again shows what must be confirmed a second time.
func (f Flow) again(r reading, s state) chat.Reply {
	var t handlers.Text
	t.Say(words.RosterTwice, s.Twice)
	all := slices.DeleteFunc(slices.Clone(r.diff.Suspicious), func(x progress.Suspect) bool { return x.Change == nil })
	rowsOf(&t, "", len(all), func(i int) string { return words.Say(words.RosterRowWith, r.place(all[i].At), f.suspect(r, all[i])) })
	return chat.Reply{Text: t, Buttons: [][]chat.Button{s.buttons()}}
}

// confirmedTwice imports what goes back or skips something.
func (f Flow) confirmedTwice(ctx context.Context, m chat.Message, rest string, s state, t target) ([]chat.Reply, error) {
	if s.Hash == "" || !s.Sure || rest != s.shown() {
		return handlers.Say(words.RosterAgain), nil
	}
	said, err := f.save(ctx, m, s, t, func(r reading) (string, progress.Difference) {
		d := progress.Difference{Suspicious: r.diff.Suspicious}
		d.Confirm()
		return r.twice, d
	})
	if err != nil || said != nil {
		return said, err
	}
	return handlers.Say(words.RosterCorrected, s.Twice), handlers.Close(ctx, f.Open, m)
}

// save keeps a part of the difference, once a message, if the file and what it changes are what was shown.
func (f Flow) save(ctx context.Context, m chat.Message, s state, t target, part func(reading) (string, progress.Difference)) ([]chat.Reply, error) {
	saved, err := f.Records.RosterSaved(ctx, m.ID)
	if err != nil || saved {
		return nil, err
	}
	r, ask, said, err := f.read(ctx, m, *s.File, t)
	switch {
	case err != nil:
		return nil, err
	case said != nil:
		return []chat.Reply{*said}, nil
	case ask != nil:
		return handlers.Say(words.RosterChanged), nil
	}
	hash, d := part(r)
	if hash != s.Hash {
		return handlers.Say(words.RosterChanged), nil
	}
	err = f.Records.SaveRoster(ctx, m, f.Pack.ID, d)
	if errors.Is(err, progress.ErrStale) {
		return handlers.Say(words.RosterChanged), nil
	}
	return nil, err
}

// cancelled leaves what was not confirmed. The rest may have been imported before.
func (f Flow) cancelled(ctx context.Context, m chat.Message, _ string, s state, _ target) ([]chat.Reply, error) {
	if s.Sure {
		return handlers.Say(words.RosterLeft), handlers.Close(ctx, f.Open, m)
	}
	return handlers.Say(words.RosterCancelled), handlers.Close(ctx, f.Open, m)
}
