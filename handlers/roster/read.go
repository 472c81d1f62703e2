package roster

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash"
	"io"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/progress"
	"zhicheng/reminders/sheet"
)

// reading is a file with everything that it says, and what that would change.
type reading struct {
	sheets     []layout
	skipped    []string // sheets that are no rosters
	loose      []progress.At
	rows       []progress.Row
	at         map[progress.At]*progress.Row // the rows by where they stand
	same       map[string][]progress.At      // of these, rows about the same
	health     []progress.Row
	known      []progress.Application // that the reader has to do with
	diff       progress.Difference
	found      []progress.Found
	missing    []progress.Application // that the roster should have and has not
	remembered bool                   // headings were read as somebody said before
	hash       string                 // of the file and of all that it would change
	twice      string                 // likewise of what is to be confirmed a second time
}

// read reads a file and compares it; it asks where a heading is unclear, and says where the file cannot be read.
func (f Flow) read(ctx context.Context, m chat.Message, file chat.Incoming, t target) (r reading, ask *question, said *chat.Reply, err error) {
	book, said, err := handlers.ReadTable(ctx, f.Files, m.From, file)
	if err != nil || said != nil {
		return r, nil, said, err
	}
	remembered, err := f.Headings.RosterHeadings(ctx, t.owner())
	if err != nil {
		return r, nil, nil, err
	}
	r.remembered = len(remembered) > 0
	laid, people := f.layAll(book, t, remembered, &r.skipped)
	for _, l := range laid {
		switch {
		case people && !l.people(): // a table of something else
			r.skipped = append(r.skipped, l.Name)
		case l.unclear != nil:
			return r, l.unclear, nil, nil
		case len(l.missing) > 0:
			return r, nil, f.lacks(l, len(book.Sheets) > 1, r.remembered), nil
		default:
			r.sheets = append(r.sheets, l)
		}
	}
	if len(r.sheets) == 0 {
		return r, nil, &handlers.Say(words.TableNoHeads, strings.Join(f.needed(t), words.Say(words.Comma)))[0], nil
	}
	if err := f.parse(ctx, &r, t, calendar.Civil(m.At)); err != nil {
		return r, nil, nil, err
	}
	return r, nil, nil, f.compare(ctx, &r, t, calendar.Civil(m.At))
}

// lacks says which columns a sheet has not.
func (f Flow) lacks(l layout, several, remembered bool) *chat.Reply {
	text := words.Say(words.TableMissing, strings.Join(l.missing, words.Say(words.Comma)))
	if several {
		text = words.Say(words.RosterInSheet, l.Name, text)
	}
	r := chat.Reply{Text: []chat.Span{{Text: text}}}
	if remembered {
		r.Buttons = [][]chat.Button{{headsAgain()}}
	}
	return &r
}

func headsAgain() chat.Button {
	return chat.Button{Label: words.Say(words.RosterHeads), Data: dialogue + ":heads"}
}

// parse makes rows of the sheets. A day more than a year ahead is a slip of the pen.
func (f Flow) parse(ctx context.Context, r *reading, t target, today time.Time) error {
	all, err := f.Records.Units(ctx)
	if err != nil {
		return err
	}
	p := progress.Reader{
		Value:    func(column, cell string) (string, bool) { return f.column(column).Value(cell) },
		Date:     sheet.Date,
		Zone:     calendar.Zone,
		Until:    today.AddDate(1, 0, 0),
		Hash:     f.Hash,
		Employer: t.employers(all, f.Pack.Region),
	}
	n := 0
	for _, l := range r.sheets {
		n += len(l.Rows)
	}
	r.rows = make([]progress.Row, 0, n)
	for _, l := range r.sheets {
		for _, row := range l.Rows[l.head+1:] {
			cells, is := f.cells(l, row, t)
			at := progress.At{Sheet: l.Name, Line: row.Number}
			switch {
			case !is && cells != nil:
				r.loose = append(r.loose, at)
			case !is:
			case l.health:
				r.health = append(r.health, p.Row(at, cells))
			default:
				r.rows = append(r.rows, p.Row(at, cells))
			}
		}
	}
	return nil
}

// cells are a row's by column. It is no row of an applicant if it has no name, number or card, or stands below them;
// without cells it is the headings once more, as on a second page.
func (f Flow) cells(l layout, row sheet.Row, t target) (cells map[string]string, is bool) {
	cells = make(map[string]string, len(l.at)+1)
	again := 0
	for id, at := range l.at {
		if cell := row.Cell(at); cell != "" {
			if cell == l.Rows[l.head].Cell(at) {
				again++
			}
			cells[id] = cell
		}
	}
	if again > 1 {
		return nil, false
	}
	for _, id := range []string{progress.ColumnName, progress.ColumnNumber, progress.ColumnCard} {
		is = is || cells[id] != ""
	}
	is = is && !f.below(cells)
	if cells[progress.ColumnLevel] == "" && l.level != "" {
		cells[progress.ColumnLevel] = f.column(progress.ColumnLevel).Values[l.level][0]
	}
	if cells[progress.ColumnUnit] == "" && t.liaison() {
		cells[progress.ColumnUnit] = t.unit.Name
	}
	return cells, is
}

// below says whether a row's only cell is of those that stand below a table: how many they are, who made it.
func (f Flow) below(cells map[string]string) bool {
	name := cells[progress.ColumnName]
	return len(cells) == 1 && (strings.ContainsAny(name, ":：") || !f.looksLike(progress.ColumnName, name))
}

// sum takes the hashes by which what is confirmed is known to be what was shown: of the file, and of each change.
func (r *reading) sum() {
	file := sha256.New()
	for _, l := range r.sheets {
		write(file, l.Name)
		for _, row := range l.Rows {
			write(file, strconv.Itoa(row.Number))
			write(file, row.Cells...)
		}
	}
	all := sha256.New()
	all.Write(file.Sum(nil))
	for _, part := range [][]progress.Change{r.diff.New, r.diff.Changed} {
		for i := range part {
			_ = json.NewEncoder(all).Encode(&part[i]) // plain data, into a hash
		}
	}
	twice := sha256.New()
	twice.Write(file.Sum(nil))
	for i := range r.diff.Suspicious {
		_ = json.NewEncoder(twice).Encode(&r.diff.Suspicious[i])
	}
	r.hash, r.twice = hex.EncodeToString(all.Sum(nil)), hex.EncodeToString(twice.Sum(nil))
}

// write adds texts to a hash so that no others give the same.
func write(h hash.Hash, texts ...string) {
	for _, s := range texts {
		_ = binary.Write(h, binary.BigEndian, uint32(len(s)))
		_, _ = io.WriteString(h, s)
	}
	_, _ = h.Write([]byte{0xff})
}
