package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"zhicheng/knowledge/eligibility"
	"zhicheng/knowledge/packs"
)

// loadRules reads the rules of a pack with the calendar that they count by.
func (p packFlags) loadRules() (*packs.Pack, *eligibility.Rules, error) {
	pack, err := p.load()
	if err != nil {
		return nil, nil, err
	}
	cal, err := openCalendar(p.Packs, pack)
	if err != nil {
		return nil, nil, err
	}
	rules, err := eligibility.Load(pack.File, pack.Notice.Quotes, cal)
	if err != nil {
		return nil, nil, fmt.Errorf("the rules of pack %s:\n%w", pack.ID, err)
	}
	return pack, rules, nil
}

type factsCmd struct {
	packFlags
	JSON bool `help:"Print JSON, one fact a line."`
}

// Help is shown by --help.
func (factsCmd) Help() string { return "Example:\n\n  zhicheng facts" }

// Run lists what the rules may ask: names, labels, values and the clauses that use them.
func (c factsCmd) Run(s streams) error {
	pack, rules, err := c.loadRules()
	if err != nil {
		return err
	}
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	for _, f := range rules.Facts() {
		uses := rules.Uses(f.ID)
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
			labels[i] = clauseLabel(pack, u)
		}
		fmt.Fprintf(s.out, "%s  %s（%s，%s）\n  %s\n", f.ID, f.Label, f.Kind, f.Class, f.Ask)
		for _, v := range f.Values {
			fmt.Fprintf(s.out, "    %s  %s\n", v.ID, v.Label)
		}
		fmt.Fprintf(s.out, "  依据：%s\n\n", strings.Join(labels, "、"))
	}
	return nil
}

// clauseLabel is a clause as people cite it.
func clauseLabel(p *packs.Pack, id string) string {
	if c := p.Notice.Clause(id); c != nil {
		return c.Label
	}
	return id
}
