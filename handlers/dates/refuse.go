package dates

import (
	"context"
	"slices"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/reminders/milestones"
)

// refuses says why a paper's day cannot be: reviews do not cross the year; and who may only bring a date forward does
// not put it off. The latter holds where the notice or a supplement states a day. Before it is known for whom the paper
// is, the latest of these is the bound.
func (f Flow) refuses(ctx context.Context, p milestones.Paper, step string) ([]chat.Reply, error) {
	if p.On.Year() != f.Pack.Year {
		return f.otherYear(), nil
	}
	if p.Source != milestones.Own || p.Extension {
		return nil, nil
	}
	bounds, err := f.bounds(ctx, p, step)
	if err != nil || len(bounds) == 0 {
		return nil, err
	}
	d := slices.MaxFunc(bounds, func(a, b milestones.Date) int { return a.On.Compare(b.On) })
	switch {
	case !p.On.After(d.On):
		return nil, nil
	case d.Document != "":
		return f.cited(d.Words, words.Say(words.DatesPaper, d.Document), words.PaperLater, handlers.Day(d.On)), nil
	}
	return f.cited(d.Quote, words.Say(words.Source, f.Pack.Notice.Label(d.Clause), f.Pack.Number), words.PaperLater, handlers.Day(d.On)), nil
}

// otherYear says that reviews do not cross the year.
func (f Flow) otherYear() []chat.Reply {
	across := f.Pack.Dates.Across
	return f.cited(across.Quote, words.Say(words.Source, f.Pack.Notice.Label(across.Clause), f.Pack.Number), words.PaperOtherYear, f.Pack.Year)
}

func (f Flow) cited(quote, source string, k words.Key, args ...any) []chat.Reply {
	return []chat.Reply{{Text: []chat.Span{{Text: words.Say(k, args...)}, {Style: chat.Quote, Text: "\n" + quote}, {Style: chat.Faint, Text: "\n" + source}}}}
}

// bounds are the days that the notice and supplements state where the paper is to hold.
func (f Flow) bounds(ctx context.Context, p milestones.Paper, step string) (all []milestones.Date, err error) {
	papers, err := f.Records.AllPapers(ctx, f.Pack.ID)
	if err != nil {
		return nil, err
	}
	whom := p.Scope
	if whom.Unit != 0 {
		u, _, err := f.Units.Unit(ctx, whom.Unit)
		if err != nil {
			return nil, err
		}
		whom.District = u.District
	}
	var holding []milestones.Paper
	for _, other := range papers {
		if other.State != Holds || other.Source != milestones.Supplement {
			continue
		}
		if step == stepDay { // any that may turn out to hold
			if d, ok := f.Pack.Dates.Stated(p.Milestone, []milestones.Paper{other.Paper}); ok {
				all = append(all, d)
			}
		} else if other.Scope.Holds(whom) {
			holding = append(holding, other.Paper)
		}
	}
	if d, ok := f.Pack.Dates.Stated(p.Milestone, holding); ok {
		all = append(all, d)
	}
	return all, nil
}

// owns says whether the grants reach a paper: an admin every one, staff a bureau's or unit's own of what they look after.
func (f Flow) owns(ctx context.Context, p milestones.Paper, by []access.Grant) bool {
	if may(by, access.EnterDate) {
		return true
	}
	district, series := p.Scope.District, []string{p.Scope.Series}
	if p.Scope.Unit != 0 {
		u, ok, err := f.Units.Unit(ctx, p.Scope.Unit)
		if err != nil || !ok {
			return false
		}
		district, series = u.District, u.Series
	}
	titles := f.Pack.Dates.Titles(p.Milestone)
	return p.Source == milestones.Own && !p.Extension && slices.ContainsFunc(by, func(g access.Grant) bool {
		return (g.Scope.District == "" || g.Scope.District == district) && among(series, g.Scope.Series) && among(titles, g.Scope.Levels)
	})
}

// among says whether limits take in one of these, where there are both.
func among(these, limits []string) bool {
	return len(these) == 0 || len(limits) == 0 || slices.ContainsFunc(these, func(s string) bool { return slices.Contains(limits, s) })
}
