// Package cases is 转人工: an applicant's question that goes to staff, and the desk where staff take and answer it.
package cases

import (
	"context"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/cases"
	"zhicheng/reminders/units"
)

// Notice is a message that a case causes for somebody who did not just write.
type Notice struct {
	To    chat.Conversation
	Reply chat.Reply
	At    time.Time // civil time before which it stays
}

// Opening is how the opening of a case went.
type Opening string

// The ways.
const (
	New      Opening = "new"
	Again    Opening = "again"     // there is one of the same question
	TooMany  Opening = "too many"  // the person has as many open as they may
	TooOften Opening = "too often" // the person has opened as many within a day as they may
)

// Move is what somebody does with a case.
type Move struct {
	To    func(cases.Case) (cases.State, bool) // where it goes, unless it may not
	Staff bool                                 // who does it
	Queue []chat.Conversation                  // hear it where the other side is staff and nobody has the case
	Taker *string                              // who has it then; nil: as before
	Line  string                               // what is said
	Told  *chat.Reply                          // what the other side hears; nil: nothing
	At    time.Time                            // civil time before which that stays
}

// Duty is somebody who can be told of cases, and where.
type Duty struct {
	To    chat.Conversation
	Role  access.Role
	Scope access.Scope
}

// Records keeps cases. What a message causes happens once, however often it is handled.
type Records interface {
	// Asked is a question of the person's with what was found; ok is false if it is gone or somebody else's.
	Asked(ctx context.Context, person, id string) (text string, f cases.Found, ok bool, err error)
	// Recent lists a person's last few questions from a time up to and at another, the newest first.
	Recent(ctx context.Context, person string, from, to time.Time) ([]Asked, error)
	OpenCase(ctx context.Context, m chat.Message, c cases.Case, tell func(cases.Case) []Notice) (cases.Case, Opening, error)
	Case(ctx context.Context, id int64) (cases.Case, bool, error)
	// Cases lists those that are not closed, those that wait longest first.
	Cases(ctx context.Context) ([]cases.Case, error)
	// CasesOf lists a person's that are not closed, as they were before a message.
	CasesOf(ctx context.Context, person, message string) ([]cases.Case, error)
	MoveCase(ctx context.Context, m chat.Message, id int64, move Move) (cases.Case, bool, error)
	OnDuty(ctx context.Context) ([]Duty, error)
	// Principal is as whom somebody acts who may have signed in.
	Principal(ctx context.Context, person string) (string, error)
}

// Asked is a question that somebody put to the assistant.
type Asked struct{ ID, Text, Topic string }

// Situation is what a check says of a person.
type Situation struct {
	Series, Level string
	Found         cases.Found
	Facts         []string // in words
}

// Flow answers /human and /cases.
type Flow struct {
	Pack     *packs.Pack
	Calendar *calendar.Calendar
	Records  Records
	Rights   handlers.Rights
	Open     handlers.Dialogues
	Series   []handlers.Choice
	// Situation is what the person's check says, if there is one; nil without checks.
	Situation func(ctx context.Context, m chat.Message) (Situation, bool, error)
	// Verdict is a verdict's sentence.
	Verdict func(code string) string
}

// The dialogues: of who asks, and of staff who answer.
const (
	asking    = "human"
	answering = "case"
)

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	only := func(run handlers.Granted) handlers.Run { return handlers.Only(f.Rights, access.CaseAnswer, run) }
	r.Commands = append(r.Commands,
		handlers.Command{Name: "human", Word: words.WordHuman, Also: words.AlsoHuman, Help: words.HelpHuman, Args: true, Run: f.start},
		handlers.Command{Name: "cases", Word: words.WordCases, Help: words.HelpCases, For: access.CaseAnswer, Run: only(f.queue)})
	r.Presses["human"] = f.press
	r.Dialogues[asking] = f.typed
	r.Presses["case"] = only(f.pressStaff)
	r.Long[answering] = true
	r.Dialogues[answering] = handlers.OnlyOpen(f.Rights, f.Open, access.CaseAnswer, f.typedAnswer)
}

// meantWithin is for how long what is typed is meant for the other side: it goes to them as it is.
const meantWithin = time.Hour

// What is shown of texts, in characters.
const (
	maxQuestion = handlers.MaxQuestion // nothing of a question is left out
	maxShort    = 24
	maxOffered  = 80
	maxLines    = 6
)

// office names for whom a case is, as far as that is known.
func (f Flow) office(c cases.Case) string {
	var parts []string
	for _, s := range f.Series {
		if s.ID == c.Series {
			parts = append(parts, s.Name)
		}
	}
	if k, ok := titles[units.Title(c.Level)]; ok {
		parts = append(parts, words.Say(k))
	}
	switch {
	case c.District == city:
		parts = append(parts, words.Say(words.CaseCity))
	case c.District != "":
		parts = append(parts, c.District)
	}
	if parts == nil {
		return words.Say(words.CaseAnyOffice)
	}
	return strings.Join(parts, words.Say(words.Comma))
}

var titles = map[units.Title]words.Key{units.Senior: words.TitleSenior, units.Mid: words.TitleMid, units.Junior: words.TitleJunior}

// city is the district of those whom the city's offices look after; no district's grant reaches it.
const city = "-"

// covers says whether a scope reaches a case.
func covers(s access.Scope, c cases.Case) bool { return s.Covers(c.District, c.Series, c.Level) }

// found says in words what the assistant found.
func (f Flow) found(c cases.Case) string {
	var labels []string
	for _, id := range c.Found.Clauses {
		if clause := f.Pack.Notice.Clause(id); clause != nil {
			labels = append(labels, clause.Label)
		}
	}
	clauses := strings.Join(labels, words.Say(words.Comma))
	if c.Found.FAQ != 0 && c.Found.Kind != cases.Answer {
		return words.Say(words.CaseFoundFAQ, c.Found.FAQ)
	}
	switch c.Found.Kind {
	case cases.Answer:
		return words.Say(words.CaseFoundClauses, clauses)
	case cases.Referral:
		return words.Say(words.CaseFoundReferral, f.topic(c.Found.Code), clauses)
	case cases.Refusal:
		return words.Say(words.CaseFoundRefusal, f.topic(c.Found.Code))
	case cases.Verdict:
		return words.Say(words.CaseFoundVerdict, f.Verdict(c.Found.Code), clauses)
	}
	return words.Say(words.CaseFoundNothing)
}

func (f Flow) topic(id string) string {
	for _, t := range f.Pack.Material.Outside {
		if t.ID == id {
			return t.Title
		}
	}
	return words.Say(words.CaseNoTopic)
}

func button(k words.Key, data string) chat.Button {
	return chat.Button{Label: words.Say(k), Data: data}
}
