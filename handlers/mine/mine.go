// Package mine shows people what is stored about them and deletes it.
package mine

import (
	"context"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
)

// Data is what is stored about a person.
type Data struct {
	FirstSeen, LastSeen        time.Time // days; zero when nothing is known
	Payload                    string    // of the last /start
	Chats, Reminders, Files    int
	Groups                     int // in which they let their unit be reminded
	Feeds, Grants, Cases       int
	Bindings                   int // of applications
	Answers                    int // that the person wrote and that are used
	Questions, Useful, Useless int
	Latest                     []string // the newest questions
	Dialogues                  []string // names of the open ones
}

// Records is where it is stored. Forget keeps only what the running message needs to be answered.
type Records interface {
	Mine(ctx context.Context, person string) (Data, error)
	Forget(ctx context.Context, person, messageID string) error
}

// Flow answers /mydata and /forget.
type Flow struct {
	Records  Records
	Open     handlers.Dialogues
	KeepDays int
	// Facts lists what a person agreed to keep of a check, in words; nil if there are no checks.
	Facts func(ctx context.Context, person string) ([]string, error)
}

const dialogue = "forget"

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	r.Commands = append(r.Commands,
		handlers.Command{Name: "mydata", Word: words.WordMyData, Help: words.HelpMyData, Run: f.show},
		handlers.Command{Name: "forget", Word: words.WordForget, Help: words.HelpForget, Run: f.ask})
	r.Presses[dialogue] = f.press
	r.Dialogues[dialogue] = f.say
}

func (f Flow) show(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
	d, err := f.Records.Mine(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	lines := []string{words.Say(words.MineHead)}
	add := func(k words.Key, args ...any) { lines = append(lines, words.Say(k, args...)) }
	if !d.FirstSeen.IsZero() {
		add(words.MineSeen, d.FirstSeen.Format(time.DateOnly), d.LastSeen.Format(time.DateOnly))
	}
	if d.Questions == 0 {
		add(words.MineNone)
	} else {
		add(words.MineAsked, d.Questions, d.Useful, d.Useless)
		add(words.MineLatest)
		for _, q := range d.Latest {
			lines = append(lines, "  "+handlers.OneLine(q))
		}
	}
	var facts []string
	if f.Facts != nil {
		if facts, err = f.Facts(ctx, m.From.Person); err != nil {
			return nil, err
		}
	}
	if len(facts) > 0 {
		add(words.MineCheck, len(facts), strings.Join(facts, words.Say(words.Semicolon)))
	}
	if d.Payload != "" {
		add(words.MinePayload, handlers.OneLine(d.Payload))
	}
	for _, c := range counts(d) {
		if c.n > 0 {
			add(c.say, c.n)
		}
	}
	add(words.MineFoot, f.KeepDays)
	return plain(strings.Join(lines, "\n")), nil
}

type count struct {
	say words.Key
	n   int
}

// counts are how many there are of what is kept about somebody.
func counts(d Data) []count {
	return []count{
		{words.MineChats, d.Chats},
		{words.MineReminders, d.Reminders},
		{words.MineGroups, d.Groups},
		{words.MineFiles, d.Files},
		{words.MineFeeds, d.Feeds},
		{words.MineCases, d.Cases},
		{words.MineGrants, d.Grants},
		{words.MineAnswers, d.Answers},
		{words.MineBindings, d.Bindings},
		{words.MineDialog, len(d.Dialogues)},
	}
}

func (f Flow) ask(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
	if err := handlers.Above(ctx, f.Open, m, dialogue, ""); err != nil {
		return nil, err
	}
	return f.confirm(words.ForgetAsk), nil
}

func (f Flow) confirm(k words.Key) []chat.Reply {
	replies := handlers.Say(k)
	replies[0].Buttons = [][]chat.Button{{
		{Label: words.Say(words.ForgetYes), Data: dialogue + ":yes"}, {Label: words.Say(words.ForgetNo), Data: dialogue + ":no"},
	}}
	return replies
}

// press takes the button only while the question is open; a button of an old question does nothing.
func (f Flow) press(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
	name, _, _, err := f.Open.Dialogue(ctx, m.From, m.ID)
	if err != nil {
		return nil, err
	}
	if name != dialogue {
		return handlers.Say(words.Button), nil
	}
	return f.end(ctx, m, args == "yes")
}

func (f Flow) say(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
	switch strings.TrimSpace(m.Text) {
	case words.Say(words.ForgetWord):
		return f.end(ctx, m, true)
	case words.Say(words.ForgetNo):
		return f.end(ctx, m, false)
	}
	return f.confirm(words.ForgetAgain), nil
}

func (f Flow) end(ctx context.Context, m chat.Message, forget bool) ([]chat.Reply, error) {
	if !forget {
		_, err := handlers.Leave(ctx, f.Open, m)
		return handlers.Say(words.Kept), err
	}
	return handlers.Say(words.Forgotten), f.Records.Forget(ctx, m.From.Person, m.ID)
}

func plain(text string) []chat.Reply { return []chat.Reply{{Text: []chat.Span{{Text: text}}}} }
