package ask_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"zhicheng/bot/chat"
	"zhicheng/handlers/ask"
	"zhicheng/knowledge"
	"zhicheng/knowledge/packs"
)

// Every known question gets a reply within its bounds that quotes nothing but the notice.
func TestRepliesKeepTheirBounds(t *testing.T) {
	p, err := packs.Open("").Load("chifeng-2023")
	if err != nil {
		t.Fatal(err)
	}
	answerer := knowledge.NewAnswerer(p.Material)
	expired := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC) // with the longest heading
	asked := questions(t, p)
	if len(asked) < 1000 {
		t.Fatalf("only %d questions", len(asked))
	}
	for _, q := range asked {
		a := answerer.Answer(q, nil)
		r := ask.Render(p, a, nil, "telegram:1234567890:1234567890", expired)
		if n := utf8.RuneCountInString(r.Plain()); n > 1200 || len(a.Citations) > knowledge.MaxCitations {
			t.Errorf("%s: %d characters, %d clauses", q, n, len(a.Citations))
		}
		for _, row := range r.Buttons {
			for _, b := range row {
				if len(b.Data) > 64 || b.Label == "" || utf8.RuneCountInString(b.Label) > 32 {
					t.Errorf("%s: %+v", q, b)
				}
			}
		}
		if a.Status == knowledge.Refused && (len(a.Citations) > 0 || quotes(r) > 0) {
			t.Errorf("%s: refused with a source", q)
		}
		if a.Status != knowledge.Refused && quotes(r) == 0 {
			t.Errorf("%s: %s without a quotation", q, a.Status)
		}
		for _, c := range a.Citations {
			if !p.Notice.Quotes(c.Clause.ID, c.Quote) || !p.Notice.Quotes(c.Clause.ID, c.Lead) {
				t.Errorf("%s: %s does not say what is quoted", q, c.Clause.ID)
			}
		}
	}
}

func quotes(r chat.Reply) (n int) {
	for _, s := range r.Text {
		if s.Style == chat.Quote {
			n++
		}
	}
	return n
}

// questions are all forms of the pack's answers, one of each topic, and all dev questions.
func questions(t *testing.T, p *packs.Pack) (all []string) {
	for _, q := range p.Material.Questions {
		for _, a := range q.Answers {
			all = append(all, a.Forms...)
		}
	}
	for _, topic := range p.Material.Outside {
		all = append(all, topic.Forms[0])
	}
	f, err := os.Open("../../testdata/dev.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var q struct{ Q string }
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.TrimSpace(q.Q))
	}
	return all
}
