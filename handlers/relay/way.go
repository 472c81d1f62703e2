package relay

import (
	"slices"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/progress"
)

// passed is a stage to which an application came.
type passed struct {
	stage string
	at    time.Time
	fixed bool // it was put right
}

// passing lists where an application came through, without what was corrected.
func passing(history []progress.Event) (all []passed) {
	for _, e := range history {
		if len(all) > 0 && all[len(all)-1].stage == e.Stage {
			all[len(all)-1].at = e.At
			continue
		}
		p := passed{e.Stage, e.At, e.Kind == progress.Back}
		if i := slices.IndexFunc(all, func(o passed) bool { return o.stage == e.Stage }); e.Kind == progress.Back && i >= 0 {
			all = all[:i]
		} else if e.Kind == progress.Back && len(all) > 0 {
			all = all[:len(all)-1]
		}
		all = append(all, p)
	}
	return all
}

// way draws the way of an application: the stations behind it with their days, where it is, and those ahead, of which
// the next dated ones have their day.
func (b Book) way(t *handlers.Text, a progress.Application, history []progress.Event) {
	p, ok := b.Pack.Stages.Path(a.Path)
	if !ok {
		return
	}
	reached := 0 // steps of the path that are drawn
	through := passing(history)
	for i, e := range through {
		if step := slices.Index(p.Steps, e.stage); step >= 0 {
			for ; reached < step; reached++ {
				t.Line(chat.Behind, words.Say(words.WayUnknown, b.stage(p.Steps[reached])))
			}
			reached = max(reached, step+1)
		}
		style, key := chat.Behind, words.WayDay
		if i == len(through)-1 {
			style = chat.Here
		}
		if e.fixed {
			key = words.WayFixed
		}
		t.Line(style, words.Say(key, handlers.Day(e.at), b.stage(e.stage)))
	}
	b.ahead(t, a, p)
}

func (b Book) ahead(t *handlers.Text, a progress.Application, p progress.Path) {
	y := b.Pack.Stages
	s, _ := y.In(a.Path, a.Stage)
	from := slices.Index(p.Steps, a.Stage) + 1
	switch s.Kind {
	case progress.Exit:
		return
	case progress.Aside:
		from = slices.IndexFunc(p.Steps, func(id string) bool { return slices.Contains(s.Resume, id) })
	}
	last := y.Milestone(s, a.Level)
	for _, id := range p.Steps[max(from, 0):] {
		step, _ := y.In(a.Path, id)
		milestone := y.Milestone(step, a.Level)
		d, dated := milestones.Find(b.dates, milestone)
		if dated && milestone != last {
			t.Line(chat.Ahead, words.Say(words.WayBy, step.Name, handlers.Day(d.On), b.Pack.Notice.Label(d.Clause)))
		} else {
			t.Line(chat.Ahead, step.Name)
		}
		last = milestone
	}
}

// timeline is all that an applicant sees of an application.
func (b Book) timeline(channel string, a progress.Application, history []progress.Event, at time.Time) handlers.Text {
	var t handlers.Text
	t.Line(chat.Bold, words.Say(words.RelayWay, b.called(channel, a)))
	b.way(&t, a, history)
	b.now(&t, a, at)
	return t
}
