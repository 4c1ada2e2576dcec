package value

import (
	"runtime"
	"slices"
	"strings"
	"sync"

	"provc/compiler/diag"
)

// Entities are users or handsets. There may be hundreds of thousands, so those
// that stand in a text (written out in CUE, or rows of a table) are made when
// they are asked for, and every time anew. Several goroutines may ask.
type Entities interface {
	Len() int
	// Label is the ID of the i-th entity.
	Label(i int) string
	// At makes the i-th entity, or says what is wrong with its text. It may make it
	// in the arena that it is given.
	At(i int, in *Arena) (Field, *diag.Diagnostic)
}

// Arena is the memory in which the values of an entity are made. Those who need each entity
// only until the next use it again; for others it is nil.
type Arena struct {
	nodes  []Node
	fields []Field
}

// Reset lets the arena be used again. What was made in it is no longer valid.
func (a *Arena) Reset() { a.nodes, a.fields = a.nodes[:0], a.fields[:0] }

// Node returns a node like n.
func (a *Arena) Node(n Node) *Node {
	if a == nil {
		one := new(Node) // not n, which would then always be on the heap
		*one = n
		return one
	}
	if len(a.nodes) == cap(a.nodes) { // those before stay where they are
		a.nodes = make([]Node, 0, max(16, 2*cap(a.nodes)))
	}
	a.nodes = append(a.nodes, n)
	return &a.nodes[len(a.nodes)-1]
}

// Fields returns no fields, with room for n.
func (a *Arena) Fields(n int) []Field {
	if a == nil {
		return make([]Field, 0, n)
	}
	at := len(a.fields)
	if cap(a.fields)-at < n {
		a.fields, at = make([]Field, 0, max(16, n, 2*cap(a.fields))), 0
	}
	a.fields = a.fields[:at+n]
	return a.fields[at : at : at+n]
}

// fields are entities that are values already.
type fields []Field

func (f fields) Len() int                                     { return len(f) }
func (f fields) Label(i int) string                           { return f[i].Label }
func (f fields) At(i int, _ *Arena) (Field, *diag.Diagnostic) { return f[i], nil }

// joined are entities of several places.
type joined []Entities

func (j joined) Len() int {
	n := 0
	for _, e := range j {
		n += e.Len()
	}
	return n
}

func (j joined) Label(i int) string {
	e, i := j.of(i)
	return e.Label(i)
}

func (j joined) At(i int, in *Arena) (Field, *diag.Diagnostic) {
	e, i := j.of(i)
	return e.At(i, in)
}

func (j joined) of(i int) (Entities, int) {
	for _, e := range j {
		if i < e.Len() {
			return e, i
		}
		i -= e.Len()
	}
	panic("no such entity")
}

// Pass goes through entities, many of them by several workers, each of which
// takes a run of them in order. It returns the workers in that order.
func Pass[W any](all Entities, worker func() W, do func(w W, i int)) []W {
	const apart = 1000 // are worth a goroutine
	size := max(apart, all.Len()/runtime.GOMAXPROCS(0)+1)
	workers := make([]W, max(1, (all.Len()+size-1)/size))
	var group sync.WaitGroup
	for n := range workers {
		workers[n] = worker()
		run := func() {
			for i := n * size; i < min((n+1)*size, all.Len()); i++ {
				do(workers[n], i)
			}
		}
		if len(workers) == 1 {
			run()
			continue
		}
		group.Go(run)
	}
	group.Wait()
	return workers
}

// Twins finds entities whose labels are the same where letter case does not
// count: the indexes of each such group, in order. Those without a label have no
// twin.
func Twins(all Entities) [][]int {
	marks := make(Marks, all.Len())
	Pass(all, func() struct{} { return struct{}{} }, func(_ struct{}, i int) {
		marks[i] = Mark{At: uint32(i)}.of([]string{strings.ToLower(all.Label(i))})
	})
	var groups [][]int
	for _, alike := range marks.Alike() {
		byLabel := map[string][]int{} // two labels may share a number
		for _, m := range alike {
			label := strings.ToLower(all.Label(int(m.At)))
			byLabel[label] = append(byLabel[label], int(m.At))
		}
		for label, same := range byLabel {
			if len(same) > 1 && label != "" {
				groups = append(groups, same)
			}
		}
	}
	slices.SortFunc(groups, func(a, b []int) int { return a[0] - b[0] })
	return groups
}
