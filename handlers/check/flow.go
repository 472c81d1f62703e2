// Package check leads a person through 资格自查, question by question, to a verdict, and units through 岗位测算. The
// rules decide; here they are only asked and shown.
package check

import (
	"context"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge/eligibility"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/milestones"
)

// name is the dialogue's name and what its buttons' data begins with.
const name = "check"

// Saved is what a person agreed to keep.
type Saved struct {
	Answers []Answer
	At      time.Time // of the latest change
}

// Records is where facts are kept that a person agreed to keep.
type Records interface {
	// SavedCheck returns what is kept of a person; no answers if nothing is.
	SavedCheck(ctx context.Context, person string) (Saved, error)
	// SaveCheck keeps the answers instead of earlier ones.
	SaveCheck(ctx context.Context, person string, s Saved) error
	DropCheck(ctx context.Context, person string) error
	// QuestionText is what the person asked in the message, or nothing if it is gone or somebody else's.
	QuestionText(ctx context.Context, person, messageID string) (string, error)
}

// Book is what a notice says about eligibility.
type Book struct {
	Pack  *packs.Pack
	Rules *eligibility.Rules
	Talk  eligibility.Talk

	papers  []milestones.Paper
	filings []Filing
}

// Flow leads the conversations.
type Flow struct {
	Book
	Records  Records
	Register Register
	Open     handlers.Dialogues
	KeepDays int
	question handlers.Run // what answers questions to the notice
}

// Install puts the flow into the router, behind the flow that answers questions.
func (f Flow) Install(r *handlers.Router) {
	f.question = r.Question
	r.Commands = append(r.Commands,
		handlers.Command{Name: name, Word: words.WordCheck, Help: words.HelpCheck, Run: f.start},
		handlers.Command{Name: quotaName, Word: words.WordQuota, Help: words.HelpQuota, Run: f.quotaStart})
	r.Presses[name], r.Presses[quotaName] = f.press, f.quotaPress
	r.Dialogues[name], r.Dialogues[quotaName] = f.typed, f.quotaTyped
}

// turn is one message being handled.
type turn struct {
	Flow
	ctx context.Context
	m   chat.Message
	s   *state
	now time.Time // the civil day, for the rules
}

func (f Flow) turn(ctx context.Context, m chat.Message, s *state) (_ *turn, err error) {
	f.Book, err = f.knowing(ctx, f.Register)
	return &turn{f, ctx, m, s, m.At}, err
}

// start is /check: it goes on where an open check stopped, or begins.
func (f Flow) start(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
	s, err := f.opened(ctx, m)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return f.begin(ctx, m, args)
	}
	t, err := f.turn(ctx, m, s)
	if err != nil {
		return nil, err
	}
	return t.resume(args)
}

// opened is the state of the check that the message finds open, also below another dialogue; nil if there is none.
func (f Flow) opened(ctx context.Context, m chat.Message) (*state, error) {
	open, state, _, err := f.Open.Dialogue(ctx, m.From, m.ID)
	if err != nil {
		return nil, err
	}
	if open != name {
		open, state = handlers.Covered(state)
	}
	if open != name {
		return nil, nil
	}
	s, err := decode(state, f.Rules)
	if err != nil {
		return nil, nil //nolint:nilerr // what nobody can read is no check
	}
	return s, nil
}

// resume says that the check goes on, and where; days may have passed.
func (t *turn) resume(said string) ([]chat.Reply, error) {
	var lead handlers.Text
	lead.Say(words.CheckResume)
	if was, err := time.Parse(time.DateOnly, t.s.AsOf); err == nil {
		if days := int(civil(t.now).Sub(was).Hours() / 24); days > 0 {
			lead.Line(chat.Faint, words.Say(words.CheckAway, days))
		}
	}
	t.hear(said)
	if waits := t.s.Step == reusing || t.s.Step == asking && len(t.s.Heard) == 0; !waits {
		t.advance(t.s, t.now)
	}
	return t.finish(lead)
}

