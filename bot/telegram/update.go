package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"zhicheng/bot/chat"
)

// batch is what one poll brought.
type batch struct {
	messages []chat.Message
	presses  []string        // callback queries to answer
	here     map[string]bool // chat → reachable, as the updates tell
	moves    []move
}

// shape names the fields of an object that are read; those without a shape of their own are taken whole.
type shape map[string]shape

// wanted is all that is read of an update. The rest is dropped before the library sees it: least data, and the library
// refuses a whole update for one value that is newer than it.
var wanted = func() shape {
	user, peer, there := shape{"id": nil, "is_bot": nil}, shape{"id": nil, "type": nil}, shape{}
	photo := shape{"file_id": nil, "file_size": nil, "width": nil, "height": nil}
	document := shape{"file_id": nil, "file_name": nil, "mime_type": nil, "file_size": nil}
	message := shape{
		"message_id": nil, "date": nil, "from": user, "chat": peer, "message_thread_id": nil, "is_topic_message": nil, "text": nil, "caption": nil, "media_group_id": nil,
		"voice": there, "photo": photo, "document": document,
		"pinned_message": there, "message_auto_delete_timer_changed": there,
		"write_access_allowed": there, "chat_background_set": there,
		"reply_to_message": {"from": user}, "sender_chat": there, "migrate_to_chat_id": nil, "migrate_from_chat_id": nil,
	}
	member := shape{"status": nil, "user": user}
	return shape{
		"update_id": nil,
		"message":   message,
		"callback_query": {
			"id": nil, "from": user, "data": nil, "message": {"message_id": nil, "date": nil, "chat": peer, "message_thread_id": nil, "is_topic_message": nil},
		},
		"my_chat_member": {"chat": peer, "date": nil, "from": user, "old_chat_member": member, "new_chat_member": member},
	}
}()

// prune keeps of a JSON value the wanted fields, of an array those of each element.
func prune(raw json.RawMessage, s shape) json.RawMessage {
	if s == nil {
		return raw
	}
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) {
		var all []json.RawMessage
		if json.Unmarshal(raw, &all) != nil {
			return raw
		}
		for i := range all {
			all[i] = prune(all[i], s)
		}
		return marshal(all, raw)
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil || fields == nil {
		return raw
	}
	for name, value := range fields {
		if inner, ok := s[name]; ok {
			fields[name] = prune(value, inner)
		} else {
			delete(fields, name)
		}
	}
	return marshal(fields, raw)
}

func marshal(v any, otherwise json.RawMessage) json.RawMessage {
	b, err := json.Marshal(v)
	if err != nil {
		return otherwise
	}
	return b
}

// take puts an update into the batch and returns its id. An update that cannot be read is dropped.
func (b *Bot) take(ctx context.Context, raw json.RawMessage) int64 {
	var u models.Update
	if err := json.Unmarshal(prune(raw, wanted), &u); err != nil {
		var only struct {
			ID int64 `json:"update_id"`
		}
		_ = json.Unmarshal(raw, &only)
		b.log.Warn("telegram: an update that cannot be read was dropped", "update", only.ID)
		return only.ID
	}
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("telegram: an update was dropped after a panic", "update", u.ID, "panic", fmt.Sprintf("%T", p))
		}
	}()
	b.lib.ProcessUpdate(ctx, &u) // calls handle before it returns
	return u.ID
}

// handle is the library's default handler.
func (b *Bot) handle(_ context.Context, _ *tg.Bot, u *models.Update) {
	switch {
	case u.Message != nil:
		b.takeMessage(u.ID, u.Message)
	case u.CallbackQuery != nil:
		b.takePress(u.ID, u.CallbackQuery)
	case u.MyChatMember != nil && (private(u.MyChatMember.Chat) || group(u.MyChatMember.Chat)):
		b.takeMember(u.ID, u.MyChatMember)
	}
}

