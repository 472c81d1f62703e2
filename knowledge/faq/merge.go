package faq

import (
	"bytes"

	"zhicheng/knowledge/strict"
)

// Merge tells what a file of entries changes in those that there are: one that shares a form with an entry takes its place
// and id, any other is new. What stays as it is, is left out. All faults come at once.
func Merge(name string, has []Entry, file []Lined, same func(string) string) (changes []Entry, err error) {
	owner := map[string]int{}
	for i, e := range has {
		for _, f := range e.Forms {
			owner[same(f)] = i
		}
	}
	var found strict.Findings
	claimed := map[int]bool{}
	for _, e := range file {
		at, clash := -1, ""
		for _, f := range e.Forms {
			if i, taken := owner[same(f)]; taken && i != at {
				if at >= 0 || claimed[i] {
					clash = f
				}
				at = i
			}
		}
		switch {
		case clash != "":
			found = append(found, strict.Finding{File: name, Line: e.Line, Text: "the form " + strict.Quote(clash) + " would join two answers into one"})
			continue
		case at < 0:
			changes = append(changes, e.Entry)
			continue
		}
		claimed[at] = true
		if !bytes.Equal(Write([]Entry{e.Entry}), Write(has[at:at+1])) {
			e.ID = has[at].ID
			changes = append(changes, e.Entry)
		}
	}
	return changes, found.Err()
}
