package unit

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/units"
)

// The steps of the form, in order.
const (
	stepName     = "name"
	stepLevel    = "level"
	stepDistrict = "district"
	stepKind     = "kind"
	stepTitles   = "titles"
	stepSeries   = "series"
	stepParent   = "parent"
	stepSave     = "save"
)

// form is a unit as far as it is filled in.
type form struct {
	Step string     `json:"step"`
	Unit units.Unit `json:"unit"`
}

// ask keeps the form and asks what is next.
func (f Flow) ask(ctx context.Context, m chat.Message, d form) ([]chat.Reply, error) {
	if d.Step == stepDistrict && (d.Unit.Level == units.City || d.Unit.Level == units.Resident) {
		d.Unit.District, d.Step = "", stepKind
	}
	replies, err := f.question(ctx, d)
	if err != nil {
		return nil, err
	}
	return replies, handlers.Keep(ctx, f.Open, m, "units.form", d)
}

func (f Flow) question(ctx context.Context, d form) ([]chat.Reply, error) {
	ask := func(k words.Key, rows [][]chat.Button, args ...any) []chat.Reply {
		replies := handlers.Say(k, args...)
		replies[0].Buttons = rows
		return replies
	}
	button := func(label, value string) chat.Button {
		return chat.Button{Label: label, Data: "units:" + d.Step + ":" + value}
	}
	switch d.Step {
	case stepName:
		if d.Unit.ID != 0 {
			return ask(words.UnitAskRename, [][]chat.Button{{button(d.Unit.Name, "same")}}), nil
		}
		return ask(words.UnitAskName, nil, units.MaxName), nil
	case stepLevel:
		return ask(words.UnitAskLevel, handlers.Choices(len(units.Levels), 2, func(i int) chat.Button {
			return button(words.Say(levels[units.Levels[i]]), string(units.Levels[i]))
		})), nil
	case stepDistrict:
		return ask(words.UnitAskDistrict, handlers.Choices(len(f.Districts), 3, func(i int) chat.Button {
			return button(f.Districts[i], fmt.Sprint(i))
		})), nil
	case stepKind:
		return ask(words.UnitAskKind, handlers.Choices(len(units.Kinds), 2, func(i int) chat.Button {
			return button(words.Say(kinds[units.Kinds[i]]), string(units.Kinds[i]))
		})), nil
	case stepTitles:
		return ask(words.UnitAskTitles, [][]chat.Button{
			{button(words.Say(words.AllLevels), "senior,mid,junior")},
			{button(words.Say(words.TitleSenior), "senior"), button(words.Say(words.TitleLower), "mid,junior")},
		}), nil
	case stepSeries:
		var names []string
		for _, s := range f.Series {
			names = append(names, s.Name)
		}
		replies := ask(words.UnitAskSeries, [][]chat.Button{{button(words.Say(words.UnitSeriesAny), "any")}})
		replies[0].Text = append(replies[0].Text, chat.Span{Style: chat.Faint, Text: "\n" + strings.Join(names, words.Say(words.Comma))})
		return replies, nil
	case stepParent:
		return ask(words.UnitAskParent, [][]chat.Button{{button(words.Say(words.UnitNoParent), "0")}}), nil
	}
	parent, err := f.parent(ctx, d.Unit)
	if err != nil {
		return nil, err
	}
	text := append([]chat.Span{{Text: words.Say(words.UnitConfirm) + "\n"}}, f.card(d.Unit, parent)...)
	return []chat.Reply{{Text: text, Buttons: [][]chat.Button{{button(words.Say(words.UnitSave), "yes")}}}}, nil
}

// form reads the one that is open in the conversation.
func (f Flow) form(ctx context.Context, m chat.Message) (d form, ok bool, err error) {
	ok, err = handlers.Kept(ctx, f.Open, m, "units.form", &d)
	return d, ok, err
}

