package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"zhicheng/bot/words"
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

func (p packFlags) loadDates() (deadlines.Book, error) {
	pack, err := p.load()
	if err != nil {
		return deadlines.Book{}, err
	}
	return openDates(p.Packs, pack)
}

type planCmd struct {
	packFlags
	AsOf  string   `help:"The day from which on to plan; today if not given." placeholder:"YYYY-MM-DD"`
	DB    string   `help:"Plan for the people and units of this database." placeholder:"FILE" xor:"whom"`
	Unit  string   `help:"Plan for this unit of the database, by its name or number; without --db of $ZHICHENG_DB or data/zhicheng.db." placeholder:"UNIT" xor:"about"`
	Level []string `help:"Plan for these audiences of the pack, such as senior; for each of them if neither is given." placeholder:"ID" xor:"whom,about"`
	JSON  bool     `help:"Print JSON, one reminder a line."`
}

// Help is shown by --help.
func (planCmd) Help() string {
	return "Example:\n\n  zhicheng plan --as-of 2023-05-10 --json\n  zhicheng plan --level senior\n  zhicheng plan --db data/zhicheng.db\n  zhicheng plan --db data/zhicheng.db --unit 12"
}

// planned is one reminder that will be sent: when, to whom, why.
type planned struct {
	At        string `json:"at"`
	To        string `json:"to,omitempty"` // a pseudonym; nobody in particular without a database
	Unit      string `json:"unit,omitempty"`
	Above     bool   `json:"to_parent,omitempty"`
	Audience  string `json:"audience,omitempty"`
	Milestone string `json:"milestone"`
	Name      string `json:"name"`
	On        string `json:"on"`
	Offset    int    `json:"days_before"`
	Moved     bool   `json:"moved,omitempty"`
	Clause    string `json:"clause,omitempty"`
	Quote     string `json:"quote,omitempty"`
	Key       string `json:"key"`
}

// Run prints the plan from a day to the end of the notice.
func (c planCmd) Run(ctx context.Context, s streams) error {
	book, err := c.loadDates()
	if err != nil {
		return err
	}
	day, err := civilDay(c.AsOf)
	if err != nil {
		return err
	}
	o, err := c.outlook(ctx, book)
	if err != nil {
		return err
	}
	p := book.Pack
	lines := o.plan(calendar.Civil(day), p.End())
	if len(lines) == 0 {
		_, err := fmt.Fprintf(s.err, "nothing is planned from %s on; %s is in force until %s\n", date(day), p.Number, date(p.End().Add(-time.Second)))
		return err
	}
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	for _, line := range lines {
		if c.JSON {
			err = enc.Encode(line)
		} else {
			_, err = fmt.Fprintln(s.out, line)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// String is a line for people.
func (p planned) String() string {
	whom := p.Audience + p.Unit
	if p.Above {
		whom += " → 上级单位"
	}
	return fmt.Sprintf("%s %s %s（%s，提前%d天，%s）%s", p.At, whom, p.Name, p.On, p.Offset, p.Clause, p.To)
}

// plan lists what will be sent from a moment on until another.
func (o *outlook) plan(from, to time.Time) (all []planned) {
	for _, r := range o.book.Planner.Due(from, to, o.subscriptions) {
		for _, item := range o.items([]reminders.Reminder{r}) {
			line := describe(item)
			line.To = o.addresses[r.Subscriber].Person
			all = append(all, line)
		}
	}
	return all
}

// outlook is that of the database or, without one, of somebody for each audience.
func (c planCmd) outlook(ctx context.Context, book deadlines.Book) (*outlook, error) {
	if c.DB == "" && c.Unit != "" {
		c.DB = cmp.Or(os.Getenv("ZHICHENG_DB"), "data/zhicheng.db")
	}
	if c.DB == "" {
		whom, err := audiences(book.Pack, c.Level)
		return &outlook{book: book, subscriptions: whom}, err
	}
	s, err := store.OpenExisting(ctx, c.DB)
	if err != nil {
		return nil, err
	}
	defer func() { _ = s.Close() }()
	o, err := look(ctx, book, s)
	if err != nil || c.Unit == "" {
		return o, err
	}
	for _, u := range o.units {
		if u.Name == c.Unit || strconv.FormatInt(u.ID, 10) == c.Unit {
			o.subscriptions = o.about(u)
			return o, nil
		}
	}
	return nil, fmt.Errorf("--unit: there is no unit %q", c.Unit)
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

func describe(i deadlines.Item) planned {
	r := i.Reminder
	line := planned{At: r.At.Format(time.RFC3339), Unit: i.Unit, Above: r.Above, Audience: r.Audience, Milestone: r.Milestone, Name: i.Date.Name,
		On: date(r.On), Offset: r.Offset, Clause: i.Date.Clause, Quote: i.Date.Quote, Key: r.Key()}
	if r.Moved() {
		line.Offset, line.Moved = int(r.On.Sub(calendar.Civil(r.At)).Hours()/24), true
	}
	if i.Window.ID != 0 {
		line.Name = words.Say(words.Posting(string(i.Window.Posting)))
	}
	return line
}
