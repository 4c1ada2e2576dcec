package draft_test

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/importer/draft"
	"provc/compiler/value"
)

// A value is what CUE makes of its text: kinds are kept, and a secret is a struct.
func TestNode(t *testing.T) {
	t.Parallel()
	v := fields(field("n", draft.NewInt(7)), field("b", draft.NewBool(true)), field("f", draft.NewBool(false)), field("t", draft.NewText("true")), field("l", draft.NewList("1", "x")),
		field("s", &draft.Value{Kind: draft.Secret, Text: "pw"}), field("e", fields()))
	var said func(n *value.Node) string
	said = func(n *value.Node) string {
		var all []string
		for _, f := range n.Fields {
			all = append(all, f.Label+": "+said(f.Value))
		}
		for _, item := range n.Items {
			all = append(all, said(item))
		}
		return fmt.Sprint(n.Kind, " ", n.Text, "(", strings.Join(all, ", "), ")")
	}
	k := func(kind value.Kind, text string) string { return fmt.Sprint(kind, " ", text, "()") }
	want := fmt.Sprint(value.Struct, " (n: ", k(value.Int, "7"), ", b: ", k(value.Bool, "true"), ", f: ", k(value.Bool, "false"), ", t: ", k(value.String, "true"),
		", l: ", value.List, " (", k(value.String, "1"), ", ", k(value.String, "x"), "), s: ", value.Struct, " (secret: ", k(value.String, "pw"), "), e: ", value.Struct, " ())")
	if got := said(v.Node()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
