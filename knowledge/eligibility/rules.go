// Package eligibility decides, from facts about a person and a civil date, by which routes they may apply, what has to
// be done and what somebody else must confirm. The rules are data of a notice pack: conditions in CEL, combined by
// F < U < C < T, each with the clause and the words that it rests on.
package eligibility

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"cel.dev/cel-go/common/types/ref"
)

// Workdays counts publicity windows back from a deadline: the latest day on which the first may be posted. It says
// false where it cannot tell.
type Workdays interface {
	LatestPosting(deadline time.Time, windows, days int) (time.Time, bool)
}

// Rules are the compiled rules of one pack. They are not changed after Load and safe for concurrent use.
type Rules struct {
	facts       []Fact
	factIndex   map[string]int
	defaults    []any     // by fact; nil where there is none
	absent      []ref.Val // by fact: an unknown that names it
	screens     []*expr
	slots       map[string]slot
	exprs       []*expr
	conds       int
	level       int
	clock       clock
	clashes     []clash
	stages      [][]*stage
	routes      []*route
	notes       []*note
	committees  []*channel
	submit      []*channel
	codes       map[string]Code
	codeOrder   map[string]int
	verdicts    map[Verdict]string
	statuses    map[Status]string
	users       map[int][]Cite // by fact: the clauses of the conditions that read it
	clauseOrder map[string]int
	limits      map[int][]int // by fact: the numbers that it is compared with
	workdays    Workdays
	stated      func(milestone, series string) (Stated, bool) // nil: no papers
}

// Stated is a day that a paper after the notice states.
type Stated struct {
	On       time.Time
	Document string // its number
}

// With are the rules with the days that papers have stated since; stated says false where the notice's day holds.
func (r *Rules) With(stated func(milestone, series string) (Stated, bool)) *Rules {
	moved := *r
	moved.stated = stated
	return &moved
}

type slotKind uint8

const (
	slotFact slotKind = iota
	slotGiven
	slotLet
	slotBuiltin
)

// slot is what a name in an expression stands for.
type slot struct {
	kind slotKind
	i    int
}

type clock struct {
	local, series                          int
	interruption, graduation               int
	dates                                  []clockDate
	open                                   *expr
	openDate                               string
	yearEnd                                day
	prospective, onTheDay, openCode, order string
	window, windows                        int
	risk                                   string
	riskCite                               Cite
}

type clockDate struct {
	when      *expr
	date      day
	milestone string
	cite      Cite
}

type clash struct {
	when  *expr
	facts []string
}

type stage struct {
	when    *expr
	verdict Verdict
	ask     []int
	codes   []string
	list    map[string]Status
	only    []string
	cites   []Cite
}

type route struct {
	id, name string
	raised   *expr
	pending  *expr
	all      []*cond
	codes    []string
	exempt   []string
	wait     []string
	apart    bool
	cites    []Cite
	line     int
}

type note struct {
	routes map[string]bool
	when   *expr
	unless string
	codes  []string
	exempt []string
	cites  []Cite
}

type channel struct {
	routes  map[string]bool
	when    *expr
	codes   []string
	also    []string
	windows int
	cite    Cite
}

// Facts lists the facts in their order.
func (r *Rules) Facts() []Fact { return slices.Clone(r.facts) }

// Fact returns a fact by its name.
func (r *Rules) Fact(id string) (Fact, bool) {
	i, ok := r.factIndex[id]
	if !ok {
		return Fact{}, false
	}
	return r.facts[i], true
}

// Uses lists the clauses whose conditions read a fact, each once, in the order of the notice.
func (r *Rules) Uses(fact string) []string {
	i, ok := r.factIndex[fact]
	if !ok {
		return nil
	}
	return clauses(r.sortCites(r.users[i]))
}

// Code returns a code in words.
func (r *Rules) Code(id string) (Code, bool) {
	c, ok := r.codes[id]
	return c, ok
}

// RouteName is a route in words.
func (r *Rules) RouteName(id string) string {
	for _, rt := range r.routes {
		if rt.id == id {
			return rt.name
		}
	}
	return id
}

// VerdictText is the verdict in words.
func (r *Rules) VerdictText(v Verdict) string { return r.verdicts[v] }

// StatusText is the status of a route in words.
func (r *Rules) StatusText(s Status) string { return r.statuses[s] }

// Valid says whether one given value can be used, so that a dialogue can refuse it at once.
func (r *Rules) Valid(fact string, value any) (Problem, bool) {
	i, ok := r.factIndex[fact]
	if !ok {
		return UnknownFact, false
	}
	_, problem := r.facts[i].parse(value)
	return problem, problem == ""
}

// sortCites orders citations as the clauses stand in the notice, 4.2 before 4.10, attachments last.
func (r *Rules) sortCites(cites []Cite) []Cite {
	cites = slices.Clone(cites)
	slices.SortStableFunc(cites, func(a, b Cite) int {
		return cmp.Or(cmp.Compare(r.clauseOrder[a.Clause], r.clauseOrder[b.Clause]), cmp.Compare(a.Quote, b.Quote))
	})
	return slices.Compact(cites)
}

func compareClauses(a, b string) int {
	as, bs := strings.Split(a, "."), strings.Split(b, ".")
	return slices.CompareFunc(as, bs, func(x, y string) int {
		nx, errX := strconv.Atoi(x)
		ny, errY := strconv.Atoi(y)
		if errX != nil || errY != nil {
			return cmp.Compare(x, y)
		}
		return cmp.Compare(nx, ny)
	})
}

// RouteClause is the clause that grants a route.
func (r *Rules) RouteClause(id string) string {
	for _, rt := range r.routes {
		if rt.id == id {
			return rt.cites[0].Clause
		}
	}
	return ""
}

// LocalDate is the fact for a bureau's own, earlier cut-off.
func (r *Rules) LocalDate() string { return r.facts[r.clock.local].ID }

// Series is the fact for the series applied for.
func (r *Rules) Series() string { return r.facts[r.clock.series].ID }

// Days are the cut-offs by the milestone that each belongs to; zero where the notice states none.
func (r *Rules) Days() map[string]time.Time {
	all := map[string]time.Time{r.clock.openDate: {}}
	for _, d := range r.clock.dates {
		all[d.milestone] = d.date.time()
	}
	return all
}

// TimeRisk says whether a code is the warning that must come before everything else.
func (r *Rules) TimeRisk(code string) bool { return code == r.clock.risk }
