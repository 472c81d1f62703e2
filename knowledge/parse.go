package knowledge

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// MaxNotice is the largest text, in bytes, that Parse takes.
const MaxNotice = 4 << 20

// A title line is shorter than this; an unfinished line of at least this many characters was cut by a page break.
const titleRunes = 40

// The reasons for which a text is no notice.
var (
	ErrTooLarge = errors.New("the text is larger than 4 MiB")
	ErrNotUTF8  = errors.New("the text is not UTF-8")
	ErrNoClause = errors.New("the text has no numbered clause")
)

// Parse turns the text of a notice into its clauses. Unnumbered paragraphs belong to the nearest numbered clause
// above; a paragraph that a page break cut in mid-sentence is mended. Time is linear in the text.
func Parse(text []byte) (*Notice, error) {
	switch {
	case len(text) > MaxNotice:
		return nil, ErrTooLarge
	case !utf8.Valid(text):
		return nil, fmt.Errorf("%w: first bad byte at %d", ErrNotUTF8, firstBad(text))
	}
	p := parser{notice: &Notice{}}
	for i, line := range strings.Split(string(text), "\n") {
		if line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff")); line != "" {
			p.line(i+1, line)
		}
	}
	if !p.numbered {
		return nil, ErrNoClause
	}
	p.mend()
	p.notice.index()
	return p.notice, nil
}

func firstBad(text []byte) int {
	at := 0
	for at < len(text) {
		r, size := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return at
}

type parser struct {
	notice   *Notice
	open     [5]*Clause // the clause open at each level, from 1
	last     [5]int     // its number
	current  *Clause
	pieces   []string // of the last paragraph of current, in which page breaks are being mended
	numbered bool
	part     part
}

type part int

const (
	body part = iota
	attachments
	closing
)

func (p *parser) line(at int, line string) {
	switch {
	case p.part == closing:
		p.notice.Closing = append(p.notice.Closing, line)
	case p.part == attachments:
		p.attachment(at, line)
	case p.numbered && p.opensAttachments(line):
		p.part = attachments
		p.attachment(at, afterColon(line))
	default:
		p.clause(at, line)
	}
}

// clause takes a line of the body: a new clause, or a paragraph of the open one.
func (p *parser) clause(at int, line string) {
	m, rest, ok := readMark(line)
	if !ok || p.brokenInto(m) {
		p.paragraph(at, line)
		return
	}
	p.numbered = true
	c := &Clause{Line: at}
	parent := ""
	for level := m.level - 1; level > 0; level-- {
		if up := p.open[level]; up != nil {
			parent, c.Label = up.ID, up.Label
			break
		}
	}
	c.ID, c.Parent = fmt.Sprint(m.n), parent
	if parent != "" {
		c.ID = parent + "." + c.ID
	}
	c.Label += m.write()
	p.enter(m, c)
	if rest != "" {
		p.first(rest)
	}
}

// first puts the words behind the number: a title, or the first paragraph.
func (p *parser) first(words string) {
	if !finished(words) && utf8.RuneCountInString(words) < titleRunes {
		p.current.Heading = words
		return
	}
	p.pieces = append(p.pieces, words)
}

func (p *parser) enter(m mark, c *Clause) {
	for level := len(p.open) - 1; level > m.level; level-- {
		p.open[level], p.last[level] = nil, 0
	}
	p.open[m.level], p.last[m.level] = c, m.n
	p.add(c)
}

func (p *parser) add(c *Clause) {
	p.mend()
	p.current = c
	p.notice.Clauses = append(p.notice.Clauses, c)
}

// brokenInto says that the number continues a sentence which a page break cut: the line before is unfinished and
// the number is not the next one of its level.
func (p *parser) brokenInto(m mark) bool {
	return p.broken() && m.n != p.last[m.level]+1 && m.n != 1
}

func (p *parser) paragraph(at int, line string) {
	if p.current == nil {
		p.add(&Clause{ID: Preamble, Label: preambleLabel, Line: at})
	}
	if !p.broken() {
		p.mend()
	}
	p.pieces = append(p.pieces, line)
}

// broken says that the open clause's last paragraph stops in mid-sentence.
func (p *parser) broken() bool {
	if len(p.pieces) == 0 {
		return false
	}
	last := p.pieces[len(p.pieces)-1]
	return !finished(last) && (len(p.pieces) > 1 || utf8.RuneCountInString(last) >= titleRunes)
}

// mend ends the last paragraph: its pieces are one.
func (p *parser) mend() {
	if len(p.pieces) > 0 {
		p.current.Paragraphs = append(p.current.Paragraphs, strings.Join(p.pieces, ""))
		p.pieces = nil
	}
}

func finished(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(sentenceEnds, r)
}

// opensAttachments recognises the list of attachments: 附件： or - 附件：1.
func (p *parser) opensAttachments(line string) bool {
	words := strings.TrimLeft(line, "-–— 　")
	rest, ok := strings.CutPrefix(words, attachmentMark)
	rest = strings.TrimSpace(rest)
	return ok && rest != "" && strings.ContainsRune(colons, []rune(cut(rest, 4))[0])
}

func afterColon(line string) string {
	i := strings.IndexAny(line, colons)
	_, size := utf8.DecodeRuneInString(line[i:])
	return strings.TrimSpace(line[i+size:])
}

func (p *parser) attachment(at int, line string) {
	m, rest, ok := readMark(line)
	if !ok || m.level != 3 {
		if line != "" {
			p.part = closing
			p.notice.Closing = append(p.notice.Closing, line)
		}
		return
	}
	id := fmt.Sprint(m.n)
	p.add(&Clause{ID: "A" + id, Label: attachmentMark + id, Heading: rest, Line: at})
}

// index builds what look-ups need; of duplicates (see Lint) the first counts.
func (n *Notice) index() {
	n.byID = make(map[string]*Clause, len(n.Clauses))
	n.folded = make(map[string]string, len(n.Clauses))
	for _, c := range n.Clauses {
		if n.byID[c.ID] != nil {
			continue
		}
		n.byID[c.ID] = c
		n.folded[c.ID] = Fold(c.Text())
		if up := n.byID[c.Parent]; up != nil {
			up.Children = append(up.Children, c.ID)
		}
	}
}
