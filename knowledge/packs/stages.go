package packs

import (
	"fmt"
	"slices"
	"strings"

	"zhicheng/reminders/progress"
)

const stagesFile = "stages.yaml"

// maxStage is the longest id of a stage or path: it goes into a button's data.
const maxStage = 24

// stages demands that every path can be walked to its end, every stage is in a path, and every word is quoted.
func (l *linter) stages() {
	y := l.Stages
	if len(y.Paths) == 0 && len(y.Stages) == 0 {
		return
	}
	seen := map[string]bool{}
	for _, p := range y.Places {
		l.own(p.Line, p.ID, p.Name, seen)
		l.cited(p.Line, p.Clause, p.Quote)
	}
	seen = map[string]bool{}
	for _, s := range y.Stages {
		l.own(s.Line, s.ID, s.Name, seen)
		l.stage(s)
	}
	seen = map[string]bool{}
	for _, p := range y.Paths {
		l.own(p.Line, p.ID, p.Name, seen)
		l.path(p)
	}
	for _, group := range []string{progress.Senior, progress.Mid, progress.Junior} {
		l.milestone(0, y.Application[group])
	}
	l.choices()
	l.roster()
}

// fault reports at a line of stages.yaml.
func (l *linter) fault(line int, format string, args ...any) {
	l.found = append(l.found, Finding{stagesFile, line, fmt.Sprintf(format, args...), false})
}

func (l *linter) own(line int, id, name string, seen map[string]bool) {
	if id == "" || len(id) > maxStage || name == "" || seen[id] {
		l.fault(line, "%q needs a name and an id of its own, at most %d bytes long", id, maxStage)
	}
	seen[id] = true
}

func (l *linter) cited(line int, clause, quote string) {
	switch {
	case l.Notice.Clause(clause) == nil:
		l.fault(line, "there is no clause %q", clause)
	case quote == "":
		l.fault(line, "no quote of clause %s", clause)
	case !l.Notice.Quotes(clause, quote):
		l.fault(line, "clause %s does not say %q", clause, quote)
	}
}

func (l *linter) listed(line int, what, value string, allowed []string) {
	if !slices.Contains(allowed, value) {
		l.fault(line, "%s %q is none of %s", what, value, strings.Join(allowed, ", "))
	}
}

func (l *linter) milestone(line int, id string) {
	if _, ok := l.Dates.Find(id); !ok {
		l.fault(line, "there is no milestone %q", id)
	}
}

func (l *linter) stage(s progress.Stage) {
	switch {
	case !s.Unsaid:
		l.cited(s.Line, s.Clause, s.Quote)
	case s.Kind != progress.Exit || s.Clause != "" || s.Quote != "":
		l.fault(s.Line, "%s: only of an exit the notice may say nothing, and then no clause is named", s.ID)
	}
	if s.Late && (s.Kind != progress.Exit || slices.ContainsFunc(s.From, func(id string) bool { from, _ := l.Stages.Stage(id); return !from.Due.Set })) {
		l.fault(s.Line, "%s: late is an exit from stages whose day is set", s.ID)
	}
	l.listed(s.Line, "kind", s.Kind, []string{progress.Step, progress.Aside, progress.Exit})
	l.listed(s.Line, "mover", s.Mover, progress.Movers)
	for _, id := range slices.Concat(s.From, s.Resume) {
		if _, ok := l.Stages.Stage(id); !ok {
			l.fault(s.Line, "%s: there is no stage %q", s.ID, id)
		}
	}
	for _, id := range s.Places {
		if _, ok := l.Stages.Place(id); !ok {
			l.fault(s.Line, "%s: there is no place %q", s.ID, id)
		}
	}
	if (s.Kind == progress.Step) == (len(s.From) > 0) || (s.Kind == progress.Aside) != (len(s.Resume) > 0) {
		l.fault(s.Line, "%s: a step has neither from nor resume, an aside both, an exit only from", s.ID)
	}
	if s.Kind == progress.Aside && slices.ContainsFunc(s.From, func(id string) bool { return !slices.Contains(s.Resume, id) }) {
		l.fault(s.Line, "%s cannot go on where it came from", s.ID)
	}
	if s.Kind != progress.Exit {
		l.due(s.Line, s.ID, s.Due, s.Quote)
	}
	if !slices.ContainsFunc(l.Stages.Paths, func(p progress.Path) bool { _, in := l.Stages.In(p.ID, s.ID); return in }) {
		l.fault(s.Line, "no path reaches %s", s.ID)
	}
}

// due demands exactly one way of saying by when, and that the quotation has the number of working days.
func (l *linter) due(line int, id string, d progress.Due, quote string) {
	said := 0
	for _, is := range []bool{d.Application, d.Milestone != "", d.Set, d.Unsaid} {
		if is {
			said++
		}
	}
	if said != 1 || d.Workdays < 0 || d.Unsaid && d.Workdays > 0 {
		l.fault(line, "%s: due is one of application, milestone, set, or unsaid", id)
	}
	if d.Set != (len(d.Before) > 0) || slices.ContainsFunc(d.Before, func(days int) bool { return days < 0 }) {
		l.fault(line, "%s: a day that is set, and no other, needs the days before on which to remind", id)
	}
	if d.Milestone != "" {
		l.milestone(line, d.Milestone)
	}
	if d.Workdays > 0 && !strings.Contains(quote, fmt.Sprint(d.Workdays)) {
		l.fault(line, "%s: the quote does not say %d working days", id, d.Workdays)
	}
}

