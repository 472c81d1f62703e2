package packs

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"zhicheng/knowledge"
)

// Finding is something wrong (a fault) or missing (a warning) in a pack.
type Finding struct {
	File    string
	Line    int // 0 if it concerns the file as a whole
	Text    string
	Warning bool
}

func (f Finding) String() string {
	kind := "fault"
	if f.Warning {
		kind = "warning"
	}
	return fmt.Sprintf("%s:%d: %s: %s", f.File, f.Line, kind, f.Text)
}

func faults(all []Finding) []string {
	var out []string
	for _, f := range all {
		if !f.Warning {
			out = append(out, f.String())
		}
	}
	return out
}

// linter collects what is wrong in one pack.
type linter struct {
	*Pack
	found []Finding
	seen  map[string]string // question form → where it stands
}

// Lint lists everything that is wrong or missing, with file and line.
func (p *Pack) Lint() []Finding {
	l := &linter{Pack: p, seen: map[string]string{}}
	for _, f := range p.Notice.Lint() {
		l.found = append(l.found, Finding{"notice.txt", f.Line, f.Text, false})
	}
	for _, id := range p.Topics {
		l.clause("pack.yaml", id)
	}
	l.contacts()
	l.milestones()
	l.checklist()
	l.columns()
	l.stages()
	l.lexicon()
	l.questions()
	l.outside()
	l.attachments()
	return l.found
}

// report adds a finding at the line that first holds the given words.
func (l *linter) report(file, at string, warning bool, format string, args ...any) {
	line := 0
	if data, err := l.File(file); err == nil && at != "" {
		if i := bytes.Index(data, []byte(at)); i >= 0 {
			line = 1 + bytes.Count(data[:i], []byte("\n"))
		}
	}
	l.found = append(l.found, Finding{file, line, fmt.Sprintf(format, args...), warning})
}

func (l *linter) clause(file, id string) bool {
	if l.Notice.Clause(id) == nil {
		l.report(file, id, false, "there is no clause %q", id)
		return false
	}
	return true
}

// quotes demands that the words stand in the clause.
func (l *linter) quotes(file, id, words string) {
	if l.clause(file, id) && !l.Notice.Quotes(id, words) {
		l.report(file, words, false, "clause %s does not say %q", id, words)
	}
}

func (l *linter) oneOf(file, at, what, value string, allowed []string) {
	if !slices.Contains(allowed, value) {
		l.report(file, at, false, "%s %q is none of %s", what, value, strings.Join(allowed, ", "))
	}
}

func (l *linter) contacts() {
	for _, c := range l.Contacts {
		if c.Clause != "" {
			l.quotes("contacts.yaml", c.Clause, c.Quote)
		}
		if c.Phone == "" && c.Web == "" && c.Address == "" {
			l.report("contacts.yaml", c.Name, true, "%s: no phone, address or web site on record", c.Office)
		}
	}
}

func (l *linter) lexicon() {
	all := make([]string, 0, len(l.Notice.Clauses))
	for _, c := range l.Notice.Clauses {
		all = append(all, c.Text())
	}
	text := knowledge.Fold(strings.Join(all, "\n"))
	for _, s := range l.Material.Lexicon {
		for _, word := range s.Mean {
			if !strings.Contains(text, knowledge.Fold(word)) {
				l.report("lexicon.yaml", word, false, "the notice has no word %q", word)
			}
		}
	}
}

func (l *linter) questions() {
	const file = "questions.yaml"
	for _, q := range l.Material.Questions {
		for _, a := range q.Answers {
			l.quotes(file, q.Clause, a.Span)
			l.oneOf(file, a.Span, "type", a.Type, knowledge.SpanTypes)
			for _, with := range a.With {
				l.clause(file, with)
			}
			l.forms(file, q.Clause, a.Forms)
		}
	}
	if len(l.Material.Questions) == 0 {
		l.report(file, "", true, "no question forms: answers come from the words of the notice alone")
	}
}

func (l *linter) outside() {
	const file = "outside.yaml"
	for _, t := range l.Material.Outside {
		at := "id: " + t.ID
		l.oneOf(file, at, "kind", t.Kind, knowledge.TopicKinds)
		if t.Ask != "" {
			l.oneOf(file, at, "ask", t.Ask, knowledge.Askable)
		}
		if t.Title == "" || t.Reason == "" {
			l.report(file, at, false, "topic %s needs a title and a reason", t.ID)
		}
		if t.Refer != nil {
			l.quotes(file, t.Refer.Clause, t.Refer.Quote)
		}
		l.forms(file, t.ID, t.Forms)
	}
}

// forms demands questions that stand nowhere else.
func (l *linter) forms(file, owner string, forms []string) {
	if len(forms) == 0 {
		l.report(file, owner, false, "%s has no question forms", owner)
	}
	for _, f := range forms {
		key := knowledge.Fold(f)
		if other, twice := l.seen[key]; twice {
			l.report(file, f, false, "%q stands at %s and %s", f, other, owner)
		}
		l.seen[key] = owner
	}
}

func (l *linter) attachments() {
	for _, c := range l.Notice.Clauses {
		if _, ok := l.Attachment(c.ID); c.Attachment() && !ok {
			l.found = append(l.found, Finding{"attachments/", 0, "no file of " + c.ID, true})
		}
	}
}
