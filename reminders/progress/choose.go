package progress

import "slices"

// Choose is a rule by which a path is chosen: it fits those who match all that is not empty. The first that fits counts.
// One without a path says that the notice leaves the way of those people open.
type Choose struct {
	Path    string   `yaml:"path"`
	Titles  []string `yaml:"titles"` // levels of titles, or groups of them
	Levels  []string `yaml:"levels"` // of units
	Series  []string `yaml:"series"`
	Names   []string `yaml:"names"`   // of units
	Ways    []string `yaml:"ways"`    // of Ways
	Decided []string `yaml:"decided"` // asked where the notice does not say it: city, region
	Clause  string   `yaml:"clause"`
	Quote   string   `yaml:"quote"`
	Line    int      `yaml:",line"`
}

// Ways are the special ways to a title; an application of which nothing is said is an ordinary one.
var Ways = []string{"ordinary", "recognition", "targeted", "green", "entrusted"}

// Facts are what a path is chosen by. What is empty is not known; a way that is empty is the ordinary one.
type Facts struct {
	Title     string // technician, assistant, mid, assoc_senior, full_senior; or a group: junior, mid, senior
	UnitLevel string // city, county, township, resident
	Unit      string // its name
	Series    string
	Way       string
	Decided   string // city or region
}

// The facts that may have to be asked for.
const (
	AskTitle     = "title"
	AskUnitLevel = "unit_level"
	AskUnit      = "unit"
	AskSeries    = "series"
	AskDecided   = "decided"
)

// Chosen is the outcome of a choice: the path; or the fact to ask for; or neither, and the notice leaves it open. The
// clause says which.
type Chosen struct {
	Path Path
	Ask  string
	Cite Cite
}

// PathOf chooses an application's path; ok is false if more must be known, or the notice has none for it.
func (y Year) PathOf(f Facts) (c Chosen, ok bool) {
	if f.Way == "" {
		f.Way = "ordinary"
	}
	for _, r := range y.Choose {
		fits, ask := r.fits(f)
		if !fits {
			continue
		}
		c := Chosen{Ask: ask, Cite: Cite{r.Clause, r.Quote}}
		if ask == "" {
			c.Path, ok = y.Path(r.Path)
		}
		return c, ok
	}
	return Chosen{}, false
}

// fits says whether a rule fits, perhaps only if an unknown fact turns out well, which is to be asked for.
func (r Choose) fits(f Facts) (fits bool, ask string) {
	for _, c := range []struct {
		fact, unknown string
		wanted        []string
	}{
		{f.Way, "", r.Ways}, {f.Series, AskSeries, r.Series}, {f.UnitLevel, AskUnitLevel, r.Levels},
		{f.Unit, AskUnit, r.Names}, {f.Decided, AskDecided, r.Decided},
	} {
		switch {
		case len(c.wanted) == 0 || slices.Contains(c.wanted, c.fact):
		case c.fact != "" || c.unknown == "":
			return false, ""
		case ask == "":
			ask = c.unknown
		}
	}
	switch {
	case len(r.Titles) == 0 || slices.Contains(r.Titles, f.Title) || slices.Contains(r.Titles, Title(f.Title)):
	case f.Title != "" && !slices.ContainsFunc(r.Titles, func(t string) bool { return Title(t) == f.Title }):
		return false, ""
	default:
		ask = AskTitle
	}
	return true, ask
}

// The groups of titles.
const (
	Junior = "junior"
	Mid    = "mid"
	Senior = "senior"
)

var titles = map[string]string{"technician": Junior, "assistant": Junior, "mid": Mid, "assoc_senior": Senior, "full_senior": Senior,
	Junior: Junior, Senior: Senior}

// Title is the group of a title's level; of a group itself; empty for anything else.
func Title(level string) string { return titles[level] }

// LevelsOf are the levels of titles and of groups of them, with the groups, as rosters may have either.
func LevelsOf(levels []string) (all []string) {
	for level, group := range titles {
		if slices.Contains(levels, level) || slices.Contains(levels, group) {
			all = append(all, level)
		}
	}
	slices.Sort(all)
	return all
}
