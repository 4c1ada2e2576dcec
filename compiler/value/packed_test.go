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
		p.Add(f)
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
