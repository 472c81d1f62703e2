package settings

import (
	"context"
	"slices"
	"strings"
	"testing"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

// memory keeps what each person has muted.
type memory map[string][]chat.Topic

func (s memory) Muted(_ context.Context, person string) ([]chat.Topic, error) {
	return slices.Clone(s[person]), nil
}

func (s memory) SetMuted(_ context.Context, m chat.Message, topics []chat.Topic) error {
	s[m.From.Person] = slices.Compact(slices.Sorted(slices.Values(topics)))
	return nil
}

// rights makes somebody the liaison of a unit.
type rights map[string]access.Role

func (r rights) Grants(_ context.Context, person string) ([]access.Grant, error) {
	return []access.Grant{{Role: r[person], Unit: 1}}, nil
}

func press(t *testing.T, f Flow, data string) chat.Reply {
	t.Helper()
	r := &handlers.Router{Presses: map[string]handlers.Run{}}
	f.Install(r)
	replies, err := r.Handle(t.Context(), chat.Message{ID: "1", Kind: chat.Press, Data: data, On: "7", From: chat.Conversation{Person: "me"}})
	if err != nil || len(replies) != 1 {
		t.Fatal(replies, err)
	}
	return replies[0]
}

// Each button pressed twice does it once; what no button says does nothing.
func TestPresses(t *testing.T) {
	s := memory{"other": {chat.Progress}}
	f := Flow{Records: s, Rights: rights{}}
	for _, step := range []struct{ data, want string }{
		{"set:off:announcements", "announcements"},
		{"set:off:progress", "announcements progress"},
		{"set:on:announcements", "progress"},
		{"set:mute", "announcements progress"},
		{"set:only:p", "announcements deadlines"},
		{"set:back:p", "progress"},
		{"set:back:", ""},
		{"set:off:everything", ""},
		{"set:off:", ""},
		{"set:", ""},
		{"set:other:progress", ""},
		{"mute:announcements", ""},
	} {
		for range 2 {
			press(t, f, step.data)
			var got []string
			for _, topic := range s["me"] {
				got = append(got, string(topic))
			}
			if strings.Join(got, " ") != step.want {
				t.Errorf("%s: %v are muted, want %s", step.data, got, step.want)
			}
		}
	}
	if !slices.Equal(s["other"], []chat.Topic{chat.Progress}) {
		t.Error("somebody else's settings changed")
	}
}

// The way back leads to what was there before, whatever was pressed in between.
func TestTheWayBack(t *testing.T) {
	for n := range 1 << len(chat.Topics) {
		var before []chat.Topic
		for i, topic := range chat.Topics {
			if n>>i&1 == 1 {
				before = append(before, topic)
			}
		}
		s := memory{"me": before}
		f := Flow{Records: s, Rights: rights{}}
		r := press(t, f, "set:only:"+write(before))
		back := r.Buttons[len(r.Buttons)-1][0]
		if back.Label != words.Say(words.SettingsUndo) || r.Edits != "7" {
			t.Fatalf("%+v", r)
		}
		press(t, f, "set:on:deadlines")
		press(t, f, back.Data)
		if !slices.Equal(s["me"], slices.Sorted(slices.Values(before))) {
			t.Errorf("back to %v, was %v", s["me"], before)
		}
	}
}

func TestALiaisonIsToldWhatStays(t *testing.T) {
	for role, want := range map[access.Role]bool{access.Liaison: true, access.Applicant: false, access.Admin: false} {
		f := Flow{Records: memory{}, Rights: rights{"me": role}}
		for _, data := range []string{"set:mute", "set:off:deadlines"} {
			if got := strings.Contains(press(t, f, data).Plain(), words.Say(words.SettingsDuty)); got != want {
				t.Errorf("%s, %s: %t", role, data, got)
			}
		}
	}
}
