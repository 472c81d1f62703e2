package relay

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge/packs"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/progress"
)

func chifeng(t *testing.T) Book {
	t.Helper()
	p, err := packs.Open("").Load("chifeng-2023")
	if err != nil {
		t.Fatal(err)
	}
	return Book{Pack: p, Calendar: calendar.New()}
}

var may = time.Date(2023, 5, 10, 9, 0, 0, 0, calendar.Zone)

// Wherever an application goes, its news quote a clause that the notice has, fit into one message, and correct what they
// go back behind; outside the web chat they have neither name nor note nor the whole number.
func TestNews(t *testing.T) {
	b := chifeng(t)
	y := b.Pack.Stages
	rapid.Check(t, func(r *rapid.T) {
		p := rapid.SampledFrom(y.Paths).Draw(r, "path")
		a := progress.Application{ID: 1, Number: "CF20230517", Name: "苏日娜", Unit: 1, District: "敖汉旗", Series: "agriculture", Level: "mid",
			Path: p.ID, Stage: p.Steps[0], Version: 1, Since: calendar.Civil(may)}
		n := News{Was: progress.Event{Version: 1, Stage: a.Stage, Kind: progress.Added, At: a.Since}}
		for range rapid.IntRange(1, 5).Draw(r, "moves") {
			m := rapid.SampledFrom(y.Moves(p.ID, a.Stage)).Draw(r, "move")
			a.Version, a.Stage, a.Note, a.Due = a.Version+1, m.To, "缺年度考核表", time.Time{}
			if s, _ := y.In(p.ID, m.To); s.Due.Set {
				a.Due = a.Since.AddDate(0, 0, 10)
			}
			n.Since = append(n.Since, progress.Event{Version: a.Version, Stage: a.Stage, Kind: m.Kind, At: a.Since, Due: a.Due, Note: a.Note})
		}
		for _, channel := range []string{"telegram", "web"} {
			n.Application, n.To, n.At = a, chat.Conversation{Channel: channel}, may
			reply, ok := b.Tell(n)
			if !ok {
				r.Fatal("nothing is told")
			}
			said := reply.Plain()
			s, _ := y.In(p.ID, a.Stage)
			switch private := strings.Contains(said, a.Number) || strings.Contains(said, a.Note); {
			case private != (channel == "web"), strings.Contains(said, a.Name), !strings.Contains(said, "0517"):
				r.Errorf("over %s it says %s", channel, said)
			case s.Unsaid != strings.Contains(said, words.Say(words.RelayUnsaid, s.Name)), s.Unsaid && strings.Contains(said, b.Pack.Number):
				r.Errorf("of what the notice does not say it says %s", said)
			case y.Ended(p.ID, a.Stage) && strings.Contains(said, words.Say(words.DueUnsaid)):
				r.Errorf("of an end it says by when: %s", said)
			case !strings.Contains(said, b.Pack.Notice.Label(s.Clause)), !strings.Contains(said, s.Name), utf8.RuneCountInString(said) > 1500:
				r.Errorf("over %s it says %s", channel, said)
			case channel == "web" && !s.Unsaid && !b.Pack.Notice.Quotes(s.Clause, s.Quote):
				r.Errorf("the notice does not say %q", s.Quote)
			}
			kind, moved := y.Change(p.ID, n.Was.Stage, a.Stage)
			if corrects := strings.Contains(said, words.Say(words.RelayWrong, b.stage(n.Was.Stage))); corrects != (moved && kind == progress.Back) {
				r.Errorf("from %s to %s it corrects: %v", n.Was.Stage, a.Stage, corrects)
			}
		}
		var drawn handlers.Text
		b.with(a, nil).way(&drawn, a, append([]progress.Event{n.Was}, n.Since...))
		here := 0
		for _, s := range drawn {
			if s.Style == chat.Here {
				here++
			}
		}
		if here != 1 {
			r.Errorf("it is at %d stations: %v", here, drawn)
		}
	})
}

