package value

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"provc/compiler/diag"
)

// node is a random value.
func node(r *rand.Rand, depth int) *Node {
	n := &Node{Kind: Kind(r.IntN(int(Struct) + 1)), Pos: place(r)}
	if depth == 0 && n.Kind >= List {
		n.Kind = String
	}
	switch n.Kind {
	case List:
		for range r.IntN(4) {
			n.Items = append(n.Items, node(r, depth-1))
		}
	case Struct:
		n.Fields = []Field{}
		for range r.IntN(5) {
			n.Fields = append(n.Fields, Field{Label: word(r), Pos: place(r), Value: node(r, depth-1)})
		}
	default:
		n.Text = word(r)
	}
	return n
}

func place(r *rand.Rand) diag.Pos {
	return diag.Pos{File: []string{"", "a.cue", "b.cue"}[r.IntN(3)], Line: r.IntN(1 << r.IntN(30)), Column: r.IntN(1 << r.IntN(20))}
}

func word(r *rand.Rand) string {
	return []string{"", "acme", "ä\x00", strings.Repeat("x", 300), fmt.Sprint(r.IntN(1000))}[r.IntN(5)]
}

// What is packed comes out as it went in, from an arena that is used again as from none.
func TestPackedAtRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var arena Arena
	for range 50 {
		var want []Field
		p := NewPacker()
		for range r.IntN(40) {
			f := Field{Label: word(r), Pos: place(r), Value: node(r, 4)}
			want = append(want, f)
			p.Add(f, r.IntN(3)*r.IntN(1<<20))
		}
		packed := p.Packed()
		if packed.Len() != len(want) {
			t.Fatalf("%d entities, want %d", packed.Len(), len(want))
		}
		for _, i := range r.Perm(len(want)) {
			arena.Reset()
			for _, in := range []*Arena{nil, &arena} {
				got, wrong := packed.At(i, in)
				if wrong != nil || packed.Label(i) != want[i].Label || !reflect.DeepEqual(got, want[i]) {
					t.Fatalf("want %+v\ngot  %+v", want[i], got)
				}
			}
		}
	}
}

// Each text is kept once, so that entities that say the same take few bytes.
func TestPackedTextsStandOnce(t *testing.T) {
	p := NewPacker()
	for i := range 1000 {
		p.Add(Field{Label: fmt.Sprint(i), Value: &Node{Kind: String, Text: strings.Repeat("long ", 100)}}, 0)
	}
	if packed := p.Packed(); len(packed.texts) != 1002 || len(packed.data) > 16*1000 {
		t.Errorf("%d texts, %d bytes", len(packed.texts), len(packed.data))
	}
}

// What an arena gave stays until it is reset, however much is made after; and an arena
// that is used again takes no more memory.
func TestArena(t *testing.T) {
	var a Arena
	for range 3 {
		a.Reset()
		var nodes []*Node
		var lists [][]Field
		for i := range 500 {
			nodes = append(nodes, a.Node(Node{Text: fmt.Sprint(i)}))
			fields := a.Fields(i % 7)
			if len(fields) != 0 || cap(fields) != i%7 {
				t.Fatalf("%d fields, room for %d, want %d", len(fields), cap(fields), i%7)
			}
			for range i % 7 {
				fields = append(fields, Field{Label: fmt.Sprint(i)})
			}
			lists = append(lists, fields)
		}
		for i := range 500 {
			if nodes[i].Text != fmt.Sprint(i) || slices.ContainsFunc(lists[i], func(f Field) bool { return f.Label != fmt.Sprint(i) }) {
				t.Fatalf("%d: %v %v", i, nodes[i], lists[i])
			}
		}
	}
	p := NewPacker()
	p.Add(Field{Value: &Node{Kind: Struct, Fields: []Field{{Value: &Node{Kind: Bool}}, {Value: &Node{Kind: Struct}}}}}, 0)
	packed := p.Packed()
	packed.At(0, &a)
	if n := testing.AllocsPerRun(100, func() { a.Reset(); packed.At(0, &a) }); n > 1 {
		t.Errorf("%v allocations", n)
	}
	var grown Arena
	if n := testing.AllocsPerRun(1, func() {
		for range 10_000 {
			grown.Node(Node{})
			grown.Fields(1)
		}
	}); n > 30 {
		t.Errorf("%v allocations for 10,000 nodes", n)
	}
	var none *Arena
	if n, f := none.Node(Node{Text: "x"}), none.Fields(3); n.Text != "x" || len(f) != 0 || cap(f) != 3 {
		t.Error(n, f)
	}
}

