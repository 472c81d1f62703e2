package relay

import (
	"fmt"

	"zhicheng/bot/words"
	"zhicheng/reminders/milestones"
	"zhicheng/reminders/progress"
)

// Completion is the day by which the applicant must complete what is missing, if that is so, as reminders tell it: with
// the end of the number alone, in every channel; and how many days before.
func (b Book) Completion(a progress.Application) (on milestones.Date, before []int, ok bool) {
	s, ok := b.Pack.Stages.In(a.Path, a.Stage)
	if !ok || !s.Due.Set || a.Due.IsZero() {
		return on, nil, false
	}
	m := milestones.Milestone{ID: completionID(a.ID), Name: words.Say(words.CompletionName, words.Say(words.RelayTail, tail(a.Number)), s.Name),
		Clause: s.Clause, Quote: s.Quote}
	return milestones.Date{Milestone: m, On: a.Due, Source: milestones.Supplement}, s.Due.Before, true
}

func completionID(application int64) string { return fmt.Sprintf("completion:%d", application) }
