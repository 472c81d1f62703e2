package main

import (
	"testing"
	"unicode"

	"zhicheng/knowledge"
)

// The figures on testdata/dev.jsonl say something only as long as the pack has not learnt its questions by heart.
func TestNoFormIsNearlyADevQuestion(t *testing.T) {
	const near = 0.5
	h, err := answering()
	if err != nil {
		t.Fatal(err)
	}
	exams, err := readExams("testdata/dev.jsonl")
	if err != nil || len(exams) != 80 {
		t.Fatalf("%d questions, %v", len(exams), err)
	}
	forms := packForms(h.pack.Material)
	if len(forms) < 1000 {
		t.Fatalf("only %d forms", len(forms))
	}
	asked := make([]map[string]bool, len(exams))
	for i, e := range exams {
		asked[i] = pairsOf(e.Q)
	}
	for _, form := range forms {
		pairs := pairsOf(form)
		for i, e := range exams {
			if like := jaccard(pairs, asked[i]); like >= near {
				t.Errorf("%.2f alike: the pack's %q and %s %q", like, form, e.ID, e.Q)
			}
		}
	}
}

func TestJaccard(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"公示几天", "公示几天", 1},
		{"公示 几天？", "公示几天", 1}, // signs do not tell questions apart
		{"公示几天", "几天公示", 0.5},
		{"公示几天", "评审收费", 0},
	} {
		if got := jaccard(pairsOf(c.a), pairsOf(c.b)); got != c.want {
			t.Errorf("%q and %q: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func packForms(m knowledge.Material) (all []string) {
	for _, q := range m.Questions {
		for _, a := range q.Answers {
			all = append(all, a.Forms...)
		}
	}
	for _, topic := range m.Outside {
		all = append(all, topic.Forms...)
	}
	return all
}

// pairsOf are the pairs of neighbouring letters and numbers in a text.
func pairsOf(s string) map[string]bool {
	var runes []rune
	for _, r := range knowledge.Fold(s) {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			runes = append(runes, r)
		}
	}
	pairs := map[string]bool{}
	for i := 1; i < len(runes); i++ {
		pairs[string(runes[i-1:i+1])] = true
	}
	return pairs
}

func jaccard(a, b map[string]bool) float64 {
	both := 0
	for p := range a {
		if b[p] {
			both++
		}
	}
	if len(a)+len(b) == both {
		return 0
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
