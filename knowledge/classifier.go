package knowledge

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

// Training: softmax regression by stochastic gradient, started from the classes' mean vectors so that a few rounds
// are enough. The same examples give the same weights. Measured, see docs/quality.md.
const (
	rounds      = 2
	startScale  = 8
	firstStep   = 4
	stepDecay   = 0.9
	batch       = 16
	workers     = 2
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
		c.move(vectors[i], e.class%workers, []shift{{e.class, startScale / size[e.class]}})
	}
	c.descend(examples, vectors)
	return c
}

// descend lets the examples of a batch be judged, then lets all of them move the weights. Both are shared among
// workers by example and by class, so that the outcome does not depend on how many there are.
func (c *classifier) descend(examples []example, vectors []sparse) {
	order := rand.New(rand.NewPCG(1, 2))
	wrong := make([][]shift, batch)
	step := float32(firstStep)
	for range rounds {
		for some := range slices.Chunk(order.Perm(len(examples)), batch) {
			share(func(worker int) {
				p := make([]float32, c.classes)
				for n := worker; n < len(some); n += workers {
					wrong[n] = c.judge(wrong[n][:0], vectors[some[n]], examples[some[n]].class, p, step)
				}
			})
			share(func(worker int) {
				for n, i := range some {
					c.move(vectors[i], worker, wrong[n])
				}
			})
		}
		step *= stepDecay
	}
}

// share runs a job once for each worker and waits.
func share(job func(worker int)) {
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { job(w) })
	}
	wg.Wait()
}

// judge tells how far each class's weights should move for an example.
func (c *classifier) judge(wrong []shift, v sparse, class int, p []float32, step float32) []shift {
	c.predict(v, p)
	p[class]--
	for class, off := range p {
		if off > leastChange || off < -leastChange {
			wrong = append(wrong, shift{class, -step * off})
		}
	}
	return wrong
}

// shift is how far a class's weights move along a vector.
type shift struct {
	class int
	by    float32
}

// move shifts the classes of one worker.
func (c *classifier) move(v sparse, worker int, shifts []shift) {
	for j, f := range v.at {
		row := c.weights[int(f)*c.classes:][:c.classes]
		for _, s := range shifts {
			if s.class%workers == worker {
				row[s.class] += s.by * v.x[j]
			}
		}
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
