package broadcast

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

// template is a name in braces, as people type them.
var template = regexp.MustCompile(`[{｛]([^{}｛｝\n]{1,40})[}｝]`)

// fieldNames are the names of the templates that have values.
func fieldNames() []string {
	return []string{words.Say(words.FieldUnit), words.Say(words.FieldDeadline), words.Say(words.FieldMatter)}
}

// Templates lists the names in braces in a text, each once, also those that no field has: they are missing for everybody.
func Templates(text string) (names []string) {
	for _, m := range template.FindAllStringSubmatch(text, -1) {
		if name := strings.TrimSpace(m[1]); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// dated says whether a text has a template of which the value is over some day.
func dated(text string) bool {
	return slices.ContainsFunc(Templates(text), func(name string) bool { return name != words.Say(words.FieldUnit) })
}

// Fill puts the values in; what has none stays as it is.
func Fill(text string, values map[string]string) string {
	return template.ReplaceAllStringFunc(text, func(braced string) string {
		name := strings.TrimSpace(template.FindStringSubmatch(braced)[1])
		if v := values[name]; v != "" {
			return v
		}
		return braced
	})
}

// Compose is an announcement as its recipients see it: below its first line, which Signed wrote, plain text; and a button
// for whoever does not want to hear any more.
func Compose(text string, file *chat.File) chat.Reply {
	head, rest, _ := strings.Cut(text, "\n")
	return chat.Reply{Text: []chat.Span{{Style: chat.Bold, Text: head}, {Text: "\n" + rest}}, File: file,
		Buttons: [][]chat.Button{{{Label: words.Say(words.SayNoMore), Data: "set:mute"}}}}
}

// Fits says whether it is one message, also when it must go out once more with the mark of a repeat.
func Fits(r chat.Reply) bool {
	return r.OneMessage(len(utf16.Encode([]rune(words.Say(words.Repeated) + "\n"))))
}
