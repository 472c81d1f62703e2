package handlers_test

import (
	"context"
	"slices"
	"testing"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
)

// deskInGroups is the desk of which /help, toc and the dialogue asking work in groups.
func deskInGroups(open string) *handlers.Router {
	r := desk(open)
	r.Commands[0].Where = handlers.Anywhere
	says := r.Dialogues["forget"]
	r.Dialogues["asking"] = says
	r.Presses["mine"] = r.Presses["toc"]
	r.Share("toc", "asking")
	return r
}

func TestRouterInGroups(t *testing.T) {
	elsewhere := words.Say(words.GroupPrivate)
	answer := "\n" + words.Say(words.GroupAnswer)
	for _, c := range []struct {
		open string
		m    chat.Message
		want string
	}{
		{"", chat.Message{Kind: chat.Added}, words.Say(words.GroupHello)},
		{"", chat.Message{Kind: chat.Text}, words.Say(words.GroupHello)},
		{"", chat.Message{Kind: chat.Text, Text: "公示要几天"}, "ask()"},
		{"", chat.Message{Kind: chat.Text, Text: "🙂"}, words.Say(words.NoText)},
		{"", chat.Message{Kind: chat.Text, Text: "/help"}, "help()"},
		{"", chat.Message{Kind: chat.Text, Text: "取消"}, elsewhere},
		{"", chat.Message{Kind: chat.Text, Text: "/cancel@x y"}, elsewhere},
		{"", chat.Message{Kind: chat.Document, Text: "取消"}, elsewhere},
		{"", chat.Message{Kind: chat.Text, Text: "A1 K7M2QX"}, words.Say(words.GroupSecret) + "\n" + elsewhere},
		{"", chat.Message{Kind: chat.Picture, Text: "A1 K7M2QX"}, words.Say(words.GroupSecret) + "\n" + elsewhere},
		{"asking", chat.Message{Kind: chat.Text, Text: "A1 K7M2QX"}, words.Say(words.GroupSecret) + "\n" + elsewhere},
		{"", chat.Message{Kind: chat.Text, Text: "/nosuch"}, words.Say(words.Unknown)},
		{"", chat.Message{Kind: chat.Voice}, words.Say(words.Voice)},
		{"", chat.Message{Kind: chat.Press, Data: "toc:1"}, "toc(1)"},
		{"", chat.Message{Kind: chat.Press, Data: "mine:1"}, elsewhere},
		{"", chat.Message{Kind: chat.Press, Data: "old:1"}, words.Say(words.Button)},
		{"forget", chat.Message{Kind: chat.Text, Text: "确认删除"}, "ask()"},
		{"asking", chat.Message{Kind: chat.Text, Text: "5月12日"}, "forget(state)" + answer},
		{"asking", chat.Message{Kind: chat.Text, Text: "帮助"}, "help()"},
		{"asking", chat.Message{Kind: chat.Press, Data: "toc:1"}, "toc(1)"},
		{"import", chat.Message{Kind: chat.Document, Text: "名册", File: &chat.Incoming{Ref: "r"}}, "ask()"},
	} {
		c.m.Group = true
		replies, err := deskInGroups(c.open).Handle(t.Context(), c.m)
		if err != nil || len(replies) != 1 || replies[0].Plain() != c.want {
			t.Errorf("%s %q during %q: %v, %v", c.m.Kind, c.m.Text+c.m.Data, c.open, replies, err)
		}
	}
	r := deskInGroups("")
	r.Link = func(payload string) string { return "https://t.me/x" + payload }
	replies, err := r.Handle(t.Context(), chat.Message{Kind: chat.Text, Text: "取消", Group: true})
	if err != nil || replies[0].Plain() != words.Say(words.GroupPrivateAt, "https://t.me/x") {
		t.Errorf("%v, %v", replies, err)
	}
	if _, err := deskInGroups("broken").Handle(t.Context(), chat.Message{Kind: chat.Press, Data: "toc", Group: true}); err == nil {
		t.Error("the store's fault is not told")
	}
}

func TestAKeyboardIsTakenOutOfAGroup(t *testing.T) {
	r := deskInGroups("")
	r.Question = func(context.Context, chat.Message, string) ([]chat.Reply, error) {
		return []chat.Reply{{Keyboard: [][]string{{"删除"}}}, {Keyboard: [][]string{{"删除"}}}}, nil
	}
	replies, err := r.Handle(t.Context(), chat.Message{Kind: chat.Text, Text: "问", Group: true})
	if err != nil || len(replies) != 2 || replies[0].Keyboard != nil || replies[1].Keyboard != nil {
		t.Errorf("%+v, %v", replies, err)
	}
}

// The lists of what is offered: what works in groups alone is not offered in private, and the other way round.
func TestWhatIsOfferedWhere(t *testing.T) {
	r := &handlers.Router{Commands: []handlers.Command{
		{Name: "start", Word: words.WordStart, Where: handlers.Anywhere},
		{Name: "a", Help: "a"}, {Name: "b", Help: "b", Where: handlers.Anywhere, Group: "b of groups"}, {Name: "c", Help: "c", Where: handlers.InGroups},
	}}
	names := func(all []handlers.Command) (names []string) {
		for _, c := range all {
			names = append(names, c.Name+" "+string(c.Help))
		}
		return names
	}
	private, err := r.For(t.Context(), "")
	if got := names(private); err != nil || !slices.Equal(got, []string{"start ", "a a", "b b"}) {
		t.Errorf("in private: %q, %v", got, err)
	}
	if got := names(r.InGroups()); !slices.Equal(got, []string{"b b of groups", "c c"}) {
		t.Errorf("in groups: %q", got)
	}
}

// Whatever is written in a group, nothing personal runs.
func FuzzRouterInGroups(f *testing.F) {
	for _, s := range []string{"", "/cancel", "😀/取消", "取消", "/cancel@x y", "确认删除", "forget:yes", "\u200b/cancel"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	r := deskInGroups("forget")
	ran := false
	private := func(context.Context, chat.Message, string) ([]chat.Reply, error) {
		ran = true
		return handlers.Say(words.Kept), nil
	}
	r.Commands[1].Run, r.Dialogues["forget"], r.Presses["mine"], r.Files["forget"] = private, private, private, private
	f.Fuzz(func(t *testing.T, text string, press bool) {
		if !utf8.ValidString(text) || len(text) > chat.MaxText {
			t.Skip()
		}
		m := chat.Message{Kind: chat.Text, Text: text, Group: true, File: &chat.Incoming{}}
		if press {
			m = chat.Message{Kind: chat.Press, Data: text, Group: true}
		}
		replies, err := r.Handle(t.Context(), m)
		if err != nil || len(replies) != 1 || replies[0].Plain() == "" || ran {
			t.Fatalf("%v, %v, ran %v", replies, err, ran)
		}
	})
}
