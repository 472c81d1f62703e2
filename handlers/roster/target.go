package roster

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"zhicheng/bot/words"
	"zhicheng/handlers/access"
	"zhicheng/reminders/progress"
	"zhicheng/reminders/units"
)

// target is for whom a roster is read in: a unit by its liaison, or what the staff member's grants cover.
type target struct {
	unit   units.Unit // zero for staff
	scopes []access.Scope
}

// targets lists all that somebody may choose.
func (f Flow) targets(ctx context.Context, by []access.Grant) (all []target, err error) {
	ids := []int64{0}
	for _, g := range by {
		if g.Role == access.Liaison && !slices.Contains(ids, g.Unit) {
			ids = append(ids, g.Unit)
		}
	}
	for _, id := range ids {
		t, ok, err := f.target(ctx, id, by)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, t)
		}
	}
	return all, nil
}

// target is the one of a unit, or of staff for 0; false if the grants do not give it or the unit is closed.
func (f Flow) target(ctx context.Context, unit int64, by []access.Grant) (t target, ok bool, err error) {
	if unit == 0 {
		for _, g := range by {
			if g.Role == access.Staff {
				t.scopes = append(t.scopes, g.Scope)
			}
		}
		return t, len(t.scopes) > 0, nil
	}
	if !slices.ContainsFunc(by, func(g access.Grant) bool { return g.OfUnit(unit) }) {
		return t, false, nil
	}
	t.unit, ok, err = f.Records.Unit(ctx, unit)
	return t, ok && !t.unit.Closed, err
}

func (t target) liaison() bool { return t.unit.ID != 0 }

// name is what people know it by.
func (t target) name() string {
	if t.liaison() {
		return t.unit.Name
	}
	var places []string
	for _, s := range t.scopes {
		if s.District == "" {
			return words.Say(words.RosterCity)
		}
		places = append(places, s.District)
	}
	return strings.Join(slices.Compact(slices.Sorted(slices.Values(places))), words.Say(words.Comma))
}

// owner is whose answers about headings are remembered together.
func (t target) owner() string {
	if t.liaison() {
		return "unit " + strconv.FormatInt(t.unit.ID, 10)
	}
	return "staff " + t.name()
}

// reaches are whose applications it has to do with.
func (t target) reaches() (all []progress.Reach) {
	if t.liaison() {
		return []progress.Reach{{Unit: t.unit.ID}}
	}
	for _, s := range t.scopes {
		all = append(all, progress.Reach{District: s.District, Series: s.Series, Levels: s.Levels})
	}
	return all
}

// covers says whether it has to do with a place.
func (t target) covers(district string) bool {
	return slices.ContainsFunc(t.scopes, func(s access.Scope) bool { return s.District == "" || s.District == district })
}

// plain is a unit's name as it is compared.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(name))
}

// employers finds the unit of a name, which may have the city's before it. A liaison has but one, and is not told whether
// there is another of some name.
func (t target) employers(all []units.Unit, city string) func(name string) (progress.Employer, progress.Code) {
	short := func(name string) string { return strings.TrimPrefix(plain(name), city) }
	if t.liaison() {
		return func(name string) (e progress.Employer, _ progress.Code) {
			if short(name) != short(t.unit.Name) {
				return e, progress.NotYours
			}
			return employer(t.unit), ""
		}
	}
	byName := make(map[string]units.Unit, 2*len(all))
	for _, u := range all {
		byName[short(u.Name)] = u
	}
	for _, u := range all {
		byName[plain(u.Name)] = u
	}
	return func(name string) (e progress.Employer, _ progress.Code) {
		u, ok := byName[plain(name)]
		if !ok {
			u, ok = byName[short(name)]
		}
		switch {
		case !ok:
			return e, progress.UnknownUnit
		case !t.covers(u.District):
			return e, progress.NotYours
		}
		return employer(u), ""
	}
}

func employer(u units.Unit) progress.Employer {
	return progress.Employer{ID: u.ID, Name: u.Name, Level: string(u.Level), District: u.District}
}
