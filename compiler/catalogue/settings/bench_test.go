package settings

import (
	"testing"

	"provc/compiler/catalogue"
	"provc/compiler/value"
	"provc/schema"
)

// tenParams are parameters of one user.
var tenParams = structOf(
	"prov", structOf("login", structOf("enabled", node(value.Bool, "true"), "required", node(value.Bool, "false"))),
	"reg", structOf(
		"1", structOf("address", node(value.String, "2001"), "label", node(value.String, "Ana"), "displayName", node(value.String, "Ana Pérez"),
			"auth", structOf("userId", node(value.String, "2001"), "password", node(value.String, "s3cret"))),
		"2", structOf("address", node(value.String, "2002"), "label", node(value.String, "Desk"))),
	"up", structOf("backlight", structOf("onIntensity", node(value.Int, "2"))),
)

func node(kind value.Kind, text string) *value.Node { return &value.Node{Kind: kind, Text: text} }

// structOf makes a struct of labels and values in turn.
func structOf(fields ...any) *value.Node {
	n := &value.Node{Kind: value.Struct}
	for i := 0; i < len(fields); i += 2 {
		n.Fields = append(n.Fields, value.Field{Label: fields[i].(string), Value: fields[i+1].(*value.Node)})
	}
	return n
}

// BenchmarkCheck checks the ten parameters of one user.
func BenchmarkCheck(b *testing.B) {
	s, err := catalogue.Open(schema.FS, "spectralink")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	c := Checker{Schema: s, Separator: ".", Subject: "the 84-Series"}
	user := value.Field{Label: "ana", Value: structOf("params", tenParams)}
	for b.Loop() {
		c.Reset()
		c.Entity("users", user)
		if n := len(c.Settings[tenParams]); n != 10 || len(c.Findings) > 0 {
			b.Fatalf("%d settings; %v", n, c.Findings)
		}
	}
}
