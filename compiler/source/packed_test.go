package source

import (
	"reflect"
	"testing"

	"provc/compiler/diag"
)

func TestEncoding(t *testing.T) {
	at := func(line int) diag.Pos { return diag.Pos{File: "a.cue", Line: line, Column: 300} }
	want := []*Deployment{{Name: "d", Vendor: "acme", Pos: at(1), Root: &Node{Kind: Struct, Pos: at(2), Fields: []Field{
		{Label: "a", Pos: at(3), Value: &Node{Kind: String, Text: "acme", Pos: at(4)}},
		{Label: "b", Pos: at(3), Value: &Node{Kind: List, Pos: at(4), Items: []*Node{{Kind: Int, Text: "-5", Pos: at(1 << 20)}, {Kind: Null}}}},
		{Label: "", Pos: diag.Pos{}, Value: &Node{Kind: Struct, Fields: []Field{}}},
	}}}}
	data := encode(want)
	got, err := decode(data)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v %v", got, err)
	}
	for i := range data {
		decode(data[:i]) // no panic, no endless loop
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encode([]*Deployment{{Name: "d", Root: &Node{Kind: Struct}}}))
	f.Fuzz(func(t *testing.T, data []byte) { decode(data) })
}
