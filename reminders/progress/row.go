package progress

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The columns of a roster, as columns.yaml calls them.
const (
	ColumnNumber    = "number"
	ColumnName      = "name"
	ColumnCard      = "card" // the whole number of the ID card, or its last four
	ColumnUnit      = "unit"
	ColumnSeries    = "series"
	ColumnSpecialty = "specialty"
	ColumnLevel     = "level"
	ColumnWay       = "way"
	ColumnDecided   = "decided"
	ColumnCommittee = "committee"
	ColumnStage     = "stage"
	ColumnDate      = "date"
	ColumnDue       = "due"
	ColumnNote      = "note"
)

// RosterColumns lists them.
var RosterColumns = []string{ColumnNumber, ColumnName, ColumnCard, ColumnUnit, ColumnSeries, ColumnSpecialty, ColumnLevel,
	ColumnWay, ColumnDecided, ColumnCommittee, ColumnStage, ColumnDate, ColumnDue, ColumnNote}

// The longest texts that are taken, in characters.
const (
	maxNumber = 40
	maxText   = 60
	MaxNote   = 200
)

// At is where people find a row.
type At struct {
	Sheet string
	Line  int // as the program shows it, from 1
}

// Row is a row of a roster. The number of the ID card is not in it.
type Row struct {
	At
	Number, Name         string
	PersonHash, TailHash string
	Employer             Employer
	Series, Specialty    string
	Level, Way, Decided  string
	Committee            string
	Stage                string    // empty: the row does not say
	Date, Due            time.Time // zero likewise
	Note                 string
	Problems             []Problem // by which it cannot be taken
}

// Problem is what is wrong with a row, in which column.
type Problem struct {
	Column string
	Code   Code
}

// Code is what is wrong; the words for it are put on by whoever tells people.
type Code string

// What is wrong with a cell.
const (
	Missing     Code = "missing"
	TooLong     Code = "too_long"
	BadSign     Code = "bad_sign" // one that no number and no name has
	NoDate      Code = "no_date"
	TooFar      Code = "too_far"      // a day so far ahead that it is a slip of the pen
	NoCard      Code = "no_card"      // neither the number of a card nor its last four
	HasCard     Code = "has_card"     // the number of an ID card where it does not belong
	UnknownWord Code = "unknown_word" // none of those that the column has
	UnknownUnit Code = "unknown_unit"
	NotYours    Code = "not_yours" // a unit that the reader may not change
)

// Reader reads rows. What it knows of the world outside is handed to it.
type Reader struct {
	Value    func(column, cell string) (id string, ok bool) // as packs.Column.Value has it
	Date     func(cell string) (time.Time, bool)            // as sheet.Date has it
	Zone     *time.Location
	Until    time.Time                          // the last day that somebody can mean; zero: any
	Hash     func(text string) string           // keyed
	Employer func(name string) (Employer, Code) // with UnknownUnit or NotYours if it is none
}

// Row reads a row from its cells by column. Problems are told, not guessed away; an empty cell says nothing.
func (r Reader) Row(at At, cells map[string]string) Row {
	p := parser{r, cells, Row{At: at}}
	row := &p.row
	row.Number = p.number()
	row.Name = p.text(ColumnName, maxText)
	p.required(ColumnName, row.Name)
	p.signs(ColumnNumber, row.Number)
	p.signs(ColumnName, row.Name)
	p.card()
	p.employer()
	row.Series, row.Level = p.word(ColumnSeries), p.word(ColumnLevel)
	row.Way, row.Decided, row.Stage = p.word(ColumnWay), p.word(ColumnDecided), p.word(ColumnStage)
	row.Specialty, row.Committee = p.text(ColumnSpecialty, maxText), p.text(ColumnCommittee, maxText)
	row.Note = p.note()
	row.Date, row.Due = p.date(ColumnDate), p.date(ColumnDue)
	if row.PersonHash == "" {
		p.required(ColumnNumber, row.Number) // something to know it again by
	}
	return p.row
}

type parser struct {
	Reader
	cells map[string]string
	row   Row
}

func (p *parser) problem(column string, code Code) {
	p.row.Problems = append(p.row.Problems, Problem{column, code})
}

// required tells that there is no value, unless it has been told why what is there is none.
func (p *parser) required(column, value string) {
	if value == "" && !slices.ContainsFunc(p.row.Problems, func(o Problem) bool { return o.Column == column }) {
		p.problem(column, Missing)
	}
}

// number is the application's; a dash or a stroke that stands for none is none.
func (p *parser) number() string {
	s := strings.ToUpper(bare(p.text(ColumnNumber, maxNumber)))
	if !strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.L, unicode.N) }) {
		return ""
	}
	return s
}

// bare is a number without what programs put around it so that it stays a text: '12 and ="12".
func bare(number string) string {
	if quoted, ok := strings.CutPrefix(number, `="`); ok {
		return strings.TrimSuffix(quoted, `"`)
	}
	return strings.TrimLeft(number, "'\u2018\u2019")
}

func (p *parser) signs(column, value string) {
	if strings.ContainsFunc(value, func(r rune) bool {
		return !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.Pd, unicode.Ps, unicode.Pe) && !strings.ContainsRune("._/\u00b7\u2022\u2027\u30fb", r)
	}) {
		p.problem(column, BadSign)
	}
}

// text is a short one without the spaces that people put between characters.
func (p *parser) text(column string, most int) string {
	s := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(strings.ToValidUTF8(p.cells[column], "")))
	return p.fit(column, s, most)
}

// fit refuses what is too long, and the number of an ID card where none belongs: it would be kept and shown.
func (p *parser) fit(column, s string, most int) string {
	switch {
	case utf8.RuneCountInString(s) > most:
		p.problem(column, TooLong)
	case column != ColumnCard && MaskCards(s) != s:
		p.problem(column, HasCard)
	default:
		return s
	}
	return ""
}

func (p *parser) note() string {
	s := strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(p.cells[ColumnNote], ""))), " ")
	return p.fit(ColumnNote, s, MaxNote)
}

// word is a cell's meaning in a column that has only so many.
func (p *parser) word(column string) string {
	cell := p.text(column, maxText)
	if cell == "" {
		return ""
	}
	id, ok := p.Value(column, cell)
	if !ok {
		p.problem(column, UnknownWord)
		return ""
	}
	return id
}

func (p *parser) date(column string) time.Time {
	cell := strings.TrimSpace(p.cells[column])
	if cell == "" {
		return time.Time{}
	}
	d, ok := p.Date(cell)
	if !ok {
		p.problem(column, NoDate)
		return time.Time{}
	}
	d = time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, p.Zone)
	if !p.Until.IsZero() && d.After(p.Until) {
		p.problem(column, TooFar)
		return time.Time{}
	}
	return d
}

func (p *parser) employer() {
	name := p.text(ColumnUnit, maxText)
	if name == "" {
		p.required(ColumnUnit, name)
		return
	}
	e, code := p.Employer(name)
	if code != "" {
		p.problem(ColumnUnit, code)
		return
	}
	p.row.Employer = e
}
