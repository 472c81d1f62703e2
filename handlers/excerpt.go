package handlers

import (
	"strings"
	"unicode"
)

// Excerpt is somebody's text as others may be shown it: its first characters, without line breaks and signs that nobody
// sees, such as one that turns the writing around.
func Excerpt(text string, limit int) string {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }), " ")
	if r := []rune(text); len(r) > limit {
		return string(r[:limit-1]) + "…"
	}
	return text
}
