package knowledge

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// BM25 over characters and pairs of them, Robertson's k1 and b, with the field weights measured on this kind of text.
const (
	bm25K1         = 1.2
	bm25B          = 0.75
	singleWeight   = 0.5
	headingWeight  = 2
	ancestorWeight = 0.5
	lexiconWeight  = 0.35
)

// Hit is a clause that a search found; scores compare within one search only.
type Hit struct {
	Clause *Clause
	Score  float64
}

// Index finds clauses by the words of the notice alone; it needs no question forms.
type Index struct {
	notice  *Notice
	reader  reader
	lexicon []Synonym
	posts   map[feature][]posting
	length  []float64
	average float64
}

type posting struct {
	clause int
	count  float64
}

// NewIndex indexes the notice of a pack.
func NewIndex(m Material) *Index {
	x := &Index{notice: m.Notice, reader: newReader(m.Language), posts: map[feature][]posting{}}
	for _, s := range m.Lexicon {
		x.lexicon = append(x.lexicon, Synonym{mapped(s.Say, x.reader.normalize), mapped(s.Mean, x.reader.normalize)})
	}
	for i, c := range m.Notice.Clauses {
		count := map[feature]float64{}
		x.count(count, c.Body(), 1)
		x.count(count, c.Heading, headingWeight)
		for _, up := range m.Notice.Path(c.ID)[1:] {
			x.count(count, up.Heading, ancestorWeight)
		}
		total := 0.0
		for f, n := range count {
			x.posts[f] = append(x.posts[f], posting{i, n})
			total += n
		}
		x.length = append(x.length, total)
		x.average += total / float64(len(m.Notice.Clauses))
	}
	return x
}

func mapped(words []string, f func(string) string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = f(w)
	}
	return out
}

// count adds a text's characters and pairs to the counts.
func (x *Index) count(into map[feature]float64, text string, weight float64) {
	s := symbols(x.reader.normalize(text))
	for i, a := range s {
		into[feature(a)] += weight * singleWeight
		if i+1 < len(s) {
			into[pair(a, s[i+1])] += weight
		}
	}
}

// Search returns at most n clauses with a score above zero.
func (x *Index) Search(question string, n int) []Hit {
	query := map[feature]float64{}
	x.count(query, question, 1)
	text := x.reader.normalize(question)
	for _, s := range x.lexicon {
		if containsAny(text, s.Say) {
			x.count(query, strings.Join(s.Mean, " "), lexiconWeight)
		}
	}
	return x.best(x.score(query), n)
}

func (x *Index) score(query map[feature]float64) []float64 {
	terms := make([]feature, 0, len(query))
	for f := range query {
		terms = append(terms, f)
	}
	slices.Sort(terms) // the sum of floats depends on the order
	scores := make([]float64, len(x.length))
	for _, f := range terms {
		posts := x.posts[f]
		idf := math.Log(1 + (float64(len(x.length)-len(posts))+.5)/(float64(len(posts))+.5))
		for _, p := range posts {
			norm := bm25K1 * (1 - bm25B + bm25B*x.length[p.clause]/x.average)
			scores[p.clause] += query[f] * idf * p.count * (bm25K1 + 1) / (p.count + norm)
		}
	}
	return scores
}

func (x *Index) best(scores []float64, n int) []Hit {
	var hits []Hit
	for i, s := range scores {
		if s > 0 {
			hits = append(hits, Hit{x.notice.Clauses[i], s})
		}
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	return hits[:min(n, len(hits))]
}
