package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/outbox"
	"zhicheng/bot/telegram"
	"zhicheng/bot/words"
	"zhicheng/handlers/broadcast"
	"zhicheng/handlers/deadlines"
	"zhicheng/reminders"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

// announcements is what staff announce, kept in a database.
func (h *house) announcements(s *store.Store) store.Announcements {
	return announcements(s, h.dates, h.secret, h.second)
}

func announcements(s *store.Store, notice deadlines.Book, key []byte, second int64) store.Announcements {
	return store.Announcements{Store: s, Key: key, SecondFrom: second, Pace: telegram.Pace,
		Outlook: func(ctx context.Context, civil time.Time) (broadcast.Outlook, error) {
			o, err := look(ctx, notice, s)
			return announced{o, calendar.Civil(civil)}, err
		}}
}

// announced is what the outlook says where staff announce.
type announced struct {
	*outlook
	day time.Time
}

// Values are a unit's name and what it must report next, from the day on which it is read.
func (a announced) Values(unit int64) (values map[string]string, until time.Time) {
	u, ok := a.units[unit]
	if !ok {
		return nil, until
	}
	values = map[string]string{words.Say(words.FieldUnit): u.Name}
	_, book := a.bookOf(u)
	for _, d := range book.Dates { // the earliest first
		if !d.On.Before(a.day) && a.open(u, d.ID) {
			values[words.Say(words.FieldDeadline)], values[words.Say(words.FieldMatter)] = words.Say(words.DatesDay, int(d.On.Month()), d.On.Day(), words.Weekday(d.On.Weekday())), d.Name
			until = d.On.AddDate(0, 0, 1)
			break
		}
	}
	return values, until
}

// Open says whether a unit has a milestone to report, also one whose day is over.
func (a announced) Open(unit int64, milestone string) bool {
	u, ok := a.units[unit]
	return ok && a.open(u, milestone)
}

func (a announced) open(u units.Unit, milestone string) bool {
	for _, m := range a.book.Pack.Dates.Milestones {
		if m.ID == milestone {
			return !a.settled[u.ID][milestone] && reminders.Reported(a.book.Pack.Dates, u, m)
		}
	}
	return false
}

// Awaits says whether a milestone concerns an audience.
func (a announced) Awaits(audience, milestone string) bool {
	for _, m := range a.book.Pack.Dates.Milestones {
		if m.ID == milestone {
			return m.Before(audience) != nil
		}
	}
	return false
}

// Titles are those of an audience's units.
func (a announced) Titles(audience string) (all []units.Title) {
	found, _ := a.book.Pack.Dates.Audience(audience)
	for _, b := range found.Units {
		for _, t := range b.Titles {
			all = append(all, units.Title(t))
		}
	}
	return all
}

// showEvery is how often an author sees the progress move, by machine time.
const showEvery = 3 * time.Second

// watcher keeps up the messages that show authors the progress of what they announced, also after a restart.
type watcher struct {
	records store.Announcements
	senders map[string]chat.Sender
	now     func() time.Time // civil
	log     *slog.Logger
	shown   map[string]string // by campaign, what its message shows
}

func (h *house) watch(s *store.Store, senders map[string]chat.Sender, now func() time.Time) func(context.Context) error {
	w := watcher{records: h.announcements(s), senders: senders, now: now, log: h.log, shown: map[string]string{}}
	return func(ctx context.Context) error {
		tick := time.NewTicker(showEvery)
		defer tick.Stop()
		for {
			if err := w.look(ctx); err != nil && ctx.Err() == nil {
				w.log.Error("show the progress of announcements", "err", err)
			}
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
			}
		}
	}
}

// look shows what has changed.
func (w watcher) look(ctx context.Context) error {
	all, err := w.records.Watched(ctx)
	if err != nil {
		return err
	}
	for _, each := range all {
		if err := w.show(ctx, each); err != nil {
			return err
		}
	}
	return nil
}

func (w watcher) show(ctx context.Context, each store.Watched) error {
	c, err := w.records.Shown(ctx, each.Campaign)
	if err != nil {
		return err
	}
	p, err := w.records.Progress(ctx, each.Campaign)
	if err != nil {
		return err
	}
	last := p.Left+p.RecallLeft == 0 && p.State != outbox.Waiting
	reply := broadcast.View(c, p, w.now())
	view, err := json.Marshal(reply)
	if err != nil {
		return err
	}
	if w.shown[each.Campaign] != string(view) || each.Ref == "" {
		reply.Edits = each.Ref
		o := w.send(ctx, each, reply)
		switch o.State {
		case chat.Later, chat.Unknown:
			return nil // the next look tries again
		case chat.Sent:
			each.Ref = o.Ref
		default: // it cannot be shown there
			last = true
		}
		w.shown[each.Campaign] = string(view)
	}
	if last {
		delete(w.shown, each.Campaign)
	}
	return w.records.Showed(ctx, each, last)
}

func (w watcher) send(ctx context.Context, each store.Watched, r chat.Reply) chat.Outcome {
	sender := w.senders[each.To.Channel]
	if sender == nil {
		return chat.Outcome{State: chat.Failed}
	}
	key := "progress/" + each.Campaign // the first is shown once; each edit is another
	if each.Ref != "" {
		key += fmt.Sprintf("/%d", time.Now().UnixNano())
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	return sender.Send(ctx, each.To, key, r)
}
