package handlers

import "zhicheng/bot/chat"

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
