package store

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
	"zhicheng/reminders/units"
)

var everything = []access.Grant{{Role: access.Admin}}

// deadline is an outlook for tests: a unit's deadline by its id.
type deadline map[int64]string

func (d deadline) Values(unit int64) (map[string]string, time.Time) {
	return map[string]string{"单位": map[int64]string{1: "一中", 2: "二院"}[unit], "本单位截止日期": d[unit]},
		time.Date(2023, 5, 31, 0, 0, 0, 0, shanghai)
}
func (d deadline) Open(unit int64, milestone string) bool {
	return milestone == "senior" && d[unit] != ""
}
func (d deadline) Awaits(audience, milestone string) bool                     { return audience == milestone }
func (d deadline) Titles(audience string) []units.Title                       { return []units.Title{units.Title(audience)} }
func (d deadline) read(context.Context, time.Time) (broadcast.Outlook, error) { return d, nil }

func announcing(s *Store) Announcements {
	return Announcements{Store: s, Key: []byte("key"), Outlook: deadline{1: "5月30日"}.read, Pace: 29}
}

// city is a bureau with an admin, staff of a district, two units' liaisons, applicants with and without subscriptions.
func city(t *testing.T) (*Store, Announcements) {
	t.Helper()
	s := open(t)
	ctx := t.Context()
	ok(t, s.SaveUnits(ctx, text("units", jia, ""), []units.Unit{
		{Name: "一中", Level: units.County, District: "敖汉旗", Kind: units.Institution, Series: []string{"teacher"}, Titles: []units.Title{units.Senior, units.Mid}},
		{Name: "二院", Level: units.City, Kind: units.Institution, Series: []string{"health"}, Titles: []units.Title{units.Mid}},
	}))
	for person, g := range map[string]access.Grant{
		"admin": {Role: access.Admin}, "staff": {Role: access.Staff}, "aohan": {Role: access.Staff, Scope: access.Scope{District: "敖汉旗"}},
		"one": {Role: access.Liaison, Unit: 1}, "two": {Role: access.Liaison, Unit: 2},
	} {
		ok(t, s.Grant(ctx, person, g, BySettings, noon))
	}
	for _, person := range []string{"admin", "staff", "aohan", "one", "two", "senior", "plain"} {
		receive1(t, s, text("m"+person, in(person), "你好"))
	}
	ok(t, s.Subscribe(ctx, in("senior"), "pack", "senior", noon, noon.AddDate(1, 0, 0)))
	return s, announcing(s)
}

func in(person string) chat.Conversation {
	return chat.Conversation{Channel: "telegram", Chat: "10" + person, Person: person}
}

func freeze(t *testing.T, a Announcements, message string, said broadcast.Announcement) broadcast.Campaign {
	t.Helper()
	c, err := a.Freeze(t.Context(), text(message, in("admin"), ""), said, everything)
	ok(t, err)
	return c
}

// told lists the persons of a campaign's rows.
func told(t *testing.T, s *Store, id string) string {
	t.Helper()
	rows, err := s.db.QueryContext(t.Context(), `SELECT person FROM outbox WHERE campaign = $1 ORDER BY person`, id)
	all, err := collect(rows, err, func(r *sql.Rows) (p string, err error) { return p, r.Scan(&p) })
	ok(t, err)
	return strings.Join(all, " ")
}

func TestWhoIsMeant(t *testing.T) {
	s, a := city(t)
	for name, c := range map[string]struct {
		to   broadcast.Filter
		by   access.Grant
		want string
	}{
		"all":             {by: access.Grant{Role: access.Admin}, want: "admin aohan one plain senior staff two"},
		"an office":       {by: access.Grant{Role: access.Staff}, want: "admin aohan one plain senior staff two"},
		"one district":    {by: access.Grant{Role: access.Staff, Scope: access.Scope{District: "敖汉旗"}}, want: "aohan one"},
		"one series":      {by: access.Grant{Role: access.Staff, Scope: access.Scope{Series: []string{"health"}}}, want: "two"},
		"senior titles":   {by: access.Grant{Role: access.Staff, Scope: access.Scope{Levels: []string{"senior"}}}, want: "one senior"},
		"not beyond":      {to: broadcast.Filter{Units: []int64{2}}, by: access.Grant{Role: access.Staff, Scope: access.Scope{District: "敖汉旗"}}},
		"liaisons cannot": {by: access.Grant{Role: access.Liaison, Unit: 1}},
		"liaisons":        {to: broadcast.Filter{Roles: []access.Role{access.Liaison}}, by: access.Grant{Role: access.Admin}, want: "one two"},
		"applicants":      {to: broadcast.Filter{Roles: []access.Role{access.Applicant}}, by: access.Grant{Role: access.Admin}, want: "plain senior"},
		"a district":      {to: broadcast.Filter{Districts: []string{"敖汉旗"}}, by: access.Grant{Role: access.Admin}, want: "aohan one"},
		"a level":         {to: broadcast.Filter{Levels: []units.Level{units.City}}, by: access.Grant{Role: access.Admin}, want: "two"},
		"a series":        {to: broadcast.Filter{Series: []string{"teacher"}}, by: access.Grant{Role: access.Admin}, want: "one"},
		"a title":         {to: broadcast.Filter{Titles: []units.Title{units.Senior}}, by: access.Grant{Role: access.Admin}, want: "one senior"},
		"open":            {to: broadcast.Filter{Open: "senior"}, by: access.Grant{Role: access.Admin}, want: "one senior"},
		"a list":          {to: broadcast.Filter{Units: []int64{2}}, by: access.Grant{Role: access.Admin}, want: "two"},
		"all must hold":   {to: broadcast.Filter{Districts: []string{"敖汉旗"}, Series: []string{"health"}}, by: access.Grant{Role: access.Admin}},
	} {
		got, err := a.Freeze(t.Context(), text(name, in("admin"), ""), broadcast.Announcement{Text: "停电", To: c.to}, []access.Grant{c.by})
		ok(t, err)
		if who := told(t, s, got.ID); who != c.want {
			t.Errorf("%s: %q, want %q", name, who, c.want)
		}
	}
}
