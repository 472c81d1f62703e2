package handlers

import (
	"context"
	"slices"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

// Payloads keeps what followed /start in a deep link, for later use.
type Payloads interface {
	SetPayload(ctx context.Context, person, payload string, at time.Time) error
}

// Basics are the commands that every conversation needs. They read the router's table, so they are put into it.
type Basics struct {
	Router   *Router
	Payloads Payloads
	KeepDays int    // for how long questions are kept
	Source   string // the notice's document number
	Title    string // and its title
}

// Install puts the commands into the table, first and last.
func (b Basics) Install() {
	first := []Command{
		{Name: "start", Word: words.WordStart, Help: words.HelpStart, Run: b.start, Where: Anywhere},
		{Name: "help", Word: words.WordHelp, Help: words.HelpHelp, Run: b.help, Where: Anywhere},
	}
	last := Command{Name: "cancel", Word: words.WordCancel, Help: words.HelpCancel, Run: b.cancel, Where: Anywhere}
	b.Router.Commands = append(append(first, b.Router.Commands...), last)
}

func (b Basics) start(ctx context.Context, m chat.Message, payload string) ([]chat.Reply, error) {
	if m.Group { // what the link carries is a person's own
		return Say(words.GroupHello), nil
	}
	kind, args, _ := strings.Cut(payload, "_")
	if run, ok := b.Router.Payloads[kind]; ok {
		return run(ctx, m, args)
	}
	if payload != "" {
		if err := b.Payloads.SetPayload(ctx, m.From.Person, payload, m.At); err != nil {
			return nil, err
		}
	}
	if err := Close(ctx, b.Router.Open, m); err != nil {
		return nil, err
	}
	keyboard, err := b.Router.Keyboard(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	duties, err := b.Router.duties(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	replies := Say(words.Start, b.KeepDays)
	if duties != "" {
		replies[0].Text = append(replies[0].Text, chat.Span{Text: "\n" + duties})
	}
	replies[0].Keyboard = keyboard
	return replies, nil
}

// often are the words that people use most, those of a role first: as many of somebody's as fit above a phone's keyboard are
// offered there, and help tells the others.
var often = []words.Key{words.WordDesk, words.WordCases, words.WordRoster, words.WordBroadcast, words.WordUnanswered, words.WordUnits, words.WordStats,
	words.WordInvite, words.WordCheck, words.WordDates, words.WordProgress, words.WordNotice, words.WordHuman, words.WordQuota, words.WordSettings}

// What fits: words in all besides help and cancel, and in a row.
const (
	maxOffered = 6
	perRow     = 4
)

// Keyboard offers a person's commands by their words; to be shown when their rights have changed.
func (r *Router) Keyboard(ctx context.Context, person string) ([][]string, error) {
	mine, err := r.For(ctx, person)
	if err != nil {
		return nil, err
	}
	return keyboard(mine), nil
}

func keyboard(commands []Command) [][]string {
	var keys []string
	for _, word := range often {
		if len(keys) < maxOffered && slices.ContainsFunc(commands, func(c Command) bool { return c.Word == word }) {
			keys = append(keys, words.Say(word))
		}
	}
	keys = append(keys, words.Say(words.WordHelp), words.Say(words.WordCancel))
	return slices.Collect(slices.Chunk(keys, perRow))
}

func (b Basics) help(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
	if m.Group { // the same for everybody: who may do what is nobody else's affair
		return b.list(words.GroupHelp, b.Router.InGroups()), nil
	}
	mine, err := b.Router.For(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	replies := b.list(words.HelpHead, mine)
	replies[0].Keyboard = keyboard(mine)
	return replies, nil
}

func (b Basics) list(head words.Key, commands []Command) []chat.Reply {
	lines := []string{words.Say(head)}
	mine, everybodys := split(commands)
	lines = append(lines, mine...)
	if len(mine) > 0 {
		lines = append(lines, words.Say(words.HelpAll))
	}
	lines = append(lines, everybodys...)
	lines = append(lines, words.Say(words.HelpFoot, b.Source, b.Title))
	return []chat.Reply{{Text: []chat.Span{{Text: strings.Join(lines, "\n")}}}}
}

// split lists the commands that a role adds, and those of everybody.
func split(commands []Command) (added, everybodys []string) {
	for _, c := range commands {
		line := words.Say(c.Word) + " /" + c.Name + " " + words.Say(c.Help)
		if c.For != "" {
			added = append(added, line)
			continue
		}
		everybodys = append(everybodys, line)
	}
	return added, everybodys
}

func (b Basics) cancel(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
	name, _, _, err := b.Router.Open.Dialogue(ctx, m.From, m.ID)
	if err != nil {
		return nil, err
	}
	if name == "" {
		return Say(words.NoDialog), nil
	}
	if err := Close(ctx, b.Router.Open, m); err != nil {
		return nil, err
	}
	return Say(words.Cancelled), nil
}
