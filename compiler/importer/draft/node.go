package draft

import (
	"provc/compiler/diag"
	"provc/compiler/value"
)

// Node is the value as it is once CUE has evaluated it. Templates are left out.
func (v *Value) Node() *value.Node {
	at := diag.Pos{File: "draft"}
	n := &value.Node{Pos: at}
	switch v.Kind {
	case Struct:
		n.Kind = value.Struct
		for _, f := range v.Fields {
			n.Fields = append(n.Fields, value.Field{Label: f.Label, Value: f.Value.Node(), Pos: at})
		}
	case List:
		n.Kind = value.List
		for _, item := range v.Items {
			n.Items = append(n.Items, item.Node())
		}
	case Text:
		n.Kind, n.Text = value.String, v.Text
	case Secret:
		n.Kind = value.Struct
		n.Fields = []value.Field{{Label: "secret", Value: NewText(v.Text).Node(), Pos: at}}
	default:
		n.Kind, n.Text = value.Int, v.Text
		if v.Text == "true" || v.Text == "false" {
			n.Kind = value.Bool
		}
	}
	return n
}
