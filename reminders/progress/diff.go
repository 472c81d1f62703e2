package progress

import "time"

// What is wrong with a row in view of the others and of what is known.
const (
	NoPath      Code = "no_path"      // more must be known to choose one, or the notice leaves it open
	NotInPath   Code = "not_in_path"  // a stage that the path does not have
	OtherPerson Code = "other_person" // the number is somebody else's
	OtherUnit   Code = "other_unit"   // the number is another unit's
	TwoRows     Code = "two_rows"     // one application twice
	Backwards   Code = "backwards"
	SkippedSome Code = "skipped"    // a stage or several
	OtherName   Code = "other_name" // nothing but the number says that it is the same person, and the name is another
)

// Difference is what a roster changes.
type Difference struct {
	New, Changed []Change
	Unchanged    int
	Errors       []Issue
	Suspicious   []Suspect
}

// Change is what a row makes of an application. Before is zero of a new one. Where After has no Since, it is the day on
// which it is saved.
type Change struct {
	At
	Before, After Application
	Kind          Kind
}

// Issue is why a row is not taken: the first of its problems. Ask is the fact that is missing, if one is, of NoPath.
type Issue struct {
	At
	Problem
	Ask string
}

// Suspect is a row that is not taken as it is. With a change it may be, once somebody has confirmed it.
type Suspect struct {
	At
	Code   Code
	Change *Change
}

// Confirm takes the suspicious rows with a change among the others.
func (d *Difference) Confirm() {
	rest := d.Suspicious[:0:0]
	for _, s := range d.Suspicious {
		if s.Change == nil {
			rest = append(rest, s)
			continue
		}
		d.Changed = append(d.Changed, *s.Change)
	}
	d.Suspicious = rest
}

// key is what a row without a number is known by: a person applies once at a level.
type key struct{ person, level string }

type differ struct {
	year     Year
	byNumber map[string]*Application
	byKey    map[key][]*Application
	rows     map[string]int // how many are about the same number, or bring it; of "" it means nothing
	keys     map[key]int    // and about the same person at the same level
	tails    map[key]tails  // likewise, by the end of the card
	d        Difference
}

// tails counts the rows with one name, end of the card and level: all, and those that have no more of the card.
type tails struct{ all, only int }

// Diff compares a roster with the applications that are known. Empty cells change nothing.
func (y Year) Diff(known []Application, rows []Row) Difference {
	f := differ{year: y, byNumber: map[string]*Application{}, byKey: map[key][]*Application{}, rows: map[string]int{}, keys: map[key]int{}, tails: map[key]tails{}}
	for i := range known {
		a := &known[i]
		f.byNumber[a.Number] = a
		if a.PersonHash != "" {
			k := key{a.PersonHash, a.Level}
			f.byKey[k] = append(f.byKey[k], a)
		}
	}
	for i := range rows {
		n := f.number(&rows[i])
		f.rows[n]++
		if said := rows[i].Number; said != n {
			f.rows[said]++ // it becomes that
		}
		if rows[i].PersonHash != "" {
			f.keys[rows[i].key()]++
		}
		if tail := rows[i].tail(); tail.person != "" {
			n := f.tails[tail]
			if n.all++; rows[i].PersonHash == "" {
				n.only++
			}
			f.tails[tail] = n
		}
	}
	for i := range rows {
		f.row(&rows[i])
	}
	return f.d
}

func (r *Row) key() key { return key{r.PersonHash, r.Level} }

func (r *Row) tail() key { return key{r.TailHash, r.Level} }

// twice says whether another row is about the same application, or about the same person at the same level. Two people
// whose cards are known may have the same name and end.
func (f *differ) twice(r *Row, number string) bool {
	n := f.tails[r.tail()]
	return number != "" && f.rows[number] > 1 || r.Number != "" && f.rows[r.Number] > 1 ||
		r.PersonHash != "" && (f.keys[r.key()] > 1 || n.only > 0) || r.PersonHash == "" && n.all > 1
}

func (f *differ) row(r *Row) {
	if len(r.Problems) > 0 {
		f.fail(r, r.Problems[0], "")
		return
	}
	number := f.number(r)
	switch a := f.byNumber[number]; {
	case f.twice(r, number), r.Number == "" && len(f.byKey[r.key()]) > 1:
		f.suspect(r, TwoRows, nil)
	case a != nil:
		f.compare(r, *a)
	default:
		f.add(r)
	}
}

// number is that of the application that a row is about; nothing if it has none and is not known. A number that is new
// may be the one for which somebody known here has been waiting.
func (f *differ) number(r *Row) string {
	of := f.byKey[r.key()]
	if len(of) == 1 && (r.Number == "" || f.byNumber[r.Number] == nil && IsAssigned(of[0].Number)) {
		return of[0].Number
	}
	return r.Number
}

