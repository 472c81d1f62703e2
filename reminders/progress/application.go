package progress

import (
	"errors"
	"fmt"
	"regexp"
	"time"
)

// ErrStale says that an application is no longer what the change was made from, or that its number was taken meanwhile.
var ErrStale = errors.New("the application has changed meanwhile")

// Application is one person's application for one title.
type Application struct {
	ID         int64
	Number     string // as the roster has it
	Name       string // of the applicant, for staff
	PersonHash string // keyed hash of the number of the ID card; empty if the roster has none
	TailHash   string // keyed hash of the name and the card's last four; empty likewise
	Unit       int64
	District   string
	Series     string
	Specialty  string
	Level      string
	Way        string
	Committee  string // its name
	Path       string
	Stage      string
	Version    int       // rises with each change
	Since      time.Time // the day it came to the stage
	Due        time.Time // the day by which to complete what is missing; zero if none was set
	Note       string
}

// Assigned is the number that an application gets here while nobody knows the one that it is filed under.
func Assigned(id int64) string { return fmt.Sprintf("ZC%06d", id) }

var assigned = regexp.MustCompile(`^ZC\d{6,}$`)

// IsAssigned says whether a number has the form of those that are given here.
func IsAssigned(number string) bool { return assigned.MatchString(number) }

// Event is one version of an application, which is never changed: the correction of one is another.
type Event struct {
	Application int64
	Version     int
	Stage       string
	Kind        Kind
	At          time.Time // the day of which it tells
	Entered     time.Time // when it was entered
	By          string    // a pseudonym
	Due         time.Time
	Note        string
}

// Employer is what a roster needs of a unit.
type Employer struct {
	ID       int64
	Name     string
	Level    string
	District string
}

// Facts are those by which the path of an application of the employer is chosen.
func (e Employer) Facts(series, level, way, decided string) Facts {
	return Facts{Title: level, UnitLevel: e.Level, Unit: e.Name, Series: series, Way: way, Decided: decided}
}
