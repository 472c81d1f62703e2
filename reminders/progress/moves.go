package progress

import "slices"

// Kind is what sort of a change something is.
type Kind string

// The kinds. All but the last three are moves that Moves lists.
const (
	Forward  Kind = "forward"
	Back     Kind = "back" // a correction, to be confirmed a second time
	Left     Kind = "exit"
	Returned Kind = "returned" // to an aside
	Resumed  Kind = "resumed"  // from an aside
	Skipped  Kind = "skipped"  // forward over steps of which nothing was heard, to be confirmed a second time
	Added    Kind = "added"    // known from now on
	Edited   Kind = "edited"   // where it is stays
)

// Twice says whether a change of this kind needs a second confirmation.
func (k Kind) Twice() bool { return k == Back || k == Skipped }

// Move is a legal move to another stage.
type Move struct {
	To   string
	Kind Kind
}

// Moves lists the legal moves from a stage of a path, forward first, corrections last, the nearest of them first.
func (y Year) Moves(path, from string) (moves []Move) {
	p, _ := y.Path(path)
	s, ok := y.In(path, from)
	if !ok {
		return nil
	}
	at := slices.Index(p.Steps, from)
	if s.Kind == Step && at+1 < len(p.Steps) {
		moves = append(moves, Move{p.Steps[at+1], Forward})
	}
	moves = append(moves, y.towards(p, s.Resume, Resumed)...)
	for _, other := range y.Stages {
		if kind, ok := aways[other.Kind]; ok && slices.Contains(other.From, from) && y.has(p, other) {
			moves = append(moves, Move{other.ID, kind})
		}
	}
	if s.Kind == Exit {
		return append(moves, y.towards(p, s.From, Back)...)
	}
	for i := at - 1; i >= 0; i-- {
		moves = append(moves, Move{p.Steps[i], Back})
	}
	return moves
}

var aways = map[string]Kind{Aside: Returned, Exit: Left}

// towards are the moves of a kind to those of the stages that are in the path.
func (y Year) towards(p Path, stages []string, kind Kind) (moves []Move) {
	for _, id := range stages {
		if s, ok := y.Stage(id); ok && y.has(p, s) {
			moves = append(moves, Move{id, kind})
		}
	}
	return moves
}

// Legal finds the move between two stages of a path.
func (y Year) Legal(path, from, to string) (Move, bool) {
	moves := y.Moves(path, from)
	i := slices.IndexFunc(moves, func(m Move) bool { return m.To == to })
	if i < 0 {
		return Move{}, false
	}
	return moves[i], true
}

// Change is what sort of a change it is to find an application at another stage of its path: a legal move, or one over
// steps of which nothing was heard. It is false if it cannot have come there.
func (y Year) Change(path, from, to string) (Kind, bool) {
	if m, ok := y.Legal(path, from, to); ok {
		return m.Kind, true
	}
	if _, ok := y.In(path, from); !ok || from == to {
		return "", false
	}
	s, ok := y.In(path, to)
	if !ok {
		return "", false
	}
	if f := y.reached(path, from); y.reached(path, s.ID) < f || y.Ended(path, from) {
		return Back, true
	}
	return Skipped, true
}

// reached is how many steps of a path lie before a stage; of an aside or exit before the first that it is reached from.
func (y Year) reached(path, stage string) int {
	p, _ := y.Path(path)
	s, _ := y.Stage(stage)
	if s.Kind == Step {
		return slices.Index(p.Steps, stage)
	}
	first := len(p.Steps)
	for _, id := range s.From {
		if from, _ := y.Stage(id); from.Kind != Exit && y.has(p, from) {
			first = min(first, y.reached(path, id))
		}
	}
	return first
}
