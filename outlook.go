package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/handlers/dates"
	"zhicheng/handlers/deadlines"
	"zhicheng/handlers/relay"
	"zhicheng/reminders"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

// outlook is everything that decides who is reminded of what, as it stands in a database.
type outlook struct {
	book          deadlines.Book // with the papers that hold for everybody
	books         map[string]deadlines.Book
	subscriptions []reminders.Subscription
	addresses     map[string]chat.Conversation // by subscriber
	threads       map[string]string            // by subscriber: the part of a group in which it is told
	papers        []milestones.Paper
	units         map[int64]units.Unit
	windows       map[string]units.Window    // by the id that reminders name
	own           map[string]milestones.Date // of committees, by the id that reminders name
	settled       map[int64]map[string]bool  // milestones of which a unit has nothing to say any more
	registry      reminders.Registry
	presses       map[string]chat.Button // what may be done about them, by the same
}

// look reads a database.
func look(ctx context.Context, notice deadlines.Book, s *store.Store) (*outlook, error) {
	kept, err := s.Subscriptions(ctx, notice.Pack.ID)
	if err != nil {
		return nil, err
	}
	o, err := read(ctx, notice, s, kept)
	if err == nil && len(o.papers) > 0 {
		err = o.remember(s.Told(ctx, notice.Pack.ID))
	}
	return o, err
}

// glance reads of it what decides what one conversation is told by a row of the outbox.
func glance(ctx context.Context, notice deadlines.Book, s *store.Store, to chat.Conversation, row int64) (*outlook, error) {
	kept, err := s.SubscriptionsOf(ctx, notice.Pack.ID, to)
	if err != nil {
		return nil, err
	}
	o, err := read(ctx, notice, s, kept)
	if err != nil {
		return nil, err
	}
	subscriber := deadlines.Subscriber(to)
	o.subscriptions = slices.DeleteFunc(o.subscriptions, func(s reminders.Subscription) bool { return s.Subscriber != subscriber })
	if len(o.papers) > 0 {
		err = o.remember(s.ToldBefore(ctx, notice.Pack.ID, subscriber, row))
	}
	return o, err
}

func read(ctx context.Context, notice deadlines.Book, s *store.Store, kept []deadlines.Subscription) (*outlook, error) {
	o := &outlook{books: map[string]deadlines.Book{}, addresses: map[string]chat.Conversation{}, threads: map[string]string{},
		units: map[int64]units.Unit{}, windows: map[string]units.Window{}, own: map[string]milestones.Date{}, presses: map[string]chat.Button{}}
	var err error
	if o.papers, err = s.Papers(ctx, notice.Pack.ID); err != nil {
		return nil, err
	}
	o.book = notice.With(o.papers, milestones.Scope{})
	for _, sub := range kept {
		o.addresses[sub.Subscriber] = sub.To
		o.subscriptions = append(o.subscriptions, sub.Subscription)
	}
	return o, errors.Join(o.lookAtUnits(ctx, notice, s), o.lookAtCommittees(ctx, s), o.lookAtApplications(ctx, s))
}

func (o *outlook) lookAtUnits(ctx context.Context, notice deadlines.Book, s *store.Store) error {
	pack := notice.Pack.ID
	all, err := s.Units(ctx)
	if err != nil {
		return err
	}
	chats, err := s.UnitChats(ctx)
	if err != nil {
		return err
	}
	reports, err := s.Reports(ctx, pack)
	if err != nil {
		return err
	}
	windows, err := s.Windows(ctx, pack)
	if err != nil {
		return err
	}
	returned, err := s.UnitEvents(ctx, pack)
	if err != nil {
		return err
	}
	r := reminders.Registry{Units: all, Reports: reports, Windows: windows, Own: o.returned(returned)}
	for _, u := range all {
		o.units[u.ID] = u
	}
	for _, w := range windows {
		o.windows[reminders.WindowID(w.ID)] = w
	}
	for _, c := range chats {
		subscriber := deadlines.Subscriber(c.To)
		o.addresses[subscriber], o.threads[subscriber] = c.To, c.Thread
		r.Chats = append(r.Chats, reminders.UnitChat{Unit: c.Unit, Subscriber: subscriber, Since: c.Since, Shared: c.Shared, Lost: c.Lost})
	}
	o.settled = r.Settled(o.book.Pack.Dates)
	sets := map[string]*reminders.Dates{}
	r.Dates = func(u units.Unit) *reminders.Dates {
		key, book := o.bookOf(u)
		if sets[key] == nil {
			sets[key] = o.book.Planner.Dates(book.Dates)
		}
		return sets[key]
	}
	o.registry = r
	o.subscriptions = append(o.subscriptions, reminders.ForUnits(notice.Pack.Dates, r)...)
	return nil
}

// returned lists by when units must complete what came back to them.
func (o *outlook) returned(events []units.Event) map[int64][]reminders.Own {
	all := map[int64][]reminders.Own{}
	for _, d := range o.book.Pack.Dates.Derived {
		for _, e := range events {
			if e.Event != d.Event {
				continue
			}
			m := milestones.Milestone{ID: fmt.Sprintf("%s@%d", d.ID, e.Unit), Name: d.Name, Clause: d.Clause, Quote: d.Quote}
			o.own[m.ID] = milestones.Date{Milestone: m, On: d.From(e.On), Source: milestones.Supplement}
			all[e.Unit] = append(all[e.Unit], reminders.Own{ID: m.ID, On: o.own[m.ID].On, Before: d.Offsets()})
		}
	}
	return all
}

