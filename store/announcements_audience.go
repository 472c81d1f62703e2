package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
	"zhicheng/reminders/units"
)

// standing is what somebody is, once for each grant; or an applicant, who has none.
type standing struct {
	role      access.Role
	unit      units.Unit // of a liaison
	district  string
	series    []string
	titles    []string
	audiences []string // of an applicant's subscriptions
	thread    string   // of the group in which the unit is reminded
}

// extent is how far somebody reaches; what is empty is all of it.
type extent struct {
	district       string
	series, levels []string
}

func reach(g access.Grant) extent {
	if g.Role == access.Admin {
		return extent{}
	}
	return extent{g.Scope.District, g.Scope.Series, g.Scope.Levels}
}

// holds says whether all that the other reaches is within.
func (e extent) holds(o extent) bool {
	within := func(all, some []string) bool {
		return len(all) == 0 || len(some) > 0 && !slices.ContainsFunc(some, func(x string) bool { return !slices.Contains(all, x) })
	}
	return (e.district == "" || e.district == o.district) && within(e.series, o.series) && within(e.levels, o.levels)
}

// reaches says whether somebody is meant to hear from whoever reaches so far. What is not known of them is not within a
// limit: an office of one district does not write to people whose district nobody knows.
func (e extent) reaches(s standing) bool {
	return (e.district == "" || e.district == s.district) && overlaps(e.series, s.series) && overlaps(e.levels, s.titles)
}

func overlaps[A, B ~string](wanted []A, has []B) bool {
	return len(wanted) == 0 || slices.ContainsFunc(has, func(x B) bool { return slices.Contains(wanted, A(x)) })
}

// meant says whether the filter means somebody who is this.
func (s standing) meant(f broadcast.Filter, o broadcast.Outlook) bool {
	return overlaps(f.Roles, []access.Role{s.role}) && overlaps(f.Districts, []string{s.district}) &&
		overlaps(f.Levels, []units.Level{s.unit.Level}) && overlaps(f.Series, s.series) && overlaps(f.Titles, s.titles) &&
		(len(f.Units) == 0 || slices.Contains(f.Units, s.unit.ID)) && (f.Open == "" || s.waits(f.Open, o))
}

func (s standing) waits(milestone string, o broadcast.Outlook) bool {
	if s.unit.ID != 0 {
		return o.Open(s.unit.ID, milestone)
	}
	return slices.ContainsFunc(s.audiences, func(a string) bool { return o.Awaits(a, milestone) })
}

// recipient is a conversation, and what it stands for.
type recipient struct {
	to                 chat.Conversation
	shared             bool // a group: it is written to only as a unit's
	unreachable, muted bool
	as                 []standing // for which it is meant
}

// audience is everybody who may hear an announcement.
type audience struct {
	units         map[int64]units.Unit
	grants        map[string][]access.Grant
	unitChats     map[chat.Conversation][]UnitChat // groups only; without a person
	subscriptions map[string][]string              // audiences by person
	muted         map[string]bool
	chats         []recipient // in the order of persons
}

func (s *Store) audience(ctx context.Context) (a audience, err error) {
	a = audience{units: map[int64]units.Unit{}, grants: map[string][]access.Grant{}, unitChats: map[chat.Conversation][]UnitChat{},
		subscriptions: map[string][]string{}, muted: map[string]bool{}}
	all, err := s.Units(ctx)
	if err != nil {
		return a, err
	}
	for _, u := range all {
		a.units[u.ID] = u
	}
	for _, read := range []func(context.Context, *audience) error{s.readGrants, s.readSubscribers, s.readMuted, s.readChats, s.readGroups} {
		if err := read(ctx, &a); err != nil {
			return a, err
		}
	}
	// In the order of the outbox's index of persons: written in any other, each part would touch all of its pages.
	slices.SortFunc(a.chats, func(x, y recipient) int {
		return cmp.Or(strings.Compare(x.to.Person, y.to.Person), strings.Compare(x.to.Channel, y.to.Channel), strings.Compare(x.to.Chat, y.to.Chat))
	})
	return a, nil
}

func (s *Store) readGrants(ctx context.Context, a *audience) error {
	rows, err := s.db.QueryContext(ctx, `SELECT person, role, unit, scope FROM grants WHERE revoked_at IS NULL ORDER BY id`)
	_, err = collect(rows, err, func(r *sql.Rows) (g access.Grant, err error) {
		var person, scope string
		if err = r.Scan(&person, &g.Role, &g.Unit, &scope); err == nil {
			err = json.Unmarshal([]byte(scope), &g.Scope)
			a.grants[person] = append(a.grants[person], g)
		}
		return g, err
	})
	return err
}

