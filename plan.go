package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"zhicheng/handlers/deadlines"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders"
	"zhicheng/reminders/calendar"
	"zhicheng/store"
)

// openDates reads a pack's dates and plans for them. A pack without dates has an empty plan.
func openDates(dir string, p *packs.Pack) (deadlines.Book, error) {
	cal, err := openCalendar(dir, p)
	if err != nil {
		return deadlines.Book{}, err
	}
	return deadlines.NewBook(p, cal), nil
}

type planCmd struct {
	packFlags
	AsOf  string   `help:"The day from which on to plan; today if not given." placeholder:"YYYY-MM-DD"`
	DB    string   `help:"Plan for the subscriptions of this database." placeholder:"FILE" type:"existingfile" xor:"whom"`
	Level []string `help:"Plan for these audiences of the pack, such as senior; for each of them if neither is given." placeholder:"ID" xor:"whom"`
	JSON  bool     `help:"Print JSON, one reminder a line."`
}

// Help is shown by --help.
func (planCmd) Help() string {
	return "Example:\n\n  zhicheng plan --as-of 2023-05-10 --json\n  zhicheng plan --level senior\n  zhicheng plan --db data/zhicheng.db"
}

// planned is one reminder that will be sent: when, to whom, why.
type planned struct {
	At        string `json:"at"`
	To        string `json:"to,omitempty"` // a pseudonym; nobody in particular without a database
	Audience  string `json:"audience"`
	Milestone string `json:"milestone"`
	Name      string `json:"name"`
	On        string `json:"on"`
	Offset    int    `json:"days_before"`
	Clause    string `json:"clause"`
	Quote     string `json:"quote"`
	Key       string `json:"key"`
}

// Run prints the plan from a day to the end of the notice.
func (c planCmd) Run(ctx context.Context, s streams) error {
	p, err := c.load()
	if err != nil {
		return err
	}
	book, err := openDates(c.Packs, p)
	if err != nil {
		return err
	}
	day, err := civilDay(c.AsOf)
	if err != nil {
		return err
	}
	whom, people, err := c.whom(ctx, p)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	for _, r := range book.Planner.Due(calendar.Civil(day), p.End(), whom) {
		line := describe(book, r)
		line.To = people[r.Subscriber]
		if c.JSON {
			err = enc.Encode(line)
		} else {
			_, err = fmt.Fprintf(s.out, "%s %s %s（%s，提前%d天，%s）%s\n", line.At, line.Audience, line.Name, line.On, line.Offset, line.Clause, line.To)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// whom lists the subscriptions, with the pseudonyms behind them.
func (c planCmd) whom(ctx context.Context, p *packs.Pack) (whom []reminders.Subscription, people map[string]string, err error) {
	people = map[string]string{}
	if c.DB == "" {
		whom, err = audiences(p, c.Level)
		return whom, people, err
	}
	s, err := store.Open(ctx, c.DB)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = s.Close() }()
	all, err := s.Subscriptions(ctx, p.ID)
	for _, sub := range all {
		whom = append(whom, sub.Subscription)
		people[sub.Subscriber] = sub.To.Person
	}
	return whom, people, err
}

// audiences are the subscriptions of somebody for each of the ids, or for all that there are.
func audiences(p *packs.Pack, ids []string) (whom []reminders.Subscription, err error) {
	var known []string
	for _, a := range p.Dates.Audiences {
		known = append(known, a.ID)
	}
	for _, id := range ids {
		if !slices.Contains(known, id) {
			return nil, fmt.Errorf("--level: there is no audience %q; there are: %s", id, strings.Join(known, ", "))
		}
	}
	if len(ids) == 0 {
		ids = known
	}
	for _, id := range ids {
		whom = append(whom, reminders.Subscription{Subscriber: id, Audience: id})
	}
	return whom, nil
}

func describe(book deadlines.Book, r reminders.Reminder) planned {
	line := planned{At: r.At.Format(time.RFC3339), Audience: r.Audience, Milestone: r.Milestone, On: date(r.On), Offset: r.Offset, Key: r.Key()}
	for _, d := range book.Dates {
		if d.ID == r.Milestone {
			line.Name, line.Clause, line.Quote = d.Name, d.Clause, d.Quote
		}
	}
	return line
}
