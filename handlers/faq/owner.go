package faq

import (
	"slices"

	"zhicheng/handlers/access"
)

// Owner is whose a maintained answer is.
type Owner struct {
	Author string       // who wrote it; empty: not known
	Scope  access.Scope // what their office looks after; empty: the city's
}

// mayEnd says whether somebody may withdraw the answer: who wrote it, admins, and staff whose office looks after all that
// the author's did.
func (o Owner) mayEnd(person string, by []access.Grant) bool {
	return o.Author != "" && o.Author == person || slices.ContainsFunc(by, func(g access.Grant) bool {
		return g.Role == access.Admin || g.Scope.Includes(o.Scope)
	})
}