// labels are entities that have nothing but labels.
func labels(all ...string) (entities fields) {
	for _, label := range all {
		entities = append(entities, Field{Label: label, Value: &Node{Kind: Struct}})
	}
	return entities
}

func TestTwins(t *testing.T) {
	for _, test := range []struct {
		labels []string
		want   [][]int
	}{
		{nil, nil},
		{[]string{"a"}, nil},
		{[]string{"a", "b"}, nil},
		{[]string{"b", "a", "B"}, [][]int{{0, 2}}},
		{[]string{"x", "ann", "y", "Ann", "ANN", "Y"}, [][]int{{1, 3, 4}, {2, 5}}},
		{[]string{"", "", "a"}, nil},
		{[]string{"Ä", "ä"}, [][]int{{0, 1}}},
		{[]string{"a", "a"}, [][]int{{0, 1}}},
		{[]string{"c", "b", "a", "A", "B", "C"}, [][]int{{0, 5}, {1, 4}, {2, 3}}},
	} {
		if got := Twins(labels(test.labels...)); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%q: got %v, want %v", test.labels, got, test.want)
		}
	}
	var many []string
	var want [][]int
	for i := range 5000 {
		many = append(many, fmt.Sprint("u", i))
	}
	for i := range 5000 {
		many = append(many, fmt.Sprint("U", i))
		want = append(want, []int{i, 5000 + i})
	}
	if got := Twins(labels(many...)); !reflect.DeepEqual(got, want) {
		t.Error("twins among many")
	}
}

// Each entity is passed once, by workers of which each takes a run, in order.
func TestPass(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	type seen struct{ at []int }
	for _, test := range []struct{ entities, workers int }{
		{0, 1}, {1, 1}, {999, 1}, {1000, 1}, {1001, 2}, {2000, 2}, {2001, 3}, {3999, 4}, {4000, 4}, {4004, 4}, {50_000, 4},
	} {
		all := make(fields, test.entities)
		workers := Pass(all, func() *seen { return &seen{} }, func(w *seen, i int) { w.at = append(w.at, i) })
		if len(workers) != test.workers {
			t.Errorf("%d entities: %d workers, want %d", test.entities, len(workers), test.workers)
		}
		next := 0
		for _, w := range workers {
			for _, i := range w.at {
				if i != next {
					t.Fatalf("%d entities: %d after %d", test.entities, i, next-1)
				}
				next++
			}
		}
		if next != test.entities {
			t.Errorf("%d of %d entities were passed", next, test.entities)
		}
	}
}

func TestEntities(t *testing.T) {
	structs := func(labels ...string) *Node {
		n := &Node{Kind: Struct}
		for _, label := range labels {
			n.Fields = append(n.Fields, Field{Label: label, Value: &Node{Kind: Struct}})
		}
		return n
	}
	d := Deployment{Root: structs()}
	d.Root.Fields = []Field{{Label: "users", Value: structs("ann", "ben")}, {Label: "phones", Value: structs()}, {Label: "x", Value: structs("y")}}
	d.Root.Fields[0].Value.Fields = append(d.Root.Fields[0].Value.Fields, Field{Label: "text", Value: &Node{Kind: String, Text: "t"}})
	all := func(label string) (ids []string) {
		entities := d.Entities(label)
		for i := range entities.Len() {
			f, wrong := entities.At(i, nil)
			if wrong != nil || f.Label != entities.Label(i) {
				t.Errorf("%s %d: %v, labelled %s", label, i, f, entities.Label(i))
			}
			ids = append(ids, f.Label)
		}
		return ids
	}
	expect := func(label string, want ...string) {
		t.Helper()
		if got := all(label); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", label, got, want)
		}
	}
	expect("users", "ann", "ben")
	expect("phones")
	expect("absent")
	d.Add("users", labels())
	if len(d.Later) > 0 {
		t.Error("no entities were added")
	}
	d.Add("users", labels("carla"))
	d.Add("phones", labels("1", "2"))
	expect("users", "ann", "ben", "carla")
	expect("phones", "1", "2")
	d.Add("users", labels("dora", "emil"))
	d.Add("phones", labels("3"))
	expect("users", "ann", "ben", "carla", "dora", "emil")
	expect("phones", "1", "2", "3")
	func() {
		defer func() {
			if recover() == nil {
				t.Error("an entity beyond the last")
			}
		}()
		d.Entities("users").Label(5)
	}()

	// The frame has what surrounds entities, and what stands in the place of one.
	frame := d.Frame("users", "phones")
	var got []string
	for _, f := range frame.Fields {
		got = append(got, f.Label)
		for _, in := range f.Value.Fields {
			got = append(got, f.Label+"."+in.Label)
		}
	}
	if want := []string{"users", "users.text", "phones", "x", "x.y"}; !slices.Equal(got, want) {
		t.Errorf("frame %q, want %q", got, want)
	}
	expect("users", "ann", "ben", "carla", "dora", "emil") // the deployment has kept them
	if got := d.Frame("x").Get("x").Fields; len(got) != 0 {
		t.Error(got)
	}
	list := Deployment{Root: &Node{Kind: Struct, Fields: []Field{{Label: "users", Value: &Node{Kind: List, Items: []*Node{{Kind: Null}}}}}}}
	if got := list.Frame("users").Get("users"); len(got.Items) != 1 {
		t.Error(got)
	}
}

