package broadcast

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/units"
)

// page is one part of the menu of recipients: what may be chosen, and what is.
type page struct {
	id     string
	name   words.Key // of the page
	said   words.Key // of what is chosen
	perRow int
	all    []handlers.Choice
	chosen *[]string
}

// pages are the parts of the menu over a filter, as far as the grants reach. Take writes the choice back.
func (f Flow) pages(to *Filter, by []access.Grant) (all []page, take func()) {
	roles, levels, titles := text(to.Roles), text(to.Levels), text(to.Titles)
	var open []string
	if to.Open != "" {
		open = []string{to.Open}
	}
	all = []page{
		{"r", words.SayRoles, words.SayOfRoles, 3, named(map[string]words.Key{"liaison": words.RoleLiaison, "applicant": words.SayApplicant, "staff": words.RoleStaff},
			"liaison", "applicant", "staff"), &roles},
		{"d", words.SayDistricts, words.SayOfDistricts, 3, within(f.Districts, by), &to.Districts},
		{"l", words.SayLevels, words.SayOfLevels, 2, named(levelNames, text(units.Levels)...), &levels},
		{"s", words.SaySeries, words.SayOfSeries, 3, among(f.Series, by), &to.Series},
		{"t", words.SayTitles, words.SayOfTitles, 3, named(titleNames, text(units.Titles)...), &titles},
		{"o", words.SayOpen, words.SayNotReported, 1, f.Matters, &open},
	}
	return all, func() {
		to.Roles, to.Levels, to.Titles = typed[access.Role](roles), typed[units.Level](levels), typed[units.Title](titles)
		to.Open = ""
		if len(open) > 0 {
			to.Open = open[len(open)-1] // one at a time
		}
	}
}

var levelNames = map[string]words.Key{"city": words.LevelCity, "county": words.LevelCounty, "township": words.LevelTownship, "resident": words.LevelResident}

var titleNames = map[string]words.Key{"senior": words.TitleSenior, "mid": words.TitleMid, "junior": words.TitleJunior}

func text[T ~string](all []T) (out []string) {
	for _, v := range all {
		out = append(out, string(v))
	}
	return out
}

func typed[T ~string](all []string) (out []T) {
	for _, v := range all {
		out = append(out, T(v))
	}
	return out
}

func named(names map[string]words.Key, ids ...string) (all []handlers.Choice) {
	for _, id := range ids {
		all = append(all, handlers.Choice{ID: id, Name: words.Say(names[id])})
	}
	return all
}

// within are the districts that the grants reach; their numbers stay those of the city.
func within(districts []string, by []access.Grant) (all []handlers.Choice) {
	for _, d := range districts {
		if slices.ContainsFunc(by, func(g access.Grant) bool { return g.Scope.Covers(d, "", "") }) {
			all = append(all, handlers.Choice{ID: d, Name: d})
		}
	}
	return all
}

// among are the series that the grants reach.
func among(series []handlers.Choice, by []access.Grant) (all []handlers.Choice) {
	for _, s := range series {
		if slices.ContainsFunc(by, func(g access.Grant) bool { return g.Scope.Covers("", s.ID, "") }) {
			all = append(all, s)
		}
	}
	return all
}

// whom is a button of the menu. A choice says what it turns on or off, so that pressing it twice does it once.
func (f Flow) whom(ctx context.Context, m chat.Message, d draft, what, value string, by []access.Grant) ([]chat.Reply, error) {
	d.Step = stepWhom
	id, choice, _ := strings.Cut(value, ":")
	switch what {
	case "next":
		return f.chosen(ctx, m, d, by)
	case "list":
		d.Step = stepList
		return handlers.Say(words.SayAskList, strings.Join(f.Headings, words.Say(words.Comma))), f.keep(ctx, m, d)
	case "page":
		id = value
	default:
		if !f.set(&d, id, choice, what == "on", by) {
			return handlers.Say(words.Button), nil
		}
		if id == "r" || id == "all" || id == "u" { // these stand on the first page
			id = ""
		}
	}
	if err := f.keep(ctx, m, d); err != nil {
		return nil, err
	}
	r := f.menu(d, id, by)
	r.Edits = m.On
	return []chat.Reply{r}, nil
}

