package telegramtest

import "encoding/json"

// Topic makes a topic of a group that is a forum, or closes it. It returns the topic's id.
func (s *Server) Topic(group int64, open bool, id ...int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.chats[group]
	if r.topics == nil {
		r.topics = map[int64]bool{}
	}
	if len(id) == 0 {
		s.lastMsg++
		id = []int64{s.lastMsg}
	}
	r.topics[id[0]] = open
	return id[0]
}

// DropTopic deletes one with all that stands in it.
func (s *Server) DropTopic(group, topic int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.chats[group].topics, topic)
	for id, m := range s.messages {
		if m.Chat == group && m.Topic == topic {
			delete(s.messages, id)
		}
	}
}

// TopicText is what a person writes in a topic: as Telegram has it, below the note that the topic was made.
func (s *Server) TopicText(group, topic, person int64, text string) int64 {
	note := map[string]any{"message_id": topic, "from": user(person), "forum_topic_created": map[string]any{"name": "x", "icon_color": 1}}
	return s.GroupSay(group, person, map[string]any{"text": text, "message_thread_id": topic, "is_topic_message": true, "reply_to_message": note})
}

// place puts a message where the call wants it. What answers a message of a topic stands in that. s.mu is held.
func (s *Server) place(p params, m *Message) error {
	var below struct {
		Message int64 `json:"message_id"`
		Without bool  `json:"allow_sending_without_reply"`
	}
	if raw := p["reply_parameters"]; raw != "" {
		if json.Unmarshal([]byte(raw), &below) != nil || below.Message == 0 {
			return bad("can't parse reply parameters JSON object")
		}
	}
	topics := s.chats[m.Chat].topics
	if m.Topic = p.int("message_thread_id"); m.Topic != 0 {
		if _, known := topics[m.Topic]; !known {
			return bad("message thread not found")
		}
	}
	switch asked := s.messages[below.Message]; {
	case asked != nil && asked.Chat == m.Chat:
		m.Answers = below.Message
		if m.Topic == 0 {
			m.Topic = asked.Topic
		}
	case below.Message != 0 && !below.Without:
		return bad("message to be replied not found")
	}
	if open, known := topics[m.Topic]; known && !open {
		return bad("TOPIC_CLOSED")
	}
	return nil
}
