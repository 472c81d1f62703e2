package handlers

import (
	"slices"
	"strings"

	"zhicheng/bot/words"
	"zhicheng/handlers/access"
)

// Speaker is the scope of the office as which somebody speaks: of several rights the first that names one.
func Speaker(by []access.Grant) access.Scope {
	if i := slices.IndexFunc(by, func(g access.Grant) bool { return g.Scope.Office != "" }); i >= 0 {
		return by[i].Scope
	}
	return by[0].Scope
}

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
