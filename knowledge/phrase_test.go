package knowledge_test

import (
	"testing"

	"zhicheng/knowledge"
	"zhicheng/knowledge/packs"
)

func TestPhrasesAreAlike(t *testing.T) {
	p, err := packs.Open("").Load("chifeng-2023")
	if err != nil {
		t.Fatal(err)
	}
	a := knowledge.NewAnswerer(p.Material)
	const much = 0.8
	for _, c := range []struct {
		a, b string
		like bool
	}{
		{"论文要查重吗", "论文要查重吗？", true},
		{"论文要查重吗", "論文要查重嗎", true},
		{"市人社局职称科电话多少", "人社局职称科电话多少", true},
		{"论文要查重吗", "论文要不要查重", true},
		{"十二年能报吗", "12年能报吗", true},
		{"敖汉旗报名电话是多少", "松山区报名电话是多少", false},
		{"中级材料交到几楼", "高级材料交到几楼", false},
		{"评上中级一个月能涨多少钱", "评上副高一个月能涨多少钱", false},
		{"医生进修证明要交原件吗", "护士进修证明要交原件吗", false},
		{"可以用电子章吗", "不可以用电子章吗", false},
		{"满5年能报吗", "满4年能报吗", false},
		{"评审表打一式几份", "送审表一式几份", false},
		{"", "论文要查重吗", false},
		{"？？", "！！", false},
	} {
		x, y := a.Phrase(c.a), a.Phrase(c.b)
		if got := x.Like(y); got >= much != c.like || got != y.Like(x) || got > 1 {
			t.Errorf("%s and %s are alike by %.2f", c.a, c.b, got)
		}
	}
}

func FuzzPhrase(f *testing.F) {
	a := knowledge.NewAnswerer(knowledge.Material{Notice: &knowledge.Notice{}})
	f.Add("论文要查重吗", "？")
	f.Fuzz(func(t *testing.T, x, y string) {
		p, q := a.Phrase(x), a.Phrase(y)
		if l := p.Like(q); l < 0 || l > 1 || l != q.Like(p) || p.Plain() != "" && p.Like(p) < 0.999 {
			t.Errorf("%q and %q: %v", x, y, l)
		}
	})
}
