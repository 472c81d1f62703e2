package knowledge_test

import (
	"strings"
	"testing"

	"zhicheng/knowledge"
	"zhicheng/knowledge/packs"
)

func TestCiteWholeKeepsSentences(t *testing.T) {
	p, err := packs.Open("").Load("chifeng-2023")
	if err != nil {
		t.Fatal(err)
	}
	n := p.Notice
	for _, c := range n.Clauses {
		sentences := knowledge.Sentences(c.Text())
		for i, s := range sentences {
			words := []rune(s)
			cut := string(words[len(words)/3 : len(words)-len(words)/3])
			got, ok := n.CiteWhole(c.ID, cut)
			if !ok {
				t.Fatalf("%s: %q does not stand there", c.ID, cut)
			}
			if !strings.Contains(c.Text(), got.Lead) || !strings.Contains(got.Lead, cut) || len(knowledge.Sentences(got.Lead)) != 1 {
				t.Errorf("%s: %q leads with %q", c.ID, cut, got.Lead)
			}
			if i > 0 {
				both := string([]rune(sentences[i-1])[len([]rune(sentences[i-1]))-1:]) + string(words[:1])
				if got, ok := n.CiteWhole(c.ID, both); !ok || knowledge.Fold(got.Lead) == "" {
					t.Errorf("%s: %q over two sentences: %q %v", c.ID, both, got.Lead, ok)
				}
			}
		}
	}
	for _, words := range []string{"", " ", "此句不在通知里"} {
		if _, ok := n.CiteWhole(n.Clauses[3].ID, words); ok {
			t.Errorf("%q was cited", words)
		}
	}
	if _, ok := n.CiteWhole("99.9", "通知"); ok {
		t.Error("an unknown clause was cited")
	}
}

func TestCandidatesBeginWithTheAnswer(t *testing.T) {
	p, err := packs.Open("").Load("chifeng-2023")
	if err != nil {
		t.Fatal(err)
	}
	a := knowledge.NewAnswerer(p.Material)
	const question = "乡镇本科毕业几年能评中级"
	got := a.Candidates(question, nil, 10)
	if len(got) != 10 || got[0].Clause != a.Answer(question, nil).Citations[0].Clause {
		t.Errorf("got %d candidates", len(got))
	}
	for _, c := range got {
		if !p.Notice.Quotes(c.Clause.ID, c.Lead) || !p.Notice.Quotes(c.Clause.ID, c.Quote) {
			t.Errorf("%s is not quoted word for word", c.Clause.ID)
		}
	}
	p.Material.Questions = nil
	if got := knowledge.NewAnswerer(p.Material).Candidates(question, nil, 10); len(got) != 10 {
		t.Errorf("without question forms: %d candidates", len(got))
	}
}
