package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"zhicheng/handlers/check"
	"zhicheng/knowledge/eligibility"
)

// loadBook reads a pack and its rules; a pack without rules is an error.
func (p packFlags) loadBook() (check.Book, error) {
	pack, err := p.load()
	if err != nil {
		return check.Book{}, err
	}
	book, err := openBook(p.Packs, pack)
	if err == nil && book.Rules == nil {
		err = fmt.Errorf("pack %s has no rules", pack.ID)
	}
	return book, err
}

type factsCmd struct {
	packFlags
	JSON bool `help:"Print JSON, one fact a line."`
}

// Help is shown by --help.
func (factsCmd) Help() string { return "Example:\n\n  zhicheng facts" }

// Run lists what the rules may ask: names, labels, values and the clauses that use them.
func (c factsCmd) Run(s streams) error {
	book, err := c.loadBook()
	if err != nil {
		return err
	}
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	for _, f := range book.Rules.Facts() {
		uses := book.Rules.Uses(f.ID)
		if c.JSON {
			if err := enc.Encode(struct {
				eligibility.Fact
				Clauses []string `json:"clauses"`
			}{f, uses}); err != nil {
				return err
			}
			continue
		}
		labels := make([]string, len(uses))
		for i, u := range uses {
			labels[i] = book.Pack.Notice.Label(u)
		}
		fmt.Fprintf(s.out, "%s  %s（%s，%s）\n  %s\n", f.ID, f.Label, f.Kind, f.Class, f.Ask)
		for _, v := range f.Values {
			fmt.Fprintf(s.out, "    %s  %s\n", v.ID, v.Label)
		}
		fmt.Fprintf(s.out, "  依据：%s\n\n", strings.Join(labels, "、"))
	}
	return nil
}
