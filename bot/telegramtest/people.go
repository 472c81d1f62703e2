package telegramtest

import "strconv"

// A person's id is also the id of the private chat with that person.

// Text is what a person writes. It returns the update's id, as all of these do.
func (s *Server) Text(person int64, text string) int64 {
	return s.say(person, person, "private", map[string]any{"text": text})
}

// Photo is a picture with a caption.
func (s *Server) Photo(person int64, caption string) int64 {
	size := map[string]any{"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}
	return s.say(person, person, "private", map[string]any{"photo": []any{size}, "caption": caption})
}

// Voice is a voice message.
func (s *Server) Voice(person int64) int64 {
	return s.say(person, person, "private", map[string]any{
		"voice": map[string]any{"file_id": "v", "file_unique_id": "v", "duration": 3},
	})
}

// Document is a file with a caption.
func (s *Server) Document(person int64, name, caption string) int64 {
	return s.say(person, person, "private", map[string]any{
		"document": map[string]any{"file_id": "d", "file_unique_id": "d", "file_name": name}, "caption": caption,
	})
}

// Sticker is something that the bot cannot read.
func (s *Server) Sticker(person int64) int64 {
	return s.say(person, person, "private", map[string]any{
		"sticker": map[string]any{"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512},
	})
}

// Say is a message of a person in the private chat with any content.
func (s *Server) Say(person int64, content map[string]any) int64 {
	return s.say(person, person, "private", content)
}

func (s *Server) say(chat, person int64, kind string, content map[string]any) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chats[chat] == nil {
		s.chats[chat] = &room{kind: kind}
	}
	s.chats[chat].blocked = false
	s.lastMsg++
	text, _ := content["text"].(string)
	topic, _ := content["message_thread_id"].(int64)
	if content["is_topic_message"] != true {
		topic = 0
	}
	s.messages[s.lastMsg] = &Message{ID: s.lastMsg, Chat: chat, From: person, Text: text, Topic: topic}
	m := map[string]any{
		"message_id": s.lastMsg, "date": s.now().Unix(), "chat": s.chat(chat), "from": user(person),
	}
	if marks := marked(text); marks != nil {
		m["entities"] = marks
	}
	for field, value := range content {
		m[field] = value
	}
	return s.inject("message", m)
}

// Press is a press of a button below a message of the bot, which need not exist any more.
func (s *Server) Press(person, message int64, data string) int64 {
	return s.press(person, person, message, data)
}

func (s *Server) press(chat, person, message int64, data string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := strconv.FormatInt(s.nextID+1, 10) + "0"
	s.queries[id] = true
	m := map[string]any{"message_id": message, "date": 0, "chat": s.chat(chat)} // an inaccessible one
	if known := s.messages[message]; known != nil {
		m = s.json(known)
	}
	return s.inject("callback_query", map[string]any{
		"id": id, "from": user(person), "message": m, "chat_instance": "1", "data": data,
	})
}

// Block makes the chat refuse the bot with 403 until the person writes again.
func (s *Server) Block(person int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chats[person] == nil {
		s.chats[person] = &room{kind: "private"}
	}
	s.chats[person].blocked = true
	return s.member(person, person, "member", "kicked")
}

// member tells that the bot's own standing in a chat has changed. s.mu is held.
func (s *Server) member(chat, by int64, from, to string) int64 {
	was, is := map[string]any{"user": s.me(), "status": from}, map[string]any{"user": s.me(), "status": to}
	if to == "kicked" {
		is["until_date"] = 0
	}
	return s.inject("my_chat_member", map[string]any{
		"chat": s.chat(chat), "from": user(by), "date": s.now().Unix(), "old_chat_member": was, "new_chat_member": is,
	})
}

func user(id int64) map[string]any {
	return map[string]any{"id": id, "is_bot": false, "first_name": "U" + strconv.FormatInt(id, 10), "language_code": "zh-hans"}
}

func (s *Server) chat(id int64) map[string]any {
	kind := "private"
	if r := s.chats[id]; r != nil {
		kind = r.kind
	}
	return map[string]any{"id": id, "type": kind}
}
