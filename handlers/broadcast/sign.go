package broadcast

import (
	"strings"
	"unicode/utf16"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers/access"
)

// Office is who announces, by the grants: the office that was named when they were given, else the bureau of the place.
func Office(by []access.Grant) string {
	district := ""
	for _, g := range by {
		if g.Scope.Office != "" {
			if strings.Contains(g.Scope.Office, g.Scope.District) {
				return g.Scope.Office
			}
			return g.Scope.District + g.Scope.Office
		}
		district = g.Scope.District
	}
	if district == "" {
		return words.Say(words.SayCityOffice)
	}
	return words.Say(words.SayDistrictOffice, district)
}

// Signed is a text under the name of who announces it, which nobody can take for the notice's words.
func Signed(by []access.Grant, text string) string {
	return words.Say(words.SayHead, Office(by)) + "\n" + text
}

// Over is by how many UTF-16 units a reply is more than one message, repeats included.
func Over(r chat.Reply) int {
	limit := chat.MaxUnits
	if r.File != nil {
		limit = chat.MaxCaption
	}
	return max(0, r.Units()+len(utf16.Encode([]rune(words.Say(words.Repeated)+"\n")))-limit)
}