// set turns a choice on or off; false if there is none such.
func (f Flow) set(d *draft, id, choice string, on bool, by []access.Grant) bool {
	switch id {
	case "all":
		d.To, d.All = Filter{}, on
		return true
	case "u":
		d.To.Units = nil // a list is turned on by sending it
		return !on
	}
	pages, take := f.pages(&d.To, by)
	i := slices.IndexFunc(pages, func(p page) bool { return p.id == id })
	n, err := strconv.Atoi(choice)
	if i < 0 || err != nil || n < 0 || n >= len(pages[i].all) {
		return false
	}
	p := pages[i]
	value := p.all[n].ID
	*p.chosen = slices.DeleteFunc(slices.Clone(*p.chosen), func(v string) bool { return v == value })
	if on {
		*p.chosen = append(*p.chosen, value)
	}
	d.All = false
	take()
	return true
}

// chosen goes on, if anybody is chosen.
func (f Flow) chosen(ctx context.Context, m chat.Message, d draft, by []access.Grant) ([]chat.Reply, error) {
	switch {
	case !d.All && empty(d.To):
		return handlers.Say(words.SayNobodyChosen), nil
	case d.Complete:
		return f.preview(ctx, m, d, by)
	}
	d.Step = stepWhen
	return f.ask(ctx, m, d, by)
}

func empty(to Filter) bool {
	return len(to.Roles)+len(to.Districts)+len(to.Levels)+len(to.Series)+len(to.Titles)+len(to.Units) == 0 && to.Open == ""
}

// menu shows a page of the choices, or the first one.
func (f Flow) menu(d draft, at string, by []access.Grant) chat.Reply {
	r := chat.Reply{Text: []chat.Span{{Text: words.Say(words.SayAskWhom)}, {Style: chat.Bold, Text: "\n" + words.Say(words.SayTo, f.describe(d, by))}}}
	pages, _ := f.pages(&d.To, by)
	if i := slices.IndexFunc(pages, func(p page) bool { return p.id == at }); i > 0 {
		r.Buttons = append(pages[i].buttons(d), []chat.Button{d.button(words.SayPageBack, "page:")})
		return r
	}
	r.Buttons = append(r.Buttons, []chat.Button{choice(d, everybody(by), "all", d.All)})
	r.Buttons = append(r.Buttons, pages[0].buttons(d)...)
	var more []chat.Button
	for _, p := range pages[1:] {
		if len(p.all) > 0 {
			more = append(more, chat.Button{Label: words.Say(p.name), Data: d.data("page:" + p.id)})
		}
	}
	more = append(more, d.button(words.SayList, "list"))
	r.Buttons = append(r.Buttons, handlers.Choices(len(more), 2, func(i int) chat.Button { return more[i] })...)
	if n := len(d.To.Units); n > 0 {
		r.Buttons = append(r.Buttons, []chat.Button{choice(d, words.Say(words.SayListed, n), "u:", true)})
	}
	r.Buttons = append(r.Buttons, []chat.Button{d.button(words.SayNext, "next")})
	return r
}

func (p page) buttons(d draft) [][]chat.Button {
	return handlers.Choices(len(p.all), p.perRow, func(i int) chat.Button {
		return choice(d, p.all[i].Name, p.id+":"+strconv.Itoa(i), slices.Contains(*p.chosen, p.all[i].ID))
	})
}

// choice is a button that turns something on or, where it is, off.
func choice(d draft, label, value string, on bool) chat.Button {
	if on {
		return chat.Button{Label: words.Say(words.SayChosen, label), Data: d.data("off:" + value)}
	}
	return chat.Button{Label: label, Data: d.data("on:" + value)}
}

// everybody is all that the grants reach, in words.
func everybody(by []access.Grant) string {
	for _, g := range by {
		if g.Role == access.Admin || g.Scope.District == "" && len(g.Scope.Series)+len(g.Scope.Levels) == 0 {
			return words.Say(words.SayAll)
		}
	}
	return words.Say(words.SayAllOurs)
}

// describe says in words whom a draft is for.
func (f Flow) describe(d draft, by []access.Grant) string {
	var parts []string
	if d.All {
		parts = append(parts, everybody(by))
	}
	pages, _ := f.pages(&d.To, by)
	for _, p := range pages {
		var names []string
		for _, c := range p.all {
			if slices.Contains(*p.chosen, c.ID) {
				names = append(names, c.Name)
			}
		}
		if len(names) > 0 {
			part := strings.Join(names, words.Say(words.Comma))
			parts = append(parts, words.Say(p.said, part))
		}
	}
	if n := len(d.To.Units); n > 0 {
		parts = append(parts, words.Say(words.SayListed, n))
	}
	if len(parts) == 0 {
		return words.Say(words.SayNobodyYet)
	}
	return strings.Join(parts, words.Say(words.Semicolon))
}
