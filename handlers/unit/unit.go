// Package unit is where staff keep the units: search, add, change, close.
package unit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/units"
)

// ErrNameTaken says that another unit has the name.
var ErrNameTaken = errors.New("another unit has this name")

// Records keeps the units. What a message causes happens once, however often it is handled.
type Records interface {
	Units(ctx context.Context) ([]units.Unit, error)
	UnitsNamed(ctx context.Context, text string, limit int) ([]units.Unit, error)
	Unit(ctx context.Context, id int64) (units.Unit, bool, error)
	// UnitsSavedBy says whether a message has saved any.
	UnitsSavedBy(ctx context.Context, message string) (bool, error)
	SaveUnits(ctx context.Context, m chat.Message, all []units.Unit) error
}

// Flow answers /units.
type Flow struct {
	Records   Records
	Rights    handlers.Rights
	Open      handlers.Dialogues
	Files     chat.Files
	Columns   []packs.Column // of a roster of units
	Districts []string
	Series    []handlers.Choice
}

const found = 10 // units shown

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	only := func(run handlers.Granted) handlers.Run { return handlers.Only(f.Rights, access.UnitEdit, run) }
	r.Commands = append(r.Commands, handlers.Command{Name: "units", Word: words.WordUnits, Help: words.HelpUnits,
		For: access.UnitEdit, Args: true, Run: only(f.start), Files: true})
	r.Presses["units"] = only(f.press)
	r.Dialogues["units"] = handlers.OnlyOpen(f.Rights, f.Open, access.UnitEdit, f.find)
	r.Dialogues[importing] = handlers.OnlyOpen(f.Rights, f.Open, access.UnitEdit, func(context.Context, chat.Message, string, []access.Grant) ([]chat.Reply, error) {
		return handlers.Say(words.TableWanted), nil
	})
	r.Files[importing] = handlers.OnlyOpen(f.Rights, f.Open, access.UnitEdit, f.sent)
	r.Files["units"] = r.Files[importing] // who has the table at hand need not press first
	r.Dialogues["units.form"] = handlers.OnlyOpen(f.Rights, f.Open, access.UnitEdit, f.typed)
}

// reaches says whether one of the grants looks after a place.
func reaches(by []access.Grant, district string) bool {
	return slices.ContainsFunc(by, func(g access.Grant) bool {
		return g.Role == access.Admin || g.Scope.District == "" || g.Scope.District == district
	})
}

func (f Flow) start(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	if args != "" {
		m.Text = args
		return f.find(ctx, m, "", by)
	}
	replies := handlers.Say(words.UnitsAsk)
	replies[0].Buttons = [][]chat.Button{{{Label: words.Say(words.UnitsAdd), Data: "units:add"}, {Label: words.Say(words.UnitsImport), Data: "units:import"}}}
	return replies, f.Open.SetDialogue(ctx, m.From, m.ID, "units", "", m.At)
}

// find lists the units that a text names.
func (f Flow) find(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	all, err := f.Records.UnitsNamed(ctx, strings.TrimSpace(m.Text), found)
	if err != nil {
		return nil, err
	}
	var rows [][]chat.Button
	for _, u := range all {
		if reaches(by, u.District) {
			rows = append(rows, []chat.Button{{Label: u.Name, Data: fmt.Sprintf("units:show:%d", u.ID)}})
		}
	}
	said := words.UnitsFound
	if len(rows) == 0 {
		said = words.UnitsNone
	}
	replies := handlers.Say(said)
	replies[0].Buttons = append(rows, []chat.Button{{Label: words.Say(words.UnitsAdd), Data: "units:add"}})
	return replies, nil
}

func (f Flow) press(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	what, value, _ := strings.Cut(args, ":")
	switch what {
	case "add":
		return f.ask(ctx, m, form{Step: stepName})
	case "import":
		return f.table(ctx, m)
	case "import-yes":
		return f.confirmed(ctx, m, by)
	case "show", "edit", "close", "reopen":
		id, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return handlers.Say(words.Button), nil
		}
		u, ok, err := f.Records.Unit(ctx, id)
		if err != nil || !ok || !reaches(by, u.District) {
			return handlers.Say(words.UnitsNone), err
		}
		return f.about(ctx, m, what, u)
	}
	return f.pressed(ctx, m, what, value, by)
}

// about shows a unit, or begins to change it.
func (f Flow) about(ctx context.Context, m chat.Message, what string, u units.Unit) ([]chat.Reply, error) {
	switch what {
	case "edit":
		return f.ask(ctx, m, form{Step: stepName, Unit: u})
	case "close", "reopen":
		u.Closed = what == "close"
		if err := f.Records.SaveUnits(ctx, m, []units.Unit{u}); err != nil {
			return nil, err
		}
	}
	parent, err := f.parent(ctx, u)
	if err != nil {
		return nil, err
	}
	id := strconv.FormatInt(u.ID, 10)
	edit := chat.Button{Label: words.Say(words.UnitsEdit), Data: "units:edit:" + id}
	r := chat.Reply{Text: f.card(u, parent), Buttons: [][]chat.Button{{edit, {Label: words.Say(words.UnitsClose), Data: "units:close:" + id}},
		{{Label: words.Say(words.UnitsInvite), Data: "inv:one:" + id}}}}
	if u.Closed { // nobody can join it
		r.Buttons = [][]chat.Button{{edit, {Label: words.Say(words.UnitsReopen), Data: "units:reopen:" + id}}}
	}
	if what != "show" {
		r.Edits = m.On
	}
	return []chat.Reply{r}, nil
}

func (f Flow) parent(ctx context.Context, u units.Unit) (string, error) {
	if u.Parent == 0 {
		return "", nil
	}
	p, _, err := f.Records.Unit(ctx, u.Parent)
	return p.Name, err
}

// card is everything that is known of a unit.
func (f Flow) card(u units.Unit, parent string) []chat.Span {
	lines := []string{""}
	add := func(k words.Key, v string) {
		if v != "" {
			lines = append(lines, words.Say(k, v))
		}
	}
	add(words.UnitLevel, words.Say(levels[u.Level]))
	add(words.UnitDistrict, u.District)
	add(words.UnitKind, words.Say(kinds[u.Kind]))
	var named []string
	for _, t := range u.Titles {
		named = append(named, words.Say(titles[t]))
	}
	add(words.UnitTitles, strings.Join(named, words.Say(words.Comma)))
	add(words.UnitSeries, handlers.Names(f.Series, u.Series))
	add(words.UnitParent, parent)
	if u.Closed {
		lines = append(lines, words.Say(words.UnitClosed))
	}
	return []chat.Span{{Style: chat.Bold, Text: u.Name}, {Text: strings.Join(lines, "\n")}}
}

var (
	levels = map[units.Level]words.Key{units.City: words.LevelCity, units.County: words.LevelCounty, units.Township: words.LevelTownship, units.Resident: words.LevelResident}
	kinds  = map[units.Kind]words.Key{units.Institution: words.KindInstitution, units.Organ: words.KindOrgan, units.StateOwned: words.KindState,
		units.Private: words.KindPrivate, units.Organization: words.KindOrganization}
	titles = map[units.Title]words.Key{units.Senior: words.TitleSenior, units.Mid: words.TitleMid, units.Junior: words.TitleJunior}
)
