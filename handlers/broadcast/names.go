package broadcast

import (
	"context"
	"slices"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/sheet"
	"zhicheng/reminders/units"
)

const (
	maxListed    = 5000 // units
	shownFaults  = 8    // rows of a list that a message tells
	maxShownName = 40   // characters of a name that nobody knows
)

// listed takes a list of units. What is not the name of one is told and never guessed.
func (f Flow) listed(ctx context.Context, m chat.Message, d draft, by []access.Grant) ([]chat.Reply, error) {
	book, said, err := handlers.ReadTable(ctx, f.Files, m.From, *m.File)
	if err != nil {
		return nil, err
	}
	if said != nil {
		return []chat.Reply{*said}, nil
	}
	rows, at, ok := f.column(book)
	if !ok {
		return handlers.Say(words.TableNoHeads, f.Headings[0]), nil
	}
	known, err := f.Units.Units(ctx)
	if err != nil {
		return nil, err
	}
	l := match(rows, at, known, by)
	switch {
	case len(l.ids) > maxListed:
		return handlers.Say(words.SayListLong, maxListed), nil
	case len(l.ids) == 0:
		return []chat.Reply{l.tell(words.SayListNone)}, nil
	}
	d.To.Units, d.All, d.Step = l.ids, false, stepWhom
	if err := f.keep(ctx, m, d); err != nil {
		return nil, err
	}
	return []chat.Reply{l.tell(words.SayListTaken), f.menu(d, "", by)}, nil
}

// column finds the one of units: below its heading.
func (f Flow) column(book sheet.Book) (rows []sheet.Row, at int, ok bool) {
	for _, s := range book.Sheets {
		if h, found := s.Find([]sheet.Column{{Key: "unit", Headings: f.Headings, Required: true}}); found && len(h.Missing) == 0 {
			return s.Rows[h.Row+1:], h.At["unit"], true
		}
	}
	return nil, 0, false
}

// list is what a table of units holds.
type list struct {
	ids    []int64
	faults []string // row by row
}

func match(rows []sheet.Row, at int, known []units.Unit, by []access.Grant) (l list) {
	byName := map[string]units.Unit{}
	for _, u := range known {
		byName[u.Name] = u
	}
	for _, row := range rows {
		cell := row.Cell(at)
		if strings.TrimSpace(cell) == "" {
			continue
		}
		u, ok := byName[units.Clean(cell)]
		why := words.Key("")
		switch {
		case !ok:
			why = words.SayListUnknown
		case u.Closed:
			why = words.SayListClosed
		case !reaches(by, u):
			why = words.SayListElsewhere
		case slices.Contains(l.ids, u.ID):
			continue
		default:
			l.ids = append(l.ids, u.ID)
			continue
		}
		l.faults = append(l.faults, words.Say(words.TableRow, row.Number, words.Say(why, shown(cell))))
	}
	return l
}

// reaches says whether one of the grants looks after the unit.
func reaches(by []access.Grant, u units.Unit) bool {
	return slices.ContainsFunc(by, func(g access.Grant) bool {
		return g.Role == access.Admin || g.Scope.District == "" || g.Scope.District == u.District
	})
}

func (l list) tell(k words.Key) chat.Reply {
	r := handlers.Say(k, len(l.ids))[0]
	if len(l.faults) == 0 {
		return r
	}
	lines := append([]string{"", words.Say(words.SayListFaults, len(l.faults))}, l.faults[:min(len(l.faults), shownFaults)]...)
	if more := len(l.faults) - shownFaults; more > 0 {
		lines = append(lines, words.Say(words.SayListMore, more))
	}
	r.Text = append(r.Text, chat.Span{Text: strings.Join(lines, "\n")})
	return r
}

// shown is what somebody wrote, short and on one line.
func shown(s string) string {
	r := []rune(strings.Join(strings.Fields(Clean(s)), " "))
	if len(r) > maxShownName {
		return string(r[:maxShownName]) + words.Say(words.Ellipsis)
	}
	return string(r)
}
