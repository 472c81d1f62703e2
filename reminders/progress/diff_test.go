package progress

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var may = time.Date(2023, 5, 20, 0, 0, 0, 0, time.UTC)

func row(line int, number, stage string) Row {
	return Row{At: At{"s", line}, Number: number, Name: "n", PersonHash: "p" + number, Employer: Employer{1, "u", "city", ""}, Series: "x", Level: "mid", Stage: stage}
}

// ended is a row with the end of a card and perhaps the whole.
func ended(line int, number, person string) Row {
	r := row(line, number, "a")
	r.PersonHash, r.TailHash = person, "end"
	return r
}

func known(number, stage string) Application {
	return Application{ID: 7, Number: number, Name: "n", PersonHash: "p" + number, TailHash: "tail", Unit: 1, Series: "x", Level: "mid", Path: "long", Stage: stage, Version: 3, Since: may, Due: may, Note: "old"}
}

func TestDiff(t *testing.T) {
	y := small()
	ours := known("ZC000007", "b")
	ours.ID = 8
	was := []Application{known("1", "b"), ours}
	with := func(change func(*Row)) []Row { r := row(5, "1", "b"); change(&r); return []Row{r} }
	for name, c := range map[string]struct {
		rows []Row
		want string // new changed unchanged errors suspicious, and the code
	}{
		"the same":                   {[]Row{row(5, "1", "b")}, "0 0 1 0 0 "},
		"says nothing":               {with(func(r *Row) { r.Stage, r.Series, r.Level = "", "", "" }), "0 0 1 0 0 "},
		"forward":                    {[]Row{row(5, "1", "c")}, "0 1 0 0 0 forward"},
		"to be completed":            {[]Row{row(5, "1", "mend")}, "0 1 0 0 0 returned"},
		"an exit":                    {[]Row{row(5, "1", "no")}, "0 1 0 0 0 exit"},
		"back":                       {[]Row{row(5, "1", "a")}, "0 0 0 0 1 backwards"},
		"over one":                   {[]Row{row(5, "1", "d")}, "0 0 0 0 1 skipped"},
		"another day":                {with(func(r *Row) { r.Date = may.AddDate(0, 0, 1) }), "0 1 0 0 0 edited"},
		"the same day elsewhere":     {with(func(r *Row) { r.Date = may.In(time.FixedZone("", 3600)) }), "0 0 1 0 0 "},
		"another note":               {with(func(r *Row) { r.Note = "new" }), "0 1 0 0 0 edited"},
		"a name put right":           {with(func(r *Row) { r.Name = "m" }), "0 1 0 0 0 edited"},
		"another name":               {with(func(r *Row) { r.Name, r.PersonHash = "m", "" }), "0 0 0 0 1 other_name"},
		"another name, moved back":   {with(func(r *Row) { r.Name, r.PersonHash, r.Stage = "m", "", "a" }), "0 0 0 0 1 other_name"},
		"another person":             {with(func(r *Row) { r.PersonHash = "other" }), "0 0 0 1 0 other_person"},
		"another end of the card":    {with(func(r *Row) { r.PersonHash, r.TailHash = "", "other" }), "0 0 0 1 0 other_person"},
		"a number for ours":          {with(func(r *Row) { r.Number, r.PersonHash = "N9", "pZC000007" }), "0 1 0 0 0 edited"},
		"a number like ours":         {with(func(r *Row) { r.Number, r.PersonHash = "ZC000009", "new" }), "0 0 0 1 0 other_unit"},
		"a number for two":           {append(with(func(r *Row) { r.Number, r.PersonHash = "N9", "pZC000007" }), row(6, "N9", "a")), "0 0 0 0 2 two_rows"},
		"another unit":               {with(func(r *Row) { r.Employer.ID = 2 }), "0 0 0 1 0 other_unit"},
		"by the card alone":          {with(func(r *Row) { r.Number = "" }), "0 0 1 0 0 "},
		"to another path":            {with(func(r *Row) { r.Level = "assistant"; r.Stage = "c" }), "0 0 0 0 1 backwards"},
		"off its path":               {with(func(r *Row) { r.Level = "assistant" }), "0 0 0 1 0 not_in_path"},
		"new":                        {[]Row{row(5, "2", "")}, "1 0 0 0 0 added"},
		"new at a stage":             {[]Row{row(5, "2", "mend")}, "1 0 0 0 0 added"},
		"new at no stage of its own": {[]Row{{At: At{"s", 5}, Number: "2", Name: "n", Level: "junior", Stage: "b"}}, "0 0 0 1 0 not_in_path"},
		"new of no known title":      {[]Row{{At: At{"s", 5}, Number: "2", Name: "n"}}, "0 0 0 1 0 no_path"},
		"twice":                      {[]Row{row(5, "1", "b"), row(6, "1", "c")}, "0 0 0 0 2 two_rows"},
		"one person twice":           {[]Row{row(5, "2", "a"), func() Row { r := row(6, "3", "a"); r.PersonHash = "p2"; return r }()}, "0 0 0 0 2 two_rows"},
		"one end of a card twice":    {[]Row{ended(5, "2", ""), ended(6, "3", "")}, "0 0 0 0 2 two_rows"},
		"once with the whole card":   {[]Row{ended(5, "2", ""), ended(6, "3", "p3")}, "0 0 0 0 2 two_rows"},
		"two whole cards, one end":   {[]Row{ended(5, "2", "p2"), ended(6, "3", "p3")}, "2 0 0 0 0 added"},
		"with a problem":             {with(func(r *Row) { r.Problems = []Problem{{ColumnDate, NoDate}} }), "0 0 0 1 0 no_date"},
	} {
		d := y.Diff(was, c.rows)
		code := ""
		switch {
		case len(d.New) > 0:
			code = string(d.New[0].Kind)
		case len(d.Changed) > 0:
			code = string(d.Changed[0].Kind)
		case len(d.Errors) > 0:
			code = string(d.Errors[0].Code)
		case len(d.Suspicious) > 0:
			code = string(d.Suspicious[0].Code)
		}
		if got := fmt.Sprintln(len(d.New), len(d.Changed), d.Unchanged, len(d.Errors), len(d.Suspicious), code); got != c.want+"\n" {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestAStageLeftTakesItsDayAndNoteAlong(t *testing.T) {
	y := small()
	d := y.Diff([]Application{known("1", "b")}, []Row{row(5, "1", "c")})
	if a := d.Changed[0].After; !a.Since.IsZero() || !a.Due.IsZero() || a.Note != "" || a.Version != 4 {
		t.Errorf("moved on: %+v", a)
	}
}

func TestConfirmTakesWhatMayBeTaken(t *testing.T) {
	d := small().Diff([]Application{known("1", "b"), known("2", "b")}, []Row{row(5, "1", "a"), row(6, "3", "a"), row(7, "3", "a")})
	d.Confirm()
	if len(d.Changed) != 1 || d.Changed[0].Kind != Back || len(d.Suspicious) != 2 {
		t.Errorf("confirmed: %+v", d)
	}
}

// saved is what the store makes of a difference.
func saved(was []Application, d Difference) []Application {
	byNumber := map[string]Application{}
	for _, a := range was {
		byNumber[a.Number] = a
	}
	for _, changes := range [][]Change{d.New, d.Changed} {
		for _, c := range changes {
			a := c.After
			if a.Since.IsZero() {
				a.Since = may
			}
			if a.Number == "" {
				a.Number = "made" + a.PersonHash + a.Level
			}
			byNumber[a.Number] = a
		}
	}
	var all []Application
	for _, a := range byNumber {
		all = append(all, a)
	}
	return all
}

func anyRow(t *rapid.T, line int) Row {
	pick := func(of ...string) string { return rapid.SampledFrom(of).Draw(t, "cell") }
	r := Row{At: At{"s", line}, Number: pick("", "1", "2", "3", "4"), Name: pick("n", "m"), PersonHash: pick("", "p", "q"),
		Employer: Employer{ID: 1}, Series: pick("", "x", "y"), Level: pick("", "mid", "assistant"), Note: pick("", "note"),
		Stage: pick("", "a", "b", "c", "d", "mend", "gone", "no", "else")}
	if r.Number == "" && r.PersonHash == "" {
		r.Problems = []Problem{{ColumnNumber, Missing}}
	}
	if rapid.Bool().Draw(t, "dated") {
		r.Date = may.AddDate(0, 0, rapid.IntRange(0, 2).Draw(t, "day"))
	}
	return r
}

// Every row is counted once or has an error; and what was saved of a file is what the file then finds.
func TestTheSameFileAgainChangesNothing(t *testing.T) {
	y := small()
	rapid.Check(t, func(t *rapid.T) {
		var was []Application
		for range 3 {
			var rows []Row
			for i := range rapid.IntRange(0, 6).Draw(t, "rows") {
				rows = append(rows, anyRow(t, i))
			}
			d := y.Diff(was, rows)
			if n := len(d.New) + len(d.Changed) + d.Unchanged + len(d.Errors) + len(d.Suspicious); n != len(rows) {
				t.Fatalf("%d of %d rows", n, len(rows))
			}
			d.Confirm()
			was = saved(was, d)
			again := y.Diff(was, rows)
			if len(again.New) > 0 || len(again.Changed) > 0 {
				t.Fatalf("again: %+v", again)
			}
			for _, a := range was {
				if _, in := y.In(a.Path, a.Stage); !in {
					t.Fatalf("off its path: %+v", a)
				}
			}
		}
	})
}

func TestDiffDoesNotChangeWhatItIsGiven(t *testing.T) {
	was, rows := []Application{known("1", "b")}, []Row{row(5, "1", "c")}
	small().Diff(was, rows)
	if !reflect.DeepEqual(was[0], known("1", "b")) || !reflect.DeepEqual(rows[0], row(5, "1", "c")) {
		t.Error("changed")
	}
}

// BenchmarkRoster reads, compares and lints 10,000 rows, half of them known.
func BenchmarkRoster(b *testing.B) {
	y := small()
	var was []Application
	for i := range 5_000 {
		was = append(was, known(fmt.Sprint(i), "b"))
	}
	b.ReportAllocs()
	for b.Loop() {
		rows := make([]Row, 0, 10_000)
		for i := range 10_000 {
			r := reader.Row(At{"s", i}, map[string]string{ColumnNumber: fmt.Sprint(i), ColumnName: "n", ColumnUnit: "U", ColumnSeries: "X", ColumnLevel: "M",
				ColumnStage: "A", ColumnDate: "2023-05-20", ColumnNote: "note"})
			rows = append(rows, r)
		}
		d := y.Diff(was, rows)
		if Lint(rows, Context{Known: was}); len(d.New) != 5000 || len(d.Suspicious) != 5000 {
			b.Fatal(len(d.New), len(d.Suspicious))
		}
	}
}
