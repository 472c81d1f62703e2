package faq

import (
	"cmp"
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
)

const (
	perPage  = 8
	maxShown = 40 // characters of a question
	maxLabel = 18
)

// list is /faq: all entries, those that are over first.
func (f Flow) list(ctx context.Context, m chat.Message, _ string, _ []access.Grant) ([]chat.Reply, error) {
	r, err := f.entries(ctx, m, "0")
	return []chat.Reply{r}, err
}

// entries is a page of the list.
func (f Flow) entries(ctx context.Context, m chat.Message, value string) (chat.Reply, error) {
	all, err := f.Records.FAQs(ctx)
	if err != nil {
		return chat.Reply{}, err
	}
	if len(all) == 0 {
		return handlers.Say(words.FAQNone)[0], nil
	}
	over := 0
	for _, e := range all {
		if e.Over(m.At) {
			over++
		}
	}
	slices.SortStableFunc(all, func(a, b faq.Entry) int { return a.Until.Compare(b.Until) })
	var rows [][]chat.Button
	page, first, last := pageOf(value, len(all))
	for _, e := range all[first:last] {
		key, day := words.FAQLabel, e.Until
		switch {
		case e.Over(m.At):
			key = words.FAQLabelOver
		case !e.Begun(m.At):
			key, day = words.FAQLabelAhead, e.Since
		}
		rows = append(rows, []chat.Button{{Label: words.Say(key, e.ID, handlers.Excerpt(e.Forms[0], maxLabel), day.Year(), int(day.Month()), day.Day()),
			Data: "faq:show:" + strconv.FormatInt(e.ID, 10)}})
	}
	r := handlers.Say(words.FAQHead, len(all), over)[0]
	if turn := handlers.Turns("faq:list:", page, perPage, len(all)); turn != nil {
		rows = append(rows, turn)
	}
	r.Buttons = rows
	return r, nil
}

// pageOf reads a page's number and says which of n it shows.
func pageOf(value string, n int) (page, first, last int) {
	page, _ = strconv.Atoi(value)
	page = max(0, min(page, (n-1)/perPage))
	return page, page * perPage, min(n, (page+1)*perPage)
}

// one shows an entry, withdraws it, or turns the list's page.
func (f Flow) one(ctx context.Context, m chat.Message, args string, by []access.Grant) ([]chat.Reply, error) {
	what, value, _ := strings.Cut(args, ":")
	if what == "list" {
		r, err := f.entries(ctx, m, value)
		r.Edits = m.On
		return []chat.Reply{r}, err
	}
	id, _ := strconv.ParseInt(value, 10, 64)
	owner, ok, err := f.Records.FAQOwner(ctx, id)
	if err != nil {
		return nil, err
	}
	if !ok {
		return handlers.Say(words.FAQGone), nil
	}
	me, err := f.Records.Principal(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	if what == "drop" {
		return f.drop(ctx, m, id, owner.mayEnd(me, by))
	}
	all, err := f.Records.FAQs(ctx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(e faq.Entry) bool { return e.ID == id })
	if i < 0 {
		return handlers.Say(words.FAQGone), nil
	}
	r := f.view(all[i], words.Say(words.FAQTitle, id))
	if owner.mayEnd(me, by) {
		r.Buttons = [][]chat.Button{{{Label: words.Say(words.FAQDrop), Data: "faq:drop:" + value}}}
	} else {
		r.Text = append(r.Text, chat.Span{Style: chat.Faint, Text: "\n" + words.Say(words.FAQNotYours)})
	}
	return []chat.Reply{r}, nil
}

func (f Flow) drop(ctx context.Context, m chat.Message, id int64, may bool) ([]chat.Reply, error) {
	if !may {
		return handlers.Say(words.FAQNotYours), nil
	}
	if err := f.Records.WithdrawFAQ(ctx, m, id); err != nil {
		return nil, err
	}
	return handlers.Say(words.FAQDropped, id), nil
}

// asked is one question, however often.
type asked struct {
	faq.Asked
	times   int
	useless int
}

// unanswered is /unanswered.
func (f Flow) unanswered(ctx context.Context, m chat.Message, _ string, _ []access.Grant) ([]chat.Reply, error) {
	r, err := f.desk(ctx, m, "many", "0")
	return []chat.Reply{r}, err
}

// desk is a page of the questions, the newest or the most frequent first.
func (f Flow) desk(ctx context.Context, m chat.Message, order, value string) (chat.Reply, error) {
	all, missed, useless, err := f.gather(ctx, m.At)
	if err != nil {
		return chat.Reply{}, err
	}
	if len(all) == 0 {
		return handlers.Say(words.UnansweredNone, f.KeepDays)[0], nil
	}
	if order == "many" {
		slices.SortStableFunc(all, func(a, b asked) int { return cmp.Compare(b.times, a.times) })
	}
	page, first, last := pageOf(value, len(all))
	lines := []string{""}
	var numbers []chat.Button
	for i, q := range all[first:last] {
		n := first + i + 1
		lines = append(lines, words.Say(words.UnansweredLine, n, handlers.Excerpt(q.Text, maxShown), q.times, f.why(q)))
		numbers = append(numbers, chat.Button{Label: words.Say(words.UnansweredAnswer, n), Data: "faq:q:" + q.ID})
	}
	rows := handlers.Choices(len(numbers), 2, func(i int) chat.Button { return numbers[i] })
	turn := handlers.Turns("faq:"+order+":", page, perPage, len(all))
	other := chat.Button{Label: words.Say(words.UnansweredNewest), Data: "faq:new:0"}
	if order == "new" {
		other = chat.Button{Label: words.Say(words.UnansweredMost), Data: "faq:many:0"}
	}
	head := words.Say(words.UnansweredHead, f.KeepDays, missed, useless, len(all))
	return chat.Reply{Text: []chat.Span{{Style: chat.Bold, Text: head}, {Text: strings.Join(lines, "\n")}}, Buttons: append(rows, append(turn, other))}, nil
}

// why says how a question ended: what the notice does not say, or that the answer was of no use.
func (f Flow) why(q asked) string {
	switch {
	case q.FAQ != 0:
		return words.Say(words.UnansweredFAQ, q.FAQ)
	case q.useless == q.times:
		return words.Say(words.UnansweredUseless)
	}
	for _, t := range f.Pack.Material.Outside {
		if t.ID == q.Topic {
			return t.Title
		}
	}
	return words.Say(words.UnansweredUnknown)
}

// gather puts equal questions together, of those that wait for an answer, the newest first; and counts how many were missed
// and how many were marked as useless.
func (f Flow) gather(ctx context.Context, now time.Time) (all []asked, missed, useless int, err error) {
	open, err := f.Records.Unanswered(ctx, now.AddDate(0, 0, -f.KeepDays))
	if err == nil {
		open, err = f.Book.Waiting(ctx, open, f.Pack.Material.Outside, now)
	}
	places := map[string]int{}
	for _, q := range open {
		key := f.plain(q.Text)
		i, seen := places[key]
		if !seen {
			i = len(all)
			places[key] = i
			all = append(all, asked{Asked: q})
		}
		all[i].times++
		if q.Missed {
			missed++
		}
		if q.Useless {
			all[i].useless++
			useless++
		}
	}
	return all, missed, useless, err
}
