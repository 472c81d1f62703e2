package handlers_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
)

// desk is a router whose runs say who ran, and with what.
func desk(open string) *handlers.Router {
	says := func(name string) handlers.Run {
		return func(_ context.Context, _ chat.Message, args string) ([]chat.Reply, error) {
			return []chat.Reply{{Text: []chat.Span{{Text: name + "(" + args + ")"}}}}, nil
		}
	}
	return &handlers.Router{
		Commands: []handlers.Command{
			{Name: "help", Word: words.WordHelp, Run: says("help")}, {Name: "cancel", Word: words.WordCancel, Run: says("cancel")},
			{Name: "progress", Word: words.WordProgress, Run: says("progress"), Args: true},
		},
		Presses:   map[string]handlers.Run{"toc": says("toc")},
		Dialogues: map[string]handlers.Run{"forget": says("forget")},
		Files:     map[string]handlers.Run{"import": says("file")},
		Open:      opened(open),
		Question:  says("ask"),
		Secret: func(text string) handlers.Run {
			if text != "A1 K7M2QX" {
				return nil
			}
			return says("secret")
		},
	}
}

// opened is the name of the open dialogue.
type opened string

func (o opened) Dialogue(context.Context, chat.Conversation, string) (name, state string, at time.Time, err error) {
	if o == "broken" {
		return "", "", at, errors.New("no store")
	}
	return string(o), "state", at, nil
}

func (opened) SetDialogue(context.Context, chat.Conversation, string, string, string, time.Time) error {
	return nil
}

func TestRouter(t *testing.T) {
	for _, c := range []struct {
		open string
		m    chat.Message
		want string
	}{
		{"", chat.Message{Kind: chat.Text, Text: "公示要几天"}, "ask()"},
		{"", chat.Message{Kind: chat.Text, Text: "/help"}, "help()"},
		{"", chat.Message{Kind: chat.Text, Text: " 😀👍 /HELP@SomeBot  a  b "}, "help(a  b)"},
		{"", chat.Message{Kind: chat.Text, Text: "/help\nmore"}, "help(more)"},
		{"", chat.Message{Kind: chat.Text, Text: "\u200b/help"}, "help()"},
		{"", chat.Message{Kind: chat.Text, Text: " 帮助\n"}, "help()"},
		{"", chat.Message{Kind: chat.Text, Text: "/帮助"}, "help()"},
		{"", chat.Message{Kind: chat.Text, Text: "帮助我"}, "ask()"},
		{"", chat.Message{Kind: chat.Text, Text: "help"}, "ask()"},
		{"", chat.Message{Kind: chat.Text, Text: "什么是 /help"}, "ask()"},
		{"", chat.Message{Kind: chat.Text, Text: "/helpme"}, words.Say(words.Unknown)},
		{"", chat.Message{Kind: chat.Text, Text: strings.Repeat("公", handlers.MaxQuestion)}, "ask()"},
		{"", chat.Message{Kind: chat.Text, Text: strings.Repeat("公", handlers.MaxQuestion+1)}, words.Say(words.TooLong)},
		{"", chat.Message{Kind: chat.Text, Text: "公示", Cut: true}, words.Say(words.TooLong)},
		{"", chat.Message{Kind: chat.Picture, Text: "/help"}, "help()"},
		{"", chat.Message{Kind: chat.Document, Text: "…"}, words.Say(words.Document)},
		{"", chat.Message{Kind: "sticker"}, words.Say(words.Other)},
		{"", chat.Message{Kind: chat.Press, Data: "toc:4.6:2"}, "toc(4.6:2)"},
		{"", chat.Message{Kind: chat.Press, Data: "toc"}, "toc()"},
		{"", chat.Message{Kind: chat.Press, Data: "gone:1"}, words.Say(words.Button)},
		{"forget", chat.Message{Kind: chat.Text, Text: "好"}, "forget(state)"},
		{"forget", chat.Message{Kind: chat.Text, Text: "取消"}, "cancel()"},
		{"forget", chat.Message{Kind: chat.Press, Data: "toc:1"}, "toc(1)"},
		{"", chat.Message{Kind: chat.Text, Text: "A1 K7M2QX"}, "secret()"},
		{"forget", chat.Message{Kind: chat.Text, Text: "A1 K7M2QX"}, "secret()"},
		{"", chat.Message{Kind: chat.Picture, Text: "A1 K7M2QX"}, "secret()"},
		{"import", chat.Message{Kind: chat.Document, File: &chat.Incoming{Ref: "r"}, Text: "A1 K7M2QX"}, "secret()"},
		{"", chat.Message{Kind: chat.Text, Text: "帮助 x"}, "ask()"},
		{"", chat.Message{Kind: chat.Text, Text: "进度 x"}, "progress(x)"},
		{"", chat.Message{Kind: chat.Text, Text: "进度　x"}, "progress(x)"},
		{"", chat.Message{Kind: chat.Text, Text: "进度： x"}, "progress(x)"},
		{"", chat.Message{Kind: chat.Text, Text: "进度条"}, "ask()"},
		{"forget", chat.Message{Kind: chat.Voice}, words.Say(words.Voice)},
		{"of an older version", chat.Message{Kind: chat.Text, Text: "好"}, "ask()"},
	} {
		replies, err := desk(c.open).Handle(t.Context(), c.m)
		if err != nil || len(replies) != 1 || replies[0].Plain() != c.want {
			t.Errorf("%.40q %q during %q: %v, %v", c.m.Text, c.m.Data, c.open, replies, err)
		}
	}
	if _, err := desk("broken").Handle(t.Context(), chat.Message{Kind: chat.Text, Text: "公示要几天"}); err == nil {
		t.Error("the store's fault is not told")
	}
}

