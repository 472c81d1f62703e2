package progress

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var reader = Reader{
	Until: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC),
	Value: func(column, cell string) (string, bool) {
		id, ok := map[string]string{"level/M": "mid", "stage/A": "a", "series/X": "x", "way/W": "ordinary", "decided/C": "city"}[column+"/"+cell]
		return id, ok
	},
	Date: func(cell string) (time.Time, bool) { d, err := time.Parse(time.DateOnly, cell); return d, err == nil },
	Zone: time.FixedZone("", 8*60*60),
	Hash: func(text string) string { return "hash of " + strings.Repeat("*", len(text)) },
	Employer: func(name string) (Employer, Code) {
		switch name {
		case "U":
			return Employer{1, "U", "city", ""}, ""
		case "V":
			return Employer{}, NotYours
		}
		return Employer{}, UnknownUnit
	},
}

// The first is the example of GB 11643; none belongs to anybody.
const card = "11010519491231002X"

func TestRow(t *testing.T) {
	whole := func() map[string]string {
		return map[string]string{ColumnNumber: " a 12 ", ColumnName: "n m", ColumnCard: "11010519491231002x", ColumnUnit: "U", ColumnSeries: "X",
			ColumnLevel: "M", ColumnStage: "A", ColumnDate: "2023-05-20", ColumnNote: " two  words\u0000 "}
	}
	r := reader.Row(At{"s", 3}, whole())
	if len(r.Problems) > 0 || r.Number != "A12" || r.Name != "nm" || r.Employer.ID != 1 || r.Level != "mid" || r.Stage != "a" || r.Note != "two words" ||
		r.Line != 3 || !r.Date.Equal(time.Date(2023, 5, 20, 0, 0, 0, 0, reader.Zone)) || r.PersonHash == "" || r.TailHash == "" {
		t.Errorf("read %+v", r)
	}
	for name, c := range map[string]struct {
		column, cell string
		want         Problem
	}{
		"no name":           {ColumnName, "", Problem{ColumnName, Missing}},
		"a long name":       {ColumnName, strings.Repeat("n", 61), Problem{ColumnName, TooLong}},
		"no unit":           {ColumnUnit, " ", Problem{ColumnUnit, Missing}},
		"an unknown unit":   {ColumnUnit, "W", Problem{ColumnUnit, UnknownUnit}},
		"somebody's unit":   {ColumnUnit, "V", Problem{ColumnUnit, NotYours}},
		"a wrong card":      {ColumnCard, "110105194912310021", Problem{ColumnCard, NoCard}},
		"half a card":       {ColumnCard, "11010519", Problem{ColumnCard, NoCard}},
		"an unknown level":  {ColumnLevel, "L", Problem{ColumnLevel, UnknownWord}},
		"an unknown stage":  {ColumnStage, "Z", Problem{ColumnStage, UnknownWord}},
		"no date":           {ColumnDate, "soon", Problem{ColumnDate, NoDate}},
		"too far a day":     {ColumnDate, "2024-06-02", Problem{ColumnDate, TooFar}},
		"too far a due day": {ColumnDue, "2099-01-01", Problem{ColumnDue, TooFar}},
		"no due day":        {ColumnDue, "soon", Problem{ColumnDue, NoDate}},
		"a long note":       {ColumnNote, strings.Repeat("n", MaxNote+1), Problem{ColumnNote, TooLong}},
		"a long number":     {ColumnNumber, strings.Repeat("1", 41), Problem{ColumnNumber, TooLong}},
		"no number at all":  {ColumnNumber, "=1+1", Problem{ColumnNumber, BadSign}},
		"no name at all":    {ColumnName, "@n", Problem{ColumnName, BadSign}},
		"a card as number":  {ColumnNumber, card, Problem{ColumnNumber, HasCard}},
		"a card in a note":  {ColumnNote, "of " + card[:6] + " " + card[6:], Problem{ColumnNote, HasCard}},
		"a long committee":  {ColumnCommittee, strings.Repeat("1", 61), Problem{ColumnCommittee, TooLong}},
		"an unknown series": {ColumnSeries, "Y", Problem{ColumnSeries, UnknownWord}},
	} {
		cells := whole()
		cells[c.column] = c.cell
		if r := reader.Row(At{}, cells); len(r.Problems) == 0 || r.Problems[0] != c.want {
			t.Errorf("%s: %v", name, r.Problems)
		}
	}
	cells := whole()
	for _, as := range []string{"'%s", "\uff07%s", "\u2019%s", `="%s"`, `= "%s"`} {
		cells[ColumnNumber], cells[ColumnCard] = fmt.Sprintf(as, "a12"), fmt.Sprintf(as, card)
		if r := reader.Row(At{}, cells); len(r.Problems) > 0 || r.Number != "A12" || r.PersonHash == "" {
			t.Errorf("%s: %+v", as, r)
		}
	}
	cells = whole()
	delete(cells, ColumnNumber)
	cells[ColumnCard] = "**002x"
	if r := reader.Row(At{}, cells); r.PersonHash != "" || r.TailHash == "" || len(r.Problems) != 1 || r.Problems[0].Column != ColumnNumber {
		t.Errorf("neither number nor card: %+v", r)
	}
}

