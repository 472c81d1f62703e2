package telegram

import (
	"fmt"

	"github.com/go-telegram/bot/models"
)

// seat is where a message stands in a chat: which message it is, and in which of the chat's topics. What is 0 is not
// known, or not needed to answer it there.
type seat struct{ message, thread int }

// seatOf is where an answer belongs: in a group below the message that asks. Only is_topic_message tells a topic from
// the other threads that Telegram numbers, in which nobody may write by that number.
func seatOf(m *models.Message) (s seat) {
	if m.IsTopicMessage {
		s.thread = m.MessageThreadID
	}
	if group(m.Chat) {
		s.message = m.ID
	}
	return s
}

// ref writes a seat down, together with its chat: a group that has moved counts its messages anew.
func (s seat) ref(address string) string {
	if s == (seat{}) {
		return ""
	}
	return fmt.Sprintf("%s/%d/%d", address, s.message, s.thread)
}

// readSeat is the seat that ref wrote; none if it is of another chat.
func readSeat(ref, address string) (s seat) {
	if _, err := fmt.Sscanf(ref, address+"/%d/%d", &s.message, &s.thread); err != nil {
		return seat{}
	}
	return s
}
