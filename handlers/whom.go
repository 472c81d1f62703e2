package handlers

import (
	"strings"

	"zhicheng/bot/words"
)

// Whom names an office and how to reach it, as far as that is on record.
func Whom(name string, ways ...string) string {
	var reach []string
	for _, s := range ways {
		if s != "" {
			reach = append(reach, s)
		}
	}
	if len(reach) == 0 {
		return words.Say(words.AskWhom, name)
	}
	return words.Say(words.AskWhomReach, name, strings.Join(reach, "，"))
}
