package eligibility

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"zhicheng/knowledge/strict"
)

// The files of a pack that hold its rules.
const (
	FactsFile   = "facts.yaml"
	RulesFile   = "rules.yaml"
	RoutingFile = "routing.yaml"
	CodesFile   = "codes.yaml"
)

// Load reads and compiles the rules of a pack, whose files read returns by name. Every condition must name its clause and quote it: quotes says whether
// the words stand in the clause. The error holds all faults at once, with file and line. Without workdays nothing is
// counted back from the deadline.
func Load(read func(name string) ([]byte, error), quotes func(clause, quote string) bool, workdays Workdays) (*Rules, error) {
	var (
		l  = loader{quotes: quotes, clauses: map[string]bool{}, r: &Rules{factIndex: map[string]int{}, slots: map[string]slot{}, workdays: workdays}}
		ff factsFile
		rf rulesFile
		tf routingFile
		cf codesFile
	)
	l.read(read, FactsFile, &ff)
	l.read(read, CodesFile, &cf)
	l.read(read, RulesFile, &rf)
	l.read(read, RoutingFile, &tf)
	if len(l.found) > 0 {
		return nil, l.found.Err()
	}
	l.file = CodesFile
	l.codes(cf)
	l.file = FactsFile
	l.facts(ff.Facts)
	if len(l.found) > 0 {
		return nil, l.found.Err()
	}
	var err error
	if l.c, err = newCompiler(l.r); err != nil {
		return nil, fmt.Errorf("make the environment of the rules: %w", err)
	}
	l.file = RulesFile
	l.rules(rf)
	l.file = FactsFile
	l.screening()
	l.file = RoutingFile
	l.r.committees = l.channels(tf.Committees, "committee")
	l.r.submit = l.channels(tf.Submit, "submit")
	l.file = CodesFile
	l.unused(cf)
	l.order()
	if err := l.found.Err(); err != nil {
		return nil, err
	}
	return l.r, nil
}

// loader compiles the files and collects what is wrong.
type loader struct {
	r      *Rules
	c      *compiler
	quotes func(clause, quote string) bool
	file   string
	found  strict.Findings
	shared map[string]*cond
	used   map[string]bool // codes

	clauses map[string]bool // cited
}

func (l *loader) read(read func(string) ([]byte, error), name string, into any) {
	data, err := read(name)
	if err != nil {
		l.found = append(l.found, strict.Finding{File: name, Text: err.Error()})
		return
	}
	if err := strict.Decode(name, data, into); err != nil {
		if found, ok := err.(strict.Findings); ok { //nolint:errorlint // Decode returns it as it is
			l.found = append(l.found, found...)
			return
		}
		l.found = append(l.found, strict.Finding{File: name, Text: err.Error()})
	}
}

func (l *loader) fault(line int, format string, args ...any) {
	l.found = append(l.found, strict.Finding{File: l.file, Line: line, Text: fmt.Sprintf(format, args...)})
}

func (l *loader) facts(facts []Fact) {
	r := l.r
	r.facts = facts
	r.defaults = make([]any, len(facts))
	r.absent = make([]ref.Val, len(facts))
	for i := range facts {
		f := &facts[i]
		if _, twice := r.factIndex[f.ID]; twice || f.ID == "" {
			l.fault(f.Line, "the fact %q has no name or stands twice", f.ID)
		}
		if _, ok := kindType[f.Kind]; !ok {
			l.fault(f.Line, "%s: there is no type %q", f.ID, f.Kind)
		}
		if !slices.Contains([]Class{Gate, Needed, Screen, Soft, Default}, f.Class) {
			l.fault(f.Line, "%s: there is no class %q", f.ID, f.Class)
		}
		if f.Label == "" || f.Ask == "" {
			l.fault(f.Line, "%s: has no label or no question", f.ID)
		}
		l.options(f)
		r.factIndex[f.ID] = i
		r.slots[f.ID], r.slots["given."+f.ID] = slot{slotFact, i}, slot{slotGiven, i}
		r.absent[i] = types.NewUnknown(int64(i+1), types.NewAttributeTrail(f.ID))
		if f.Default != "" {
			l.defaulted(i, f)
		}
	}
}

func (l *loader) options(f *Fact) {
	if (f.Kind == Enum) != (len(f.Values) > 0) {
		l.fault(f.Line, "%s: an enum has values, anything else has none", f.ID)
	}
	seen := map[string]bool{}
	for _, o := range f.Values {
		if o.ID == "" || o.Label == "" || seen[o.ID] {
			l.fault(o.Line, "%s: the value %q has no name or no label, or stands twice", f.ID, o.ID)
		}
		seen[o.ID] = true
	}
}

