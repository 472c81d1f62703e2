package sheet

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Column is one that a reader looks for, by any of its headings.
type Column struct {
	Key      string
	Headings []string
	Required bool
}

// Heading is where a table's headings stand and which column is which.
type Heading struct {
	Row       int              // index of the lowest row of headings; the data begin below
	At        map[string]int   // by key: the column; the first if several would do
	Missing   []string         // keys that are required and not there
	Ambiguous []string         // keys that stand over several columns
	Twice     map[string][]int // by key, of those: all their columns
	Unknown   map[int]string   // headings of columns that nobody asked for
}

// within is how many rows are looked at for the headings: titles and notes stand above.
const within = 20

// Find finds the headings of a table. The row that has most of them is taken; ok is false if none has any.
func (s Sheet) Find(columns []Column) (best Heading, ok bool) {
	keys := map[string]string{}
	for _, c := range columns {
		for _, h := range append(slices.Clone(c.Headings), c.Key) {
			keys[Plain(h)] = c.Key
		}
	}
	for i := range min(len(s.Rows), within) {
		if h := s.heading(i, keys); len(h.At) > len(best.At) {
			best, ok = h, true
		}
	}
	for _, c := range columns {
		if _, there := best.At[c.Key]; ok && c.Required && !there {
			best.Missing = append(best.Missing, c.Key)
		}
	}
	return best, ok
}

// heading reads row i as one of headings. Over a heading may stand one for several columns, which then belongs to it: of
// columns with one name those are meant that have their full name that way.
func (s Sheet) heading(i int, keys map[string]string) Heading {
	h := Heading{Row: i, At: map[string]int{}, Unknown: map[int]string{}, Twice: map[string][]int{}}
	above, short, full := "", map[string][]int{}, map[string][]int{}
	for at, cell := range s.Rows[i].Cells {
		if i > 0 {
			if over := s.Rows[i-1].Cell(at); over != "" {
				above = over
			}
		}
		if key, ok := keys[Plain(above+cell)]; ok && above != "" {
			full[key] = append(full[key], at)
		} else if key, ok := keys[Plain(cell)]; ok {
			short[key] = append(short[key], at)
		} else if cell != "" {
			h.Unknown[at] = cell
		}
	}
	for key, all := range short {
		if full[key] == nil {
			h.take(key, all)
			continue
		}
		for _, at := range all {
			h.Unknown[at] = s.Rows[i].Cells[at]
		}
	}
	for key, all := range full {
		h.take(key, all)
	}
	slices.SortFunc(h.Ambiguous, func(a, b string) int { return h.At[a] - h.At[b] })
	return h
}

// take notes the columns of a key.
func (h *Heading) take(key string, all []int) {
	if h.At[key] = all[0]; len(all) > 1 {
		h.Ambiguous = append(h.Ambiguous, key)
		h.Twice[key] = all
	}
}

// Plain is a heading without what people add to it: notes in brackets, numbers of the form, signs and spaces.
func Plain(heading string) string {
	heading = strings.ToLower(norm.NFKC.String(heading))
	depth := 0
	return strings.Map(func(r rune) rune {
		switch {
		case r == '(' || r == '[' || r == '\u3010':
			depth++
			return -1
		case r == ')' || r == ']' || r == '\u3011':
			depth = max(depth-1, 0)
			return -1
		case depth > 0, !unicode.IsLetter(r) && !unicode.IsDigit(r):
			return -1
		}
		return r
	}, heading)
}
