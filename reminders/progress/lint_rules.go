package progress

import "slices"

// person is by what somebody is known in a roster; nothing if that is not enough.
func (r *Row) person() string {
	if r.PersonHash != "" {
		return r.PersonHash
	}
	return r.TailHash
}

func twice(rows []Row, in Context) (found []Found) {
	type one struct{ person, level string }
	known := map[one]Application{}
	for _, a := range in.Known {
		for _, hash := range []string{a.PersonHash, a.TailHash} {
			if hash != "" {
				known[one{hash, a.Level}] = a
			}
		}
	}
	first := map[one]*Row{}
	for i := range rows {
		r := &rows[i]
		o := one{r.person(), r.Level}
		if o.person == "" || o.level == "" {
			continue
		}
		if other := first[o]; other != nil {
			found = append(found, Found{At: r.At, Code: TwiceAtLevel, Other: &other.At})
			continue
		}
		first[o] = r
		if a, ok := known[o]; ok && (r.Number != "" && a.Number != r.Number || r.Number == "" && a.Series != r.Series) {
			found = append(found, Found{At: r.At, Code: TwiceAtLevel, Number: a.Number})
		}
	}
	return found
}

func committees(rows []Row, in Context) (found []Found) {
	type group struct {
		unit          int64
		series, level string
	}
	known := map[group]Application{}
	for _, a := range in.Known {
		if a.Committee != "" {
			known[group{a.Unit, a.Series, a.Level}] = a
		}
	}
	first := map[group]*Row{}
	for i := range rows {
		r := &rows[i]
		g := group{r.Employer.ID, r.Series, r.Level}
		if r.Committee == "" || g.unit == 0 || g.series == "" || g.level == "" {
			continue
		}
		other := first[g]
		switch a, ok := known[g]; {
		case other != nil && other.Committee != r.Committee:
			found = append(found, Found{At: r.At, Code: TwoCommittees, Other: &other.At})
		case other == nil && ok && a.Committee != r.Committee && a.Number != r.Number:
			found = append(found, Found{At: r.At, Code: TwoCommittees, Number: a.Number})
		}
		if other == nil {
			first[g] = r
		}
	}
	return found
}

// mixed tells the first row of each further group of titles.
func mixed(rows []Row, _ Context) (found []Found) {
	first := map[string]*Row{}
	var begins *Row
	for i := range rows {
		group := Title(rows[i].Level)
		if group == "" || first[group] != nil {
			continue
		}
		if first[group] = &rows[i]; begins == nil {
			begins = &rows[i]
			continue
		}
		found = append(found, Found{At: rows[i].At, Code: LevelsMixed, Other: &begins.At})
	}
	return found
}

// scattered tells each row with which a series, or a specialty of it, begins again further down its sheet. A row that does
// not say which it is, or not so that it can be read, parts nothing.
func scattered(rows []Row, _ Context) (found []Found) {
	type group struct{ sheet, series, specialty string }
	last, before := map[group]*Row{}, map[group]string{} // the last row of each, and what stood last in a sheet and in a series
	for i := range rows {
		r := &rows[i]
		if r.Series == "" {
			continue
		}
		sheet, series, specialty := group{r.Sheet, "", ""}, group{r.Sheet, r.Series, ""}, group{r.Sheet, r.Series, r.Specialty}
		switch {
		case last[series] != nil && before[sheet] != r.Series:
			found = append(found, Found{At: r.At, Code: SeriesScattered, Other: &last[series].At})
		case r.Specialty != "" && last[specialty] != nil && before[series] != r.Specialty:
			found = append(found, Found{At: r.At, Code: SpecialtiesScattered, Other: &last[specialty].At})
		}
		last[series], last[specialty], before[sheet] = r, r, r.Series
		if r.Specialty != "" {
			before[series] = r.Specialty
		}
	}
	return found
}

// health compares the two rosters of the health system.
func health(rows []Row, in Context) (found []Found) {
	if len(in.Health) == 0 {
		return nil
	}
	other := map[string]*Row{}
	for i := range in.Health {
		for _, by := range in.Health[i].known() {
			other[by] = &in.Health[i]
		}
	}
	met := map[*Row]bool{}
	for i := range rows {
		r := &rows[i]
		o := r.among(other)
		switch {
		case o != nil:
			met[o] = true
			found = append(found, r.differs(o)...)
		case slices.Contains(in.HealthOf, r.Series) && Title(r.Level) == Senior:
			found = append(found, Found{At: r.At, Code: HealthMissing})
		}
	}
	for i := range in.Health {
		if !met[&in.Health[i]] {
			found = append(found, Found{At: in.Health[i].At, Code: HealthMissing})
		}
	}
	return found
}

// known are the keys by which a row is found in another roster, the surest first.
func (r *Row) known() (keys []string) {
	for _, k := range [][2]string{{"number ", r.Number}, {"card ", r.PersonHash}, {"tail ", r.TailHash}, {"name ", r.Name}} {
		if k[1] != "" {
			keys = append(keys, k[0]+k[1])
		}
	}
	return keys
}

func (r *Row) among(other map[string]*Row) *Row {
	for _, key := range r.known() {
		if o := other[key]; o != nil {
			return o
		}
	}
	return nil
}

func (r *Row) differs(o *Row) (found []Found) {
	for _, c := range [][3]string{
		{ColumnName, r.Name, o.Name}, {ColumnCard, r.PersonHash, o.PersonHash}, {ColumnUnit, r.Employer.Name, o.Employer.Name},
		{ColumnSeries, r.Series, o.Series}, {ColumnSpecialty, r.Specialty, o.Specialty}, {ColumnLevel, r.Level, o.Level},
	} {
		if c[1] != "" && c[2] != "" && c[1] != c[2] {
			found = append(found, Found{At: r.At, Code: HealthDiffers, Other: &o.At, Column: c[0]})
		}
	}
	return found
}

func scope(rows []Row, in Context) (found []Found) {
	reviews := map[string]Committee{}
	for _, c := range in.Committees {
		reviews[c.Name] = c
	}
	for i := range rows {
		r := &rows[i]
		c, ok := reviews[r.Committee]
		if !ok {
			continue
		}
		if r.Series != "" && len(c.Series) > 0 && !slices.Contains(c.Series, r.Series) {
			found = append(found, Found{At: r.At, Code: OutsideScope, Column: ColumnSeries})
		}
		if r.Level != "" && len(c.Levels) > 0 && !slices.Contains(c.Levels, r.Level) && !slices.Contains(c.Levels, Title(r.Level)) {
			found = append(found, Found{At: r.At, Code: OutsideScope, Column: ColumnLevel})
		}
	}
	return found
}
