package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"zhicheng/handlers"
	"zhicheng/handlers/access"
	"zhicheng/handlers/broadcast"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/units"
	"zhicheng/store"
)

// known is what a filter may name.
type known struct {
	pack   *packs.Pack
	series []handlers.Choice
	units  []units.Unit
}

func (c broadcastCmd) known(ctx context.Context, p *packs.Pack, s *store.Store) (k known, err error) {
	rules, err := openBook(c.Packs, p)
	if err != nil {
		return k, err
	}
	h := house{pack: p, book: rules}
	k = known{pack: p, series: h.series()}
	k.units, err = s.Units(ctx)
	return k, err
}

// readFilter reads key=value pairs; what nobody can be is refused, so that a slip of the pen is not an empty list.
func readFilter(pairs []string, k known) (f broadcast.Filter, err error) {
	for _, pair := range pairs {
		key, value, ok := strings.Cut(pair, "=")
		switch {
		case pair == "all" && len(pairs) > 1:
			err = errors.New("all is everybody: it stands alone")
		case pair == "all":
		case !ok || value == "":
			err = errors.New("want KEY=VALUE, or all")
		default:
			err = addTo(&f, key, value, k)
		}
		if err != nil {
			return f, fmt.Errorf("--to %s: %w", pair, err)
		}
	}
	return f, nil
}

func addTo(f *broadcast.Filter, key, value string, k known) (err error) {
	switch key {
	case "role":
		f.Roles, err = one(f.Roles, access.Role(value), []access.Role{access.Applicant, access.Liaison, access.Staff, access.Admin})
	case "district":
		f.Districts, err = one(f.Districts, value, k.pack.Districts)
	case "level":
		f.Levels, err = one(f.Levels, units.Level(value), units.Levels)
	case "title":
		f.Titles, err = one(f.Titles, units.Title(value), units.Titles)
	case "series":
		var ids []string
		for _, s := range k.series {
			if ids = append(ids, s.ID); s.Name == value {
				value = s.ID
			}
		}
		f.Series, err = one(f.Series, value, ids)
	case "open":
		var known []string
		for _, m := range k.pack.Dates.Milestones {
			known = append(known, m.ID)
		}
		var open []string
		if open, err = one(nil, value, known); err == nil {
			f.Open = open[0]
		}
	case "unit":
		i := slices.IndexFunc(k.units, func(u units.Unit) bool { return u.Name == value || strconv.FormatInt(u.ID, 10) == value })
		if i < 0 {
			return errors.New("there is no such unit")
		}
		f.Units = append(f.Units, k.units[i].ID)
	default:
		err = errors.New("there are role, district, level, series, title, open, unit")
	}
	return err
}

// one adds a value that is among the known.
func one[T ~string](all []T, value T, known []T) ([]T, error) {
	if !slices.Contains(known, value) {
		return nil, fmt.Errorf("there are %v", known)
	}
	return append(all, value), nil
}
