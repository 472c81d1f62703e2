package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"zhicheng/bot/words"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/calendar"
)

// holidaysFile overrides the built-in holidays; it may lie in the folder of packs and in a pack.
const holidaysFile = "holidays.yaml"

// openCalendar is the built-in calendar with the papers of the pack and of the folder of packs, which go first.
func openCalendar(dir string, p *packs.Pack) (*calendar.Calendar, error) {
	reads := []func() ([]byte, error){func() ([]byte, error) { return p.File(holidaysFile) }}
	if dir != "" {
		reads = append(reads, func() ([]byte, error) { return os.ReadFile(filepath.Join(dir, holidaysFile)) })
	}
	var years []calendar.Year
	for _, read := range reads {
		data, err := read()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read the holidays: %w", err)
		}
		more, err := calendar.Load(holidaysFile, data)
		if err != nil {
			return nil, err
		}
		years = append(years, more...)
	}
	return calendar.New(years...), nil
}

type windowCmd struct {
	packFlags
	Posted  string `help:"The day on which the list is posted; it is not counted." placeholder:"YYYY-MM-DD" xor:"day" required:""`
	Before  string `help:"Count back from this deadline instead." placeholder:"YYYY-MM-DD" xor:"day" required:""`
	Days    int    `help:"Working days of a window." default:"5"`
	Windows int    `help:"Windows one after the other." default:"1"`
	JSON    bool   `help:"Print JSON."`
}

// Help is shown by --help.
func (windowCmd) Help() string {
	return "Example:\n\n  zhicheng window --posted 2023-06-19\n  zhicheng window --before 2023-07-15 --windows 2 --json"
}

type windowDay struct {
	Date string `json:"date"`
	N    int    `json:"n,omitempty"`
	Note string `json:"note"`
}

type windowJSON struct {
	Posted      string      `json:"posted"`
	Days        []windowDay `json:"days"`
	Ends        string      `json:"ends"`
	SubmitFrom  string      `json:"submit_from"`
	Provisional bool        `json:"provisional"`
}

type backJSON struct {
	LatestPosting string       `json:"latest_posting"`
	Before        string       `json:"before"`
	LastDay       string       `json:"last_day"` // the last working day on or before the deadline
	Windows       []windowJSON `json:"windows"`
	Provisional   bool         `json:"provisional"`
}

// Run counts forwards from --posted or backwards from --before.
func (c windowCmd) Run(s streams) error {
	p, err := c.load()
	if err != nil {
		return err
	}
	cal, err := openCalendar(c.Packs, p)
	if err != nil {
		return err
	}
	var (
		back   backJSON
		posted time.Time
	)
	if c.Before != "" {
		before, err := flagDate("--before", c.Before)
		if err != nil {
			return err
		}
		b, err := cal.Latest(before, c.Windows, c.Days)
		if err != nil {
			return err
		}
		posted = b.Posted
		back = backJSON{LatestPosting: date(b.Posted), Before: date(before), LastDay: date(b.LastDay), Provisional: b.Provisional}
	} else if posted, err = flagDate("--posted", c.Posted); err != nil {
		return err
	}
	chain, err := cal.Chain(posted, c.Windows, c.Days)
	if err != nil {
		return err
	}
	for _, w := range chain {
		back.Windows = append(back.Windows, windowData(w))
		back.Provisional = back.Provisional || w.Provisional
	}
	return c.print(s, back)
}

func (c windowCmd) print(s streams, back backJSON) error {
	if c.JSON {
		enc := json.NewEncoder(s.out)
		enc.SetEscapeHTML(false)
		switch {
		case c.Before != "":
			return enc.Encode(back)
		case c.Windows == 1:
			return enc.Encode(back.Windows[0])
		}
		return enc.Encode(back.Windows)
	}
	if back.LatestPosting != "" {
		fmt.Fprintf(s.out, "最迟公示张贴日：%s（截止 %s，截止前最后一个工作日 %s）\n", back.LatestPosting, back.Before, back.LastDay)
	}
	for _, w := range back.Windows {
		fmt.Fprintf(s.out, "%s 张贴（当天不计）\n", w.Posted)
		for _, d := range w.Days {
			fmt.Fprintf(s.out, "  %s %s\n", d.Date, d.Note)
		}
		fmt.Fprintf(s.out, "公示至 %s，无异议的 %s 起可上报\n", w.Ends, w.SubmitFrom)
	}
	return nil
}

func windowData(w calendar.Window) windowJSON {
	out := windowJSON{Posted: date(w.Posted), Ends: date(w.Ends), SubmitFrom: date(w.SubmitFrom), Provisional: w.Provisional}
	for _, d := range w.Days {
		note := words.DayNote(d.N, d.Kind == calendar.Makeup, d.Holiday, d.Date.Weekday(), d.Provisional)
		out.Days = append(out.Days, windowDay{date(d.Date), d.N, note})
	}
	return out
}

func date(t time.Time) string { return t.Format(time.DateOnly) }

func flagDate(flag, s string) (time.Time, error) {
	t, err := calendar.Parse(s)
	if err != nil {
		return t, fmt.Errorf("%s: %q is no date like 2023-06-19", flag, s)
	}
	return t, nil
}
