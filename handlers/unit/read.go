package unit

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/sheet"
	"zhicheng/reminders/units"
)

// diff reads a table and compares it with the units that there are.
func (f Flow) diff(ctx context.Context, from chat.Conversation, file chat.Incoming, by []access.Grant) (d difference, said *chat.Reply, err error) {
	book, said, err := handlers.ReadTable(ctx, f.Files, from, file)
	if err != nil || said != nil {
		return d, said, err
	}
	table, heading, said := f.roster(book)
	if said != nil {
		return d, said, nil
	}
	known, err := f.Records.Units(ctx)
	if err != nil {
		return d, nil, err
	}
	t := reading{Flow: f, by: by, heading: heading, byName: map[string]units.Unit{}, rowOf: map[string]sheet.Row{}, index: map[string]int{}}
	for _, u := range known {
		t.byName[u.Name] = u
	}
	t.d.head = table.Rows[heading.Row]
	t.read(table.Rows[heading.Row+1:])
	return t.d, nil, nil
}

// roster finds the one sheet that is a roster of units.
func (f Flow) roster(book sheet.Book) (table sheet.Sheet, h sheet.Heading, said *chat.Reply) {
	var columns []sheet.Column
	names := map[string]string{}
	var all []string
	for _, c := range f.Columns {
		columns = append(columns, sheet.Column{Key: c.ID, Headings: c.Headings, Required: c.Required})
		names[c.ID] = c.Name
		if c.Required {
			all = append(all, c.Name)
		}
	}
	for _, s := range book.Sheets {
		if found, ok := s.Find(columns); ok && len(found.At) > len(h.At) {
			table, h = s, found
		}
	}
	list := func(ids []string) string {
		var all []string
		for _, id := range ids {
			all = append(all, names[id])
		}
		return strings.Join(all, words.Say(words.Comma))
	}
	switch {
	case len(h.At) == 0:
		return table, h, &handlers.Say(words.TableNoHeads, strings.Join(all, words.Say(words.Comma)))[0]
	case len(h.Missing) > 0:
		return table, h, &handlers.Say(words.TableMissing, list(h.Missing))[0]
	case len(h.Ambiguous) > 0:
		return table, h, &handlers.Say(words.TableTwice, list(h.Ambiguous))[0]
	}
	return table, h, nil
}

// reading goes through the rows of a table.
type reading struct {
	Flow
	by      []access.Grant
	heading sheet.Heading
	byName  map[string]units.Unit // those that there are
	rowOf   map[string]sheet.Row  // by name: where the table has it
	index   map[string]int        // by name: the place in d.all
	parents map[string]string     // by name: the parent's
	d       difference
}

func (t *reading) read(rows []sheet.Row) {
	t.parents = map[string]string{}
	var taken []units.Unit
	for _, row := range rows {
		u, why := t.row(row)
		if why != "" {
			t.d.faults = append(t.d.faults, fault{row, why})
			continue
		}
		t.rowOf[u.Name] = row
		taken = append(taken, u)
	}
	for {
		n := len(taken)
		taken = slices.DeleteFunc(taken, func(u units.Unit) bool {
			why := t.parentFault(u.Name)
			if why != "" {
				t.d.faults = append(t.d.faults, fault{t.rowOf[u.Name], why})
				delete(t.rowOf, u.Name)
			}
			return why != ""
		})
		if len(taken) == n { // a parent that was refused takes those below it along
			break
		}
	}
	slices.SortFunc(t.d.faults, func(a, b fault) int { return a.row.Number - b.row.Number })
	t.settle(taken)
}

// cell is a row's text in a column, or nothing if the table has none.
func (t *reading) cell(r sheet.Row, id string) string {
	at, ok := t.heading.At[id]
	if !ok {
		return ""
	}
	return r.Cell(at)
}

