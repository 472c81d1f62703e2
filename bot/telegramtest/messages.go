package telegramtest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	maxUnits   = 4096 // of what is seen of a text, in UTF-16 units
	maxData    = 64   // of callback_data, in bytes
	maxCommand = 32
)

// Button is one below a message.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
}

// Message is one in a chat, as a person sees it.
type Message struct {
	ID       int64
	Chat     int64
	FromBot  bool
	From     int64  // the person, where it is a person's
	Text     string // what is seen; below a document or photo its caption
	Entities []Entity
	Document *File
	Photo    *File
	Buttons  [][]Button
	Keyboard [][]string
	Topic    int64 // of a forum, in which it stands; 0 is the general one
	Answers  int64 // the message below which it stands as a reply
}

func (s *Server) sendMessage(p params) (any, error) {
	m, err := compose(p)
	if err != nil {
		return nil, err
	}
	return s.post(p, m)
}

// post puts a new message into its chat.
func (s *Server) post(p params, m *Message) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.admit(p); err != nil {
		return nil, err
	}
	s.lastMsg++
	m.ID, m.Chat = s.lastMsg, p.int("chat_id")
	if err := s.place(p, m); err != nil {
		return nil, err
	}
	s.sentAt[m.ID] = s.now()
	s.messages[m.ID] = m
	s.sent = append(s.sent, Sent{Message: *m})
	if m.Document != nil {
		s.uploads[fmt.Sprint("document", m.ID)] = m.Document
	}
	if m.Photo != nil {
		s.uploads[fmt.Sprint("photo", m.ID)] = m.Photo
	}
	return s.json(m), nil
}

func (s *Server) editMessageText(p params) (any, error) {
	m, err := compose(p)
	if err != nil {
		return nil, err
	}
	return s.edit(p, m, func(old *Message) error {
		if old.Document != nil || old.Photo != nil {
			return bad("there is no text in the message to edit")
		}
		return nil
	})
}

// edit puts a message in the place of another, if that takes it.
func (s *Server) edit(p params, m *Message, takes func(old *Message) error) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.admit(p); err != nil {
		return nil, err
	}
	old := s.messages[p.int("message_id")]
	switch {
	case p.int("message_id") == 0:
		return nil, bad("message identifier is not specified")
	case old == nil || old.Chat != p.int("chat_id"):
		return nil, bad("message to edit not found")
	case !old.FromBot || old.Keyboard != nil:
		return nil, bad("message can't be edited")
	case m.Keyboard != nil:
		return nil, bad("inline keyboard expected")
	}
	if err := takes(old); err != nil {
		return nil, err
	}
	m.ID, m.Chat, m.Topic, m.Answers = old.ID, old.Chat, old.Topic, old.Answers
	if reflect.DeepEqual(m, old) {
		return nil, bad("message is not modified: specified new message content and reply markup are exactly the same " +
			"as a current content and reply markup of the message")
	}
	s.messages[m.ID] = m
	s.sent = append(s.sent, Sent{Message: *m, Edit: true})
	return s.json(m), nil
}

// deletable is for how long a bot may delete what it sent.
const deletable = 48 * time.Hour

func (s *Server) deleteMessage(p params) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.admit(p); err != nil {
		return nil, err
	}
	switch old := s.messages[p.int("message_id")]; {
	case p.int("message_id") == 0:
		return nil, bad("message identifier is not specified")
	case old == nil || old.Chat != p.int("chat_id"):
		return nil, bad("message to delete not found")
	case s.now().Sub(s.sentAt[old.ID]) >= deletable:
		return nil, bad("message can't be deleted for everyone")
	}
	delete(s.messages, p.int("message_id"))
	return true, nil
}

// compose reads text and markup of a new message.
func compose(p params) (*Message, error) {
	m := &Message{FromBot: true, Text: p["text"]}
	if m.Text == "" {
		return nil, bad("message text is empty")
	}
	if err := m.format(p["parse_mode"]); err != nil {
		return nil, err
	}
	if units(m.Text) > maxUnits {
		return nil, bad("message is too long")
	}
	if m.trim(); m.Text == "" {
		return nil, bad("text must be non-empty")
	}
	return m, m.readMarkup(p["reply_markup"])
}

// format turns the text as it was sent into what is seen.
func (m *Message) format(mode string) (err error) {
	if !utf8.ValidString(m.Text) {
		return bad("text must be encoded in UTF-8")
	}
	switch strings.ToLower(mode) {
	case "", "none":
	case "html":
		m.Text, m.Entities, err = parseHTML(m.Text)
	default:
		err = bad("unsupported parse_mode")
	}
	return err
}

