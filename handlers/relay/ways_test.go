package relay

import (
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/reminders/calendar"
	"zhicheng/reminders/progress"
)

var update = flag.Bool("update", false, "rewrite the golden file")

// Every path from its first step to its last, as its applicant sees it on the way: go test -run TestWays -update ./handlers/relay.
func TestWays(t *testing.T) {
	const file = "testdata/ways.txt"
	b := chifeng(t)
	y := b.Pack.Stages
	var got strings.Builder
	say := func(text string) { got.WriteString(text + "\n") }
	for _, p := range y.Paths {
		a := progress.Application{Number: "CF20230517", Series: "agriculture", Level: "mid", Path: p.ID, Stage: p.Steps[0], Version: 1, Since: calendar.Civil(may)}
		if strings.Contains(p.ID, "senior") || strings.Contains(p.ID, "region") {
			a.Level = "assoc_senior"
		}
		history := []progress.Event{{Version: 1, Stage: a.Stage, Kind: progress.Added, At: a.Since}}
		book := b.with(a, nil)
		line := func(s []chat.Span) string { return chat.Reply{Text: s}.Plain() }
		say("# " + p.ID + " " + p.Name)
		say(line(book.timeline("web", a, history, may)))
		for _, step := range p.Steps[1:] {
			was := history[len(history)-1]
			a.Stage, a.Version, a.Since = step, a.Version+1, a.Since.AddDate(0, 0, 7)
			history = append(history, progress.Event{Version: a.Version, Stage: step, Kind: progress.Forward, At: a.Since})
			reply, ok := b.Tell(News{To: chat.Conversation{Channel: "web"}, At: a.Since.Add(9 * time.Hour), Application: a, Was: was, Since: history[len(history)-1:]})
			if !ok {
				t.Fatalf("%s: nothing is told of %s", p.ID, step)
			}
			say("- " + strings.Join(strings.Split(reply.Plain(), "\n")[2:], "\n  "))
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != got.String() {
		t.Errorf("%s differs; look at it after go test -run TestWays -update ./handlers/relay: %v", file, err)
	}
}
