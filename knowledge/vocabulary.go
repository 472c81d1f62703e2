package knowledge

import (
	"math"
	"slices"
)

// sparse is a vector of length one: positions in rising order and their values.
type sparse struct {
	at []int32
	x  []float32
}

// dot is the cosine of two vectors.
func (s sparse) dot(o sparse) (sum float32) {
	for i, j := 0, 0; i < len(s.at) && j < len(o.at); {
		switch {
		case s.at[i] < o.at[j]:
			i++
		case s.at[i] > o.at[j]:
			j++
		default:
			sum += s.x[i] * o.x[j]
			i++
			j++
		}
	}
	return sum
}

// vocabulary numbers the features of some texts, in rising order, and knows how rare each is.
type vocabulary struct {
	number map[feature]int32
	rarity []float32
	count  []int   // the number of texts that have it
	never  float32 // the rarity of a feature that is in none of them
}

func newVocabulary(texts []traits) vocabulary {
	count := map[feature]int{}
	for _, t := range texts {
		for _, f := range t {
			count[f.feature]++
		}
	}
	all := make([]feature, 0, len(count))
	for f := range count {
		all = append(all, f)
	}
	slices.Sort(all)
	v := vocabulary{make(map[feature]int32, len(all)), make([]float32, len(all)), make([]int, len(all)), rarity(len(texts), 1)}
	for i, f := range all {
		v.number[f] = int32(i)
		v.rarity[i], v.count[i] = rarity(len(texts), count[f]), count[f]
	}
	return v
}

func rarity(texts, with int) float32 { return float32(math.Log(1 + float64(texts)/float64(with))) }

// knows says whether a feature occurs in the texts.
func (v vocabulary) knows(f feature) bool {
	_, ok := v.number[f]
	return ok
}

// vector weighs the known traits of a text; covered is their share of all that it has, 0 to 1.
func (v vocabulary) vector(t traits) (s sparse, covered float64) {
	s = sparse{make([]int32, 0, len(t)), make([]float32, 0, len(t))}
	var known, unknown float64
	for _, f := range t {
		i, ok := v.number[f.feature]
		if !ok {
			w := float64(f.weight * v.never)
			unknown += w * w
			continue
		}
		w := f.weight * v.rarity[i]
		known += float64(w) * float64(w)
		s.at, s.x = append(s.at, i), append(s.x, w)
	}
	if known == 0 {
		return s, 0
	}
	length := float32(math.Sqrt(known))
	for i := range s.x {
		s.x[i] /= length
	}
	return s, known / (known + unknown)
}
