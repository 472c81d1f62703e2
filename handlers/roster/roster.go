// Package roster is where liaisons and staff read in a roster of applicants: first what it would change and what is wrong
// with it, row by row; then, once that is confirmed, the changes.
package roster

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/progress"
	"zhicheng/reminders/units"
)

// Records keeps applications. What a message causes happens once, however often it is handled.
type Records interface {
	Unit(ctx context.Context, id int64) (units.Unit, bool, error)
	Units(ctx context.Context) ([]units.Unit, error)
	// Reviewing lists what each committee of the register reviews.
	Reviewing(ctx context.Context) ([]progress.Committee, error)
	ApplicationsOf(ctx context.Context, pack string, of progress.Reach) ([]progress.Application, error)
	// ApplicationNumbers lists all that are taken, whosever they are.
	ApplicationNumbers(ctx context.Context, pack string) ([]string, error)
	// SaveRoster keeps what is new and changed, all or none; progress.ErrStale says that it was made from something older.
	SaveRoster(ctx context.Context, m chat.Message, pack string, d progress.Difference) error
	// RosterSaved says whether a message has saved one, or has confirmed it and the rest follows.
	RosterSaved(ctx context.Context, message string) (bool, error)
}

// Headings keeps which column a heading stands for where its owner had to say so; "" stands for none.
type Headings interface {
	RosterHeadings(ctx context.Context, owner string) (map[string]string, error)
	SaveRosterHeadings(ctx context.Context, m chat.Message, owner string, columns map[string]string) error
	ForgetRosterHeadings(ctx context.Context, owner string) error
}

// Flow answers /roster.
type Flow struct {
	Pack     *packs.Pack
	Records  Records
	Headings Headings
	Rights   handlers.Rights
	Open     handlers.Dialogues
	Files    chat.Files
	Hash     func(text string) string // keyed: of what is in ID cards
	Codes    func(unit int64) string  // the data of the button that prints a unit's binding codes; nil: there is none
}

// dialogue is the one in which a roster is expected or waits to be confirmed, and the data of its buttons.
const dialogue = "roster"

// state is what the dialogue remembers.
type state struct {
	Unit int64          `json:"unit,omitempty"` // a liaison's; 0: as staff
	File *chat.Incoming `json:"file,omitempty"`
	Hash string         `json:"hash,omitempty"` // of what was shown, if it waits to be confirmed
	Ask  *question      `json:"ask,omitempty"`

	Added   int  `json:"added,omitempty"`
	Changed int  `json:"changed,omitempty"`
	Twice   int  `json:"twice,omitempty"` // to be confirmed a second time
	Sure    bool `json:"sure,omitempty"`  // these wait now

	Codes int64 `json:"codes,omitempty"` // whose binding codes may be printed then: of the only unit in the file
}

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	only := func(run handlers.Granted) handlers.Run { return handlers.Only(f.Rights, access.RosterImport, run) }
	open := func(run handlers.Granted) handlers.Run {
		return handlers.OnlyOpen(f.Rights, f.Open, access.RosterImport, run)
	}
	r.Commands = append(r.Commands, handlers.Command{Name: "roster", Word: words.WordRoster, Help: words.HelpRoster,
		For: access.RosterImport, Run: only(f.start), Files: true})
	turn := make(chan struct{}, 1)
	r.Presses[dialogue] = only(inTurn(turn, f.press))
	r.Dialogues[dialogue] = open(f.typed)
	r.Files[dialogue] = open(inTurn(turn, f.sent))
}

// inTurn lets one file be in memory at a time, whoever sends them: a large one takes as much as the rest of the program.
func inTurn(turn chan struct{}, run handlers.Granted) handlers.Granted {
	return func(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
		select {
		case turn <- struct{}{}:
			defer func() { <-turn }()
			return run(ctx, m, args, by)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// start asks for whom the roster is, where that may be several, and else for the file.
func (f Flow) start(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	all, err := f.targets(ctx, by)
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return handlers.Say(words.DeskClosed), nil
	case len(all) == 1:
		return f.wanted(ctx, m, all[0])
	}
	replies := handlers.Say(words.RosterFor)
	replies[0].Buttons = handlers.Choices(len(all), 1, func(i int) chat.Button {
		return chat.Button{Label: all[i].name(), Data: dialogue + ":for:" + strconv.FormatInt(all[i].unit.ID, 10)}
	})
	return replies, nil
}

// wanted asks for the file.
func (f Flow) wanted(ctx context.Context, m chat.Message, t target) ([]chat.Reply, error) {
	list := words.Say(words.Comma)
	replies := handlers.Say(words.RosterSend, t.name(), strings.Join(f.needed(t), list))
	return replies, f.keep(ctx, m, state{Unit: t.unit.ID})
}

func (f Flow) keep(ctx context.Context, m chat.Message, s state) error {
	return handlers.Keep(ctx, f.Open, m, dialogue, s)
}

// readState reads what the dialogue remembers; what cannot be read remembers nothing.
func readState(data string) (s state) {
	if json.Unmarshal([]byte(data), &s) != nil {
		return state{}
	}
	return s
}

// typed is what is written while a file or a button is expected.
func (f Flow) typed(_ context.Context, _ chat.Message, args string, _ []access.Grant) ([]chat.Reply, error) {
	if readState(args).File != nil {
		return handlers.Say(words.RosterPress), nil
	}
	return handlers.Say(words.TableWanted), nil
}

// press takes a button. All but the first work on the open dialogue, for whom its own right is looked up again.
func (f Flow) press(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	what, rest, _ := strings.Cut(args, ":")
	if what == "for" {
		id, _ := strconv.ParseInt(rest, 10, 64)
		t, ok, err := f.target(ctx, id, by)
		if err != nil || !ok {
			return handlers.Say(words.NotAllowed), err
		}
		return f.wanted(ctx, m, t)
	}
	name, data, _, err := f.Open.Dialogue(ctx, m.From, m.ID)
	if err != nil {
		return nil, err
	}
	s := readState(data)
	if name != dialogue || s.File == nil {
		return handlers.Say(words.RosterAgain), nil
	}
	t, ok, err := f.target(ctx, s.Unit, by)
	if err != nil || !ok {
		return handlers.Say(words.NotAllowed), err
	}
	run, ok := map[string]func(context.Context, chat.Message, string, state, target) ([]chat.Reply, error){
		"col": f.answered, "heads": f.forgotten, "yes": f.confirmed, "sure": f.confirmedTwice, "no": f.cancelled,
	}[what]
	if !ok {
		return handlers.Say(words.Button), nil
	}
	return run(ctx, m, rest, s, t)
}
