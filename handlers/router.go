// Package handlers routes a message to the room that answers it: an open dialogue, a command, a button's flow, or
// the answerer. It knows no channel, no store and no transaction.
package handlers

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers/access"
)

// MaxQuestion is the longest text, in characters, that is taken as a question.
const MaxQuestion = 1000

// Run answers a message. Args is what follows a command, a button's data behind its first colon, or the state of
// the open dialogue.
type Run func(ctx context.Context, m chat.Message, args string) ([]chat.Reply, error)

// Command is one entry of the table from which /help and a channel's menu come.
type Command struct {
	Name  string    // "help", typed /help
	Word  words.Key // its Chinese word, typed alone
	Also  words.Key // further ones, a space between, if there are any
	Help  words.Key
	Run   Run
	Args  bool // words may follow the Chinese word, as they may follow /name
	Where Where
	Group words.Key     // what it is for in a group, where that is not Help
	For   access.Action // shown only to those who may; Run itself is guarded by Only
	Files bool          // it asks for a file: who may is sent here with one that comes out of turn
}

// Router is the chat.Handler of the whole assistant.
type Router struct {
	Commands  []Command
	Presses   map[string]Run  // by the part of Button.Data before the first colon
	Dialogues map[string]Run  // by name
	Files     map[string]Run  // by name, of the dialogues that take a file (Message.File); its caption is part of it
	Long      map[string]bool // the dialogues, by name, that take a text longer than a question, even one that was cut
	Payloads  map[string]Run  // of /start, by the part before the first underscore; the rest is args
	Shared    map[string]bool // the presses and dialogues that work where others read along, by name; all others do not
	Open      Dialogues
	Rights    Rights                      // nil: nobody was granted anything
	Secret    func(text string) Run       // what a text holds that must not be kept as a question or an answer, whatever waits for one; nil for others, may be nil
	Question  Run                         // everything else that can be read
	Link      func(payload string) string // opens a private chat with the assistant, if anything does; may be nil
}

// Handle answers one message.
func (r *Router) Handle(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
	switch {
	case m.Group:
		return r.group(ctx, m)
	case m.Kind == chat.Press:
		return r.press(ctx, m)
	case m.Kind == chat.Text:
		return r.text(ctx, m)
	}
	run, state, err := r.wanting(ctx, m)
	switch {
	case err != nil:
		return nil, err
	case run != nil:
		return run(ctx, m, state)
	}
	if readable(m.Text) { // a caption
		return r.text(ctx, m)
	}
	return r.unread(ctx, m)
}

// wanting is the open dialogue that takes the message's file; nil without one, and where the caption is a command.
func (r *Router) wanting(ctx context.Context, m chat.Message) (run Run, state string, err error) {
	if _, _, ok := r.command(m.Text); m.File == nil || len(r.Files) == 0 || ok || isCommand(m.Text) || r.secret(m.Text) != nil {
		return nil, "", nil
	}
	name, state, _, err := r.Open.Dialogue(ctx, m.From, m.ID)
	return r.Files[name], state, err
}

func (r *Router) press(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
	flow, args, _ := strings.Cut(m.Data, ":")
	run, ok := r.Presses[flow]
	if !ok {
		return Say(words.Button), nil
	}
	return run(ctx, m, args)
}

func (r *Router) text(ctx context.Context, m chat.Message) ([]chat.Reply, error) {
	if run := r.secret(m.Text); run != nil {
		return run(ctx, m, "")
	}
	if c, args, ok := r.command(m.Text); ok {
		return c.Run(ctx, m, args)
	}
	switch {
	case isCommand(m.Text):
		return Say(words.Unknown), nil
	case !readable(m.Text):
		return Say(words.NoText), nil
	}
	name, state, _, err := r.Open.Dialogue(ctx, m.From, m.ID)
	switch {
	case err != nil:
		return nil, err
	case !r.Long[name] && (m.Cut || utf8.RuneCountInString(m.Text) > MaxQuestion):
		return Say(words.TooLong), nil
	}
	if run, ok := r.Dialogues[name]; ok && (!m.Group || r.Shared[name]) {
		return run(ctx, m, state)
	}
	return r.Question(ctx, m, "")
}

func (r *Router) secret(text string) Run {
	if r.Secret == nil {
		return nil
	}
	return r.Secret(text)
}

// command finds the command that a text calls: /name, /name@bot, also behind an emoji, or its Chinese word alone, with
// or without a slash.
func (r *Router) command(text string) (Command, string, bool) {
	name, args, slashed := cutCommand(text)
	if !slashed {
		name = strings.TrimSpace(text)
	}
	for _, c := range r.Commands {
		if slashed && strings.EqualFold(name, c.Name) || c.hears(name) {
			return c, args, true
		}
		if rest, ok := strings.CutPrefix(name, words.Say(c.Word)); ok && c.Args && !slashed && apart(rest) {
			return c, strings.TrimLeftFunc(rest, between), true
		}
	}
	return Command{}, "", false
}

// hears says whether a word calls the command.
func (c Command) hears(word string) bool {
	return word == words.Say(c.Word) || c.Also != "" && slices.Contains(strings.Fields(words.Say(c.Also)), word)
}

// apart says whether what follows a word does not belong to it: a space, as wide as it may be, or a colon comes first.
func apart(rest string) bool { return strings.IndexFunc(rest, between) == 0 }

func between(r rune) bool { return unicode.IsSpace(r) || r == ':' || r == '：' }

// For lists the commands that a person is shown in private.
func (r *Router) For(ctx context.Context, person string) ([]Command, error) {
	var grants []access.Grant
	if r.Rights != nil {
		var err error
		if grants, err = r.Rights.Grants(ctx, person); err != nil {
			return nil, err
		}
	}
	var mine []Command
	for _, c := range r.Commands {
		if c.Where != InGroups && (c.For == "" || len(access.Allowing(grants, c.For)) > 0) {
			mine = append(mine, c)
		}
	}
	return mine, nil
}

func isCommand(text string) bool {
	_, _, ok := cutCommand(text)
	return ok
}

// cutCommand reads "/name@bot args" that begins the text, spaces and symbols apart.
func cutCommand(text string) (name, args string, ok bool) {
	text = strings.TrimLeftFunc(text, func(r rune) bool {
		return r != '/' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	rest, ok := strings.CutPrefix(text, "/")
	if !ok {
		return "", "", false
	}
	name, args, _ = strings.Cut(rest, " ")
	if i := strings.IndexFunc(name, unicode.IsSpace); i >= 0 {
		name, args = name[:i], name[i:]+" "+args
	}
	name, _, _ = strings.Cut(name, "@")
	return name, strings.TrimSpace(args), name != ""
}

// readable says whether there is anything to read: a letter or a number.
func readable(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) >= 0
}

// Say is one reply of plain words.
func Say(k words.Key, args ...any) []chat.Reply {
	return []chat.Reply{{Text: []chat.Span{{Text: words.Say(k, args...)}}}}
}
