package packs

import (
	"slices"
)

const checklistFile = "checklist.yaml"

// Checklist is checklist.yaml: what a unit makes ready before it hands its files in.
type Checklist struct {
	Items      []Ready    `yaml:"items"`
	Objections Objections `yaml:"objections"`
}

// Ready is one thing to be ready.
type Ready struct {
	ID     string   `yaml:"id"`
	Name   string   `yaml:"name"`
	Titles []string `yaml:"titles"` // of units with such people only
	Series []string `yaml:"series"`
	Clause string   `yaml:"clause"`
	Quote  string   `yaml:"quote"`
}

// Objections says who looks into what is objected to, and in which publicity.
type Objections struct {
	Clause   string   `yaml:"clause"`
	Quote    string   `yaml:"quote"`
	Postings []string `yaml:"postings"`
}

// For lists what a unit with such titles makes ready. Of a unit whose series are not known nothing is left out.
func (c Checklist) For(titles, series []string) (mine []Ready) {
	fits := func(wanted, has []string) bool {
		return len(wanted) == 0 || len(has) == 0 || slices.ContainsFunc(has, func(x string) bool { return slices.Contains(wanted, x) })
	}
	for _, i := range c.Items {
		if fits(i.Titles, titles) && fits(i.Series, series) {
			mine = append(mine, i)
		}
	}
	return mine
}

func (l *linter) checklist() {
	seen := map[string]bool{}
	for _, i := range l.Checklist.Items {
		if i.ID == "" || i.Name == "" || seen[i.ID] {
			l.report(checklistFile, i.ID, false, "item %q needs a name and an id of its own", i.ID)
		}
		seen[i.ID] = true
		l.quotes(checklistFile, i.Clause, i.Quote)
		for _, t := range i.Titles {
			l.oneOf(checklistFile, "id: "+i.ID, "title", t, []string{"senior", "mid", "junior"})
		}
	}
	if o := l.Checklist.Objections; o.Clause != "" {
		l.quotes(checklistFile, o.Clause, o.Quote)
	}
}
