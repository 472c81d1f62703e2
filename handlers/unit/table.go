package unit

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/sheet"
	"zhicheng/reminders/units"
)

// importing is the dialogue in which a table is expected, and the data of its buttons.
const importing = "units.import"

// shownFaults is how many rows with faults a message tells; the workbook that goes with it has all.
const shownFaults = 8

// pending is a table that waits to be confirmed.
type pending struct {
	File chat.Incoming `json:"file"`
	Hash string        `json:"hash"` // of what was shown

	Added   int `json:"added"`
	Changed int `json:"changed"`
}

// table asks for one and hands over an empty one.
func (f Flow) table(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
	var must, may []string
	head := sheet.Row{}
	for _, c := range f.Columns {
		head.Cells = append(head.Cells, c.Name)
		if c.Required {
			must = append(must, c.Name)
		} else {
			may = append(may, c.Name)
		}
	}
	file, err := handlers.XLSX(words.Say(words.UnitsTemplate), sheet.Sheet{Name: words.Say(words.TableSheet), Rows: []sheet.Row{head, f.example()}})
	if err != nil {
		return nil, err
	}
	replies := handlers.Say(words.UnitsSend, strings.Join(must, words.Say(words.Comma)), strings.Join(may, words.Say(words.Comma)))
	replies[0].File = file
	return replies, f.Open.SetDialogue(ctx, m.From, m.ID, importing, "", m.At)
}

// example is a row of the template: of what has values, all that may be written.
func (f Flow) example() (r sheet.Row) {
	for _, c := range f.Columns {
		var all []string
		for _, names := range c.Values {
			all = append(all, names[0])
		}
		slices.Sort(all)
		r.Cells = append(r.Cells, strings.Join(all, "/"))
	}
	return r
}

// sent reads a table and shows what it would change.
func (f Flow) sent(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
	d, said, err := f.diff(ctx, m.From, *m.File, by)
	if err != nil || said != nil {
		return replyOr(said), err
	}
	r, err := d.reply()
	if err != nil {
		return nil, err
	}
	return []chat.Reply{r}, handlers.Keep(ctx, f.Open, m, importing, pending{*m.File, d.hash(), d.added, d.changed})
}

func replyOr(r *chat.Reply) []chat.Reply {
	if r == nil {
		return nil
	}
	return []chat.Reply{*r}
}

// confirmed imports what was shown, if that is still what the table changes.
func (f Flow) confirmed(ctx context.Context, m chat.Message, by []access.Grant) ([]chat.Reply, error) {
	var p pending
	ok, err := handlers.Kept(ctx, f.Open, m, importing, &p)
	if err != nil {
		return nil, err
	}
	if !ok || p.Hash == "" {
		return handlers.Say(words.UnitAgain), nil
	}
	done, err := f.Records.UnitsSavedBy(ctx, m.ID)
	if err != nil {
		return nil, err
	}
	if !done {
		d, said, err := f.diff(ctx, m.From, p.File, by)
		if err != nil || said != nil {
			return replyOr(said), err
		}
		if d.hash() != p.Hash {
			return handlers.Say(words.UnitsChanged), nil
		}
		if err := f.Records.SaveUnits(ctx, m, d.all); err != nil {
			return nil, err
		}
	}
	if err := handlers.Close(ctx, f.Open, m); err != nil {
		return nil, err
	}
	return handlers.Say(words.UnitsImported, p.Added, p.Changed), nil
}

// difference is what a table would change.
type difference struct {
	all                  []units.Unit // to be added and changed
	added, changed, same int
	faults               []fault
	head                 sheet.Row
}

// fault is a row that cannot be taken, and why.
type fault struct {
	row sheet.Row
	why string
}

func (d difference) hash() string {
	data, _ := json.Marshal(d.all) // plain data always marshals
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// reply tells the difference, with the rows that cannot be taken as a workbook.
func (d difference) reply() (chat.Reply, error) {
	text := []chat.Span{{Style: chat.Bold, Text: words.Say(words.UnitsDiff, d.added+d.changed+d.same+len(d.faults), d.added, d.changed, d.same, len(d.faults))}}
	add := func(line string) { text = append(text, chat.Span{Text: "\n" + line}) }
	if len(d.faults) > 0 {
		add(words.Say(words.UnitsFaults))
	}
	for i, f := range d.faults {
		if i == shownFaults {
			add(words.Say(words.TableMore, len(d.faults)-i))
			break
		}
		add(words.Say(words.TableRow, f.row.Number, f.why))
	}
	r := chat.Reply{}
	if len(d.all) > 0 {
		r.Buttons = [][]chat.Button{{{Label: words.Say(words.UnitsImportYes, len(d.all)), Data: "units:import-yes"}}}
	} else {
		add(words.Say(words.UnitsNothing))
	}
	r.Text = text
	if len(d.faults) == 0 {
		return r, nil
	}
	rows := []sheet.Row{{Cells: append(slices.Clone(d.head.Cells), words.Say(words.TableFault))}}
	for _, f := range d.faults {
		cells := slices.Clone(f.row.Cells)
		for len(cells) < len(d.head.Cells) {
			cells = append(cells, "")
		}
		rows = append(rows, sheet.Row{Cells: append(cells, f.why)})
	}
	var err error
	r.File, err = handlers.XLSX(words.Say(words.UnitsFaultFile), sheet.Sheet{Name: words.Say(words.TableSheet), Rows: rows})
	return r, err
}
