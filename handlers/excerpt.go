package handlers

import (
	"strings"
	"unicode"
)

// Excerpt is somebody's text as others may be shown it: its first characters, on one line.
func Excerpt(text string, limit int) string { return Clip(OneLine(text), limit) }

// OneLine is a text without line breaks and signs that nobody sees, such as one that turns the writing around.
func OneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsGraphic(r) || unicode.IsSpace(r) }), " ")
}

// Clip is a text's first characters, of which the last says that more follows.
func Clip(text string, limit int) string {
	if r := []rune(text); len(r) > limit {
		return string(r[:limit-1]) + "…"
	}
	return text
}
