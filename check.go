package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"zhicheng/knowledge/eligibility"
)

type checkCmd struct {
	packFlags
	AsOf string `help:"The day of the consultation; today if not given." placeholder:"YYYY-MM-DD"`
	JSON bool   `help:"Print results as JSON, one a line." xor:"form"`
	HTML bool   `help:"Print one clean page for A4." xor:"form"`
	File string `arg:"" optional:"" help:"Facts: one JSON object, or lines {\"id\",\"facts\",\"as_of\"}; - or nothing reads standard input. Without --json and --html and a file, questions are asked on the terminal."`
}

// Help is shown by --help.
func (checkCmd) Help() string {
	return "Example:\n\n  zhicheng check\n  zhicheng check --json --as-of 2023-05-20 facts.json\n  zhicheng check --json < cases.jsonl"
}

// maxFacts is the largest input of check, in bytes.
const maxFacts = 256 << 20

// checkLine is one line of input. Without "facts" the object is itself the facts.
type checkLine struct {
	ID    json.RawMessage `json:"id"`
	Facts map[string]any  `json:"facts"`
	AsOf  *string         `json:"as_of"`
}

// checkResult is one line of output.
type checkResult struct {
	ID    json.RawMessage `json:"id,omitempty"`
	Error string          `json:"error,omitempty"`
	eligibility.Result
}

// Run checks what it reads, or asks.
func (c checkCmd) Run(s streams) error {
	book, err := c.loadBook()
	if err != nil {
		return err
	}
	day, err := civilDay(c.AsOf)
	if err != nil {
		return err
	}
	run := checkRun{rules: book.Rules, book: book, day: day, s: s}
	if !c.JSON && !c.HTML && c.File == "" {
		return run.interview()
	}
	data, err := c.read(s)
	if err != nil {
		return err
	}
	if c.JSON {
		return run.lines(data)
	}
	line, err := parseCheck(data)
	if err != nil {
		return err
	}
	return run.show(line, c.HTML)
}

func (c checkCmd) read(s streams) ([]byte, error) {
	in := s.in
	if c.File != "" && c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return nil, fmt.Errorf("read the facts: %w", err)
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxFacts+1))
	if err != nil {
		return nil, fmt.Errorf("read the facts: %w", err)
	}
	if len(data) > maxFacts {
		return nil, errors.New("the facts are larger than 256 MiB")
	}
	return data, nil
}

// parseCheck reads one object: a line, or bare facts.
func parseCheck(data []byte) (checkLine, error) {
	var line checkLine
	var bare map[string]any
	if err := decodeOne(data, &bare); err != nil {
		return line, err
	}
	if bare == nil {
		return line, errors.New("want a JSON object of facts")
	}
	if _, ok := bare["facts"]; !ok {
		return checkLine{Facts: bare}, nil
	}
	if err := decodeOne(data, &line); err != nil {
		return line, err
	}
	if line.Facts == nil {
		return line, errors.New("facts: want a JSON object")
	}
	return line, nil
}

func decodeOne(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber() // 2.0 is no whole number
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("no JSON object of facts: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more follows the JSON object")
	}
	return nil
}

// lines checks one object, or each line; a bad line gives an error and the rest go on.
func (r checkRun) lines(data []byte) error {
	enc := json.NewEncoder(r.s.out)
	enc.SetEscapeHTML(false)
	if line, err := parseCheck(data); err == nil {
		return enc.Encode(r.one(line))
	}
	for raw := range bytes.Lines(data) {
		raw = bytes.TrimSpace(raw)
		if len(raw) == 0 {
			continue
		}
		line, err := parseCheck(raw)
		out := r.one(line)
		if err != nil {
			out = r.bad(line.ID, err)
		}
		if err := enc.Encode(out); err != nil {
			return err
		}
	}
	return nil
}

func (r checkRun) bad(id json.RawMessage, err error) checkResult {
	return checkResult{ID: id, Error: err.Error(), Result: r.rules.Refused(r.day)}
}

func (r checkRun) one(line checkLine) checkResult {
	day := r.day
	if line.AsOf != nil {
		var err error
		if day, err = time.Parse(time.DateOnly, *line.AsOf); err != nil {
			return r.bad(line.ID, fmt.Errorf("as_of: %q is no date like 2023-05-20", *line.AsOf))
		}
	}
	out := checkResult{ID: line.ID, Result: r.rules.Check(line.Facts, day)}
	if out.Verdict == eligibility.Malformed {
		out.Error = faultText(out.Errors)
	}
	return out
}

// show prints the verdict of one line, as a page or as text.
func (r checkRun) show(line checkLine, page bool) error {
	if line.AsOf != nil {
		day, err := civilDay(*line.AsOf)
		if err != nil {
			return err
		}
		r.day = day
	}
	if res := r.rules.Check(line.Facts, r.day); res.Verdict == eligibility.Malformed {
		return fmt.Errorf("the facts cannot be used: %s", faultText(res.Errors))
	}
	out := []byte(r.book.Text(line.Facts, r.day))
	if page {
		var err error
		if out, err = r.book.Page(line.Facts, r.day); err != nil {
			return err
		}
	}
	_, err := r.s.out.Write(out)
	return err
}

func faultText(faults []eligibility.InputFault) string {
	var b bytes.Buffer
	for i, f := range faults {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "%s: %s", f.Fact, f.Problem)
	}
	return b.String()
}
