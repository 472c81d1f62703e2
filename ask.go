package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"zhicheng/handlers/ask"
	"zhicheng/knowledge"
	"zhicheng/knowledge/faq"
	"zhicheng/knowledge/packs"
	"zhicheng/store"
)

type askCmd struct {
	packFlags
	Questions []string `arg:"" optional:"" help:"The questions; without any they are read from standard input, one a line."`
	JSON      bool     `help:"Print one JSON object a question; input lines may be JSON: {\"id\",\"q\",\"context\":[…]}."`
	Explain   bool     `help:"Say why: the signals of the decision."`
	AsOf      string   `help:"The day of the question; today if not given." placeholder:"YYYY-MM-DD"`
	DB        string   `help:"Use the answers that staff maintain in this database too." placeholder:"FILE" type:"existingfile"`
}

// Help is shown by --help.
func (askCmd) Help() string {
	return "Example:\n\n  zhicheng ask 乡镇本科毕业几年能评中级\n  zhicheng ask --json < questions.jsonl"
}

// query is one line of input.
type query struct {
	ID      string   `json:"id,omitempty"`
	Q       string   `json:"q"`
	Context []string `json:"context,omitempty"` // what the same person asked before, the latest last
}

// result is one line of output.
type result struct {
	ID        string             `json:"id,omitempty"`
	Q         string             `json:"q"`
	Status    knowledge.Status   `json:"status"`
	Answer    string             `json:"answer"`
	Citations []citation         `json:"citations"`
	Topic     string             `json:"topic,omitempty"`
	Score     float64            `json:"score"`
	Reasons   []knowledge.Reason `json:"reasons,omitempty"`
	Form      string             `json:"form,omitempty"` // the known question most like it
	MS        float64            `json:"ms"`
}

type citation struct {
	Clause string `json:"clause"`
	Label  string `json:"label"`
	Quote  string `json:"quote"`
}

type failure struct {
	ID    string `json:"id,omitempty"`
	Error string `json:"error"`
}

// maxLine is the longest line of input, in bytes.
const maxLine = 1 << 20

// Run answers the arguments, or standard input line by line.
func (c askCmd) Run(ctx context.Context, s streams) error {
	p, err := c.load()
	if err != nil {
		return err
	}
	at, err := civilDay(c.AsOf)
	if err != nil {
		return err
	}
	b := bench{pack: p, answerer: knowledge.NewAnswerer(p.Material), at: at}
	if c.DB != "" {
		kept, err := store.OpenExisting(ctx, c.DB)
		if err != nil {
			return err
		}
		defer func() { _ = kept.Close() }()
		b.answers = &faq.Book{Reader: b.answerer, Records: kept}
	}
	if len(c.Questions) > 0 {
		for _, q := range c.Questions {
			if err := c.print(ctx, s.out, b, query{Q: q}, nil); err != nil {
				return err
			}
		}
		return nil
	}
	return eachLine(s.in, func(_ int, line string, err error) error {
		if err == nil && strings.TrimSpace(line) == "" {
			return nil
		}
		q, bad := readQuery(line)
		return c.print(ctx, s.out, b, q, errors.Join(err, bad))
	})
}

// civilDay is noon of a day in the offices' zone, or now.
func civilDay(s string) (time.Time, error) {
	now := civilNow()
	if s == "" {
		return now, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, s, now.Location())
	if err != nil {
		return day, fmt.Errorf("--as-of: %q is no date like 2023-05-10", s)
	}
	return day.Add(12 * time.Hour), nil
}

func readQuery(line string) (q query, err error) {
	if !strings.HasPrefix(strings.TrimSpace(line), "{") {
		return query{Q: strings.TrimSpace(line)}, nil
	}
	if err := json.Unmarshal([]byte(line), &q); err != nil {
		return q, fmt.Errorf("the line is no JSON object of a question: %w", err)
	}
	return q, nil
}

// eachLine hands every line that is not empty over with its number, one that is too long with an error.
func eachLine(r io.Reader, f func(n int, line string, err error) error) error {
	in := bufio.NewReaderSize(r, maxLine)
	for n := 1; ; n++ {
		line, err := in.ReadSlice('\n')
		text := strings.TrimRight(string(line), "\r\n")
		var long error
		for errors.Is(err, bufio.ErrBufferFull) {
			long, text = errors.New("the line is longer than 1 MiB"), ""
			_, err = in.ReadSlice('\n')
		}
		if text != "" || long != nil {
			if err := f(n, text, long); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the questions: %w", err)
		}
	}
}

// bench answers outside any chat.
type bench struct {
	pack     *packs.Pack
	answerer *knowledge.Answerer
	at       time.Time
	answers  ask.Answers // that staff maintain; nil without a database
}

// answer also returns the buttons' labels, as on a terminal.
func (b bench) answer(ctx context.Context, q query) (result, string, error) {
	start := time.Now()
	a := b.answerer.Answer(q.Q, q.Context)
	hit, err := ask.Maintained(ctx, b.answers, q.Q, a, b.at)
	if err != nil {
		return result{}, "", err
	}
	reply := ask.Render(b.pack, a, hit, "", b.at)
	r := result{ID: q.ID, Q: q.Q, Status: a.Status, Answer: reply.Plain(), Citations: []citation{}, Score: a.Score,
		Reasons: a.Reasons, Form: a.Form, MS: float64(time.Since(start).Microseconds()) / 1000}
	for _, c := range a.Citations {
		r.Citations = append(r.Citations, citation{c.Clause.ID, c.Clause.Label, c.Quote})
	}
	if a.Topic != nil {
		r.Topic = a.Topic.ID
	}
	var labels strings.Builder
	for _, row := range reply.Buttons {
		for _, button := range row {
			fmt.Fprintf(&labels, "[%s]\n", button.Label)
		}
	}
	return r, labels.String(), nil
}

func (c askCmd) print(ctx context.Context, w io.Writer, b bench, q query, err error) error {
	if err == nil {
		err = q.check()
	}
	if err != nil {
		if c.JSON {
			return writeJSON(w, failure{q.ID, err.Error()})
		}
		_, err = fmt.Fprintln(w, "!", err)
		return err
	}
	r, buttons, err := b.answer(ctx, q)
	if err != nil {
		return err
	}
	if c.JSON {
		if !c.Explain {
			r.Reasons, r.Form = nil, ""
		}
		return writeJSON(w, r)
	}
	if _, err := fmt.Fprintf(w, "%s\n%s\n", r.Answer, buttons); err != nil || !c.Explain {
		return err
	}
	if _, err := fmt.Fprintf(w, "  most like: %s\n", r.Form); err != nil {
		return err
	}
	for _, reason := range r.Reasons {
		if _, err := fmt.Fprintf(w, "  %-28s %.3f\n", reason.Signal, reason.Value); err != nil {
			return err
		}
	}
	return nil
}

func (q query) check() error {
	switch {
	case strings.TrimSpace(q.Q) == "":
		return errors.New("there is no question")
	case !utf8.ValidString(q.Q):
		return errors.New("the question is not UTF-8")
	case len(q.Q) > 16<<10:
		return errors.New("the question is longer than 16 KiB")
	}
	return nil
}
