package handlers

import (
	"strings"

	"zhicheng/bot/words"
	"zhicheng/handlers/access"
)

// Office names who speaks by a grant: the office that was named when it was given, with its district, else the bureau of the
// place.
func Office(s access.Scope) string {
	switch {
	case s.Office != "" && strings.Contains(s.Office, s.District):
		return s.Office
	case s.Office != "":
		return s.District + s.Office
	case s.District != "":
		return words.Say(words.SayDistrictOffice, s.District)
	}
	return words.Say(words.SayCityOffice)
}