func (l *linter) path(p progress.Path) {
	l.cited(p.Line, p.Clause, p.Quote)
	if len(p.Steps) < 2 {
		l.fault(p.Line, "%s: a path has two steps or more", p.ID)
	}
	for i, id := range p.Steps {
		if s, ok := l.Stages.Stage(id); !ok || s.Kind != progress.Step {
			l.fault(p.Line, "%s: there is no step %q", p.ID, id)
		}
		if slices.Contains(p.Steps[:i], id) {
			l.fault(p.Line, "%s: %s stands twice", p.ID, id)
		}
	}
	for _, s := range p.Says {
		l.cited(s.Line, s.Clause, s.Quote)
		is, ok := l.Stages.In(p.ID, s.Stage)
		if !ok {
			l.fault(s.Line, "%s has no stage %q", p.ID, s.Stage)
			continue
		}
		l.listed(s.Line, "mover", is.Mover, progress.Movers)
		l.due(s.Line, s.Stage, is.Due, is.Quote)
	}
	l.without(p)
}

// without demands of every step that several paths have that it is in the path or explained.
func (l *linter) without(p progress.Path) {
	explained := map[string]bool{}
	for _, w := range p.Without {
		l.cited(w.Line, w.Clause, w.Quote)
		if s, ok := l.Stages.Stage(w.Stage); !ok || s.Kind != progress.Step || slices.Contains(p.Steps, w.Stage) {
			l.fault(w.Line, "%s: %q is no step that the path is without", p.ID, w.Stage)
		}
		explained[w.Stage] = true
	}
	for _, s := range l.Stages.Stages {
		shared := 0
		for _, other := range l.Stages.Paths {
			if slices.Contains(other.Steps, s.ID) {
				shared++
			}
		}
		if s.Kind == progress.Step && shared > 1 && !slices.Contains(p.Steps, s.ID) && !explained[s.ID] {
			l.fault(p.Line, "%s: without says nothing of %s", p.ID, s.ID)
		}
	}
}

func (l *linter) choices() {
	chosen := map[string]bool{}
	titles := []string{"technician", "assistant", "mid", "assoc_senior", "full_senior", "junior", "senior"}
	for _, c := range l.Stages.Choose {
		l.cited(c.Line, c.Clause, c.Quote)
		if _, ok := l.Stages.Path(c.Path); !ok && c.Path != "" {
			l.fault(c.Line, "there is no path %q", c.Path)
		}
		chosen[c.Path] = true
		for _, f := range []struct {
			what       string
			is, wanted []string
		}{{"title", c.Titles, titles}, {"level", c.Levels, []string{"city", "county", "township", "resident"}},
			{"way", c.Ways, progress.Ways}, {"decided", c.Decided, []string{"city", "region"}}} {
			for _, value := range f.is {
				l.listed(c.Line, f.what, value, f.wanted)
			}
		}
		for _, name := range c.Names {
			if !l.Notice.Quotes(c.Clause, name) {
				l.fault(c.Line, "clause %s does not name %q", c.Clause, name)
			}
		}
	}
	for _, p := range l.Stages.Paths {
		if !chosen[p.ID] {
			l.fault(p.Line, "nobody's path is %s", p.ID)
		}
	}
}

// roster demands a clause for each thing that a roster may break, and columns and words that mean something.
func (l *linter) roster() {
	seen := map[progress.Code]bool{}
	for _, f := range l.Stages.Findings {
		l.cited(f.Line, f.Clause, f.Quote)
		if !slices.Contains(progress.Codes, f.Code) || seen[f.Code] {
			l.fault(f.Line, "the finding %q is unknown or stands twice", f.Code)
		}
		seen[f.Code] = true
		for _, id := range f.Series {
			if f.Code != progress.HealthMissing || !l.hasSeries(id) {
				l.fault(f.Line, "the finding %q cannot be about the series %q", f.Code, id)
			}
		}
	}
	for _, code := range progress.Codes {
		if !seen[code] {
			l.fault(0, "no clause for the finding %s", code)
		}
	}
	for _, c := range l.Columns["roster"] {
		l.oneOf(columnsFile, "id: "+c.ID, "column", c.ID, progress.RosterColumns)
		for id := range c.Values {
			if _, ok := l.Stages.Stage(id); c.ID == progress.ColumnStage && !ok {
				l.report(columnsFile, id+":", false, "there is no stage %q", id)
			}
			if c.ID == progress.ColumnWay {
				l.oneOf(columnsFile, id+":", "way", id, progress.Ways)
			}
		}
	}
	for _, c := range l.Columns["roster_sheets"] {
		l.oneOf(columnsFile, "id: "+c.ID, "sheet", c.ID, []string{"notes", "health"})
	}
}

func (l *linter) hasSeries(id string) bool {
	return slices.ContainsFunc(l.Columns["roster"], func(c Column) bool { return c.ID == progress.ColumnSeries && c.Values[id] != nil })
}