// trim takes white space off both ends, and moves the entities along.
func (m *Message) trim() {
	text := strings.TrimLeftFunc(m.Text, unicode.IsSpace)
	lead := units(m.Text) - units(text)
	m.Text = strings.TrimSpace(text)
	end := units(m.Text)
	for i, e := range m.Entities {
		from, to := max(e.Offset-lead, 0), min(e.Offset+e.Length-lead, end)
		m.Entities[i].Offset, m.Entities[i].Length = from, to-from
	}
	m.Entities = slices.DeleteFunc(m.Entities, func(e Entity) bool { return e.Length <= 0 })
}

func (m *Message) readMarkup(raw string) error {
	if raw == "" {
		return nil
	}
	var markup struct {
		Inline   [][]map[string]any `json:"inline_keyboard"`
		Keyboard [][]any            `json:"keyboard"`
	}
	if json.Unmarshal([]byte(raw), &markup) != nil {
		return bad("can't parse reply keyboard markup JSON object")
	}
	for _, row := range markup.Inline {
		var buttons []Button
		for _, fields := range row {
			b, err := inlineButton(fields)
			if err != nil {
				return err
			}
			buttons = append(buttons, b)
		}
		m.Buttons = append(m.Buttons, buttons)
	}
	for _, row := range markup.Keyboard {
		var words []string
		for _, b := range row {
			word, ok := b.(string)
			if fields, object := b.(map[string]any); object {
				word, ok = fields["text"].(string)
			}
			if !ok || strings.TrimSpace(word) == "" {
				return bad("keyboard button text must be non-empty")
			}
			words = append(words, word)
		}
		m.Keyboard = append(m.Keyboard, words)
	}
	return nil
}

func inlineButton(fields map[string]any) (Button, error) {
	text, _ := fields["text"].(string)
	data, _ := fields["callback_data"].(string)
	switch {
	case strings.TrimSpace(text) == "":
		return Button{}, bad("inline keyboard button text must be non-empty")
	case data == "":
		return Button{}, bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case len(data) > maxData:
		return Button{}, bad("BUTTON_DATA_INVALID")
	case len(fields) > 2:
		return Button{}, bad("can't parse inline keyboard button: exactly one of the optional fields must be used")
	}
	return Button{text, data}, nil
}

// admit says whether the bot may write to the chat now. s.mu is held.
func (s *Server) admit(p params) error {
	if p["chat_id"] == "" {
		return bad("chat_id is empty")
	}
	chat := p.int("chat_id")
	r := s.chats[chat]
	if r == nil {
		return bad("chat not found")
	}
	switch {
	case r.moved != 0:
		return &refusal{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MovedTo: r.moved}
	case r.blocked && r.kind != "private":
		return &refusal{Code: 403, Description: "Forbidden: bot was kicked from the " + r.kind + " chat"}
	case r.blocked:
		return blocked
	}
	if s.opts.NoLimits {
		return nil
	}
	return s.limits.take(chat, s.now())
}

func (s *Server) json(m *Message) map[string]any {
	j := map[string]any{"message_id": m.ID, "date": s.now().Unix(), "chat": s.chat(m.Chat), "from": s.me()}
	if !m.FromBot {
		j["from"] = user(m.From)
	}
	text, entities := "text", "entities"
	if m.Document != nil {
		text, entities = "caption", "caption_entities"
		j["document"] = m.Document.json(m.ID)
	}
	if m.Photo != nil {
		text, entities = "caption", "caption_entities"
		j["photo"] = m.Photo.sizes(m.ID)
	}
	if m.Text != "" {
		j[text] = m.Text
	}
	if m.Entities != nil {
		j[entities] = m.Entities
	}
	if m.Topic != 0 {
		j["message_thread_id"], j["is_topic_message"] = m.Topic, true
	}
	if m.Buttons != nil {
		j["reply_markup"] = map[string]any{"inline_keyboard": m.Buttons}
	}
	return j
}

func (s *Server) answerCallbackQuery(p params) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.queries[p["callback_query_id"]] {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	delete(s.queries, p["callback_query_id"])
	return true, nil
}

func (s *Server) sendChatAction(p params) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chats[p.int("chat_id")] == nil {
		return nil, bad("chat not found")
	}
	return true, nil
}

func setMyCommands(p params) (any, error) {
	var menu []struct{ Command, Description string }
	if json.Unmarshal([]byte(p["commands"]), &menu) != nil {
		return nil, bad("can't parse commands JSON object")
	}
	for _, c := range menu {
		switch {
		case c.Command == "":
			return nil, bad("command must be non-empty")
		case len(c.Command) > maxCommand:
			return nil, bad("command length must not exceed 32")
		case strings.Trim(c.Command, "abcdefghijklmnopqrstuvwxyz0123456789_") != "":
			return nil, bad("BOT_COMMAND_INVALID")
		case c.Description == "":
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	return true, nil
}