// typed takes what is typed: a name, series, or the parent's name.
func (f Flow) typed(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	d, ok, err := f.form(ctx, m)
	if err != nil || !ok {
		return handlers.Say(words.UnitAgain), err
	}
	switch d.Step {
	case stepName:
		if d.Unit.Name = units.Clean(m.Text); d.Unit.Name == "" {
			return handlers.Say(words.UnitBadName, units.MaxName), nil
		}
		d.Step = stepLevel
	case stepSeries:
		ids, unknown := handlers.ReadNames(f.Series, m.Text)
		if len(unknown) > 0 {
			return handlers.Say(words.UnitBadSeries, strings.Join(unknown, " ")), nil
		}
		d.Unit.Series, d.Step = ids, stepParent
	case stepParent:
		return f.parents(ctx, m, by)
	default:
		return handlers.Say(words.UnitPress), nil
	}
	return f.ask(ctx, m, d)
}

// parents offers the units that a text names.
func (f Flow) parents(ctx context.Context, m chat.Message, by []access.Grant) ([]chat.Reply, error) {
	all, err := f.Records.UnitsNamed(ctx, strings.TrimSpace(m.Text), found)
	if err != nil {
		return nil, err
	}
	var rows [][]chat.Button
	for _, u := range all {
		rows = append(rows, []chat.Button{{Label: u.Name, Data: fmt.Sprintf("units:parent:%d", u.ID)}})
	}
	if len(rows) == 0 {
		return handlers.Say(words.UnitNoSuchParent), nil
	}
	replies := handlers.Say(words.UnitsFound)
	replies[0].Buttons = rows
	return replies, nil
}

// pressed takes an answer of the form from a button; one of an earlier question does nothing.
func (f Flow) pressed(ctx context.Context, m chat.Message, step, value string, by []access.Grant) ([]chat.Reply, error) {
	d, ok, err := f.form(ctx, m)
	if err != nil {
		return nil, err
	}
	if !ok || step != d.Step || !f.take(&d, value) {
		return handlers.Say(words.UnitAgain), nil
	}
	if step == stepSave {
		return f.save(ctx, m, d.Unit, by)
	}
	if !reaches(by, d.Unit.District) && d.Step != stepLevel && d.Step != stepDistrict {
		return handlers.Say(words.UnitNotYours), nil
	}
	return f.ask(ctx, m, d)
}

// take puts a button's value into the form and moves on; false if it is none.
func (f Flow) take(d *form, value string) bool {
	u := &d.Unit
	next := map[string]string{stepName: stepLevel, stepLevel: stepDistrict, stepDistrict: stepKind, stepKind: stepTitles,
		stepTitles: stepSeries, stepSeries: stepParent, stepParent: stepSave, stepSave: stepSave}
	switch d.Step {
	case stepLevel:
		u.Level = units.Level(value)
	case stepDistrict:
		var i int
		if _, err := fmt.Sscanf(value, "%d", &i); err != nil || i < 0 || i >= len(f.Districts) {
			return false
		}
		u.District = f.Districts[i]
	case stepKind:
		u.Kind = units.Kind(value)
	case stepTitles:
		u.Titles = nil
		for t := range strings.SplitSeq(value, ",") {
			u.Titles = append(u.Titles, units.Title(t))
		}
	case stepSeries:
		u.Series = nil
	case stepParent:
		if _, err := fmt.Sscanf(value, "%d", &u.Parent); err != nil || u.Parent < 0 || u.ID != 0 && u.Parent == u.ID {
			return false
		}
	}
	d.Step = next[d.Step]
	return true
}

// save keeps a unit that has no fault and is the writer's to keep.
func (f Flow) save(ctx context.Context, m chat.Message, u units.Unit, by []access.Grant) ([]chat.Reply, error) {
	if faults := u.Check(f.Districts); len(faults) > 0 {
		return handlers.Say(words.UnitAgain), nil
	}
	if !reaches(by, u.District) {
		return handlers.Say(words.UnitNotYours), nil
	}
	if u.ID != 0 {
		old, ok, err := f.Records.Unit(ctx, u.ID)
		if err != nil || !ok || !reaches(by, old.District) {
			return handlers.Say(words.UnitNotYours), err
		}
		u.Closed = old.Closed // the form does not ask for it, and somebody may have changed it since
	}
	all := []units.Unit{u}
	if err := f.Records.SaveUnits(ctx, m, all); errors.Is(err, ErrNameTaken) {
		return handlers.Say(words.UnitNameTaken, u.Name), nil
	} else if err != nil {
		return nil, err
	}
	if err := handlers.Close(ctx, f.Open, m); err != nil {
		return nil, err
	}
	return f.about(ctx, m, "show", all[0])
}
