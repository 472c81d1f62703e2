package knowledge

import (
	"math"
	"math/rand/v2"
)

// Training: softmax regression by stochastic gradient, started from the classes' mean vectors so that a few rounds
// are enough. The same examples give the same weights. Measured, see docs/quality.md.
const (
	rounds      = 3
	startScale  = 8
	firstStep   = 4
	stepDecay   = 0.9
	leastChange = 0.003 // a class whose probability is off by less is left alone
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
	weights []float32 // of feature f and class c at f*classes+c
}

func train(examples []example, classes int) *classifier {
	texts := make([]traits, len(examples))
	for i, e := range examples {
		texts[i] = e.text
	}
	c := &classifier{vocabulary: newVocabulary(texts), classes: classes}
	c.weights = make([]float32, len(c.rarity)*classes)
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
	return c
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
		c.weights[int(f)*c.classes+class] += by * v.x[j]
	}
}

// predict puts the probability of each class into p.
func (c *classifier) predict(v sparse, p []float32) {
	clear(p)
	for j, f := range v.at {
		x := v.x[j]
		row := c.weights[int(f)*c.classes:][:len(p)]
		for class, w := range row {
			p[class] += x * w
		}
	}
	softmax(p)
}

func softmax(p []float32) {
	top := p[0]
	for _, x := range p {
		top = max(top, x)
	}
	var sum float32
	for i, x := range p {
		p[i] = float32(math.Exp(float64(x - top)))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}
