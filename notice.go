package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"zhicheng/knowledge"
	"zhicheng/knowledge/packs"
)

type noticeCmd struct {
	Outline outlineCmd `cmd:"" help:"List the clauses."`
	Show    showCmd    `cmd:"" help:"Print a clause."`
	Lint    lintCmd    `cmd:"" help:"Check the notice and its pack; exits with 1 if there is a fault."`
}

// Help is shown by --help.
func (noticeCmd) Help() string {
	return "Example:\n\n  zhicheng notice outline\n  zhicheng notice show 4.6.2\n  zhicheng notice lint"
}

// clauseJSON is a clause as outline --json and show --json print it.
type clauseJSON struct {
	ID         string   `json:"id"`
	Label      string   `json:"label"`
	Heading    string   `json:"heading,omitempty"`
	Paragraphs []string `json:"paragraphs,omitempty"`
	Line       int      `json:"line"`
	Parent     string   `json:"parent,omitempty"`
	Children   []string `json:"children,omitempty"`
}

type outlineCmd struct {
	packFlags
	JSON bool `help:"Print one JSON array of clauses."`
}

// Help is shown by --help.
func (outlineCmd) Help() string { return "Example:\n\n  zhicheng notice outline --json" }

// Run prints the tree.
func (c outlineCmd) Run(s streams) error {
	p, err := c.load()
	if err != nil {
		return err
	}
	if c.JSON {
		all := make([]clauseJSON, len(p.Notice.Clauses))
		for i, clause := range p.Notice.Clauses {
			all[i] = plainClause(clause)
		}
		return writeJSON(s.out, all)
	}
	for _, clause := range p.Notice.Clauses {
		depth := len(p.Notice.Path(clause.ID)) - 1
		if _, err := fmt.Fprintf(s.out, "%s%-8s %s %s\n", strings.Repeat("  ", depth), clause.ID, clause.Label, firstWords(clause.Title())); err != nil {
			return err
		}
	}
	return nil
}

func plainClause(c *knowledge.Clause) clauseJSON {
	return clauseJSON{c.ID, c.Label, c.Heading, c.Paragraphs, c.Line, c.Parent, c.Children}
}

func firstWords(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

type showCmd struct {
	packFlags
	Clause string `arg:"" help:"The clause, as 4.6.2 or 四（六）2."`
	JSON   bool   `help:"Print it as JSON."`
}

// Help is shown by --help.
func (showCmd) Help() string { return "Example:\n\n  zhicheng notice show 4.6.2" }

// Run prints the clause.
func (c showCmd) Run(s streams) error {
	p, err := c.load()
	if err != nil {
		return err
	}
	clause := find(p, c.Clause)
	switch {
	case clause == nil:
		return fmt.Errorf("the notice has no clause %q", c.Clause)
	case c.JSON:
		return writeJSON(s.out, plainClause(clause))
	}
	_, err = fmt.Fprintf(s.out, "%s  %s  （notice.txt:%d）\n%s\n", clause.ID, clause.Label, clause.Line, clause.Text())
	return err
}

// find looks a clause up by its id or its label.
func find(p *packs.Pack, name string) *knowledge.Clause {
	if c := p.Notice.Clause(name); c != nil {
		return c
	}
	for _, c := range p.Notice.Clauses {
		if knowledge.Fold(c.Label) == knowledge.Fold(name) {
			return c
		}
	}
	return nil
}

type lintCmd struct {
	packFlags
}

// Help is shown by --help.
func (lintCmd) Help() string {
	return "Example:\n\n  zhicheng notice lint --packs ./packs --pack chifeng-2024"
}

// Run prints all findings, warnings too; a pack that cannot be loaded is an error that names its faults.
func (c lintCmd) Run(s streams) error {
	p, err := c.load()
	if err != nil {
		return err
	}
	var lines []string
	for _, f := range p.Lint() {
		lines = append(lines, f.String())
	}
	unreachable, err := c.lintRules(p)
	if err != nil {
		return err
	}
	for _, line := range append(lines, unreachable...) {
		if _, err := fmt.Fprintf(s.out, "%s/%s\n", p.ID, line); err != nil {
			return err
		}
	}
	if len(unreachable) > 0 {
		return errSilent
	}
	_, err = fmt.Fprintf(s.out, "%s: %d clauses, no fault\n", p.ID, len(p.Notice.Clauses))
	return err
}

// lintRules loads the rules and the conversation of a pack that has them, and lists routes that nobody can take.
func (c lintCmd) lintRules(p *packs.Pack) (found []string, err error) {
	book, err := openBook(c.Packs, p)
	if err != nil || book.Rules == nil {
		return nil, err
	}
	for _, f := range book.Rules.Lint() {
		found = append(found, f.String())
	}
	return found, nil
}
