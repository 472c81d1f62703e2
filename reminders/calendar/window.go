package calendar

import (
	"errors"
	"time"
)

// The most that a window may ask for.
const (
	MaxDays    = 60
	MaxWindows = 10
)

// ErrBounds says that a window has no or too many days, or there are no or too many windows, or the date is beyond
// what people mean.
var ErrBounds = errors.New("want 1 to 60 working days, 1 to 10 windows and a year from 2000 to 2100")

func inBounds(date time.Time, windows, days int) error {
	if days < 1 || days > MaxDays || windows < 1 || windows > MaxWindows || date.Year() < 2000 || date.Year() > 2100 {
		return ErrBounds
	}
	return nil
}

// Counted is one day of a window: the n-th working day, or 0 if it is not counted.
type Counted struct {
	Day
	N int
}

// Window is a publicity window, day by day. The posting day is not counted; what was publicised may be submitted
// from the first working day after the window.
type Window struct {
	Posted      time.Time
	Days        []Counted // from the day after posting to the last counted day
	Ends        time.Time
	SubmitFrom  time.Time
	Provisional bool // some day of it, or SubmitFrom, lies in a year whose paper is not known
}

// Window counts n working days after the posting day.
func (c *Calendar) Window(posted time.Time, n int) (Window, error) {
	if err := inBounds(posted, 1, n); err != nil {
		return Window{}, err
	}
	w := Window{Posted: Civil(posted)}
	for day, counted := w.Posted, 0; counted < n; {
		day = day.AddDate(0, 0, 1)
		d := c.Day(day)
		w.Provisional = w.Provisional || d.Provisional
		if !d.Works() {
			w.Days = append(w.Days, Counted{Day: d})
			continue
		}
		counted++
		w.Days = append(w.Days, Counted{d, counted})
		w.Ends = day
	}
	next, provisional := c.step(w.Ends, 1, 1)
	w.SubmitFrom = next
	w.Provisional = w.Provisional || provisional
	return w, nil
}

// Chain is windows one after the other: the next is posted on the day on which the one before may be submitted.
func (c *Calendar) Chain(posted time.Time, windows, days int) ([]Window, error) {
	if err := inBounds(posted, windows, days); err != nil {
		return nil, err
	}
	all := make([]Window, 0, windows)
	for range windows {
		w, err := c.Window(posted, days)
		if err != nil {
			return nil, err
		}
		all = append(all, w)
		posted = w.SubmitFrom
	}
	return all, nil
}

// Back is a publicity counted back from a deadline.
type Back struct {
	LastDay     time.Time // the last working day on or before the deadline
	Posted      time.Time // the latest working day on which the first window may be posted
	Provisional bool
}

// Latest counts back: the latest posting day from which the last of the windows lets the file go on no later than the
// last working day on or before the deadline.
func (c *Calendar) Latest(before time.Time, windows, days int) (Back, error) {
	if err := inBounds(before, windows, days); err != nil {
		return Back{}, err
	}
	last, p1 := c.step(Civil(before).AddDate(0, 0, 1), -1, 1)
	posted, p2 := c.step(last, -1, windows*(days+1)) // each window takes its days and the working day after
	return Back{last, posted, p1 || p2}, nil
}

// step walks to the n-th working day after (dir 1) or before (dir -1) a date.
func (c *Calendar) step(from time.Time, dir, n int) (to time.Time, provisional bool) {
	for to = from; n > 0; {
		to = to.AddDate(0, 0, dir)
		d := c.Day(to)
		provisional = provisional || d.Provisional
		if d.Works() {
			n--
		}
	}
	return to, provisional
}

// LatestPosting is Latest for those who only need the day; false where the date is out of bounds.
func (c *Calendar) LatestPosting(deadline time.Time, windows, days int) (time.Time, bool) {
	b, err := c.Latest(deadline, windows, days)
	return b.Posted, err == nil
}
