package handlers

import (
	"slices"
	"strconv"
	"strings"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
)

// Choice is one of a fixed set, such as a series.
type Choice struct{ ID, Name string }

// Names are the names of those with the ids, in the order of the set.
func Names(set []Choice, ids []string) string {
	var names []string
	for _, c := range set {
		if slices.Contains(ids, c.ID) {
			names = append(names, c.Name)
		}
	}
	return strings.Join(names, words.Say(words.Comma))
}

// ReadNames finds what a text names of a set, and the rest of it; a name may have a separator in it.
func ReadNames(set []Choice, text string) (ids, unknown []string) {
	byLength := slices.SortedFunc(slices.Values(set), func(a, b Choice) int { return len(b.Name) - len(a.Name) })
	for _, c := range byLength {
		if rest := strings.ReplaceAll(text, c.Name, " "); rest != text {
			text, ids = rest, append(ids, c.ID)
		}
	}
	return ids, strings.FieldsFunc(text, words.Separates)
}

// Turns are the buttons to the pages before and after one of n entries, so many a page; a page's number is added to data.
func Turns(data string, page, each, n int) (turn []chat.Button) {
	if page > 0 {
		turn = append(turn, chat.Button{Label: words.Say(words.PageBack), Data: data + strconv.Itoa(page-1)})
	}
	if (page+1)*each < n {
		turn = append(turn, chat.Button{Label: words.Say(words.PageNext), Data: data + strconv.Itoa(page+1)})
	}
	return turn
}

// Choices are n buttons, some a row.
func Choices(n, perRow int, button func(i int) chat.Button) (rows [][]chat.Button) {
	for i := range n {
		if i%perRow == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], button(i))
	}
	return rows
}
