package packs

import (
	"slices"
)

const columnsFile = "columns.yaml"

// Columns is columns.yaml: by table, the columns that people's tables have.
type Columns map[string][]Column

// Column is what stands over a column, and how its values are written.
type Column struct {
	ID       string              `yaml:"id"`
	Name     string              `yaml:"name"` // as the template heads it
	Headings []string            `yaml:"headings"`
	Required bool                `yaml:"required"`
	Values   map[string][]string `yaml:"values"` // by id: the words for it, the first for the template
}

// Value is the id of what a cell says; ok is false for other words. Where the column has no values it is the cell.
func (c Column) Value(cell string) (id string, ok bool) {
	if len(c.Values) == 0 {
		return cell, true
	}
	for id, all := range c.Values {
		if slices.Contains(all, cell) {
			return id, true
		}
	}
	return "", false
}

func (l *linter) columns() {
	for table, all := range l.Columns {
		ids, headings := map[string]bool{}, map[string]string{}
		for _, c := range all {
			if c.ID == "" || c.Name == "" || ids[c.ID] || !slices.Contains(c.Headings, c.Name) {
				l.report(columnsFile, table, false, "column %q of %s needs an id of its own and a name that is one of its headings", c.ID, table)
			}
			ids[c.ID] = true
			for _, h := range c.Headings {
				if other, twice := headings[h]; twice {
					l.report(columnsFile, h, false, "the heading %q of %s is both %s and %s", h, table, other, c.ID)
				}
				headings[h] = c.ID
			}
			words := map[string]string{}
			for id, all := range c.Values {
				for _, w := range all {
					if other, twice := words[w]; twice {
						l.report(columnsFile, w, false, "%q of %s is both %s and %s", w, c.ID, other, id)
					}
					words[w] = id
				}
			}
		}
	}
}
