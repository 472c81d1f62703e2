package knowledge

import (
	"fmt"
	"strconv"
	"strings"
)

// Finding is one fault in a notice's text.
type Finding struct {
	Line int    // in the source, from 1
	Text string // what is wrong, in English
}

func (f Finding) String() string { return fmt.Sprintf("%d: %s", f.Line, f.Text) }

// Lint lists all gaps and duplicates in the numbering and all empty clauses.
func (n *Notice) Lint() []Finding {
	var found []Finding
	report := func(c *Clause, format string, args ...any) {
		found = append(found, Finding{c.Line, fmt.Sprintf(format, args...)})
	}
	before := map[string]*Clause{} // the last sister so far, by parent
	seen := map[string]bool{}
	for _, c := range n.Clauses {
		if seen[c.ID] {
			report(c, "duplicate: %s", c.ID)
			continue
		}
		seen[c.ID] = true
		if c.Text() == "" {
			report(c, "empty: %s", c.ID)
		}
		if c.ID == Preamble {
			continue
		}
		family := c.Parent
		if c.Attachment() {
			family = "A"
		}
		switch sister := before[family]; {
		case sister == nil && ordinal(c) != 1:
			report(c, "gap: %s is the first of its kind", c.ID)
		case sister != nil && ordinal(c) != ordinal(sister)+1:
			report(c, "gap: %s follows %s", c.ID, sister.ID)
		}
		before[family] = c
	}
	return found
}

func ordinal(c *Clause) int {
	n, err := strconv.Atoi(strings.TrimPrefix(c.ID[strings.LastIndex(c.ID, ".")+1:], "A"))
	if err != nil {
		return 0
	}
	return n
}
