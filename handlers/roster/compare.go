package roster

import (
	"cmp"
	"context"
	"slices"
	"time"

	"zhicheng/reminders/progress"
)

// elsewhere stands for the unit of a number that belongs to somebody with whom the reader has nothing to do: nothing
// more is known of it here.
const elsewhere = -1

// compare finds what the rows would change, within the target's reach.
func (f Flow) compare(ctx context.Context, r *reading, t target, today time.Time) error {
	mine := map[string]progress.Application{}
	for _, of := range t.reaches() {
		all, err := f.Records.ApplicationsOf(ctx, f.Pack.ID, of)
		if err != nil {
			return err
		}
		for _, a := range all {
			if _, twice := mine[a.Number]; !twice {
				r.known = append(r.known, a)
			}
			mine[a.Number] = a
		}
	}
	taken, err := f.Records.ApplicationNumbers(ctx, f.Pack.ID)
	if err != nil {
		return err
	}
	known := r.known[:len(r.known):len(r.known)]
	for _, n := range taken {
		if _, ok := mine[n]; !ok {
			known = append(known, progress.Application{Number: n, Unit: elsewhere})
		}
	}
	committees, err := f.Records.Reviewing(ctx)
	if err != nil {
		return err
	}
	r.diff = f.Pack.Stages.Diff(known, r.rows)
	r.diff.Refuse(f.beyond(t, today))
	r.sort()
	health, _ := f.Pack.Stages.Finding(progress.HealthMissing)
	r.found = progress.Lint(r.rows, progress.Context{Known: r.known, Committees: committees, Health: r.health, HealthOf: health.Series})
	r.missing, r.at = f.absent(r), byAt(r.rows)
	if len(r.diff.Suspicious) > 0 {
		r.same = alike(r.rows)
	}
	r.sum()
	return nil
}

// beyond says why somebody cannot say that of an application, or nobody can yet.
func (f Flow) beyond(t target, today time.Time) func(*progress.Change) (progress.Problem, bool) {
	reaches := t.reaches()
	return func(c *progress.Change) (progress.Problem, bool) {
		if !slices.ContainsFunc(reaches, func(r progress.Reach) bool { return r.Has(c.After) }) {
			return progress.Problem{Column: progress.ColumnLevel, Code: progress.NotYours}, true
		}
		if t.liaison() {
			if p, bad := f.notTheirs(c); bad {
				return p, true
			}
		}
		return progress.Problem{Column: progress.ColumnStage, Code: tooEarly}, f.Pack.Stages.TooEarly(c.Before, c.After.Stage, today)
	}
}

// sort puts what is wrong into the order of the file.
func (r *reading) sort() {
	order := map[string]int{}
	for i, l := range r.sheets {
		order[l.Name] = i
	}
	slices.SortStableFunc(r.diff.Errors, func(a, b progress.Issue) int {
		return cmp.Or(order[a.Sheet]-order[b.Sheet], a.Line-b.Line)
	})
}

// notTheirs says why a unit cannot say that: somebody else had the file on the way, or has it now.
func (f Flow) notTheirs(c *progress.Change) (progress.Problem, bool) {
	y, was, is := f.Pack.Stages, c.Before, c.After
	movers := y.Through(is.Path, was.Stage, is.Stage)
	if was.Stage == is.Stage {
		if was.Since.Equal(is.Since) && was.Due.Equal(is.Due) && was.Note == is.Note {
			return progress.Problem{}, false
		}
		s, _ := y.In(is.Path, is.Stage)
		movers = []string{s.Mover}
	}
	for _, who := range movers {
		if who != "unit" && who != "applicant" {
			return progress.Problem{Column: progress.ColumnStage, Code: notMover}, true
		}
	}
	return progress.Problem{}, false
}

// Why a change is refused here.
const (
	notMover progress.Code = "not_mover"
	tooEarly progress.Code = "too_early"
)

// absent are those of the roster's units and titles that are not in it and not at their end: reported, never deleted.
func (f Flow) absent(r *reading) (all []progress.Application) {
	type part struct {
		unit  int64
		title string
	}
	parts, numbers, people := map[part]bool{}, map[string]bool{}, map[string]bool{}
	for _, row := range r.rows {
		parts[part{row.Employer.ID, progress.Title(row.Level)}] = true
		numbers[row.Number] = true
		people[row.PersonHash] = true
	}
	for _, a := range r.known {
		if parts[part{a.Unit, progress.Title(a.Level)}] && !numbers[a.Number] && (a.PersonHash == "" || !people[a.PersonHash]) &&
			!f.Pack.Stages.Ended(a.Path, a.Stage) {
			all = append(all, a)
		}
	}
	return all
}

// byAt finds rows by their place.
func byAt(rows []progress.Row) map[progress.At]*progress.Row {
	all := make(map[progress.At]*progress.Row, len(rows))
	for i := range rows {
		all[rows[i].At] = &rows[i]
	}
	return all
}