// lookAtCommittees lets those who look after a committee be reminded of what is counted from its events, and of the end
// of its filing.
func (o *outlook) lookAtCommittees(ctx context.Context, s *store.Store) error {
	committees, err := s.Committees(ctx)
	if err != nil || len(committees) == 0 {
		return err
	}
	events, err := s.Events(ctx, o.book.Pack.ID)
	if err != nil {
		return err
	}
	done, err := s.Done(ctx)
	if err != nil {
		return err
	}
	staff, err := s.StaffChats(ctx)
	if err != nil {
		return err
	}
	for _, c := range committees {
		own := o.committee(c, events, done)
		for _, member := range lookAfter(c, staff) {
			subscriber := deadlines.Subscriber(member.To)
			o.addresses[subscriber] = member.To
			o.subscriptions = append(o.subscriptions, reminders.Subscription{Subscriber: subscriber, Since: member.Since, Own: own})
		}
	}
	return nil
}

// lookAfter are the staff whose committee it is; where there are none, the admins.
func lookAfter(c dates.Committee, all []store.StaffChat) []store.StaffChat {
	staff := slices.DeleteFunc(slices.Clone(all), func(s store.StaffChat) bool { return s.Role == access.Admin || !dates.Covers(s.Scope, c) })
	if len(staff) > 0 {
		return staff
	}
	return slices.DeleteFunc(slices.Clone(all), func(s store.StaffChat) bool { return s.Role != access.Admin })
}

// lookAtApplications lets applicants be reminded of the day by which to complete what is missing, until that is done.
func (o *outlook) lookAtApplications(ctx context.Context, s *store.Store) error {
	awaited, err := s.Awaited(ctx, o.book.Pack.ID)
	book := relay.Book{Pack: o.book.Pack}
	for _, b := range awaited {
		d, before, ok := book.Completion(b.Application)
		if !ok {
			continue
		}
		o.own[d.ID], o.presses[d.ID] = d, relay.See(b.Application)
		subscriber := deadlines.Subscriber(b.To)
		o.addresses[subscriber] = b.To
		o.subscriptions = append(o.subscriptions, reminders.Subscription{Subscriber: subscriber, Since: b.At,
			Own: []reminders.Own{{ID: d.ID, On: d.On, Before: before}}})
	}
	return err
}

// committee lists a committee's own dates that are not done.
func (o *outlook) committee(c dates.Committee, events []dates.Event, done []dates.Done) (own []reminders.Own) {
	for _, m := range dates.Musts(o.book.Pack.Dates, c, events, done) {
		o.own[m.ID], o.presses[m.ID] = m.Date, m.Press()
		if !m.Done {
			own = append(own, reminders.Own{ID: m.ID, On: m.On, Before: m.Before})
		}
	}
	return own
}

// bookOf is the book with the papers that hold for a unit; units with the same papers have the same one.
func (o *outlook) bookOf(u units.Unit) (key string, b deadlines.Book) {
	whom := milestones.Scope{District: u.District, Unit: u.ID}
	for _, p := range milestones.Holding(o.papers, whom, u.Series...) {
		key += fmt.Sprint(p.ID, " ")
	}
	b, ok := o.books[key]
	if !ok {
		b = o.book.With(o.papers, whom, u.Series...)
		o.books[key] = b
	}
	return key, b
}

// remember fills in of which day everybody was told last; it matters only where papers have moved dates.
func (o *outlook) remember(told map[store.ToldOf]map[string]string, err error) error {
	for i := range o.subscriptions {
		sub := &o.subscriptions[i]
		sub.Told = told[store.ToldOf{Subscriber: sub.Subscriber, Unit: sub.Unit}]
	}
	return err
}

// items are the reminders with what they are about; what is not known any more is left out.
func (o *outlook) items(group []reminders.Reminder) (items []deadlines.Item) {
	for _, r := range group {
		item := deadlines.Item{Reminder: r}
		book := o.book
		if r.Unit != 0 {
			u, ok := o.units[r.Unit]
			if !ok {
				continue
			}
			item.Unit = u.Name
			_, book = o.bookOf(u)
		}
		if d, ok := o.own[r.Milestone]; ok {
			item.Date, item.Derived, item.Press = d, true, o.presses[r.Milestone]
			items = append(items, item)
			continue
		}
		var ok bool
		if item.Window, ok = o.windows[r.Milestone]; !ok {
			if item.Date, ok = milestones.Find(book.Dates, r.Milestone); !ok || item.Date.Version() != r.Version {
				continue
			}
		}
		items = append(items, item)
	}
	return items
}

// about is the subscriptions of a unit and of those above it that hear of it. Where nobody would be told it is planned
// all the same, to nobody.
func (o *outlook) about(u units.Unit) []reminders.Subscription {
	mine := slices.DeleteFunc(slices.Clone(o.subscriptions), func(s reminders.Subscription) bool { return s.Unit != u.ID })
	if len(mine) == 0 {
		r := o.registry
		r.Units, r.Chats = []units.Unit{u}, []reminders.UnitChat{{Unit: u.ID}}
		mine = reminders.ForUnits(o.book.Pack.Dates, r)
	}
	return mine
}
