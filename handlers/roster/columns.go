package roster

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"zhicheng/bot/words"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/progress"
	"zhicheng/reminders/sheet"
)

const (
	columnsTable = "roster"
	sheetsTable  = "roster_sheets" // what sheets are called that are no rosters of applicants
	notesSheet   = "notes"
	healthSheet  = "health"
)

// layout is a sheet whose columns are known.
type layout struct {
	sheet.Sheet
	head   int            // the lowest row of its headings
	at     map[string]int // by column of the roster
	level  string         // that its name says
	health bool           // the roster of the health system

	unclear *question // first of all
	missing []string  // names of columns, if nothing is unclear
}

// people says whether a sheet lists people.
func (l layout) people() bool {
	for _, id := range []string{progress.ColumnName, progress.ColumnNumber, progress.ColumnCard} {
		if _, ok := l.at[id]; ok {
			return true
		}
	}
	return false
}

func (f Flow) column(id string) packs.Column {
	for _, c := range f.Pack.Columns[columnsTable] {
		if c.ID == id {
			return c
		}
	}
	return packs.Column{}
}

// needed are the names of the columns without which no roster can be read.
func (f Flow) needed(t target) (names []string) {
	for _, c := range f.Pack.Columns[columnsTable] {
		if c.Required && !(c.ID == progress.ColumnUnit && t.liaison()) {
			names = append(names, c.Name)
		}
	}
	return append(names, f.missingName(progress.ColumnCard))
}

func (f Flow) wantedColumns() (all []sheet.Column) {
	for _, c := range f.Pack.Columns[columnsTable] {
		all = append(all, sheet.Column{Key: c.ID, Headings: c.Headings})
	}
	return all
}

// kind is what a sheet's name says that it is: notes, the health system's, or nothing.
func (f Flow) kind(name string) string {
	for _, c := range f.Pack.Columns[sheetsTable] {
		if slices.ContainsFunc(c.Headings, func(h string) bool { return strings.Contains(name, h) }) {
			return c.ID
		}
	}
	return ""
}

// levelOf is the level that a sheet's name says, by the longest word for one.
func (f Flow) levelOf(name string) (level string) {
	longest := 0
	for id, all := range f.column(progress.ColumnLevel).Values {
		for _, w := range all {
			if strings.Contains(name, w) && len(w) > longest {
				level, longest = id, len(w)
			}
		}
	}
	return level
}

// layAll finds the columns of all sheets but notes, and says whether any lists people.
func (f Flow) layAll(book sheet.Book, t target, remembered map[string]string, skipped *[]string) (all []layout, people bool) {
	used := map[string]bool{}
	for i, s := range book.Sheets {
		if s.Name == words.Say(words.RosterAbsent) { // of an answer that was put right and comes back
			*skipped = append(*skipped, s.Name)
			continue
		}
		s.Name = sheetName(s.Name, i, used)
		l, ok := f.lay(s, t, remembered)
		switch {
		case ok:
			if l.unclear != nil && len(book.Sheets) > 1 {
				l.unclear.Sheet = s.Name
			}
			all, people = append(all, l), people || l.people()
		case len(s.Rows) > 0:
			*skipped = append(*skipped, s.Name)
		}
	}
	return all, people
}

// sheetName is a sheet's name or, where no program would take it, or it is not its own, another.
func sheetName(name string, i int, used map[string]bool) string {
	const most = 31 // as programs have it
	for n := i + 1; name == "" || used[strings.ToLower(name)] || len(utf16.Encode([]rune(name))) > most || strings.ContainsAny(name, `:\/?*[]'`); n++ {
		name = words.Say(words.RosterSheet, n)
	}
	used[strings.ToLower(name)] = true
	return name
}

// lay finds the columns of a sheet; ok is false if it has none. What is unclear is asked for, what cannot be there is
// missing. The owner's answers of before are in remembered.
func (f Flow) lay(s sheet.Sheet, t target, remembered map[string]string) (l layout, ok bool) {
	h, found := s.Find(f.wantedColumns())
	if !found || f.kind(s.Name) == notesSheet {
		return l, false
	}
	l = layout{Sheet: s, head: h.Row, at: h.At, level: f.levelOf(s.Name), health: f.kind(s.Name) == healthSheet}
	heads := headings(s.Rows[h.Row])
	for _, at := range slices.Sorted(maps.Keys(h.Unknown)) {
		if id := remembered[heads[at]]; id != "" {
			if _, there := l.at[id]; !there {
				l.at[id] = at
				delete(h.Unknown, at)
			}
		}
	}
	if l.health {
		return l, true
	}
	for _, id := range h.Ambiguous {
		if left := l.settle(id, h.Twice[id], heads, remembered); len(left) > 1 {
			l.unclear = l.question(id, left, heads, true)
			return l, true
		}
	}
	for _, id := range f.lacking(l, t) {
		if maybe := f.maybe(l, id, h.Unknown, heads, remembered); len(maybe) > 0 && l.unclear == nil {
			l.unclear = l.question(id, maybe, heads, false)
		}
		l.missing = append(l.missing, f.missingName(id))
	}
	return l, true
}

func (f Flow) missingName(id string) string {
	if id == progress.ColumnCard {
		return words.Say(words.RosterEither, f.column(progress.ColumnNumber).Name, f.column(id).Name)
	}
	return f.column(id).Name
}

// headings are a row's headings as they are remembered: without signs, several of the same by their order.
func headings(r sheet.Row) []string {
	all, seen := make([]string, len(r.Cells)), map[string]int{}
	for i, cell := range r.Cells {
		plain := sheet.Plain(cell)
		if len([]rune(plain)) > maxHeading {
			plain = string([]rune(plain)[:maxHeading])
		}
		if seen[plain]++; seen[plain] > 1 {
			plain += "#" + strconv.Itoa(seen[plain])
		}
		all[i] = plain
	}
	return all
}

const maxHeading = 40 // characters of a heading that are remembered

// settle takes of several columns the one that was chosen before, and returns those between which nobody has chosen.
func (l layout) settle(id string, several []int, heads []string, remembered map[string]string) (left []int) {
	for _, at := range several {
		said, known := remembered[heads[at]]
		if said == id {
			l.at[id] = at
			return nil
		}
		if !known {
			left = append(left, at)
		}
	}
	delete(l.at, id)
	if len(left) == 1 {
		l.at[id] = left[0]
	}
	return left
}

// lacking are the columns that must be there and are not.
func (f Flow) lacking(l layout, t target) (ids []string) {
	has := func(id string) bool { _, ok := l.at[id]; return ok }
	for _, c := range f.Pack.Columns[columnsTable] {
		said := c.ID == progress.ColumnUnit && t.liaison() || c.ID == progress.ColumnLevel && l.level != ""
		if c.Required && !has(c.ID) && !said {
			ids = append(ids, c.ID)
		}
	}
	if !has(progress.ColumnNumber) && !has(progress.ColumnCard) {
		ids = append(ids, progress.ColumnCard)
	}
	return ids
}
