package progress

import "slices"

// Through lists who has the file, one after the other, on the way of an application between two stages of its path:
// those without whom it cannot have come there. Nothing as the first stage is before the path.
func (y Year) Through(path, from, to string) (movers []string) {
	p, _ := y.Path(path)
	step := func(id string) int { return slices.Index(p.Steps, id) }
	begin, end := 0, step(to)
	if end < 0 {
		end = y.reached(path, to) + 1 // an aside or exit: also whoever had it there
	}
	if from != "" {
		begin = step(from)
	}
	if from != "" && (begin < 0 || end <= begin) { // from an aside or exit, or back
		s, _ := y.In(path, from)
		return []string{s.Mover}
	}
	for _, id := range p.Steps[begin:min(end, len(p.Steps))] {
		s, _ := y.In(path, id)
		movers = append(movers, s.Mover)
	}
	return movers
}

// Refuse takes out the changes for which why gives a reason, and makes them errors.
func (d *Difference) Refuse(why func(*Change) (Problem, bool)) {
	refused := func(c *Change) bool {
		p, bad := why(c)
		if bad {
			d.Errors = append(d.Errors, Issue{c.At, p, ""})
		}
		return bad
	}
	filter := func(all []Change) []Change {
		kept := 0
		for i := range all {
			if !refused(&all[i]) {
				all[kept] = all[i]
				kept++
			}
		}
		return all[:kept]
	}
	d.New, d.Changed = filter(d.New), filter(d.Changed)
	d.Suspicious = slices.DeleteFunc(d.Suspicious, func(s Suspect) bool { return s.Change != nil && refused(s.Change) })
}
