// Package knowledge is a notice as a tree of clauses: parse it, search it, decide whether it answers a question,
// answer with its own words, and verify that a quotation stands in it.
package knowledge

import (
	"strings"
)

// Preamble is the id of what stands before the first numbered clause.
const Preamble = "0"

// Clause is one numbered paragraph with the unnumbered ones that follow it, as the notice writes them.
type Clause struct {
	ID         string   // "4.6.2"; "0" is the preamble, "A1" the first attachment
	Label      string   // as people cite it: 四（六）2
	Heading    string   // a title line without a full stop; may be empty
	Paragraphs []string // whole, page breaks mended
	Line       int      // of the number in the source, from 1
	Parent     string   // "" at the top
	Children   []string
}

// Body is the clause's own text without its heading.
func (c *Clause) Body() string { return strings.Join(c.Paragraphs, "\n") }

// Text is the clause's own text with its heading, without its number and its children.
func (c *Clause) Text() string {
	if c.Heading == "" {
		return c.Body()
	}
	return strings.TrimSuffix(c.Heading+"\n"+c.Body(), "\n")
}

// Title is the heading, or the first words of a clause that has none.
func (c *Clause) Title() string {
	if c.Heading != "" || len(c.Paragraphs) == 0 {
		return c.Heading
	}
	first, _, _ := strings.Cut(c.Paragraphs[0], "\n")
	return first
}

// Attachment says whether the clause is an entry of the list of attachments.
func (c *Clause) Attachment() bool { return strings.HasPrefix(c.ID, "A") }

// Notice is a parsed notice. It is not changed after Parse.
type Notice struct {
	Clauses []*Clause // in the order of the text
	Closing []string  // signature, date, copies
	byID    map[string]*Clause
	folded  map[string]string
}

// Clause returns the clause with this id, or nil.
func (n *Notice) Clause(id string) *Clause { return n.byID[id] }

// Label is a clause as people cite it; of one that the notice does not have, its id.
func (n *Notice) Label(id string) string {
	if c := n.Clause(id); c != nil {
		return c.Label
	}
	return id
}

// Top lists the clauses that stand under no other, in order.
func (n *Notice) Top() []*Clause {
	var top []*Clause
	for _, c := range n.Clauses {
		if c.Parent == "" {
			top = append(top, c)
		}
	}
	return top
}

// Children lists the clauses directly below one.
func (n *Notice) Children(id string) []*Clause {
	c := n.byID[id]
	if c == nil {
		return nil
	}
	below := make([]*Clause, len(c.Children))
	for i, child := range c.Children {
		below[i] = n.byID[child]
	}
	return below
}

// Path is the clause and those above it, the nearest first.
func (n *Notice) Path(id string) []*Clause {
	var path []*Clause
	for c := n.byID[id]; c != nil; c = n.byID[c.Parent] {
		path = append(path, c)
	}
	return path
}

// Near says whether one clause is the other, or directly above or below it.
func (n *Notice) Near(a, b string) bool {
	ca, cb := n.byID[a], n.byID[b]
	return ca != nil && cb != nil && (a == b || ca.Parent == b || cb.Parent == a)
}

// Quotes says whether the words stand in the clause's own text, compared after NFKC and without white space.
// Empty words stand nowhere.
func (n *Notice) Quotes(id, words string) bool {
	f := Fold(words)
	return f != "" && n.byID[id] != nil && strings.Contains(n.folded[id], f)
}
