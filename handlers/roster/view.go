package roster

import (
	"context"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/progress"
)

// shown is how many rows of a kind a message tells; the workbook that goes with it has all.
const shown = 5

// sent takes the file.
func (f Flow) sent(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	t, ok, err := f.target(ctx, readState(args).Unit, by)
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(words.NotAllowed), handlers.Close(ctx, f.Open, m)
	}
	return f.show(ctx, m, *m.File, t)
}

// show tells what a file would change, or asks what one of its headings means.
func (f Flow) show(ctx context.Context, m chat.Message, file chat.Incoming, t target) ([]chat.Reply, error) {
	r, ask, said, err := f.read(ctx, m, file, t)
	if err != nil {
		return nil, err
	}
	s := state{Unit: t.unit.ID, File: &file}
	switch {
	case ask != nil:
		s.Ask = ask
		return f.asked(ctx, m, s)
	case said != nil:
		return []chat.Reply{*said}, f.keep(ctx, m, s)
	}
	s.Hash, s.Added, s.Changed, s.Codes = r.hash, len(r.diff.New), len(r.diff.Changed), r.onlyUnit()
	if s.Twice = r.odd(); s.Added+s.Changed == 0 && s.Twice > 0 {
		s.Sure, s.Hash = true, r.twice
	}
	reply, err := f.view(r, s)
	if err != nil {
		return nil, err
	}
	return []chat.Reply{reply}, f.keep(ctx, m, s)
}

// odd counts what can be confirmed a second time.
func (r reading) odd() (n int) {
	for _, s := range r.diff.Suspicious {
		if s.Change != nil {
			n++
		}
	}
	return n
}

// onlyUnit is the unit of all new and changed; 0 if there are several.
func (r reading) onlyUnit() (unit int64) {
	for _, part := range [][]progress.Change{r.diff.New, r.diff.Changed} {
		for i := range part {
			if of := part[i].After.Unit; unit == 0 {
				unit = of
			} else if unit != of {
				return 0
			}
		}
	}
	return unit
}

// rowsOf tells the first of a kind of rows.
func rowsOf(t *handlers.Text, head words.Key, n int, row func(i int) string) {
	if n == 0 {
		return
	}
	if head != "" {
		t.Line(chat.Bold, words.Say(head))
	}
	for i := range min(n, shown) {
		t.Line(chat.Plain, row(i))
	}
	if n > shown {
		t.Say(words.TableMore, n-shown)
	}
}

// view is what the file would change and what is wrong with it; every row's result is in the workbook.
func (f Flow) view(r reading, s state) (reply chat.Reply, err error) {
	var t handlers.Text
	d := r.diff
	t.Line(chat.Bold, words.Say(words.RosterDiff, len(r.rows), len(d.New), len(d.Changed), d.Unchanged, wrongRows(d.Errors), len(d.Suspicious)))
	rowsOf(&t, words.RosterErrors, len(d.Errors), func(i int) string {
		e := d.Errors[i]
		return words.Say(words.RosterRowWith, r.place(e.At), f.problem(e, r.at[e.At]))
	})
	rowsOf(&t, words.RosterSuspicious, len(d.Suspicious), func(i int) string {
		return words.Say(words.RosterRowWith, r.place(d.Suspicious[i].At), f.suspect(r, d.Suspicious[i]))
	})
	f.tellFindings(&t, r)
	f.tellRest(&t, r)
	if reply.File, err = f.answer(r, &t); err != nil {
		return reply, err
	}
	reply.Buttons = buttons(&t, r, s)
	reply.Text = t
	return reply, nil
}

func wrongRows(all []progress.Issue) int {
	rows := map[progress.At]bool{}
	for _, e := range all {
		rows[e.At] = true
	}
	return len(rows)
}

// tellFindings tells each rule that the file breaks once, with its clause and where.
func (f Flow) tellFindings(t *handlers.Text, r reading) {
	for i, code := range codesOf(r.found) {
		if i == 0 {
			t.Line(chat.Bold, words.Say(words.RosterFindings))
		}
		var where []string
		said := ""
		for _, x := range r.found {
			if x.Code == code {
				if where = append(where, r.pair(x)); said == "" {
					said = f.finding(x)
				}
			}
		}
		t.Say(words.RosterRowWith, said, list(len(where), func(i int) string { return where[i] }))
		rule, _ := f.Pack.Stages.Finding(code)
		t.Line(chat.Quote, rule.Quote)
		t.Line(chat.Faint, words.Say(words.Source, f.Pack.Notice.Label(rule.Clause), f.Pack.Number))
	}
}

func codesOf(found []progress.Found) (codes []progress.Code) {
	seen := map[progress.Code]bool{}
	for _, x := range found {
		if !seen[x.Code] {
			seen[x.Code] = true
			codes = append(codes, x.Code)
		}
	}
	return codes
}

// list names the first of a kind.
func list(n int, one func(i int) string) string {
	var all []string
	for i := range min(n, shown) {
		all = append(all, one(i))
	}
	said := strings.Join(all, words.Say(words.Comma))
	if n > shown {
		said += words.Say(words.RosterMore, n)
	}
	return said
}

// tellRest tells what the file leaves out, and what of it was not read.
func (f Flow) tellRest(t *handlers.Text, r reading) {
	if n := len(r.missing); n > 0 {
		t.Say(words.RosterMissing, n, list(n, func(i int) string { return r.missing[i].Number }))
	}
	if n := len(r.skipped); n > 0 {
		t.Line(chat.Faint, words.Say(words.RosterSkipped, list(n, func(i int) string { return r.skipped[i] })))
	}
	if n := len(r.loose); n > 0 {
		t.Line(chat.Faint, words.Say(words.RosterLoose, list(n, func(i int) string { return r.place(r.loose[i]) })))
	}
	if r.remembered {
		t.Line(chat.Faint, words.Say(words.RosterRemembered))
	}
}

func buttons(t *handlers.Text, r reading, s state) (rows [][]chat.Button) {
	switch {
	case s.Sure:
		t.Say(words.RosterTwice, s.Twice)
		rows = append(rows, s.buttons())
	case s.Added+s.Changed > 0:
		t.Say(words.RosterStored)
		rows = append(rows, s.buttons())
	case len(r.diff.Errors)+len(r.diff.Suspicious) == 0:
		t.Say(words.RosterSame)
	default:
		t.Say(words.RosterNothing)
	}
	if r.remembered {
		rows = append(rows, []chat.Button{headsAgain()})
	}
	return rows
}

// buttons confirm what the message with them shows, and nothing that was shown later.
func (s state) buttons() []chat.Button {
	yes := chat.Button{Label: words.Say(words.RosterYes, s.Added+s.Changed), Data: dialogue + ":yes:" + s.shown()}
	if s.Sure {
		yes = chat.Button{Label: words.Say(words.RosterSure, s.Twice), Data: dialogue + ":sure:" + s.shown()}
	}
	return []chat.Button{yes, {Label: words.Say(words.RosterNo), Data: dialogue + ":no"}}
}

// shown tells what was shown from anything else.
func (s state) shown() string { return s.Hash[:min(len(s.Hash), 16)] }