// What was wrong for less than an hour was never told: it is neither listed nor corrected.
func TestWhatWasPutRightInTimeIsNotTold(t *testing.T) {
	b := chifeng(t)
	for name, c := range map[string]struct {
		was   string
		moves []string
		heard string // the stages that the message lists as passed
		fixes bool
	}{
		"on and on":                     {"unit_review", []string{"unit_posting", "department_review"}, "unit_posting", false},
		"back, and on again":            {"unit_posting", []string{"unit_review", "unit_posting", "department_review"}, "", false},
		"too far, and back":             {"unit_review", []string{"office_review", "unit_posting"}, "", false},
		"too far, and not far enough":   {"unit_review", []string{"review", "county_hr_review"}, "", true},
		"over steps":                    {"unit_review", []string{"county_hr_review"}, "", true},
		"over steps, and on":            {"unit_review", []string{"county_hr_review", "office_review"}, "", true},
		"ended by mistake, and on":      {"unit_posting", []string{"withdrawn", "unit_posting", "department_review"}, "", false},
		"sent back, completed, and on":  {"department_review", []string{"completion", "department_review", "county_hr_review"}, "completion department_review", false},
		"behind what was told":          {"department_review", []string{"unit_review", "unit_posting"}, "", true},
		"completed after a wrong step":  {"completion", []string{"department_review", "county_hr_review"}, "department_review", false},
		"wrong after the first, and on": {"unit_review", []string{"unit_posting", "department_review", "unit_posting", "department_review", "county_hr_review"}, "unit_posting department_review", false},
	} {
		y := b.Pack.Stages
		a := progress.Application{Number: "A1", Level: "mid", Series: "agriculture", Path: "county_mid", Stage: c.was, Version: 1, Since: calendar.Civil(may)}
		n := News{Was: progress.Event{Version: 1, Stage: c.was, Kind: progress.Added, At: a.Since}, At: may, To: chat.Conversation{Channel: "web"}}
		for _, to := range c.moves {
			kind, ok := y.Change(a.Path, a.Stage, to)
			if !ok {
				t.Fatalf("%s: from %s to %s", name, a.Stage, to)
			}
			a.Version, a.Stage = a.Version+1, to
			n.Since = append(n.Since, progress.Event{Version: a.Version, Stage: to, Kind: kind, At: a.Since})
		}
		n.Application = a
		reply, _ := b.Tell(n)
		said := reply.Plain()
		if fixes := strings.Contains(said, words.Say(words.RelayCorrects, b.called("web", a))); fixes != c.fixes {
			t.Errorf("%s: %s", name, said)
		}
		var heard []string
		for _, line := range strings.Split(said, "\n") {
			for _, s := range y.Stages {
				if line == words.Say(words.RelayWas, handlers.Day(a.Since), s.Name) {
					heard = append(heard, s.ID)
				}
			}
		}
		if strings.Join(heard, " ") != c.heard {
			t.Errorf("%s: %v in %s", name, heard, said)
		}
	}
}

func TestNothingToTell(t *testing.T) {
	b := chifeng(t)
	day := calendar.Civil(may)
	a := progress.Application{Number: "A1", Level: "mid", Series: "agriculture", Path: "county_mid", Stage: "unit_review", Since: day}
	was := progress.Event{Stage: "unit_review", At: day}
	edited, moved := []progress.Event{{Stage: a.Stage, Kind: progress.Edited}}, []progress.Event{{Stage: "unit_posting"}, {Stage: a.Stage, Kind: progress.Back}}
	for name, c := range map[string]struct {
		change func(*progress.Application)
		since  []progress.Event
		want   bool
	}{
		"a specialty":           {func(a *progress.Application) { a.Specialty = "x" }, edited, false},
		"a day put right":       {func(a *progress.Application) { a.Since = day.AddDate(0, 0, -1) }, edited, true},
		"on and back":           {func(a *progress.Application) { a.Since = day.AddDate(0, 0, 1) }, moved, false},
		"a note":                {func(a *progress.Application) { a.Note = "x" }, edited, true},
		"a day to complete by":  {func(a *progress.Application) { a.Due = day }, edited, true},
		"on and back, and more": {func(a *progress.Application) { a.Note = "x" }, moved, true},
	} {
		changed := a
		c.change(&changed)
		if _, got := b.Tell(News{Application: changed, Was: was, Since: c.since, At: may}); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