func TestNodes(t *testing.T) {
	at := diag.Pos{File: "a.cue", Line: 3}
	deep := &Node{Kind: String, Text: "deep", Pos: at}
	n := &Node{Kind: Struct, Fields: []Field{{Label: "a", Value: &Node{Kind: Struct, Fields: []Field{{Label: "b", Value: deep}, {Label: "s", Value: &Node{Kind: Struct}}, {Label: "i", Value: &Node{Kind: Int}}}}}}}
	var none *Node
	for _, test := range []struct{ got, want any }{
		{n.Get("a", "b"), deep}, {n.Get("a", "x"), none}, {n.Get("x", "b"), none}, {n.Get(), n}, {none.Get("a"), none},
		{n.Field("x") == nil, true}, {n.Field("a").Label, "a"}, {none.Field("a") == nil, true},
		{len(n.Structs("a")), 1}, {n.Structs("a")[0].Label, "s"}, {len(n.Structs("x")), 0}, {len(none.Structs("a")), 0},
		{deep.Str("absent"), "deep"}, {none.Str("absent"), "absent"},
		{deep.Place(diag.Pos{File: "b.cue"}), at}, {none.Place(at), at}, {(&Node{}).Place(at), at},
	} {
		if !reflect.DeepEqual(test.got, test.want) {
			t.Errorf("got %v, want %v", test.got, test.want)
		}
	}
}

// Values are described in few words, and secrets by no more than their kind and length.
func TestDescribe(t *testing.T) {
	for _, test := range []struct {
		node           Node
		public, secret string
	}{
		{Node{Kind: Invalid}, "an invalid value", "an invalid value"},
		{Node{Kind: Null}, "null", "null"},
		{Node{Kind: Bool, Text: "true"}, "true", "a boolean"},
		{Node{Kind: Int, Text: "1234"}, "1234", "a whole number"},
		{Node{Kind: Float, Text: "1.5"}, "1.5", "a fractional number"},
		{Node{Kind: String, Text: "a\"b"}, `"a\"b"`, "text of 3 characters"},
		{Node{Kind: String, Text: strings.Repeat("é", 60)}, `"` + strings.Repeat("é", 60) + `"`, "text of 60 characters"},
		{Node{Kind: String, Text: strings.Repeat("é", 61)}, "text of 61 characters", "text of 61 characters"},
		{Node{Kind: Bytes, Text: "x"}, "bytes", "bytes"},
		{Node{Kind: List}, "a list", "a list"},
		{Node{Kind: Struct}, "a struct", "a struct"},
	} {
		if got := test.node.Describe(false); got != test.public {
			t.Errorf("%v: got %s, want %s", test.node, got, test.public)
		}
		if got := test.node.Describe(true); got != test.secret {
			t.Errorf("%v, secret: got %s, want %s", test.node, got, test.secret)
		}
	}
}

func TestIsDecimal(t *testing.T) {
	for s, want := range map[string]bool{"": false, "0": true, "7": true, "10": true, "1234567890": true, "00": false, "01": false, "-1": false, "+1": false, "1.0": false, "0x1": false, "1_0": false, "1K": false, "a": false, "９": false} {
		if IsDecimal(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}
