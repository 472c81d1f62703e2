// Package units is the employers: what is known of them, the publicity windows that they run, and what they have
// reported. It is plain data and rules; the store keeps it.
package units

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Level is where a unit stands, which decides through whom its files go (三（二）4, 三（二）5 of the notice of 2023).
type Level string

// The levels.
const (
	City     Level = "city"     // 市直
	County   Level = "county"   // 旗县区
	Township Level = "township" // 苏木乡镇
	Resident Level = "resident" // 驻赤: belongs to the region, the centre or another province
)

// Levels lists them.
var Levels = []Level{City, County, Township, Resident}

// Kind is what sort of employer a unit is.
type Kind string

// The kinds.
const (
	Institution  Kind = "institution"  // 事业单位
	Organ        Kind = "organ"        // 机关
	StateOwned   Kind = "state"        // 国企
	Private      Kind = "private"      // 非公有制
	Organization Kind = "organization" // 社会组织
)

// Kinds lists them.
var Kinds = []Kind{Institution, Organ, StateOwned, Private, Organization}

// Title is a group of title levels with the same dates.
type Title string

// The groups.
const (
	Senior Title = "senior"
	Mid    Title = "mid"
	Junior Title = "junior"
)

// Titles lists them.
var Titles = []Title{Senior, Mid, Junior}

// Unit is an employer.
type Unit struct {
	ID       int64
	Name     string
	Level    Level
	District string // one of the pack's; empty for a unit of the city
	Kind     Kind
	Series   []string // in which its people apply this year; ids of the pack
	Titles   []Title  // and for which titles
	Parent   int64    // the unit that is told of what this one leaves undone; 0 for none
	Closed   bool     // it is not reminded of anything any more
}

// MaxName is the longest name, in characters.
const MaxName = 60

// Clean makes a name of what somebody typed: one line, no signs that nobody sees. It is empty if that is no name.
func Clean(name string) string {
	name = strings.Join(strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }), "")
	if n := utf8.RuneCountInString(name); n < 2 || n > MaxName {
		return ""
	}
	return name
}

// Fault is what is wrong with a unit.
type Fault string

// The faults.
const (
	NoName     Fault = "name"
	NoLevel    Fault = "level"
	NoDistrict Fault = "district" // wanted, or not one of the city's
	NoKind     Fault = "kind"
	NoTitles   Fault = "titles"
	OwnParent  Fault = "parent"
)

// Check finds what is wrong with a unit, given the city's districts.
func (u Unit) Check(districts []string) (faults []Fault) {
	add := func(bad bool, f Fault) {
		if bad {
			faults = append(faults, f)
		}
	}
	add(Clean(u.Name) != u.Name || u.Name == "", NoName)
	add(!slices.Contains(Levels, u.Level), NoLevel)
	local := u.Level == County || u.Level == Township
	add(local && u.District == "" || u.District != "" && !slices.Contains(districts, u.District), NoDistrict)
	add(!slices.Contains(Kinds, u.Kind), NoKind)
	add(len(u.Titles) == 0, NoTitles)
	for _, t := range u.Titles {
		add(!slices.Contains(Titles, t), NoTitles)
	}
	add(u.ID != 0 && u.Parent == u.ID, OwnParent)
	return faults
}

// Event is something that happened to a unit's files from which a date is counted; without a day it is over.
type Event struct {
	Event string // as milestones.yaml names it
	Unit  int64
	On    time.Time
}

// Report is what a unit says of a milestone: which items of the checklist are ready, that it is done, which stops the
// reminders, or that it wants to hear of it later.
type Report struct {
	Unit      int64
	Milestone string
	Ticked    []string
	Done      time.Time // zero: not done
	Snoozed   time.Time // zero: not put off
}
