package knowledge

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"time"

	yaml "go.yaml.in/yaml/v4"
)

func expMaterial(t testing.TB) Material {
	m := Material{Notice: chifeng(t), Year: 2023, Places: []string{"赤峰"}}
	for f, into := range map[string]any{"zh-CN.yaml": &m.Language, "chifeng-2023/lexicon.yaml": &m.Lexicon, "chifeng-2023/questions.yaml": &m.Questions, "chifeng-2023/outside.yaml": &m.Outside} {
		b, err := os.ReadFile("packs/" + f)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(b, into); err != nil {
			t.Fatal(f, err)
		}
	}
	return m
}

func TestExp(t *testing.T) {
	m := expMaterial(t)
	t0 := time.Now()
	x := newExtractor(m)
	t.Log("extractor", time.Since(t0))
	for _, wide := range []bool{false} {
		t0 = time.Now()
		var exs []example
		var names []string
		out := map[int]bool{}
		for _, q := range m.Questions {
			for _, a := range q.Answers {
				for _, f := range a.Forms {
					exs = append(exs, example{len(names), x.traits(f)})
				}
			}
			for _, s := range Sentences(m.Notice.Clause(q.Clause).Text()) {
				exs = append(exs, example{len(names), x.traits(s)})
			}
			names = append(names, q.Clause)
		}
		for _, o := range m.Outside {
			for _, f := range o.Forms {
				exs = append(exs, example{len(names), x.traits(f)})
			}
			out[len(names)] = true
			names = append(names, o.ID)
		}
		t.Log("traits", time.Since(t0))
		t0 = time.Now()
		c := train(exs, len(names))
		t.Log("train", time.Since(t0), len(c.rarity))
		for _, file := range []string{"/work/shared/qa/dev.jsonl", "/tmp/heldout/a.jsonl", "/tmp/heldout/b.jsonl"} {
			for _, ctx := range []float32{0.3, .5, .7} {
				fh, err := os.Open(file)
				if err != nil {
					continue
				}
				sc := bufio.NewScanner(fh)
				r1, tot, fr, or, ot := 0, 0, 0, 0, 0
				for sc.Scan() {
					var q struct {
						Q             string
						Context, Gold []string
						Also          []string `json:"also_ok"`
					}
					json.Unmarshal(sc.Bytes(), &q)
					tr := x.traits(q.Q)
					if len(q.Context) > 0 {
						tr = tr.join(x.traits(q.Context[len(q.Context)-1]), ctx)
					}
					v, _ := c.vector(tr)
					p := make([]float32, len(names))
					c.predict(v, p)
					var so float32
					best := -1
					for i, pp := range p {
						if out[i] {
							so += pp
						} else if best < 0 || pp > p[best] {
							best = i
						}
					}
					if len(q.Gold) == 0 {
						ot++
						if so > .5 {
							or++
						}
						continue
					}
					tot++
					if so > .5 {
						fr++
					}
					for _, g := range append(q.Gold, q.Also...) {
						if m.Notice.Near(g, names[best]) {
							r1++
							break
						}
					}
				}
				t.Log(wide, file, ctx, "R1", float64(r1)/float64(tot), "fr", float64(fr)/float64(tot), "oos", float64(or)/float64(ot))
			}
		}
	}
}