// begin opens a new check, with what was said so far.
func (f Flow) begin(ctx context.Context, m chat.Message, said string) ([]chat.Reply, error) {
	t, err := f.turn(ctx, m, &state{})
	if err != nil {
		return nil, err
	}
	saved, err := f.Records.SavedCheck(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	t.hear(said)
	t.advance(t.s, t.now)
	if kept := usable(saved.Answers, f.Rules); len(kept) > 0 {
		t.s.Step = reusing
	}
	return t.finish(nil)
}

// typed takes what a person typed while the check is open.
func (f Flow) typed(ctx context.Context, m chat.Message, state string) ([]chat.Reply, error) {
	s, err := decode(state, f.Rules)
	if err != nil {
		return f.begin(ctx, m, m.Text)
	}
	t, err := f.turn(ctx, m, s)
	if err != nil {
		return nil, err
	}
	return t.read()
}

// press takes a button.
func (f Flow) press(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
	verb, rest, _ := strings.Cut(args, ":")
	if verb == "new" {
		return f.begin(ctx, m, "")
	}
	if verb == "q" {
		return f.fromQuestion(ctx, m, rest)
	}
	s, err := f.opened(ctx, m)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return f.over()
	}
	t, err := f.turn(ctx, m, s)
	if err != nil {
		return nil, err
	}
	return t.pressed(verb, rest)
}

// fromQuestion begins, or goes on, with the facts of a question that the person asked.
func (f Flow) fromQuestion(ctx context.Context, m chat.Message, id string) ([]chat.Reply, error) {
	said, err := f.Records.QuestionText(ctx, m.From.Person, id)
	if err != nil {
		return nil, err
	}
	return f.start(ctx, m, said)
}

// over answers a button of a check that has ended.
func (f Flow) over() ([]chat.Reply, error) {
	replies := handlers.Say(words.CheckOver)
	replies[0].Buttons = [][]chat.Button{{button(words.WordCheck, "new")}}
	return replies, nil
}

// pressed does what a button says.
func (t *turn) pressed(verb, rest string) ([]chat.Reply, error) {
	id, value, _ := strings.Cut(rest, ":")
	switch verb {
	case "keep":
		return t.agree(rest == "yes")
	case "reuse":
		return t.reuse()
	case "go":
		return t.finish(nil)
	case "stop":
		return t.stop()
	case "a":
		return t.choose(id, value)
	case "sure":
		return t.sure(id)
	case "skip", "dunno":
		return t.pass(id, map[string]string{"skip": skipped, "dunno": unknown}[verb])
	case "back":
		return t.back()
	case "why":
		return t.why(id)
	case "h", "hok", "hfix", "hno":
		return t.proposal(verb, rest)
	case "t", "ticked":
		return t.tick(verb, rest)
	case "edit", "add":
		return t.list(verb, rest)
	case "e":
		return t.edit(id)
	case "more":
		t.s.More = true
		t.advance(t.s, t.now)
		return t.finish(nil)
	case "cites":
		return t.cites(rest)
	case "if":
		return t.changes()
	case "save":
		return t.file()
	}
	return handlers.Say(words.Button), nil
}

// finish keeps the state, and the facts if the person agreed, and shows where the dialogue stands below the lead.
func (t *turn) finish(lead handlers.Text) ([]chat.Reply, error) {
	if err := t.keep(); err != nil {
		return nil, err
	}
	return t.show(lead), nil
}

func (t *turn) keep() error {
	t.s.AsOf = t.now.Format(time.DateOnly)
	state, err := t.s.encode()
	if err != nil {
		return err
	}
	if t.s.Keep {
		if err := t.Records.SaveCheck(t.ctx, t.m.From.Person, Saved{t.s.Answers, t.now}); err != nil {
			return err
		}
	}
	return t.Open.SetDialogue(t.ctx, t.m.From, t.m.ID, name, state, t.m.At)
}

// show is where the dialogue stands.
func (t *turn) show(lead handlers.Text) []chat.Reply {
	switch t.s.Step {
	case agreeing:
		return []chat.Reply{t.askConsent(lead)}
	case reusing:
		return []chat.Reply{t.askReuse(lead)}
	case hearing:
		return []chat.Reply{t.propose(lead)}
	case asking:
		return []chat.Reply{t.ask(lead)}
	case ticking:
		return []chat.Reply{t.screen(lead)}
	}
	return t.card(lead)
}

// stop ends the check; what was not to be kept is gone.
func (t *turn) stop() ([]chat.Reply, error) {
	if err := handlers.Close(t.ctx, t.Open, t.m); err != nil {
		return nil, err
	}
	if t.s.Keep {
		return handlers.Say(words.CheckStopKept, t.KeepDays), nil
	}
	return handlers.Say(words.CheckStop), nil
}

// expired heads a reply outside the notice's time in force.
func expired(p *packs.Pack, at time.Time, lead handlers.Text) handlers.Text {
	if p.InForce(at) {
		return lead
	}
	var t handlers.Text
	t.Line(chat.Faint, words.Say(words.Expired, p.Year))
	if len(lead) > 0 {
		lead[0].Text = "\n" + lead[0].Text
	}
	return append(t, lead...)
}
