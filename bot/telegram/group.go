package telegram

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-telegram/bot/models"

	"zhicheng/bot/chat"
)

// group says whether a chat is one in which several people speak; in a channel nobody does.
func group(c models.Chat) bool {
	return c.ID < 0 && (c.Type == models.ChatTypeGroup || c.Type == models.ChatTypeSupergroup)
}

// meant says whether somebody in a group speaks to us, and what they say: they mention us, answer one of our messages,
// or give a command that is ours. Everything else is none of our business and goes no further. Whoever speaks as a
// channel or as the group itself is no person that we could answer for.
func (b *Bot) meant(m *models.Message, text string) (string, bool) {
	if m.SenderChat != nil {
		return "", false
	}
	plain, ours := addressed(text, b.Username())
	if !ours {
		return "", false
	}
	if bare := command.MatchString(text); bare && b.Username() == "" {
		return "", false // perhaps it is another's
	} else if bare {
		return plain, true
	}
	if without, mentioned := unmention(text, b.Username()); mentioned {
		return without, true
	}
	return text, b.known(text) || b.answersUs(m)
}

func (b *Bot) answersUs(m *models.Message) bool {
	to := m.ReplyToMessage
	return to != nil && to.From != nil && strconv.FormatInt(to.From.ID, 10) == BotID(b.cfg.Token)
}

var bareCommand = regexp.MustCompile(`^/([A-Za-z0-9_]+)(?:\s|$)`)

// known says whether a text begins with a command of ours that names no bot.
func (b *Bot) known(text string) bool {
	m := bareCommand.FindStringSubmatch(text)
	ours := func(c Command) bool { return strings.EqualFold(c.Name, m[1]) }
	return m != nil && (slices.ContainsFunc(b.cfg.Commands, ours) || slices.ContainsFunc(b.cfg.GroupCommands, ours))
}

// unmention takes "@username" out of a text; false if it is not there.
func unmention(text, username string) (string, bool) {
	if username == "" {
		return text, false
	}
	var kept strings.Builder
	found := false
	for rest := text; rest != ""; {
		i := strings.IndexByte(rest, '@')
		if i < 0 {
			kept.WriteString(rest)
			break
		}
		end := i + 1 + len(username)
		if end > len(rest) || !strings.EqualFold(rest[i+1:end], username) || inWord(rest[:i], false) || inWord(rest[end:], true) {
			kept.WriteString(rest[:i+1])
			rest = rest[i+1:]
			continue
		}
		kept.WriteString(rest[:i] + " ")
		rest, found = rest[end:], true
	}
	if !found {
		return text, false
	}
	return strings.TrimSpace(strings.TrimLeftFunc(kept.String(), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(",:;\uff0c\uff1a\u3001\uff1b", r)
	})), true
}

// inWord says whether a name goes on in what stands before or behind it.
func inWord(text string, behind bool) bool {
	if text == "" {
		return false
	}
	c := text[len(text)-1]
	if behind {
		c = text[0]
	}
	return c == '_' || c < 0x80 && (unicode.IsLetter(rune(c)) || unicode.IsDigit(rune(c)))
}

// takeMember notes whether we may write to a chat. That we came into a group is told to the handlers.
func (b *Bot) takeMember(update int64, u *models.ChatMemberUpdated) {
	is := u.NewChatMember.Type
	out := func(t models.ChatMemberType) bool {
		return t == models.ChatMemberTypeBanned || t == models.ChatMemberTypeLeft
	}
	if !group(u.Chat) || out(is) {
		b.batch.here[strconv.FormatInt(u.Chat.ID, 10)] = !out(is)
		return
	}
	msg := b.message(update, u.Chat, u.From.ID)
	if out(u.OldChatMember.Type) && !u.From.IsBot {
		msg.Kind = chat.Added
		b.batch.messages = append(b.batch.messages, msg)
	}
}
