package knowledge

import (
	"math"
	"math/rand/v2"
)

// Training: softmax regression by stochastic gradient, started from the classes' mean vectors so that a few rounds
// are enough. The same examples give the same weights. Measured, see docs/quality.md.
const (
	rounds      = 2
	startScale  = 8
	firstStep   = 4
	stepDecay   = 0.9
	manyTexts   = 24   // a feature of so many texts has a weight for every class
	leastChange = 0.01 // a class whose probability is off by less is left alone
)

// example is a text that belongs to a class.
type example struct {
	class int
	text  traits
}

// classifier tells how probable each class is for a text.
type classifier struct {
	vocabulary
	classes int
	rows    []row // by feature
}

// train returns the classifier and the vectors of the examples.
func train(examples []example, classes int) (*classifier, []sparse) {
	texts := make([]traits, len(examples))
	for i, e := range examples {
		texts[i] = e.text
	}
	c := &classifier{vocabulary: newVocabulary(texts), classes: classes}
	c.rows = make([]row, len(c.rarity))
	for f, n := range c.count {
		if n >= manyTexts {
			c.rows[f].all = make([]float32, classes)
		}
	}
	vectors := make([]sparse, len(examples))
	size := make([]float32, classes)
	for i, e := range examples {
		vectors[i], _ = c.vector(e.text)
		size[e.class]++
	}
	for i, e := range examples {
		c.move(vectors[i], e.class, startScale/size[e.class])
	}
	c.descend(examples, vectors)
	return c, vectors
}

func (c *classifier) descend(examples []example, vectors []sparse) {
	order := rand.New(rand.NewPCG(1, 2))
	p := make([]float32, c.classes)
	step := float32(firstStep)
	for range rounds {
		for _, i := range order.Perm(len(examples)) {
			c.predict(vectors[i], p)
			p[examples[i].class]--
			for class, off := range p {
				if off > leastChange || off < -leastChange {
					c.move(vectors[i], class, -step*off)
				}
			}
		}
		step *= stepDecay
	}
}

// move shifts a class's weights along a vector.
func (c *classifier) move(v sparse, class int, by float32) {
	for j, f := range v.at {
		c.rows[f].add(class, by*v.x[j])
	}
}

// predict puts the probability of each class into p.
func (c *classifier) predict(v sparse, p []float32) {
	clear(p)
	for j, f := range v.at {
		c.rows[f].addTo(p, v.x[j])
	}
	softmax(p)
}

// row holds the weights of one feature: those of all classes where the feature is common, else of the few that it
// bears on. Nineteen of twenty weights are zero.
type row struct {
	all []float32
	few []weight
}

type weight struct {
	class int32
	value float32
}

func (r *row) add(class int, by float32) {
	if r.all != nil {
		r.all[class] += by
		return
	}
	for i := range r.few {
		if r.few[i].class == int32(class) {
			r.few[i].value += by
			return
		}
	}
	r.few = append(r.few, weight{int32(class), by})
}

func (r *row) addTo(p []float32, x float32) {
	for class, w := range r.all {
		p[class] += x * w
	}
	for _, w := range r.few {
		p[w.class] += x * w.value
	}
}

// negligible is the logarithm of a share that does not matter.
const negligible = -12

func softmax(p []float32) {
	top := p[0]
	for _, x := range p {
		top = max(top, x)
	}
	var sum float32
	for i, x := range p {
		if x -= top; x < negligible {
			p[i] = 0
			continue
		}
		p[i] = float32(math.Exp(float64(x)))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}
