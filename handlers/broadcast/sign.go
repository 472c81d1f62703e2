package broadcast

import (
	"unicode/utf16"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/handlers/access"
)

// Signed is a text under the name of who announces it, which nobody can take for the notice's words.
func Signed(by []access.Grant, text string) string {
	return words.Say(words.SayHead, office(by)) + "\n" + text
}

func office(by []access.Grant) string { return handlers.Office(handlers.Speaker(by)) }

// Over is by how many UTF-16 units a reply is more than one message, repeats included.
func Over(r chat.Reply) int {
	limit := chat.MaxUnits
	if r.File != nil {
		limit = chat.MaxCaption
	}
	return max(0, r.Units()+len(utf16.Encode([]rune(words.Say(words.Repeated)+"\n")))-limit)
}