func (f *differ) fail(r *Row, p Problem, ask string) {
	f.d.Errors = append(f.d.Errors, Issue{r.At, p, ask})
}

func (f *differ) suspect(r *Row, code Code, c *Change) {
	f.d.Suspicious = append(f.d.Suspicious, Suspect{r.At, code, c})
}

func (f *differ) add(r *Row) {
	if IsAssigned(r.Number) { // else whoever is given it later could not have it
		f.fail(r, Problem{ColumnNumber, OtherUnit}, "")
		return
	}
	a := Application{Number: r.Number}
	r.onto(&a)
	if !f.choose(r, &a) {
		return
	}
	p, _ := f.year.Path(a.Path)
	if a.Stage == "" {
		a.Stage = p.Steps[0]
	}
	if _, ok := f.year.In(a.Path, a.Stage); !ok {
		f.fail(r, Problem{ColumnStage, NotInPath}, "")
		return
	}
	a.Version = 1
	f.d.New = append(f.d.New, Change{r.At, Application{}, a, Added})
}

func (f *differ) choose(r *Row, a *Application) bool {
	c, ok := f.year.PathOf(r.Employer.Facts(a.Series, a.Level, a.Way, r.Decided))
	if !ok {
		f.fail(r, Problem{"", NoPath}, c.Ask)
		return false
	}
	a.Path = c.Path.ID
	return true
}

// other says whether two hashes are known and not the same.
func other(a, b string) bool { return a != "" && b != "" && a != b }

// compare finds what a row changes of an application that is known.
func (f *differ) compare(r *Row, was Application) {
	switch {
	case other(was.PersonHash, r.PersonHash), r.PersonHash == "" && other(was.TailHash, r.TailHash):
		f.fail(r, Problem{ColumnCard, OtherPerson}, "")
		return
	case was.Unit != r.Employer.ID:
		f.fail(r, Problem{ColumnUnit, OtherUnit}, "")
		return
	}
	is := was
	r.onto(&is)
	if r.Number != "" {
		is.Number = r.Number
	}
	if (is.Series != was.Series || is.Level != was.Level || is.Way != was.Way) && !f.choose(r, &is) {
		return
	}
	if is == was {
		f.d.Unchanged++
		return
	}
	is.Version++
	c := Change{r.At, was, is, Edited}
	if is.Stage != was.Stage || is.Path != was.Path {
		f.moved(r, c)
		return
	}
	f.take(r, c, "")
}

// take takes a change, or holds it back if it is odd.
func (f *differ) take(r *Row, c Change, odd Code) {
	if c.Before.Name != c.After.Name && (r.PersonHash == "" || c.Before.PersonHash == "") {
		odd = OtherName
	}
	if odd != "" {
		f.suspect(r, odd, &c)
		return
	}
	f.d.Changed = append(f.d.Changed, c)
}

func (f *differ) moved(r *Row, c Change) {
	if _, in := f.year.In(c.After.Path, c.After.Stage); !in {
		f.fail(r, Problem{ColumnStage, NotInPath}, "")
		return
	}
	if c.After.Stage != c.Before.Stage {
		var ok bool
		if c.Kind, ok = f.year.Change(c.After.Path, c.Before.Stage, c.After.Stage); !ok {
			c.Kind = Back // it was in a path that was not its own
		}
	}
	f.take(r, c, map[Kind]Code{Back: Backwards, Skipped: SkippedSome}[c.Kind])
}

// onto writes what a row says over an application. At another stage what was said of the last one is over.
func (r *Row) onto(a *Application) {
	if r.Stage != "" && r.Stage != a.Stage {
		a.Stage, a.Since, a.Due, a.Note = r.Stage, time.Time{}, time.Time{}, ""
	}
	for _, f := range []struct {
		to   *string
		said string
	}{
		{&a.Name, r.Name}, {&a.PersonHash, r.PersonHash}, {&a.TailHash, r.TailHash}, {&a.District, r.Employer.District},
		{&a.Series, r.Series}, {&a.Specialty, r.Specialty}, {&a.Level, r.Level}, {&a.Way, r.Way}, {&a.Committee, r.Committee}, {&a.Note, r.Note},
	} {
		if f.said != "" {
			*f.to = f.said
		}
	}
	a.Unit = r.Employer.ID
	if !r.Date.IsZero() && !r.Date.Equal(a.Since) {
		a.Since = r.Date
	}
	if !r.Due.IsZero() && !r.Due.Equal(a.Due) {
		a.Due = r.Due
	}
}
