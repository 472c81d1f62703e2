package stats

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/knowledge/faq"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/sheet"
	"zhicheng/reminders/units"
)

// Records is where it is counted.
type Records interface {
	// QuestionDays counts questions and ratings.
	QuestionDays(ctx context.Context, since time.Time) ([]Day, error)
	// Unanswered lists questions since a time that were not answered, or not well.
	Unanswered(ctx context.Context, since time.Time) ([]faq.Asked, error)
	CaseFacts(ctx context.Context, since time.Time) ([]Case, error)
	// RemindedUnits lists which units were reminded of which of a pack's milestones, and what they said.
	RemindedUnits(ctx context.Context, pack string) ([]Reminded, error)
	Units(ctx context.Context) ([]units.Unit, error)
}

// Flow answers /stats.
type Flow struct {
	Pack    *packs.Pack
	Book    *faq.Book // the maintained answers
	Records Records
	Rights  handlers.Rights
	Series  []handlers.Choice
	// More are further sheets of the workbook, within the grants' reach; nil for none.
	More func(ctx context.Context, since time.Time, by []access.Grant) ([]sheet.Sheet, error)
}

const weeks = 8

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	only := func(run handlers.Granted) handlers.Run { return handlers.Only(f.Rights, access.Statistics, run) }
	r.Commands = append(r.Commands, handlers.Command{Name: "stats", Word: words.WordStats, Help: words.HelpStats, For: access.Statistics,
		Run: only(func(ctx context.Context, m chat.Message, _ string, by []access.Grant) ([]chat.Reply, error) {
			return f.show(ctx, m, byWeek, by)
		})})
	r.Presses["stats"] = only(f.press)
}

// The views.
const (
	byWeek     = "week"
	byDistrict = "district"
	bySeries   = "series"
)

func (f Flow) press(ctx context.Context, m chat.Message, what string, by []access.Grant) ([]chat.Reply, error) {
	switch what {
	case byWeek, byDistrict, bySeries:
		replies, err := f.show(ctx, m, what, by)
		if err == nil {
			replies[0].Edits = m.On
		}
		return replies, err
	case "file":
		return f.file(ctx, m, by)
	}
	return handlers.Say(words.Button), nil
}

func (f Flow) report(ctx context.Context, now time.Time, by []access.Grant) (r Report, err error) {
	var facts Facts
	if facts.Days, err = f.days(ctx, now); err != nil {
		return r, err
	}
	if facts.Cases, err = f.Records.CaseFacts(ctx, Start(now, weeks)); err != nil {
		return r, err
	}
	reminded, err := f.Records.RemindedUnits(ctx, f.Pack.ID)
	if err != nil {
		return r, err
	}
	for _, m := range reminded {
		if d, ok := f.Pack.Dates.Find(m.Milestone); ok && d.ForUnits() && d.Back == nil {
			facts.Reminded = append(facts.Reminded, m)
		}
	}
	if facts.Units, err = f.Records.Units(ctx); err != nil {
		return r, err
	}
	return Sum(facts, now, weeks, by), nil
}

// days counts the questions about titles, and which of them wait for an answer.
func (f Flow) days(ctx context.Context, now time.Time) ([]Day, error) {
	all, err := f.Records.QuestionDays(ctx, Start(now, weeks))
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(d Day) bool { return f.Pack.Material.Talk(d.Topic) })
	open, err := f.Records.Unanswered(ctx, Start(now, weeks))
	if err == nil {
		open, err = f.Book.Waiting(ctx, open, f.Pack.Material.Outside, now)
	}
	for _, q := range open {
		if q.Missed {
			all = append(all, Day{Day: q.At, Unanswered: 1})
		}
	}
	return all, err
}

func (f Flow) show(ctx context.Context, m chat.Message, view string, by []access.Grant) ([]chat.Reply, error) {
	r, err := f.report(ctx, m.At, by)
	if err != nil {
		return nil, err
	}
	var turn []chat.Button
	for _, v := range views {
		if v.id != view {
			turn = append(turn, chat.Button{Label: words.Say(v.name), Data: "stats:" + v.id})
		}
	}
	turn = append(turn, chat.Button{Label: words.Say(words.StatsFile), Data: "stats:file"})
	return []chat.Reply{{Text: f.text(r, view), Buttons: [][]chat.Button{turn}}}, nil
}

