package roster

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/progress"
)

// question is about a heading that nobody but its owner understands.
type question struct {
	Sheet   string   `json:"sheet,omitempty"`
	Column  string   `json:"column"`
	Heads   []string `json:"heads"` // as they are remembered
	Labels  []string `json:"labels"`
	Several bool     `json:"several,omitempty"` // several look like it, else none does
}

const (
	sampled    = 20 // rows that are looked at for what a column may be
	maxOffered = 8
)

// maybe are the columns under unknown headings in which most of the first cells look like what is missing.
func (f Flow) maybe(l layout, id string, unknown map[int]string, heads []string, remembered map[string]string) (all []int) {
	rows := l.Rows[l.head+1:]
	rows = rows[:min(len(rows), sampled)]
	for at := range unknown {
		if said, known := remembered[heads[at]]; known && said != id {
			continue
		}
		filled, fits := 0, 0
		for _, r := range rows {
			if cell := r.Cell(at); cell != "" {
				filled++
				if f.looksLike(id, cell) {
					fits++
				}
			}
		}
		if filled > 0 && 2*fits > filled {
			all = append(all, at)
		}
	}
	slices.Sort(all)
	return all[:min(len(all), maxOffered)]
}

func (f Flow) looksLike(id, cell string) bool {
	n := utf8.RuneCountInString(cell)
	digits := strings.ContainsFunc(cell, unicode.IsDigit)
	switch c := f.column(id); {
	case len(c.Values) > 0:
		_, ok := c.Value(cell)
		return ok
	case id == progress.ColumnName:
		return n >= 2 && n <= 6 && !digits
	case id == progress.ColumnCard:
		return progress.MaskCards(cell) != cell || n == 4 && digits
	case id == progress.ColumnUnit:
		return n >= 4 && !digits
	}
	return false
}

func (l layout) question(id string, at []int, heads []string, several bool) *question {
	q := &question{Column: id, Several: several}
	for _, i := range at {
		q.Heads = append(q.Heads, heads[i])
		q.Labels = append(q.Labels, words.Say(words.RosterColumn, clip(l.over(i)+l.Rows[l.head].Cell(i)), letters(i)))
	}
	return q
}

// over is the heading that stands over a column's own and others', by which people tell two of one name apart. A title
// over the whole table is none.
func (l layout) over(at int) (heading string) {
	if l.head == 0 {
		return ""
	}
	several := 0
	for i, cell := range l.Rows[l.head-1].Cells {
		if cell != "" {
			several++
			if i <= at {
				heading = cell
			}
		}
	}
	if several < 2 || heading == l.Rows[l.head].Cell(at) {
		return ""
	}
	return heading + words.Say(words.RosterUnder)
}

// clip makes a label for a button.
func clip(text string) string {
	const most = 16
	if r := []rune(text); len(r) > most {
		return string(r[:most])
	}
	return text
}

// letters name a column as programs do: A, B … AA.
func letters(i int) (name string) {
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// asked puts the question.
func (f Flow) asked(ctx context.Context, m chat.Message, s state) ([]chat.Reply, error) {
	q := s.Ask
	key := words.RosterWhichIs
	if q.Several {
		key = words.RosterWhichOf
	}
	replies := handlers.Say(key, f.column(q.Column).Name)
	if q.Sheet != "" {
		replies = handlers.Say(words.RosterInSheet, q.Sheet, words.Say(key, f.column(q.Column).Name))
	}
	replies[0].Buttons = handlers.Choices(len(q.Labels), 1, func(i int) chat.Button {
		return chat.Button{Label: q.Labels[i], Data: fmt.Sprintf("%s:col:%s:%d", dialogue, q.Column, i)}
	})
	replies[0].Buttons = append(replies[0].Buttons, []chat.Button{{Label: words.Say(words.RosterNone), Data: fmt.Sprintf("%s:col:%s:none", dialogue, q.Column)}})
	return replies, f.keep(ctx, m, s)
}

// answered remembers the answer and goes on.
func (f Flow) answered(ctx context.Context, m chat.Message, rest string, s state, t target) ([]chat.Reply, error) {
	column, which, _ := strings.Cut(rest, ":")
	i, err := strconv.Atoi(which)
	if s.Ask == nil || s.Ask.Column != column || which != "none" && (err != nil || i < 0 || i >= len(s.Ask.Heads)) {
		return handlers.Say(words.RosterAgain), nil
	}
	said := map[string]string{}
	for _, h := range s.Ask.Heads {
		said[h] = ""
	}
	if which != "none" {
		said = map[string]string{s.Ask.Heads[i]: column}
	}
	if err := f.Headings.SaveRosterHeadings(ctx, m, t.owner(), said); err != nil {
		return nil, err
	}
	return f.show(ctx, m, *s.File, t)
}

// forgotten asks anew.
func (f Flow) forgotten(ctx context.Context, m chat.Message, _ string, s state, t target) ([]chat.Reply, error) {
	if err := f.Headings.ForgetRosterHeadings(ctx, t.owner()); err != nil {
		return nil, err
	}
	return f.show(ctx, m, *s.File, t)
}
