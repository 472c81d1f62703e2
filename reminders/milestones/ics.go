package milestones

import (
	"fmt"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"

	"zhicheng/reminders/calendar"
)

// Event is a date as a calendar program shows it: a whole day.
type Event struct {
	UID         string // the same whenever the date is written again
	Sequence    int    // rises when it has moved, which is what makes a program move its entry
	On          time.Time
	Summary     string
	Description string
	Before      []int // days before on which to alarm, at eight in the morning
}

// ICS writes events as an iCalendar file (RFC 5545). The same arguments give the same bytes.
func ICS(name string, stamp time.Time, events []Event) ([]byte, error) {
	c := ical.NewCalendar()
	c.SetProductId("-//zhicheng//milestones//ZH")
	c.SetCalscale("GREGORIAN")
	c.SetMethod(ical.MethodPublish)
	c.SetXWRCalName(name)
	c.SetRefreshInterval("PT12H") // RFC 7986, for a feed; the library adds VALUE=DURATION
	c.SetXPublishedTTL("PT12H")
	c.SetXWRTimezone(calendar.Zone.String())
	zone := c.AddTimezone(calendar.Zone.String()).AddStandard()
	zone.SetProperty(ical.ComponentPropertyDtStart, "19910915T000000") // the last change
	zone.SetProperty(ical.ComponentProperty(ical.PropertyTzoffsetfrom), "+0800")
	zone.SetProperty(ical.ComponentProperty(ical.PropertyTzoffsetto), "+0800")
	zone.SetProperty(ical.ComponentProperty(ical.PropertyTzname), "CST")
	for _, e := range events {
		add(c.AddEvent(e.UID), stamp, e)
	}
	var out strings.Builder
	if err := c.SerializeTo(&out, ical.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("write a calendar: %w", err)
	}
	return []byte(out.String()), nil
}

func add(v *ical.VEvent, stamp time.Time, e Event) {
	v.SetDtStampTime(stamp)
	v.SetSequence(e.Sequence)
	v.SetAllDayStartAt(e.On)
	v.SetAllDayEndAt(e.On.AddDate(0, 0, 1))
	v.SetSummary(e.Summary)
	v.SetDescription(e.Description)
	v.SetTimeTransparency(ical.TransparencyTransparent) // a deadline does not make anybody busy
	for _, days := range e.Before {
		a := v.AddAlarm()
		a.SetAction(ical.ActionDisplay)
		a.SetTrigger(trigger(days))
		a.SetDescription(e.Summary)
	}
}

// trigger is eight o'clock so many days before, counted from the first minute of the day.
func trigger(days int) string {
	if hours := days*24 - 8; hours > 0 {
		return fmt.Sprintf("-PT%dH", hours)
	}
	return "PT8H"
}
