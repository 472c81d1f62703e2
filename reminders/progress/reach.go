package progress

// Reach is whose applications are asked for; what is empty is everybody's. A liaison's has a unit, a staff member's what
// their grant covers. Levels may be groups of titles.
type Reach struct {
	Unit     int64
	District string
	Series   []string
	Levels   []string
}