// row makes a unit of a row. What the table does not say stays as it is.
func (t *reading) row(r sheet.Row) (u units.Unit, why string) {
	name := units.Clean(t.cell(r, "name"))
	if name == "" {
		return u, words.Say(words.UnitNameLength, units.MaxName)
	}
	if first, twice := t.rowOf[name]; twice {
		return u, words.Say(words.UnitTwice, first.Number)
	}
	u = t.byName[name]
	if u.Name = name; u.ID == 0 {
		u.Titles = slices.Clone(units.Titles)
	}
	for _, c := range t.Columns {
		cell := t.cell(r, c.ID)
		switch {
		case cell == "" && c.Required:
			return u, words.Say(words.UnitNoValue, c.Name)
		case cell != "":
			if !t.set(&u, c, cell) {
				return u, words.Say(words.UnitBadValue, c.Name, cell)
			}
		}
	}
	if u.Level == units.City || u.Level == units.Resident {
		u.District = ""
	}
	if slices.Contains(u.Check(t.Districts), units.NoDistrict) {
		return u, words.Say(words.UnitBadDistrict)
	}
	if old, ok := t.byName[name]; !reaches(t.by, u.District) || ok && !reaches(t.by, old.District) {
		return u, words.Say(words.UnitElsewhere)
	}
	return u, ""
}

// set takes a cell; false if nobody can read it.
func (t *reading) set(u *units.Unit, c packs.Column, cell string) bool {
	value, ok := c.Value(cell)
	switch c.ID {
	case "level":
		u.Level = units.Level(value)
	case "kind":
		u.Kind = units.Kind(value)
	case "district":
		u.District = t.district(cell)
		return u.District != ""
	case "titles":
		u.Titles = nil
		for _, one := range strings.FieldsFunc(cell, words.Separates) {
			id, known := c.Value(one)
			if !known {
				return false
			}
			if !slices.Contains(u.Titles, units.Title(id)) {
				u.Titles = append(u.Titles, units.Title(id))
			}
		}
		slices.SortFunc(u.Titles, func(a, b units.Title) int { return slices.Index(units.Titles, a) - slices.Index(units.Titles, b) })
		return len(u.Titles) > 0
	case "series":
		var unknown []string
		u.Series, unknown = handlers.ReadNames(t.Series, cell)
		return len(unknown) == 0
	case "parent":
		t.parents[u.Name] = units.Clean(cell)
	}
	return ok
}

// district finds one by its name, also in a longer one such as that of the city before it.
func (t *reading) district(cell string) string {
	for _, d := range t.Districts {
		if strings.HasSuffix(cell, d) {
			return d
		}
	}
	return ""
}

// parentFault says what is wrong with the parent that the table names.
func (t *reading) parentFault(name string) string {
	parent := t.parents[name]
	if parent == "" {
		return ""
	}
	_, known := t.byName[parent]
	if _, there := t.rowOf[parent]; !known && !there {
		return words.Say(words.UnitBadParent, parent)
	}
	for up, n := parent, 0; up != ""; up, n = t.above(up), n+1 {
		if up == name || n > len(t.byName)+len(t.rowOf) {
			return words.Say(words.UnitLoop)
		}
	}
	return ""
}

// above is the parent of a unit as it will be.
func (t *reading) above(name string) string {
	if up, said := t.parents[name]; said {
		return up
	}
	for _, u := range t.byName {
		if p := t.byName[name].Parent; p != 0 && u.ID == p {
			return u.Name
		}
	}
	return ""
}

// settle tells what is new and what has changed, and gives parents by their number or their place in the list.
func (t *reading) settle(taken []units.Unit) {
	slices.SortStableFunc(taken, func(a, b units.Unit) int { return strings.Compare(a.Name, b.Name) })
	for _, u := range taken {
		parent, said := t.parents[u.Name]
		if p, known := t.byName[parent]; said && known {
			u.Parent = p.ID
		}
		fresh := said && t.byName[parent].ID == 0
		if old, ok := t.byName[u.Name]; ok && !fresh && normal(old) == normal(u) {
			t.d.same++
			continue
		}
		t.index[u.Name] = len(t.d.all)
		t.d.all = append(t.d.all, u)
		if u.ID == 0 {
			t.d.added++
		} else {
			t.d.changed++
		}
	}
	for i, u := range t.d.all {
		if parent, said := t.parents[u.Name]; said && t.byName[parent].ID == 0 {
			t.d.all[i].Parent = int64(-t.index[parent] - 1)
		}
	}
}

// normal is a unit to be compared: without the order in lists.
func normal(u units.Unit) string {
	u.Series, u.Titles = slices.Sorted(slices.Values(u.Series)), slices.Sorted(slices.Values(u.Titles))
	return fmt.Sprintf("%+v", u)
}
