package ask

import (
	"context"
	"strings"
	"time"

	"zhicheng/bot/chat"
	"zhicheng/bot/words"
	"zhicheng/handlers"
	"zhicheng/knowledge"
	"zhicheng/knowledge/packs"
)

// show answers 查看原文 and 相关条款: the whole clause below the headings that it stands under.
func (f Flow) show(_ context.Context, m chat.Message, id string) ([]chat.Reply, error) {
	c := f.Pack.Notice.Clause(id)
	if c == nil {
		return handlers.Say(words.ClauseGone), nil
	}
	return []chat.Reply{{Text: f.original(c, m.At), Buttons: f.below(c)}}, nil
}

func (f Flow) original(c *knowledge.Clause, at time.Time) handlers.Text {
	t := heading(f.Pack, at)
	path := f.Pack.Notice.Path(c.ID)
	for i := len(path) - 1; i > 0; i-- {
		t.Line(chat.Faint, words.Say(words.InSection, path[i].Label, path[i].Title()))
	}
	body := c.Text()
	t.Line(chat.Quote, body)
	t.Line(chat.Faint, words.Say(words.Source, c.Label, f.Pack.Number))
	if c.Attachment() {
		t.Line(chat.Plain, attachment(f.Pack, c))
	}
	return t
}

// attachment says whether the file is here, and whom to ask if not.
func attachment(p *packs.Pack, c *knowledge.Clause) string {
	if name, ok := p.Attachment(c.ID); ok {
		return words.Say(words.HasFile, c.Label, c.Heading, strings.TrimPrefix(name, "attachments/"))
	}
	return words.Say(words.NoAttachment, c.Label, c.Heading, p.Issuer)
}

// below offers the clauses under one, and the way up.
func (f Flow) below(c *knowledge.Clause) (rows [][]chat.Button) {
	for _, child := range f.Pack.Notice.Children(c.ID) {
		rows = append(rows, []chat.Button{{Label: title(child), Data: "toc:" + child.ID}})
	}
	if c.Parent == "" {
		return append(rows, []chat.Button{{Label: words.Say(words.ContentsTop), Data: "toc:"}})
	}
	return append(rows, []chat.Button{
		{Label: words.Say(words.Back), Data: "toc:" + c.Parent}, {Label: words.Say(words.ContentsTop), Data: "toc:"},
	})
}

// contents is /notice: the first level.
func (f Flow) contents(_ context.Context, m chat.Message, _ string) ([]chat.Reply, error) {
	return []chat.Reply{f.top(m.At)}, nil
}

func (f Flow) top(at time.Time) chat.Reply {
	t := heading(f.Pack, at)
	t.Line(chat.Bold, words.Say(words.Contents, f.Pack.Title))
	var rows [][]chat.Button
	for _, c := range f.Pack.Notice.Top() {
		rows = append(rows, []chat.Button{{Label: title(c), Data: "toc:" + c.ID}})
	}
	return chat.Reply{Text: t, Buttons: rows}
}

// browse moves the table of contents in place.
func (f Flow) browse(_ context.Context, m chat.Message, id string) ([]chat.Reply, error) {
	reply := f.top(m.At)
	if id != "" {
		c := f.Pack.Notice.Clause(id)
		if c == nil {
			return handlers.Say(words.ClauseGone), nil
		}
		reply = chat.Reply{Text: f.original(c, m.At), Buttons: f.below(c)}
	}
	reply.Edits = m.On
	return []chat.Reply{reply}, nil
}