func (b *Bot) takeMessage(update int64, m *models.Message) {
	if mv, ok := moveOf(m); ok {
		if !slices.Contains(b.batch.moves, mv) { // both notes may be here
			b.batch.moves = append(b.batch.moves, mv)
		}
		return
	}
	if m.From == nil || m.From.IsBot || service(m) { // two bots would answer each other for ever
		return
	}
	text, ours := m.Text+m.Caption, false // one of them
	switch {
	case private(m.Chat) && m.Text == "":
		ours = true
	case private(m.Chat):
		text, ours = addressed(text, b.Username())
	case group(m.Chat):
		text, ours = b.meant(m, text)
	}
	if !ours || b.albums.goesOn(m) {
		return
	}
	msg := b.message(update, m.Chat, m.From.ID)
	switch {
	case m.Text != "":
		msg.Kind = chat.Text
	case m.Voice != nil:
		msg.Kind = chat.Voice
	case m.Photo != nil:
		msg.Kind, msg.File = chat.Picture, photo(m.Photo)
	case m.Document != nil:
		msg.Kind, msg.File = chat.Document, document(m.Document)
	default:
		msg.Kind, text = chat.Other, ""
	}
	msg.Text, msg.Cut = clip(text, chat.MaxText)
	in := seatOf(m)
	msg.Ref, msg.Thread = in.ref(msg.From.Chat), seat{thread: in.thread}.ref(msg.From.Chat)
	b.batch.messages = append(b.batch.messages, msg)
}

func (b *Bot) takePress(update int64, q *models.CallbackQuery) {
	var where models.Chat
	var on int
	var in seat
	switch {
	case q.Message.Message != nil:
		where, on = q.Message.Message.Chat, q.Message.Message.ID
		in.thread = seatOf(q.Message.Message).thread
	case q.Message.InaccessibleMessage != nil:
		where, on = q.Message.InaccessibleMessage.Chat, q.Message.InaccessibleMessage.MessageID
	}
	if !group(where) { // there it is answered with the reply, which may be for this person alone
		b.batch.presses = append(b.batch.presses, q.ID)
	}
	if !private(where) && !group(where) {
		return
	}
	msg := b.message(update, where, q.From.ID)
	if group(where) {
		msg.Press = q.ID
	}
	msg.Kind, msg.On = chat.Press, strconv.Itoa(on)
	msg.Data, _ = clip(q.Data, maxData)
	msg.Ref, msg.Thread = in.ref(msg.From.Chat), in.ref(msg.From.Chat)
	b.batch.messages = append(b.batch.messages, msg)
}

// message stamps a message, and notes that its person is there.
func (b *Bot) message(update int64, where models.Chat, user int64) chat.Message {
	chatID := strconv.FormatInt(where.ID, 10)
	b.batch.here[chatID] = true
	return chat.Message{
		ID: fmt.Sprintf("%s:%s:%d", Channel, BotID(b.cfg.Token), update),
		From: chat.Conversation{
			Channel: Channel,
			Chat:    chatID,
			Person:  chat.Pseudonym(b.cfg.Key, Channel, strconv.FormatInt(user, 10)),
		},
		At:    b.cfg.Now(),
		Group: group(where),
	}
}

// private says whether a chat is one person's.
func private(c models.Chat) bool {
	return c.ID > 0 && (c.Type == models.ChatTypePrivate || c.Type == "")
}

// service says whether a message is Telegram's note of something that nobody said to us.
func service(m *models.Message) bool {
	return m.PinnedMessage != nil || m.MessageAutoDeleteTimerChanged != nil ||
		m.WriteAccessAllowed != nil || m.ChatBackgroundSet != nil
}

// A command may follow emoji and other signs, a keycap among them, but no word.
var command = regexp.MustCompile(`^((?:[0-9#*]\x{FE0F}?\x{20E3}|[^\pL\pN/])*/[A-Za-z0-9_]+)@([A-Za-z0-9_]+)`)

// addressed takes "@BotName" off a leading command. It is false when the command names another bot. Without a name of
// our own every name is taken for ours.
func addressed(text, username string) (string, bool) {
	m := command.FindStringSubmatchIndex(text)
	if m == nil {
		return text, true
	}
	name := text[m[4]:m[5]]
	if username != "" && !strings.EqualFold(name, username) {
		return "", false
	}
	return text[:m[3]] + text[m[5]:], true
}

// clip repairs a text and cuts it between two runes.
func clip(text string, limit int) (string, bool) {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if len(text) <= limit {
		return text, false
	}
	for !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit], true
}
