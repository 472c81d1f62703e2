package check

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/knowledge/eligibility"
	"zhicheng/reminders/milestones"
)

// Register is what was stated after the notice.
type Register interface {
	// Papers lists those that hold or did.
	Papers(ctx context.Context, pack string) ([]milestones.Paper, error)
	// Filings lists the review committees that are registered.
	Filings(ctx context.Context) ([]Filing, error)
}

// Filing is a committee's right to review; what is empty is all.
type Filing struct {
	Name           string
	Series, Titles []string
	Until          time.Time // the last day
}

func (f Filing) covers(series any, titles []string) bool {
	id, _ := series.(string)
	return (len(f.Series) == 0 || slices.Contains(f.Series, id)) &&
		(len(f.Titles) == 0 || slices.ContainsFunc(f.Titles, func(t string) bool { return slices.Contains(titles, t) }))
}

// Lint refuses rules whose cut-offs are not the days of the milestones that they name: papers would move only one of
// the two.
func (b Book) Lint() error {
	for id, day := range b.Rules.Days() {
		m, ok := b.Pack.Dates.Find(id)
		if ours, theirs := day.Format(time.DateOnly), m.Date.Format(time.DateOnly); !ok || ours != theirs {
			return fmt.Errorf("the cut-off %s is %s, milestones.yaml says %s", id, ours, theirs)
		}
	}
	return nil
}

// knowing is the book with what the register holds.
func (b Book) knowing(ctx context.Context, r Register) (_ Book, err error) {
	if b.papers, err = r.Papers(ctx, b.Pack.ID); err != nil {
		return b, err
	}
	if b.filings, err = r.Filings(ctx); err != nil {
		return b, err
	}
	if len(b.papers) > 0 {
		b.Rules = b.Rules.With(b.stated)
	}
	return b, nil
}

// stated is a day that holds for everybody of a series instead of the notice's.
func (b Book) stated(milestone, series string) (eligibility.Stated, bool) {
	d, ok := b.Pack.Dates.Stated(milestone, milestones.Holding(b.papers, milestones.Scope{}, series))
	if !ok || d.Source == milestones.Notice {
		return eligibility.Stated{}, false
	}
	return eligibility.Stated{On: d.On, Document: d.Document}, true
}

// locals lists the days that districts have set for themselves.
func (b Book) locals(milestone string) []milestones.Local {
	return b.Pack.Dates.Locals(milestone, milestones.Districts(b.Pack.Districts), b.papers)
}

// localWords tells the days that districts have set, for the card.
func (b Book) localWords(milestone string) string {
	var all []string
	for _, l := range b.locals(milestone) {
		all = append(all, words.Say(words.DateLocal, l.Place, dateWords(l.Version()), l.Document))
	}
	return strings.Join(all, words.Say(words.Semicolon))
}

// fillLocal is a button to say which district's own day counts, while that is open.
func (t *turn) fillLocal(res eligibility.Result) (rows [][]chat.Button) {
	fact, _ := t.Rules.Fact(t.Rules.LocalDate())
	if d := res.Deadline; d != nil && d.Local == nil && len(t.locals(d.Milestone)) > 0 {
		rows = append(rows, []chat.Button{labelled(words.Say(words.CardFill, fact.Label), "e:"+fact.ID)})
	}
	return rows
}

// localOptions are buttons of the days that districts have set, for the question about the local date.
func (t *turn) localOptions(fact eligibility.Fact) (rows [][]chat.Button) {
	d := t.Rules.Check(t.s.facts(), t.now).Deadline
	if d == nil || fact.ID != t.Rules.LocalDate() {
		return nil
	}
	for _, l := range t.locals(d.Milestone) {
		label := words.Say(words.DateLocal, l.Place, dateWords(l.Version()), l.Document)
		rows = append(rows, []chat.Button{labelled(label, "a:"+fact.ID+":"+l.Version())})
	}
	return rows
}

// expired warns of the committees for a series, and for the titles of a deadline, whose filing has ended.
func (b Book) expired(answers []Answer, res eligibility.Result) (all []string) {
	if res.Deadline == nil {
		return nil
	}
	titles := b.Pack.Dates.Titles(res.Deadline.Milestone)
	cite := b.Pack.Dates.Filing
	for _, f := range b.filings {
		if until := f.Until.Format(time.DateOnly); until < res.AsOf && f.covers(factsOf(answers)[b.Rules.Series()], titles) {
			all = append(all, words.Say(words.WayExpired, f.Name, dateWords(until), b.Pack.Notice.Label(cite.Clause)))
		}
	}
	return all
}

// reminders are buttons to be reminded of the dates of the level and the way that the verdict is about; the number of
// publicities tells apart two ways that have the same deadline.
func (b Book) reminders(res eligibility.Result) (rows [][]chat.Button) {
	if res.Deadline == nil || !slices.ContainsFunc(res.Routes, alive) {
		return nil
	}
	for _, a := range b.Pack.Dates.Concerned(res.Deadline.Milestone) {
		windows := b.Pack.Dates.Windows(res.Deadline.Milestone, a.ID)
		if windows != 0 && res.Deadline.Windows != 0 && windows != res.Deadline.Windows {
			continue
		}
		rows = append(rows, []chat.Button{{Label: words.Say(words.CardRemind, a.Name), Data: "remind:" + a.ID + ":aside"}})
	}
	return rows
}
