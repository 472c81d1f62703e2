package progress

import "slices"

// Reach is whose applications are asked for; what is empty is everybody's. A liaison's has a unit, a staff member's what
// their grant covers. Levels may be groups of titles.
type Reach struct {
	Unit     int64
	District string
	Series   []string
	Levels   []string
}

// Has says whether an application is within the reach.
func (r Reach) Has(a Application) bool {
	return (r.Unit == 0 || r.Unit == a.Unit) && (r.District == "" || r.District == a.District) &&
		(len(r.Series) == 0 || slices.Contains(r.Series, a.Series)) &&
		(len(r.Levels) == 0 || slices.Contains(LevelsOf(r.Levels), a.Level))
}
