// Cmd runs the fake Bot API by hand: what is typed is what a person writes, what the bot sends is printed.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"

	"zhicheng/bot/telegramtest"
)

const usage = `A line is a message of the person. Also:
  !press N   press the button [N] below the last message that has buttons
  !photo, !voice, !sticker   send something else
  !block     block the bot until the next message
  !user N    be another person
  !group ID  go on in a group, whose id is below zero, and take the bot into it; !private goes back
  !reply N TEXT   answer the message with that id, in the group
  !upgrade ID     make a supergroup with another id of the group
  !remove    throw the bot out of the group
  !quit
`

func main() {
	addr := flag.String("addr", "127.0.0.1:8081", "where to listen")
	token := flag.String("token", "123456:TEST", "the bot's token")
	person := flag.Int64("user", 42, "the person's id")
	flag.Parse()
	if err := run(*addr, *token, *person, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(addr, token string, person int64, in io.Reader, out io.Writer) error {
	s, err := telegramtest.New(telegramtest.Options{Addr: addr, Token: token})
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	fmt.Fprintf(out, "Start the assistant with\n  TELEGRAM_API_URL=%s TELEGRAM_BOT_TOKEN=%s go run .\n\n%s\n", s.URL, s.Token, usage)
	go print(ctx, s, out)

	me := speaker{person: person}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for sc := bufio.NewScanner(in); sc.Scan(); {
			lines <- sc.Text()
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return nil
		case line, ok := <-lines:
			if !ok || line == "!quit" {
				return nil
			}
			if !me.say(s, line) {
				fmt.Fprintln(out, "There is no such button. (Or no such group or number.)")
			}
		}
	}
}

// speaker is who writes, and where.
type speaker struct {
	person int64
	group  int64 // 0 in private
}

// say does what a line says; it is false for what is not there.
func (me *speaker) say(s *telegramtest.Server, line string) bool {
	word, arg, _ := strings.Cut(line, " ")
	n, _ := strconv.ParseInt(strings.Fields(arg + " 0")[0], 10, 64)
	switch word {
	case "!user":
		me.person = n
		return n > 0
	case "!private":
		me.group = 0
		return true
	case "!group":
		if n >= 0 {
			return false
		}
		me.group = n
		s.Add(n, me.person, "group")
		return true
	case "!press":
		message, data := button(s, me.chat(), int(n))
		if data == "" {
			return false
		}
		s.GroupPress(me.chat(), me.person, message, data)
		return true
	case "":
		return true
	}
	if me.group != 0 {
		return me.inGroup(s, word, n, line)
	}
	switch word {
	case "!photo":
		s.Photo(me.person, arg)
	case "!voice":
		s.Voice(me.person)
	case "!sticker":
		s.Sticker(me.person)
	case "!block":
		s.Block(me.person)
	default:
		s.Text(me.person, line)
	}
	return true
}

func (me *speaker) inGroup(s *telegramtest.Server, word string, n int64, line string) bool {
	switch word {
	case "!reply":
		_, text, _ := strings.Cut(strings.TrimPrefix(line, "!reply "), " ")
		s.GroupReply(me.group, me.person, n, text)
	case "!upgrade":
		if n >= 0 {
			return false
		}
		s.Upgrade(me.group, n, me.person, true)
		me.group = n
	case "!remove":
		s.Remove(me.group, me.person)
	default:
		s.GroupText(me.group, me.person, line)
	}
	return true
}

func (me *speaker) chat() int64 {
	if me.group != 0 {
		return me.group
	}
	return me.person
}

// button finds the nth button below the last message of a chat that has any.
func button(s *telegramtest.Server, chat int64, n int) (message int64, data string) {
	sent := s.Sent()
	for i := len(sent) - 1; i >= 0; i-- {
		if sent[i].Chat != chat || sent[i].Buttons == nil {
			continue
		}
		for _, row := range sent[i].Buttons {
			for _, b := range row {
				if n--; n == 0 {
					return sent[i].ID, b.Data
				}
			}
		}
		break
	}
	return 0, ""
}

// print shows what the bot sends, as it comes.
func print(ctx context.Context, s *telegramtest.Server, out io.Writer) {
	for seen := 0; ; {
		sent, err := s.WaitSent(ctx, seen+1)
		if err != nil {
			return
		}
		for _, m := range sent[seen:] {
			show(out, m)
		}
		seen = len(sent)
	}
}

func show(out io.Writer, m telegramtest.Sent) {
	verb := "sends"
	if m.Edit {
		verb = "edits"
	}
	fmt.Fprintf(out, "— the bot %s %d to %d\n%s\n", verb, m.ID, m.Chat, m.Text)
	if m.Document != nil {
		fmt.Fprintf(out, "  📎 %s (%d bytes)\n", m.Document.Name, len(m.Document.Data))
	}
	if m.Photo != nil {
		fmt.Fprintf(out, "  🖼 %s (%d bytes)\n", m.Photo.Name, len(m.Photo.Data))
	}
	n := 0
	for _, row := range m.Buttons {
		for _, b := range row {
			n++
			fmt.Fprintf(out, "  [%d] %s", n, b.Text)
		}
		fmt.Fprintln(out)
	}
	for _, row := range m.Keyboard {
		fmt.Fprintln(out, "  ⌨ "+strings.Join(row, " | "))
	}
}
