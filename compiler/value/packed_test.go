package value

import (
	"reflect"
	"testing"

	"provc/compiler/diag"
)

func TestPacked(t *testing.T) {
	at := func(line int) diag.Pos { return diag.Pos{File: "a.cue", Line: line, Column: 300} }
	want := []Field{
		{Label: "ann", Pos: at(3), Value: &Node{Kind: Struct, Pos: at(2), Fields: []Field{
			{Label: "a", Pos: at(3), Value: &Node{Kind: String, Text: "acme", Quote: 15, Pos: at(4)}},
			{Label: "b", Pos: at(3), Value: &Node{Kind: List, Pos: at(4), Items: []*Node{{Kind: Int, Text: "-5", Pos: at(1 << 20)}, {Kind: Null}}}},
		}}},
		{Label: "ben", Pos: at(9), Value: &Node{Kind: Struct, Fields: []Field{}}},
	}
	p := NewPacker()
	for _, f := range want {
		p.Add(f, 3)
	}
	packed := p.Packed()
	if packed.Len() != len(want) {
		t.Fatalf("%d entities, want %d", packed.Len(), len(want))
	}
	var arena Arena
	for _, in := range []*Arena{nil, &arena} {
		for i, f := range want {
			if got, _ := packed.At(i, in); packed.Label(i) != f.Label || !reflect.DeepEqual(got, f) {
				t.Errorf("entity %d: got %+v", i, got)
			}
			arena.Reset()
		}
	}
}

// An entity that stands elsewhere now has its own places move with it, and no others.
func TestPlaced(t *testing.T) {
	at := func(file string, line int) diag.Pos { return diag.Pos{File: file, Line: line, Column: 7} }
	entity := func(file string, line int) Field {
		return Field{Label: "ann", Pos: at(file, line), Value: &Node{Kind: Struct, Pos: at(file, line+1), Fields: []Field{
			{Label: "last", Pos: at(file, line+3), Value: &Node{Kind: Null, Pos: at("a.cue", 1)}},
			{Label: "template", Pos: at("a.cue", 9), Value: &Node{Kind: Null, Pos: at("t.cue", 6)}},
		}}}
	}
	p := NewPacker()
	p.Add(Field{Label: "zoe", Value: &Node{}}, 1)
	p.Add(entity("a.cue", 5), 4)
	placed := Placed{{p.Packed(), 1, "b.cue", 50}, {p.Packed(), 1, "a.cue", 5}}
	for i, want := range []Field{entity("b.cue", 50), entity("a.cue", 5)} {
		if got, _ := placed.At(i, nil); placed.Label(i) != "ann" || !reflect.DeepEqual(got, want) {
			t.Errorf("entity %d: got %+v, want %+v", i, got, want)
		}
	}
}