func (s *Store) readSubscribers(ctx context.Context, a *audience) error {
	rows, err := s.db.QueryContext(ctx, `SELECT DISTINCT person, audience FROM subscriptions ORDER BY person, audience`)
	_, err = collect(rows, err, func(r *sql.Rows) (who string, err error) {
		var audience string
		if err = r.Scan(&who, &audience); err == nil {
			a.subscriptions[who] = append(a.subscriptions[who], audience)
		}
		return who, err
	})
	return err
}

func (s *Store) readMuted(ctx context.Context, a *audience) error {
	rows, err := s.db.QueryContext(ctx, `SELECT person FROM mutes WHERE topic = $1`, chat.Announcements)
	_, err = collect(rows, err, func(r *sql.Rows) (who string, err error) {
		if err = r.Scan(&who); err == nil {
			a.muted[who] = true
		}
		return who, err
	})
	return err
}

// readChats reads the private chats: one row a conversation, so that somebody with two of them hears in both.
func (s *Store) readChats(ctx context.Context, a *audience) error {
	rows, err := s.db.QueryContext(ctx, `SELECT channel, chat, person, unreachable_at IS NOT NULL FROM chats ORDER BY channel, chat, person`)
	all, err := collect(rows, err, func(r *sql.Rows) (c recipient, err error) {
		err = r.Scan(&c.to.Channel, &c.to.Chat, &c.to.Person, &c.unreachable)
		c.muted = a.muted[c.to.Person]
		return c, err
	})
	a.chats = slices.CompactFunc(all, func(x, y recipient) bool { return x.to.Channel == y.to.Channel && x.to.Chat == y.to.Chat })
	return err
}

// readGroups reads the groups in which units are reminded and that can be reached. Whoever registered one does not mute it
// for the others.
func (s *Store) readGroups(ctx context.Context, a *audience) error {
	all, err := s.UnitChats(ctx)
	if err != nil {
		return err
	}
	for _, c := range all {
		if !c.Shared {
			continue
		}
		place := chat.Conversation{Channel: c.To.Channel, Chat: c.To.Chat}
		if a.unitChats[place] == nil {
			a.chats = append(a.chats, recipient{to: c.To, shared: true})
		}
		a.unitChats[place] = append(a.unitChats[place], c)
	}
	return nil
}

// standings are all that a conversation is.
func (a audience) standings(r recipient, titles func(string) []units.Title) (all []standing) {
	c := r.to
	if r.shared {
		for _, group := range a.unitChats[chat.Conversation{Channel: c.Channel, Chat: c.Chat}] {
			s := ofUnit(a.units[group.Unit])
			s.thread = group.Thread
			all = append(all, s)
		}
		return all
	}
	grants := a.grants[c.Person]
	if len(grants) == 0 {
		s := standing{role: access.Applicant, audiences: a.subscriptions[c.Person]}
		for _, audience := range s.audiences {
			for _, t := range titles(audience) {
				s.titles = append(s.titles, string(t))
			}
		}
		return []standing{s}
	}
	for _, g := range grants {
		switch u := a.units[g.Unit]; {
		case g.Role != access.Liaison:
			all = append(all, standing{role: g.Role, district: g.Scope.District, series: g.Scope.Series, titles: g.Scope.Levels})
		case u.ID != 0 && !u.Closed:
			all = append(all, ofUnit(u))
		}
	}
	return all
}

func ofUnit(u units.Unit) standing {
	s := standing{role: access.Liaison, unit: u, district: u.District, series: u.Series}
	for _, t := range u.Titles {
		s.titles = append(s.titles, string(t))
	}
	return s
}

// withoutLiaison are the names of those of some units that have no liaison.
func (a audience) withoutLiaison(some []int64) (names []string) {
	has := map[int64]bool{}
	for _, grants := range a.grants {
		for _, g := range grants {
			has[g.Unit] = has[g.Unit] || g.Role == access.Liaison
		}
	}
	for _, id := range some {
		if !has[id] {
			names = append(names, a.units[id].Name)
		}
	}
	return names
}

// meant goes through the recipients of a filter within what the grants reach, also those who cannot or do not want to hear.
func (a audience) meant(f broadcast.Filter, by []access.Grant, o broadcast.Outlook) iter.Seq[recipient] {
	return func(yield func(recipient) bool) {
		for _, c := range a.chats {
			for _, s := range a.standings(c, o.Titles) {
				if s.meant(f, o) && slices.ContainsFunc(by, func(g access.Grant) bool { return reach(g).reaches(s) }) {
					c.as = append(c.as, s)
				}
			}
			if len(c.as) > 0 && !yield(c) {
				return
			}
		}
	}
}
