package roster

import (
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/progress"
	"zhicheng/reminders/sheet"
)

// answer is the file once more with a column that says what becomes of each row and what is wrong with it. Numbers of ID
// cards are masked. Where that is more than a file may hold, only the rows with something wrong are in it.
func (f Flow) answer(r reading, t *handlers.Text) (*chat.File, error) {
	results := f.results(r)
	for _, onlyWrong := range []bool{false, true} {
		sheets := f.workbook(r, results, onlyWrong)
		if weight(sheets) > maxWeight {
			continue
		}
		file, err := handlers.XLSX(words.Say(words.RosterFile), sheets...)
		if err != nil {
			return nil, err
		}
		if len(file.Data) <= chat.MaxFile {
			if onlyWrong {
				t.Line(chat.Faint, words.Say(words.RosterTooMuch))
			}
			return file, nil
		}
	}
	t.Line(chat.Faint, words.Say(words.RosterNoFile))
	return nil, nil
}

// maxWeight is how heavy a workbook may be to be tried: heavier ones do not fit into a file, and the library would put
// people's rows down in a temporary one.
const maxWeight = 12 << 20

// weight is about how many bytes a workbook has before it is packed.
func weight(sheets []sheet.Sheet) (n int) {
	const each = 50 // bytes around a cell
	for _, s := range sheets {
		for _, row := range s.Rows {
			for _, cell := range row.Cells {
				n += len(cell) + each
			}
		}
	}
	return n
}

// result is what becomes of a row; it is wrong if somebody should look at it.
type result struct {
	said  []string
	wrong bool
}

func (f Flow) results(r reading) map[progress.At]*result {
	all := make(map[progress.At]*result, len(r.rows)+len(r.health))
	add := func(at progress.At, said string, wrong bool) {
		if all[at] == nil {
			all[at] = &result{}
		}
		all[at].said = append(all[at].said, said)
		all[at].wrong = all[at].wrong || wrong
	}
	for _, part := range [][]progress.Change{r.diff.New, r.diff.Changed} {
		for i := range part {
			add(part[i].At, f.change(&part[i]), false)
		}
	}
	for _, e := range r.diff.Errors {
		add(e.At, words.Say(words.RosterIsBad, f.problem(e, r.at[e.At])), true)
	}
	for _, s := range r.diff.Suspicious {
		add(s.At, words.Say(words.RosterIsOdd, f.suspect(r, s)), true)
	}
	for i := range r.rows {
		if all[r.rows[i].At] == nil {
			add(r.rows[i].At, words.Say(words.RosterIsSame), false)
		}
	}
	for _, x := range r.found {
		rule, _ := f.Pack.Stages.Finding(x.Code)
		said := words.Say(words.RosterFound, words.Say(words.RosterWhy, f.finding(x), f.Pack.Notice.Label(rule.Clause)), r.pair(x), rule.Quote)
		add(x.At, said, true)
		if x.Code == progress.HealthDiffers { // either of the two rosters may be the wrong one
			add(*x.Other, said, true)
		}
	}
	for _, at := range r.loose {
		add(at, words.Say(words.RosterIsLoose), false)
	}
	return all
}

// workbook has the sheets that were read and, if there are any, those whom the roster leaves out.
func (f Flow) workbook(r reading, results map[progress.At]*result, onlyWrong bool) (all []sheet.Sheet) {
	for _, l := range r.sheets {
		all = append(all, l.answer(results, onlyWrong))
	}
	if len(r.missing) == 0 {
		return all
	}
	absent := sheet.Sheet{Name: words.Say(words.RosterAbsent), Rows: []sheet.Row{{Cells: []string{
		f.column(progress.ColumnNumber).Name, f.column(progress.ColumnName).Name, f.column(progress.ColumnStage).Name}}}}
	for _, a := range r.missing {
		absent.Rows = append(absent.Rows, sheet.Row{Cells: []string{a.Number, a.Name, f.stage(a)}})
	}
	return append(all, absent)
}

// answer is a sheet with the results, each row where it was: empty ones between them come back too, up to a bound.
func (l layout) answer(results map[progress.At]*result, onlyWrong bool) sheet.Sheet {
	out := sheet.Sheet{Name: l.Name}
	width := l.width()
	last := l.Rows[len(l.Rows)-1].Number
	inPlace := !onlyWrong && last <= 2*len(l.Rows)+100
	for i, row := range l.Rows {
		res := results[progress.At{Sheet: l.Name, Line: row.Number}]
		if i > l.head && onlyWrong && (res == nil || !res.wrong) {
			continue
		}
		cells := make([]string, width+1)
		copy(cells[:width], row.Cells)
		for at := range cells[:width] {
			if i > l.head && at == l.cardAt() {
				cells[at] = progress.MaskCard(cells[at])
			}
			cells[at] = progress.MaskCards(cells[at])
		}
		switch {
		case i == l.head:
			cells[width] = words.Say(words.RosterResult)
		case res != nil:
			cells[width] = strings.Join(res.said, words.Say(words.RosterAnd))
		}
		for inPlace && len(out.Rows) < row.Number-1 {
			out.Rows = append(out.Rows, sheet.Row{})
		}
		out.Rows = append(out.Rows, sheet.Row{Cells: cells})
	}
	return out
}

// width is how many columns a sheet has, without the results of an answer that was put right and comes back.
func (l layout) width() (n int) {
	for _, row := range l.Rows {
		n = max(n, len(row.Cells))
	}
	if n > 0 && l.Rows[l.head].Cell(n-1) == words.Say(words.RosterResult) {
		n--
	}
	return n
}

// cardAt is the column of ID cards; none is -1.
func (l layout) cardAt() int {
	if at, ok := l.at[progress.ColumnCard]; ok {
		return at
	}
	return -1
}