// A file goes to the dialogue that wants one, unless its caption calls a command.
func TestRouterFiles(t *testing.T) {
	file := &chat.Incoming{Name: "a.csv", Type: "text/csv", Ref: "r"}
	for _, c := range []struct {
		open string
		m    chat.Message
		want string
	}{
		{"import", chat.Message{Kind: chat.Document, File: file}, "file(state)"},
		{"import", chat.Message{Kind: chat.Picture, File: file, Text: "名册"}, "file(state)"},
		{"import", chat.Message{Kind: chat.Document, File: file, Text: "取消"}, "cancel()"},
		{"import", chat.Message{Kind: chat.Document, File: file, Text: "/nosuch"}, words.Say(words.Unknown)},
		{"import", chat.Message{Kind: chat.Document}, words.Say(words.Document)},
		{"forget", chat.Message{Kind: chat.Document, File: file}, words.Say(words.Document)},
		{"forget", chat.Message{Kind: chat.Document, File: file, Text: "好"}, "forget(state)"},
		{"", chat.Message{Kind: chat.Document, File: file}, words.Say(words.Document)},
		{"", chat.Message{Kind: chat.Document, File: file, Text: "公示要几天"}, "ask()"},
	} {
		replies, err := desk(c.open).Handle(t.Context(), c.m)
		if err != nil || len(replies) != 1 || replies[0].Plain() != c.want {
			t.Errorf("%+v during %q: %v, %v", c.m, c.open, replies, err)
		}
	}
	if _, err := desk("broken").Handle(t.Context(), chat.Message{Kind: chat.Document, File: file}); err == nil {
		t.Error("the store's fault is not told")
	}
}

// Whatever is written, somebody answers it, a command only for what begins with one.
func FuzzRouter(f *testing.F) {
	for _, s := range []string{"", "/", "/help", "😀/help@x y", "帮助", "/help/cancel", "\x00/取消", "//help", "1/help", "/ help"} {
		f.Add(s)
	}
	r := desk("")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > chat.MaxText {
			t.Skip()
		}
		replies, err := r.Handle(t.Context(), chat.Message{Kind: chat.Text, Text: text})
		if err != nil || len(replies) != 1 || replies[0].Plain() == "" {
			t.Fatalf("%v, %v", replies, err)
		}
		called := strings.HasPrefix(replies[0].Plain(), "help(") || strings.HasPrefix(replies[0].Plain(), "cancel(")
		first := strings.IndexFunc(text, func(r rune) bool { return r == '/' || unicode.IsLetter(r) || unicode.IsNumber(r) })
		if called && text[first] != '/' && !slices.Contains([]string{"帮助", "取消"}, strings.TrimSpace(text)) {
			t.Errorf("%q is taken for a command", text)
		}
	})
}
