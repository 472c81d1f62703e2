package progress

// Finding is a rule of the notice that a roster may break; its data is the clause that says so.
type Finding struct {
	Code   Code     `yaml:"code"`
	Clause string   `yaml:"clause"`
	Quote  string   `yaml:"quote"`
	Series []string `yaml:"series"` // of HealthMissing: those whose senior titles need both rosters
	Line   int      `yaml:",line"`
}

// The rules that a roster may break.
const (
	TwiceAtLevel         Code = "twice_at_level"        // one person twice at one level
	TwoCommittees        Code = "two_committees"        // same unit, series and level to two of them
	LevelsMixed          Code = "levels_mixed"          // in one file
	SeriesScattered      Code = "series_scattered"      // not put together
	SpecialtiesScattered Code = "specialties_scattered" // not put together within their series
	HealthDiffers        Code = "health_differs"        // the health roster says something else
	HealthMissing        Code = "health_missing"        // one of both rosters has a person whom the other lacks
	OutsideScope         Code = "outside_scope"         // a series or level that the committee does not review
)

// Codes lists them.
var Codes = []Code{TwiceAtLevel, TwoCommittees, LevelsMixed, SeriesScattered, SpecialtiesScattered, HealthDiffers, HealthMissing, OutsideScope}

// Found is a rule that a row breaks, perhaps together with another, or with an application that is known.
type Found struct {
	At
	Code   Code
	Other  *At    // the row that it does not go with
	Number string // the application that it does not go with
	Column string // of HealthDiffers and OutsideScope: what differs
}

// Context is what a roster is looked at with.
type Context struct {
	Known      []Application
	Committees []Committee
	Health     []Row    // the roster of the health system, if the file has one
	HealthOf   []string // the series, all senior, that must be in it too
}

// Committee is what one reviews; nothing is everything.
type Committee struct {
	Name   string
	Series []string
	Levels []string
}

// Finding finds the clause of a rule.
func (y Year) Finding(code Code) (Finding, bool) {
	for _, f := range y.Findings {
		if f.Code == code {
			return f, true
		}
	}
	return Finding{}, false
}

// Lint finds the rules of the notice that the rows of a roster break, rule by rule.
func Lint(rows []Row, in Context) (found []Found) {
	for _, rule := range []func([]Row, Context) []Found{twice, committees, mixed, scattered, health, scope} {
		found = append(found, rule(rows, in)...)
	}
	return found
}
