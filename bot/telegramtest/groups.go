package telegramtest

import "regexp"

// A group has a negative id. This one is told everything that is said in it, as a bot is that is an administrator or has
// no privacy mode: what to leave alone is the bot's own affair.

// Add takes the bot into a group; kind is "group", "supergroup" or "channel".
func (s *Server) Add(group, by int64, kind string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[group] = &room{kind: kind}
	return s.member(group, by, "left", "member")
}

// Remove throws the bot out of a group: it may not write there any more.
func (s *Server) Remove(group, by int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[group].blocked = true
	return s.member(group, by, "member", "kicked")
}

// GroupText is what a person writes in a group.
func (s *Server) GroupText(group, person int64, text string) int64 {
	return s.GroupSay(group, person, map[string]any{"text": text})
}

// GroupSay is a message of a person in a group with any content, also "from" and "sender_chat".
func (s *Server) GroupSay(group, person int64, content map[string]any) int64 {
	return s.say(group, person, "group", content)
}

// GroupReply answers a message in a group.
func (s *Server) GroupReply(group, person, message int64, text string) int64 {
	s.mu.Lock()
	to := map[string]any{"message_id": message, "chat": s.chat(group), "date": s.now().Unix()}
	if m := s.messages[message]; m != nil {
		to = s.json(m)
	}
	s.mu.Unlock()
	return s.GroupSay(group, person, map[string]any{"text": text, "reply_to_message": to})
}

// GroupPress is a press of a button below a message of the bot in a group.
func (s *Server) GroupPress(group, person, message int64, data string) int64 {
	return s.press(group, person, message, data)
}

// Upgrade makes a supergroup with another id of a group. The bot may hear of it late or, with told false, only when it
// writes to the old id.
func (s *Server) Upgrade(group, supergroup, by int64, told bool) {
	s.mu.Lock()
	s.chats[group].moved = supergroup
	if s.chats[supergroup] == nil {
		s.chats[supergroup] = &room{kind: "supergroup"}
	}
	s.mu.Unlock()
	if !told {
		return
	}
	s.mu.Lock()
	s.member(supergroup, by, "left", "member") // as the real one does
	s.mu.Unlock()
	s.say(group, by, "group", map[string]any{"migrate_to_chat_id": supergroup})
	s.say(supergroup, by, "supergroup", map[string]any{"migrate_from_chat_id": group})
}

var marks = regexp.MustCompile(`/[A-Za-z0-9_]+(?:@[A-Za-z0-9_]+)?|@[A-Za-z0-9_]{4,}`)

// marked finds the commands and mentions in a text, as Telegram does, in the rough.
func marked(text string) (all []Entity) {
	for _, at := range marks.FindAllStringIndex(text, -1) {
		kind := "bot_command"
		if text[at[0]] == '@' {
			kind = "mention"
		}
		all = append(all, Entity{kind, units(text[:at[0]]), units(text[at[0]:at[1]])})
	}
	return all
}
