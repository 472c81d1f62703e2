// Package progress is how far applications are: the paths by who decides, the stages of each and the legal moves
// between them, and what a roster says of them. It is plain data and rules; knowledge/packs reads and checks stages.yaml.
package progress

import (
	"slices"
	"time"
)

// Year is stages.yaml: the paths of one notice.
type Year struct {
	Application map[string]string `yaml:"application"` // by title group: the milestone by which applying ends
	Places      []Place           `yaml:"places"`
	Stages      []Stage           `yaml:"stages"`
	Paths       []Path            `yaml:"paths"`
	Choose      []Choose          `yaml:"choose"`
	Findings    []Finding         `yaml:"findings"`
}

// Cite is a clause and words of it.
type Cite struct {
	Clause string `yaml:"clause"`
	Quote  string `yaml:"quote"`
}

// Place is where the notice says that the truth can be looked up, which is not here.
type Place struct {
	ID     string `yaml:"id"`
	Name   string `yaml:"name"`
	Clause string `yaml:"clause"`
	Quote  string `yaml:"quote"`
	Line   int    `yaml:",line"`
}

// The kinds of stages. A step stands in the sequence of its paths; an aside is left for it again; an exit is an end.
const (
	Step  = "step"
	Aside = "aside"
	Exit  = "exit"
)

// Stage is where an application can be.
type Stage struct {
	ID     string   `yaml:"id"`
	Name   string   `yaml:"name"`
	Kind   string   `yaml:"kind"`
	Mover  string   `yaml:"mover"`  // who has the file, and moves it on; one of Movers
	Due    Due      `yaml:"due"`    // by when it moves on; of steps and asides
	From   []string `yaml:"from"`   // of asides and exits: the stages that it is reached from
	Resume []string `yaml:"resume"` // of asides: the steps with which it may go on
	Places []string `yaml:"places"` // where its truth can be looked up
	Late   bool     `yaml:"late"`   // of exits: only once the day is over that was set for the aside before
	Unsaid bool     `yaml:"unsaid"` // of exits: the notice does not speak of it, so there is no clause
	Clause string   `yaml:"clause"`
	Quote  string   `yaml:"quote"`
	Line   int      `yaml:",line"`
}

// Movers are those who can have a file.
var Movers = []string{"applicant", "unit", "department", "county_hr", "city_hr", "region_hr", "committee_office", "committee"}

// Due says by when an application leaves a stage, as far as the notice does.
type Due struct {
	Application bool   `yaml:"application"` // with the end of applying, which Year.Application has by title
	Milestone   string `yaml:"milestone"`   // of milestones.yaml
	Workdays    int    `yaml:"workdays"`    // and after that many working days at the earliest
	Set         bool   `yaml:"set"`         // whoever moves it sets the day
	Before      []int  `yaml:"before"`      // of one that is set: days before on which the applicant is reminded
	Unsaid      bool   `yaml:"unsaid"`      // the notice does not say
}

// Path is the way of an application to its certificate, by who decides.
type Path struct {
	ID      string   `yaml:"id"`
	Name    string   `yaml:"name"`
	Steps   []string `yaml:"steps"`
	Says    []Says   `yaml:"says"`    // where the path knows better than the stage
	Without []Says   `yaml:"without"` // of every other step, the words by which it is not in the path
	Clause  string   `yaml:"clause"`  // who decides
	Quote   string   `yaml:"quote"`
	Line    int      `yaml:",line"`
}

// Says is what the notice says of a step in a path. What is empty is as the stage has it.
type Says struct {
	Stage  string `yaml:"stage"`
	Mover  string `yaml:"mover"`
	Due    *Due   `yaml:"due"`
	Clause string `yaml:"clause"`
	Quote  string `yaml:"quote"`
	Line   int    `yaml:",line"`
}

// Path finds a path by its id.
func (y Year) Path(id string) (Path, bool) {
	i := slices.IndexFunc(y.Paths, func(p Path) bool { return p.ID == id })
	if i < 0 {
		return Path{}, false
	}
	return y.Paths[i], true
}

// Stage finds a stage by its id.
func (y Year) Stage(id string) (Stage, bool) {
	i := slices.IndexFunc(y.Stages, func(s Stage) bool { return s.ID == id })
	if i < 0 {
		return Stage{}, false
	}
	return y.Stages[i], true
}

// Place finds a place by its id.
func (y Year) Place(id string) (Place, bool) {
	i := slices.IndexFunc(y.Places, func(p Place) bool { return p.ID == id })
	if i < 0 {
		return Place{}, false
	}
	return y.Places[i], true
}

// In is a stage as it is in a path; false if it is not in it.
func (y Year) In(path, stage string) (Stage, bool) {
	p, _ := y.Path(path)
	s, ok := y.Stage(stage)
	if !ok || !y.has(p, s) {
		return Stage{}, false
	}
	if i := slices.IndexFunc(p.Says, func(x Says) bool { return x.Stage == stage }); i >= 0 {
		s.refine(p.Says[i])
	}
	return s, true
}

func (s *Stage) refine(by Says) {
	s.Clause, s.Quote = by.Clause, by.Quote
	if by.Mover != "" {
		s.Mover = by.Mover
	}
	if by.Due != nil {
		s.Due = *by.Due
	}
}

// has says whether a stage can be reached in a path.
func (y Year) has(p Path, s Stage) bool {
	if s.Kind == Step {
		return slices.Contains(p.Steps, s.ID)
	}
	return slices.ContainsFunc(s.From, func(id string) bool {
		from, ok := y.Stage(id)
		return ok && from.Kind != Exit && from.ID != s.ID && (from.Kind == Step || s.Kind == Exit) && y.has(p, from)
	})
}

// Milestone is that by which an application for a title leaves the stage, or nothing.
func (y Year) Milestone(s Stage, level string) string {
	if s.Due.Application {
		return y.Application[Title(level)]
	}
	return s.Due.Milestone
}

// TooEarly says whether an application cannot leave for an exit yet: it is one for those who are late, and its day to
// complete what is missing is not over on that day.
func (y Year) TooEarly(a Application, to string, today time.Time) bool {
	exit, _ := y.Stage(to)
	from, ok := y.In(a.Path, a.Stage)
	return ok && exit.Late && from.Due.Set && !a.Due.Before(today)
}

// Ended says whether nothing comes after a stage of a path.
func (y Year) Ended(path, stage string) bool {
	p, _ := y.Path(path)
	s, ok := y.In(path, stage)
	return ok && (s.Kind == Exit || s.ID == p.Steps[len(p.Steps)-1])
}
