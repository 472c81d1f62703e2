// Package settings is where people say what they want to hear without asking.
package settings

import (
	"context"
	"slices"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

// Muting keeps what people do not want to hear. What a message causes happens once, however often it is handled.
type Muting interface {
	Muted(ctx context.Context, person string) ([]chat.Topic, error)
	// SetMuted makes exactly these the writer's.
	SetMuted(ctx context.Context, m chat.Message, topics []chat.Topic) error
}

// Flow answers /settings and the button under announcements.
type Flow struct {
	Records Muting
	Rights  handlers.Rights
}

// Install puts the flow into the router.
func (f Flow) Install(r *handlers.Router) {
	r.Commands = append(r.Commands, handlers.Command{Name: "settings", Word: words.WordSettings, Help: words.HelpSettings, Run: f.show})
	r.Presses["set"] = f.press
}

var names = map[chat.Topic]words.Key{chat.Announcements: words.TopicAnnouncements, chat.Deadlines: words.TopicDeadlines, chat.Progress: words.TopicProgress}

func (f Flow) show(ctx context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
	muted, err := f.Records.Muted(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	return f.view(ctx, m, muted, "", nil)
}

// press is a button: it says what it makes of a topic, so that pressing it twice does it once.
func (f Flow) press(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error) {
	what, value, _ := strings.Cut(args, ":")
	if what == "mute" {
		return f.mute(ctx, m)
	}
	muted, err := f.Records.Muted(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	head, before := words.Key(""), []chat.Topic(nil)
	topic := chat.Topic(value)
	switch {
	case what == "on" && known(topic):
		muted = without(muted, topic)
	case what == "off" && known(topic):
		muted = append(without(muted, topic), topic)
	case what == "only": // the button carries what was there before, for the way back
		muted, before = []chat.Topic{chat.Announcements, chat.Deadlines}, read(value)
		head = words.SettingsOnlyNow
	case what == "back":
		muted = read(value)
	default:
		return handlers.Say(words.Button), nil
	}
	if err := f.Records.SetMuted(ctx, m, muted); err != nil {
		return nil, err
	}
	return f.view(ctx, m, muted, head, before)
}

// mute is the button under an announcement.
func (f Flow) mute(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
	muted, err := f.Records.Muted(ctx, m.From.Person)
	if err != nil {
		return nil, err
	}
	if err := f.Records.SetMuted(ctx, m, append(without(muted, chat.Announcements), chat.Announcements)); err != nil {
		return nil, err
	}
	replies := handlers.Say(words.SettingsMuted)
	replies[0].Buttons = [][]chat.Button{{{Label: words.Say(words.SettingsBack), Data: "set:on:" + string(chat.Announcements)}}}
	return replies, f.duty(ctx, m, &replies[0])
}

// view is what the person hears and does not, with the buttons that change it.
func (f Flow) view(ctx context.Context, m chat.Message, muted []chat.Topic, head words.Key, before []chat.Topic) ([]chat.Reply, error) {
	r := chat.Reply{Edits: m.On}
	if head != "" {
		r.Text = append(r.Text, chat.Span{Text: words.Say(head) + "\n"})
	}
	r.Text = append(r.Text, chat.Span{Style: chat.Bold, Text: words.Say(words.SettingsHead)})
	for _, t := range chat.Topics {
		name, state, turn, data := words.Say(names[t]), words.SettingsOn, words.SettingsTurnOff, "set:off:"
		if slices.Contains(muted, t) {
			state, turn, data = words.SettingsOff, words.SettingsTurnOn, "set:on:"
		}
		r.Text = append(r.Text, chat.Span{Text: "\n" + words.Say(state, name)})
		r.Buttons = append(r.Buttons, []chat.Button{{Label: words.Say(turn, name), Data: data + string(t)}})
	}
	r.Text = append(r.Text, chat.Span{Style: chat.Faint, Text: "\n" + words.Say(words.SettingsUrgent)})
	if head == words.SettingsOnlyNow {
		r.Buttons = append(r.Buttons, []chat.Button{{Label: words.Say(words.SettingsUndo), Data: "set:back:" + write(before)}})
	} else {
		r.Buttons = append(r.Buttons, []chat.Button{{Label: words.Say(words.SettingsOnly), Data: "set:only:" + write(muted)}})
	}
	err := f.duty(ctx, m, &r)
	return []chat.Reply{r}, err
}

// duty tells a liaison what cannot be turned off.
func (f Flow) duty(ctx context.Context, m chat.Message, r *chat.Reply) error {
	grants, err := f.Rights.Grants(ctx, m.From.Person)
	if err == nil && len(access.Allowing(grants, access.UnitDesk)) > 0 {
		r.Text = append(r.Text, chat.Span{Style: chat.Faint, Text: "\n" + words.Say(words.SettingsDuty)})
	}
	return err
}

func known(t chat.Topic) bool { return slices.Contains(chat.Topics, t) }

func without(all []chat.Topic, t chat.Topic) []chat.Topic {
	return slices.DeleteFunc(slices.Clone(all), func(o chat.Topic) bool { return o == t })
}

// write is a set of topics as a button carries it: the first letter of each.
func write(all []chat.Topic) (s string) {
	for _, t := range chat.Topics {
		if slices.Contains(all, t) {
			s += string(t)[:1]
		}
	}
	return s
}

func read(s string) (all []chat.Topic) {
	for _, t := range chat.Topics {
		if strings.Contains(s, string(t)[:1]) {
			all = append(all, t)
		}
	}
	return all
}
