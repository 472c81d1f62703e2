package relay

import (
	"context"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/progress"
	"zhicheng/reminders/units"
)

// Applications keeps how far applications are. What a message causes happens once, however often it is handled; what is
// beyond a reach is not there.
type Applications interface {
	Unit(ctx context.Context, id int64) (units.Unit, bool, error)
	Papers(ctx context.Context, pack string) ([]milestones.Paper, error)
	Application(ctx context.Context, id int64, of progress.Reach) (progress.Application, bool, error)
	ApplicationNumbered(ctx context.Context, pack, number string, of progress.Reach) (progress.Application, bool, error)
	ApplicationsOf(ctx context.Context, pack string, of progress.Reach) ([]progress.Application, error)
	FindApplications(ctx context.Context, pack, text string, of progress.Reach, limit int) ([]progress.Application, error)
	History(ctx context.Context, id int64) ([]progress.Event, error)
	ChangedBy(ctx context.Context, message string) ([]progress.Event, error)
	// MoveApplication is false, with the application as it is, if it has another version by now.
	MoveApplication(ctx context.Context, m chat.Message, of progress.Reach, id int64, version int, to progress.Move, note string, due time.Time) (progress.Application, bool, error)
}

// Bindings keeps who hears of which application, and what was sent to them.
type Bindings interface {
	MakeCodes(ctx context.Context, m chat.Message, unit int64, hashes map[int64]string) error
	// Printings lists the messages that printed the codes of a unit's applications, or of one of them alone.
	Printings(ctx context.Context, pack string, unit, application int64) ([]string, error)
	// CodesOf counts the applications of a unit that have a code, and those to which somebody is bound.
	CodesOf(ctx context.Context, pack string, unit int64) (codes, bound int, err error)
	// BoundTo counts the conversations that are bound to an application, and those of them that are told nothing: they do
	// not want to hear of it, or cannot be reached.
	BoundTo(ctx context.Context, application int64) (all, deaf int, err error)
	Bind(ctx context.Context, m chat.Message, pack, number string, hash func(application int64) string) (Attempt, error)
	BindByCard(ctx context.Context, m chat.Message, pack, number, tail string) (Attempt, error)
	ByCard(ctx context.Context, unit int64) (bool, error)
	SetByCard(ctx context.Context, m chat.Message, unit int64, on bool) error
	Bindings(ctx context.Context, c chat.Conversation, pack string) ([]Binding, error)
	Unbind(ctx context.Context, m chat.Message, id int64) (bool, error)
	Holding(ctx context.Context, application int64) (Holding, error)
	// EndBindings ends those up to an id, with old only those that were not made with the code that holds, and tells each.
	EndBindings(ctx context.Context, m chat.Message, application, upto int64, old bool, notice chat.Reply) (int, error)
	SentOf(ctx context.Context, application int64) ([]Sent, error)
	ReleasedOf(ctx context.Context, application int64) ([]Released, error)
	RemindedOf(ctx context.Context, milestone string) ([]Deadline, error)
}

// Flow answers /progress and /why.
type Flow struct {
	Book
	Records  Applications
	Bindings Bindings
	Rights   handlers.Rights
	Open     handlers.Dialogues
	Key      []byte                   // of the codes
	Hash     func(text string) string // of what is in ID cards
}

// The dialogues, and the data of the buttons of each right.
const (
	own     = "prog"  // an applicant's
	desk    = "pdesk" // of those who see applications
	move    = "pmove" // of those who move them
	finding = "progress.find"
	binding = "progress.bind"
)

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	only := func(a access.Action, run handlers.Granted) handlers.Run { return handlers.Only(f.Rights, a, run) }
	open := func(a access.Action, run handlers.Granted) handlers.Run {
		return handlers.OnlyOpen(f.Rights, f.Open, a, run)
	}
	r.Commands = append(r.Commands,
		handlers.Command{Name: "progress", Word: words.WordProgress, Help: words.HelpProgress, Args: true, Run: f.start},
		handlers.Command{Name: "why", Word: words.WordWhy, Help: words.HelpWhy, Args: true, For: access.ProgressMove, Run: only(access.ProgressMove, f.why)},
	)
	r.Presses[own] = f.press
	r.Presses[desk] = only(access.ProgressCode, f.pressDesk)
	r.Presses[move] = only(access.ProgressMove, f.pressMove)
	r.Dialogues[finding] = open(access.ProgressCode, f.find)
	r.Dialogues[move] = open(access.ProgressMove, f.typed)
	r.Dialogues[binding] = f.typedBinding
	r.Secret, r.Question = f.secret, f.help(r.Question)
}

// start shows those who look after applications one of them, or lets them search; applicants their own, or binds one.
func (f Flow) start(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
	grants, err := f.Rights.Grants(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	by := access.Allowing(grants, access.ProgressCode)
	said := parts(args)
	switch {
	case len(said) > 1 && len(by) == 0:
		return f.bind(ctx, m, said) // what is right has been taken before: see Router.Secret
	case len(by) > 0 && len(said) > 0:
		if all, err := f.search(ctx, args, by); err != nil || len(all) > 0 {
			return f.list(ctx, m, all, by, err)
		}
	}
	mine, err := f.mine(ctx, m, said)
	switch {
	case err != nil || len(mine) > 0 && (len(by) == 0 || len(said) > 0):
		return mine, err
	case len(by) == 0 && len(said) > 0 && mayBe(said[0]):
		return f.askCode(ctx, m, said[0])
	case len(by) == 0:
		return f.askBinding(ctx, m)
	case len(said) > 0:
		return handlers.Say(words.ProgressNone), nil
	}
	replies := handlers.Say(words.ProgressFind)
	for _, g := range by {
		if g.Role == access.Liaison {
			replies[0].Buttons = append(replies[0].Buttons, f.codesButton(g.Unit))
		}
	}
	if err := f.Open.SetDialogue(ctx, m.From, m.ID, finding, "", m.At); err != nil {
		return nil, err
	}
	return append(mine, replies...), nil
}

// reaches are whose applications the grants have to do with.
func reaches(by []access.Grant) (all []progress.Reach) {
	for _, g := range by {
		switch g.Role {
		case access.Liaison:
			all = append(all, progress.Reach{Unit: g.Unit})
		case access.Staff:
			all = append(all, progress.Reach{District: g.Scope.District, Series: g.Scope.Series, Levels: g.Scope.Levels})
		}
	}
	return all
}

// within reads the application of a button, if the grants reach it.
func (f Flow) within(ctx context.Context, id string, by []access.Grant) (a progress.Application, of progress.Reach, ok bool, err error) {
	n, _ := strconv.ParseInt(id, 10, 64)
	for _, of = range reaches(by) {
		if a, ok, err = f.Records.Application(ctx, n, of); ok || err != nil {
			return a, of, ok, err
		}
	}
	return a, of, false, nil
}

// data is a button's.
func data(parts ...any) string {
	var all []string
	for _, p := range parts {
		switch v := p.(type) {
		case string:
			all = append(all, v)
		case int:
			all = append(all, strconv.Itoa(v))
		case int64:
			all = append(all, strconv.FormatInt(v, 10))
		}
	}
	return strings.Join(all, ":")
}

func button(k words.Key, parts ...any) chat.Button {
	return chat.Button{Label: words.Say(k), Data: data(parts...)}
}

// in is the book with what papers say of an application.
func (f Flow) in(ctx context.Context, a progress.Application) (Book, error) {
	papers, err := f.Records.Papers(ctx, f.Pack.ID)
	return f.with(a, papers), err
}
