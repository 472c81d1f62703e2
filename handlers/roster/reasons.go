package roster

import (
	"slices"
	"strings"

	"zhicheng/bot/words"
	"zhicheng/reminders/progress"
)

// reasons are the words for what is wrong with a row; of those in named the column's name is part.
var (
	named = map[progress.Code]words.Key{progress.Missing: words.RosterBadMissing, progress.TooLong: words.RosterBadLong,
		progress.BadSign: words.RosterBadText, progress.NoDate: words.RosterBadDate, progress.TooFar: words.RosterBadAhead, progress.NoCard: words.RosterBadCard,
		progress.HasCard: words.RosterBadHasCard, progress.UnknownWord: words.RosterBadWord, progress.UnknownUnit: words.RosterBadUnit}
	plainly = map[progress.Code]words.Key{progress.NotYours: words.RosterNotYours, progress.NotInPath: words.RosterBadStage,
		progress.OtherPerson: words.RosterBadPerson, progress.OtherUnit: words.RosterBadNumber}
	asks = map[string]words.Key{progress.AskTitle: words.RosterAskTitle, progress.AskUnitLevel: words.RosterAskUnit, progress.AskUnit: words.RosterAskUnit,
		progress.AskDecided: words.RosterAskDecided}
	findings = map[progress.Code]words.Key{progress.TwiceAtLevel: words.RosterTwiceLevel, progress.TwoCommittees: words.RosterCommittees,
		progress.LevelsMixed: words.RosterMixed, progress.SeriesScattered: words.RosterSeries, progress.SpecialtiesScattered: words.RosterSpecialties,
		progress.HealthDiffers: words.RosterHealth, progress.HealthMissing: words.RosterHealthNone, progress.OutsideScope: words.RosterScope}
)

// problem says why a row is not taken: all that is wrong with its cells, or what the comparison has found.
func (f Flow) problem(i progress.Issue, row *progress.Row) string {
	if row == nil || len(row.Problems) < 2 {
		return f.reason(i, row)
	}
	var all []string
	for _, p := range row.Problems {
		all = append(all, f.reason(progress.Issue{Problem: p}, row))
	}
	return strings.Join(all, words.Say(words.Comma))
}

// reason says one thing that is wrong. Where the notice decides it, its clause is told.
func (f Flow) reason(i progress.Issue, row *progress.Row) string {
	column := f.column(i.Column).Name
	if i.Column == progress.ColumnNumber && i.Code == progress.Missing {
		column = words.Say(words.RosterEither, column, f.column(progress.ColumnCard).Name)
	}
	if k, ok := named[i.Code]; ok {
		return words.Say(k, column)
	}
	switch i.Code {
	case notMover:
		return words.Say(words.RosterBadMover) + f.ownWord(row.Stage)
	case tooEarly:
		return words.Say(words.RosterBadEarly, f.stage(progress.Application{Stage: row.Stage})) + f.ownWord(row.Stage)
	}
	if i.Code != progress.NoPath {
		return words.Say(plainly[i.Code])
	}
	if i.Ask == progress.AskSeries {
		return words.Say(words.RosterBadMissing, f.column(progress.ColumnSeries).Name)
	}
	said := words.Say(words.RosterBadOpen)
	if k, ok := asks[i.Ask]; ok {
		said = words.Say(words.RosterBadPath, words.Say(k))
	}
	if row == nil {
		return said
	}
	c, _ := f.Pack.Stages.PathOf(row.Employer.Facts(row.Series, row.Level, row.Way, row.Decided))
	if c.Cite.Clause == "" {
		return said
	}
	return words.Say(words.RosterWhy, said, f.Pack.Notice.Label(c.Cite.Clause))
}

// suspect says what is odd about a row.
func (f Flow) suspect(r reading, s progress.Suspect) string {
	switch {
	case s.Change == nil:
		return words.Say(words.RosterOddTwice, r.place(r.twin(s.At)))
	case s.Code == progress.OtherName && s.Change.Before.Stage == s.Change.After.Stage:
		return words.Say(words.RosterOddName)
	case s.Code == progress.OtherName:
		return words.Say(words.RosterOddNameToo, f.stage(s.Change.Before), f.stage(s.Change.After))
	case s.Code == progress.Backwards:
		return words.Say(words.RosterOddBack, f.stage(s.Change.Before), f.stage(s.Change.After))
	}
	return words.Say(words.RosterOddSkipped, f.stage(s.Change.Before), f.stage(s.Change.After)) + f.ownWord(s.Change.After.Stage)
}

// ownWord tells who wrote the exit of those who are late how to write that somebody gave up of their own accord.
func (f Flow) ownWord(stage string) string {
	late, _ := f.Pack.Stages.Stage(stage)
	for _, s := range f.Pack.Stages.Stages {
		if late.Late && s.Kind == progress.Exit && s.Unsaid {
			return words.Say(words.RosterOwnWord, s.Name)
		}
	}
	return ""
}

func (f Flow) stage(a progress.Application) string {
	s, _ := f.Pack.Stages.Stage(a.Stage)
	return s.Name
}

// change says what becomes of a row.
func (f Flow) change(c *progress.Change) string {
	switch {
	case c.Before.ID == 0:
		return words.Say(words.RosterIsNew, f.stage(c.After))
	case c.Before.Stage != c.After.Stage:
		return words.Say(words.RosterIsMoved, f.stage(c.Before), f.stage(c.After))
	}
	return words.Say(words.RosterIsEdited)
}

// finding says which rule of the notice a row breaks.
func (f Flow) finding(x progress.Found) string {
	said := words.Say(findings[x.Code])
	if strings.Contains(said, "%s") {
		said = words.Say(findings[x.Code], f.column(x.Column).Name)
	}
	return said
}

// twin is the first other row with the number, or with the person and level, or the end of the card, of a row.
func (r reading) twin(at progress.At) progress.At {
	row := r.at[at]
	for _, other := range slices.Concat(r.same["number "+row.Number], r.same["person "+row.PersonHash+row.Level], r.same["tail "+row.TailHash+row.Level]) {
		if other != at {
			return other
		}
	}
	return at
}

// alike lists the rows by number, and by person and level; only the first ones, of which there is an other for each.
func alike(rows []progress.Row) map[string][]progress.At {
	all := map[string][]progress.At{}
	add := func(known, key string, at progress.At) {
		if key = known + key; key != known && len(all[key]) < 2 {
			all[key] = append(all[key], at)
		}
	}
	for i := range rows {
		row := &rows[i]
		add("number ", row.Number, row.At)
		if row.PersonHash != "" {
			add("person ", row.PersonHash+row.Level, row.At)
		}
		if row.TailHash != "" {
			add("tail ", row.TailHash+row.Level, row.At)
		}
	}
	return all
}

// place is where a row stands; the sheet is named where there are several.
func (r reading) place(at progress.At) string {
	if len(r.sheets) == 1 {
		return words.Say(words.RosterLine, at.Line)
	}
	return words.Say(words.RosterSheetRow, at.Sheet, at.Line)
}

// pair is where a row stands with what it does not go with.
func (r reading) pair(x progress.Found) string {
	switch {
	case x.Other != nil && x.Other.Sheet == x.At.Sheet:
		return words.Say(words.RosterOther, r.place(x.At), words.Say(words.RosterLine, x.Other.Line))
	case x.Other != nil:
		return words.Say(words.RosterOther, r.place(x.At), r.place(*x.Other))
	case x.Number != "":
		return words.Say(words.RosterKnown, r.place(x.At), x.Number)
	}
	return r.place(x.At)
}