func (l *loader) defaulted(i int, f *Fact) {
	var v any = f.Default
	switch f.Kind {
	case Int:
		if n, err := strconv.Atoi(f.Default); err == nil {
			v = n
		}
	case Bool:
		v = f.Default == "true"
	}
	parsed, problem := f.parse(v)
	if problem != "" {
		l.fault(f.Line, "%s: the default %q is %s", f.ID, f.Default, problem)
	}
	l.r.defaults[i] = parsed
}

func (l *loader) codes(cf codesFile) {
	l.used = map[string]bool{}
	l.r.codes, l.r.codeOrder = map[string]Code{}, map[string]int{}
	l.r.verdicts, l.r.statuses = cf.Verdicts, cf.Statuses
	for i, c := range cf.Codes {
		if _, twice := l.r.codes[c.ID]; twice || c.ID == "" || c.Text == "" {
			l.fault(c.Line, "the code %q has no name or no words, or stands twice", c.ID)
		}
		if !slices.Contains([]string{"to_do", "to_confirm", "exemption", "committee", "submit"}, c.Kind) {
			l.fault(c.Line, "%s: there is no kind %q", c.ID, c.Kind)
		}
		l.r.codes[c.ID], l.r.codeOrder[c.ID] = c, i
	}
	for _, v := range verdicts {
		if cf.Verdicts[v] == "" {
			l.fault(0, "the verdict %q has no words", v)
		}
	}
	for _, s := range statuses {
		if cf.Statuses[s] == "" {
			l.fault(0, "the status %q has no words", s)
		}
	}
}

// unused reports words for codes that no rule names.
func (l *loader) unused(cf codesFile) {
	for _, c := range cf.Codes {
		if !l.used[c.ID] {
			l.fault(c.Line, "the code %q is never shown", c.ID)
		}
	}
}

// code checks that the codes have words and are of one of the kinds.
func (l *loader) code(line int, ids []string, kinds ...string) []string {
	for _, id := range ids {
		c, ok := l.r.codes[id]
		switch {
		case !ok:
			l.fault(line, "the code %q has no words in %s", id, CodesFile)
		case !slices.Contains(kinds, c.Kind):
			l.fault(line, "the code %q is a %s", id, c.Kind)
		}
		l.used[id] = true
	}
	return ids
}

func (l *loader) requirements(line int, ids []string) []string {
	return l.code(line, ids, "to_do", "to_confirm")
}

func (l *loader) exemptions(line int, ids []string) []string { return l.code(line, ids, "exemption") }

func (l *loader) fact(line int, id string) int {
	i, ok := l.r.factIndex[id]
	if !ok {
		l.fault(line, "there is no fact %q", id)
	}
	return i
}

func (l *loader) factList(line int, ids []string) []int {
	out := make([]int, len(ids))
	for i, id := range ids {
		out[i] = l.fact(line, id)
	}
	return out
}

// cite checks a quotation.
func (l *loader) cite(line int, clause, quote string) Cite {
	switch {
	case clause == "" || quote == "":
		l.fault(line, "names no clause or quotes no words")
	case !l.quotes(clause, quote):
		l.fault(line, "the notice does not say %q in %s", quote, clause)
	}
	l.clauses[clause] = true
	return Cite{Clause: clause, Quote: quote}
}

// order ranks the clauses that were cited.
func (l *loader) order() {
	l.r.clauseOrder = map[string]int{}
	for i, c := range slices.SortedFunc(maps.Keys(l.clauses), compareClauses) {
		l.r.clauseOrder[c] = i
	}
}

func (l *loader) cites(line int, clause, quote string, also []Cite) []Cite {
	out := []Cite{l.cite(line, clause, quote)}
	for _, c := range also {
		out = append(out, l.cite(c.Line, c.Clause, c.Quote))
	}
	return out
}

// expr compiles an expression of a type; an empty one is nil.
func (l *loader) expr(line int, text string, want *cel.Type, cite Cite) *expr {
	if text == "" {
		return nil
	}
	e, faults := l.c.compile(text, want)
	for _, f := range faults {
		l.fault(line, "%s: %s", text, f)
	}
	if e != nil && cite.Clause != "" {
		l.use(e.facts, cite)
	}
	return e
}

// use notes that a condition of this clause reads the facts.
func (l *loader) use(facts []int, cite Cite) {
	if l.r.users == nil {
		l.r.users = map[int][]Cite{}
	}
	for _, f := range facts {
		l.r.users[f] = union(l.r.users[f], []Cite{{Clause: cite.Clause}})
	}
}

func (l *loader) screening() {
	l.r.screens = make([]*expr, len(l.r.facts))
	for i, f := range l.r.facts {
		l.r.screens[i] = l.expr(f.Line, f.Screens, cel.BoolType, Cite{})
	}
}
