// Package relay tells applicants how far their applications are, lets staff move them on, and binds the one to the other.
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

// News is what one conversation is to be told of an application.
type News struct {
	To          chat.Conversation
	At          time.Time
	Application progress.Application
	Was         progress.Event   // what was told last, or shown when it was bound
	Since       []progress.Event // what happened since, the last of it at the end
	Papers      []milestones.Paper
}

// Tell writes the message of news; false if there is nothing to tell, as when all is again as it was told.
type Tell func(n News) (chat.Reply, bool)

// full says whether a channel is told all. Others carry the least that is of use: whoever runs them reads along.
func full(channel string) bool { return channel == "web" }

// Tell writes the message of news; see Tell.
func (b Book) Tell(n News) (chat.Reply, bool) {
	a := n.Application
	if n.same() {
		return chat.Reply{}, false
	}
	b = b.with(a, n.Papers)
	var t handlers.Text
	b.heading(&t, n)
	if full(n.To.Channel) {
		b.happened(&t, n)
		b.since(&t, a)
		b.now(&t, a, n.At)
	} else {
		b.least(&t, a, n.At)
	}
	return chat.Reply{Text: t, Buttons: [][]chat.Button{{See(a)}}}, true
}

// same says whether all is as it was told. The day is another one if it was put right, not if somebody moved the
// application on and back.
func (n News) same() bool {
	a := n.Application
	moved := slices.ContainsFunc(n.Since, func(e progress.Event) bool { return e.Kind != progress.Edited })
	return n.Was.Stage == a.Stage && n.Was.Due.Equal(a.Due) && n.Was.Note == a.Note && (moved || n.Was.At.Equal(a.Since))
}

// heading says of which application the message is, and whether it corrects what was told before.
func (b Book) heading(t *handlers.Text, n News) {
	a, key := n.Application, words.RelayNews
	kind := b.corrects(n)
	if kind != "" {
		key = words.RelayCorrects
	}
	t.Line(chat.Bold, words.Say(key, b.called(n.To.Channel, a)))
	switch kind {
	case progress.Back:
		t.Say(words.RelayWrong, b.stage(n.Was.Stage))
	case progress.Skipped:
		t.Say(words.RelaySkipped)
	}
}

// through lists where it came through since, from what was told last on, without what was put right meanwhile: of that
// nobody has heard.
func (n News) through() []passed {
	all := passing(append([]progress.Event{n.Was}, n.Since...))
	if i := slices.IndexFunc(all, func(p passed) bool { return p.stage == n.Was.Stage }); i >= 0 {
		return all[i:]
	}
	return append([]passed{{stage: n.Was.Stage, at: n.Was.At}}, all...)
}

// corrects says how the news correct what was told: they go back behind it, or jump over what was never heard of.
func (b Book) corrects(n News) progress.Kind {
	y := b.Pack.Stages
	if kind, ok := y.Change(n.Application.Path, n.Was.Stage, n.Application.Stage); ok && kind == progress.Back {
		return progress.Back
	}
	all := n.through()
	for i := 1; i < len(all); i++ {
		if kind, ok := y.Change(n.Application.Path, all[i-1].stage, all[i].stage); ok && kind == progress.Skipped {
			return progress.Skipped
		}
	}
	return ""
}

// happened lists the stages that were come through since, each with its day.
func (b Book) happened(t *handlers.Text, n News) {
	if b.corrects(n) != "" {
		return
	}
	all := n.through()
	for _, p := range all[1:max(len(all)-1, 1)] {
		t.Say(words.RelayWas, handlers.Day(p.at), b.stage(p.stage))
	}
}

// least is what is sent where others may read along: the stage, its day, by when, and where the truth is.
func (b Book) least(t *handlers.Text, a progress.Application, at time.Time) {
	b.since(t, a)
	s, _ := b.Pack.Stages.In(a.Path, a.Stage)
	if !s.Due.Unsaid && !b.Pack.Stages.Ended(a.Path, a.Stage) {
		t.Line(chat.Plain, b.due(a, s, a.Since, at))
	}
	if s.Due.Set && a.Note != "" {
		t.Say(words.RelayListThere)
	}
	if s.Unsaid {
		b.says(t, s)
	} else {
		t.Line(chat.Faint, words.Say(words.Source, b.Pack.Notice.Label(s.Clause), b.Pack.Number))
	}
	b.places(t, s)
}
