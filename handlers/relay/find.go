package relay

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/progress"
)

const found = 10

// ofNumber is what people write before a number or its end.
var ofNumber = regexp.MustCompile(`^\s*(` + words.Say(words.TypedNumber) + `)`)

// find shows the application of a number, or lists those whose number or name begins with a text, or whose number ends so.
func (f Flow) find(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	all, err := f.search(ctx, m.Text, by)
	return f.list(ctx, m, all, by, err)
}

// search finds what was typed, also with spaces in it, or else its first part; one more than are listed.
func (f Flow) search(ctx context.Context, typed string, by []access.Grant) (all []progress.Application, err error) {
	said := parts(strings.ToUpper(ofNumber.ReplaceAllString(norm.NFKC.String(typed), "")))
	if len(said) == 0 {
		return nil, nil
	}
	all, err = f.named(ctx, strings.Join(said, ""), by)
	if err != nil || len(all) > 0 || len(said) == 1 {
		return all, err
	}
	return f.named(ctx, said[0], by)
}

func (f Flow) named(ctx context.Context, said string, by []access.Grant) (all []progress.Application, err error) {
	for _, of := range reaches(by) {
		if a, ok, err := f.Records.ApplicationNumbered(ctx, f.Pack.ID, said, of); err != nil || ok {
			return []progress.Application{a}, err
		}
		some, err := f.Records.FindApplications(ctx, f.Pack.ID, said, of, found+1)
		if err != nil {
			return nil, err
		}
		for _, a := range some {
			if !slices.ContainsFunc(all, func(o progress.Application) bool { return o.ID == a.ID }) {
				all = append(all, a)
			}
		}
	}
	return all, nil
}

// list shows what was found.
func (f Flow) list(ctx context.Context, m chat.Message, all []progress.Application, by []access.Grant, err error) ([]chat.Reply, error) {
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return handlers.Say(words.ProgressNone), nil
	case len(all) == 1:
		if err := f.close(ctx, m, finding); err != nil {
			return nil, err
		}
		return f.card(ctx, m, all[0], by)
	}
	key := words.ProgressFound
	if len(all) > found {
		key, all = words.ProgressMany, all[:found]
	}
	replies := handlers.Say(key, found)
	replies[0].Buttons = handlers.Choices(len(all), 1, func(i int) chat.Button {
		return chat.Button{Label: words.Say(words.ProgressOne, all[i].Number, all[i].Name, f.stage(all[i].Stage)), Data: data(desk, "card", all[i].ID)}
	})
	return replies, nil
}