func TestChecksOfCards(t *testing.T) {
	if !checks(card) {
		t.Error("a good card is refused")
	}
	for i := range card {
		for _, d := range "0123456789" {
			if wrong := card[:i] + string(d) + card[i+1:]; wrong != card && checks(wrong) {
				t.Errorf("%s is taken", wrong)
			}
		}
	}
}

func TestMaskCards(t *testing.T) {
	for text, want := range map[string]string{"": "", card: "**************002X", "a " + card[:6] + " " + card[6:] + "b": "a**************002Xb",
		"１１０１０５１９４９１２３１００２Ｘ": "**************002X", "202305160001": "202305160001", "a b": "a b", card[:17] + "9": "**************0029"} {
		if got := MaskCards(text); got != want {
			t.Errorf("%q became %q", text, got)
		}
	}
	if got := MaskCard("1234"); got != "1234" {
		t.Errorf("an end of a card became %q", got)
	}
}

func TestHands(t *testing.T) {
	y := small()
	for i := range y.Stages {
		y.Stages[i].Mover = "by " + y.Stages[i].ID
	}
	for _, c := range []struct{ from, to, want string }{
		{"", "a", ""}, {"", "c", "by a by b"}, {"a", "b", "by a"}, {"a", "c", "by a by b"}, {"b", "a", "by b"}, {"b", "mend", "by b"}, {"mend", "b", "by mend"},
	} {
		if got := strings.Join(y.Through("long", c.from, c.to), " "); got != c.want {
			t.Errorf("%q to %q: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

func FuzzRow(f *testing.F) {
	for _, s := range []string{"", card, "2023-05-20", "U", "\xff", strings.Repeat("x", 300), "*002X", "\u202e1\u00002"} {
		f.Add(s, s, s, s)
	}
	f.Fuzz(func(t *testing.T, number, name, id, note string) {
		r := reader.Row(At{}, map[string]string{ColumnNumber: number, ColumnName: name, ColumnCard: id, ColumnUnit: "U", ColumnLevel: "M", ColumnNote: note, ColumnDate: note, ColumnStage: number})
		for _, s := range []string{r.Number, r.Name, r.Note} {
			if !utf8.ValidString(s) || strings.ContainsAny(s, "\n\x00\u202e") || utf8.RuneCountInString(s) > MaxNote {
				t.Errorf("kept %q", s)
			}
		}
		if kept := r.Number + r.Name + r.Note; strings.Contains(r.PersonHash+r.TailHash, card[6:14]) || MaskCards(kept) != kept && MaskCards(r.Number)+MaskCards(r.Name)+MaskCards(r.Note) != kept {
			t.Error("a card was kept")
		}
		if len(r.Problems) == 0 && (r.Name == "" || r.Number == "" && r.PersonHash == "") {
			t.Errorf("taken: %+v", r)
		}
		small().Diff(nil, []Row{r})
		Lint([]Row{r}, Context{})
	})
}