var views = []struct {
	id   string
	name words.Key
	rows func(Report) []Row
}{
	{byWeek, words.StatsByWeek, func(r Report) []Row { return r.Weeks }},
	{byDistrict, words.StatsByDistrict, func(r Report) []Row { return r.Districts }},
	{bySeries, words.StatsBySeries, func(r Report) []Row { return r.Series }},
}

// text is a report as a message: the totals, and one view with bars.
func (f Flow) text(r Report, view string) []chat.Span {
	t := r.Total
	lines := []string{"",
		words.Say(words.StatsQuestions, t.Questions, t.Unanswered, share(t.Useful, t.Useful+t.Useless), t.Useful+t.Useless),
		words.Say(words.StatsCases, t.Cases, t.Answered, waited(t)),
		words.Say(words.StatsReminders, t.Reminded, t.Acknowledged),
		words.Say(words.StatsUnits, t.Units, t.Silent),
	}
	spans := []chat.Span{{Style: chat.Bold, Text: words.Say(words.StatsHead, int(r.From.Month()), r.From.Day(), int(r.To.Month()), r.To.Day())},
		{Text: strings.Join(lines, "\n")}}
	for _, v := range views {
		if v.id == view {
			rows := append([]string{""}, f.bars(v.rows(r), view)...)
			spans = append(spans, chat.Span{Style: chat.Bold, Text: "\n" + words.Say(v.name)}, chat.Span{Text: strings.Join(rows, "\n")})
		}
	}
	return append(spans, chat.Span{Style: chat.Faint, Text: "\n" + words.Say(words.StatsFoot)})
}

// bars are a line a row: of weeks the questions, else cases and units. Weeks without either are named together.
func (f Flow) bars(rows []Row, view string) (lines []string) {
	number := func(r Row) int {
		if view == byWeek {
			return r.Questions
		}
		return r.Cases
	}
	most, all := 0, len(rows)
	if view == byWeek {
		rows = slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return r.Questions+r.Cases == 0 })
	}
	for _, r := range rows {
		most = max(most, number(r))
	}
	for _, r := range rows {
		lines = append(lines, f.line(r, view, bar(number(r), most)))
	}
	switch {
	case len(rows) == 0:
		lines = append(lines, words.Say(words.StatsNothing))
	case len(rows) < all:
		lines = append(lines, words.Say(words.StatsRest))
	}
	return lines
}

// line is a row with its bar; of units only where there are any.
func (f Flow) line(r Row, view, bar string) string {
	if view == byWeek {
		return words.Say(words.StatsWeekLine, f.name(r, view), bar, r.Questions, r.Cases)
	}
	line := words.Say(words.StatsLine, f.name(r, view), bar, r.Cases)
	if r.Units > 0 {
		line += words.Say(words.StatsLineUnits, r.Silent, r.Units)
	}
	return line
}

const longest = 10

// bar is a space and as much as its share of the most; what is there at all is seen.
func bar(n, most int) string {
	if n == 0 {
		return ""
	}
	return " " + strings.Repeat("█", max(1, n*longest/most))
}

// name is what a row counts.
func (f Flow) name(r Row, view string) string {
	switch {
	case view == byWeek:
		return words.Say(words.StatsWeek, int(r.Week.Month()), r.Week.Day())
	case view == byDistrict && r.Key == "":
		return words.Say(words.StatsNoDistrict)
	case view == byDistrict && r.Key == city:
		return words.Say(words.CaseCity)
	case view == byDistrict:
		return r.Key
	}
	for _, s := range f.Series {
		if s.ID == r.Key {
			return s.Name
		}
	}
	return words.Say(words.StatsNoSeries)
}

func share(part, whole int) string {
	if whole == 0 {
		return words.Say(words.StatsNone)
	}
	return strconv.Itoa((100*part+whole/2)/whole) + "%"
}

// waited is how long an answer took on average.
func waited(c Count) string {
	if c.Answered == 0 {
		return words.Say(words.StatsNone)
	}
	return words.Say(words.StatsHours, c.Waited.Hours()/float64(c.Answered))
}
