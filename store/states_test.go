package store

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"zhicheng/handlers/dates"
	"zhicheng/reminders/units"
)

var (
	arrow   = regexp.MustCompile(`(?m)^    (\S+) --> (\S+)`)
	heading = regexp.MustCompile(`\n###? `)
	checked = regexp.MustCompile(`\bstate\s+TEXT\s+NOT NULL CHECK \(state [^)]*\)`) // IN a list, or one OR the other
	quoted  = regexp.MustCompile(`'([^']*)'`)
)

// drawn are the moves that docs/states.md draws below the heading that names the table.
func drawn(t *testing.T, table string) (moves [][2]string) {
	t.Helper()
	page, err := os.ReadFile("../docs/states.md")
	ok(t, err)
	for _, section := range heading.Split(string(page), -1) {
		title, rest, _ := strings.Cut(section, "\n")
		if _, picture, found := strings.Cut(rest, "```mermaid"); found && strings.Contains(title, "`"+table+"`") {
			picture, _, _ = strings.Cut(picture, "```")
			for _, m := range arrow.FindAllStringSubmatch(picture, -1) {
				moves = append(moves, [2]string{m[1], m[2]})
			}
		}
	}
	return moves
}

// TestStatesAreDrawn compares the pictures with the states that the schema knows.
func TestStatesAreDrawn(t *testing.T) {
	s := open(t)
	for _, table := range []string{"inbox", "replies", "campaigns", "outbox", "windows", "papers", "joins", "rosters"} {
		var sql string
		ok(t, s.db.QueryRowContext(t.Context(), `SELECT sql FROM sqlite_master WHERE type = 'table' AND name = $1`, table).Scan(&sql))
		var known, shown []string
		for _, m := range quoted.FindAllStringSubmatch(checked.FindString(sql), -1) {
			known = append(known, m[1])
		}
		if known == nil {
			t.Fatalf("%s: no states in the schema", table)
		}
		for _, move := range drawn(t, table) {
			shown = append(shown, move[0], move[1])
		}
		shown = slices.DeleteFunc(shown, func(state string) bool { return state == "[*]" })
		slices.Sort(known)
		slices.Sort(shown)
		if shown = slices.Compact(shown); !slices.Equal(known, shown) {
			t.Errorf("%s: the schema has %q, the picture %q", table, known, shown)
		}
	}
}

// TestMovesAreDrawn compares the pictures with what the code lets happen.
func TestMovesAreDrawn(t *testing.T) {
	window := func(from, to string) bool {
		return units.Window{State: units.State(from)}.May(units.State(to), time.Now())
	}
	paper := func(from, to string) bool { return slices.Contains(settles[dates.State(from)], dates.State(to)) }
	for table, may := range map[string]func(from, to string) bool{"windows": window, "papers": paper} {
		moves := drawn(t, table)
		var states []string
		for _, m := range moves {
			states = append(states, m[0], m[1])
		}
		for _, from := range states {
			for _, to := range states {
				if from != "[*]" && to != "[*]" && may(from, to) != slices.Contains(moves, [2]string{from, to}) {
					t.Errorf("%s: from %s to %s: the code says %v", table, from, to, may(from, to))
				}
			}
		}
	}
}
