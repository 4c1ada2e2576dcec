package catalogue

import (
	"fmt"
	"testing"

	"provc/compiler/meant"
	"provc/compiler/value"
	"provc/schema"
)

// BenchmarkLower opens a vendor's schema and lowers all of it; a run lowers what
// it needs.
func BenchmarkLower(b *testing.B) {
	for _, vendor := range []string{"spectralink", "cisco"} {
		b.Run(vendor, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s, err := Open(schema.FS, vendor)
				if err != nil {
					b.Fatal(err)
				}
				for _, def := range s.Definitions() {
					if _, err := s.Type(def); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

// tenParams are parameters of one user.
var tenParams = structOf(
	"prov", structOf("login", structOf("enabled", boolean("true"), "required", boolean("false"))),
	"reg", structOf(
		"1", structOf("address", text("2001"), "label", text("Ana"), "displayName", text("Ana Pérez"),
			"auth", structOf("userId", text("2001"), "password", text("s3cret"))),
		"2", structOf("address", text("2002"), "label", text("Desk"))),
	"up", structOf("backlight", structOf("onIntensity", whole("2"))),
)

func text(s string) *value.Node    { return &value.Node{Kind: value.String, Text: s} }
func whole(s string) *value.Node   { return &value.Node{Kind: value.Int, Text: s} }
func boolean(s string) *value.Node { return &value.Node{Kind: value.Bool, Text: s} }

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
	s := open(b, "spectralink")
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

// BenchmarkLeaf asks CUE about values that it was not asked about before.
func BenchmarkLeaf(b *testing.B) {
	t := openLeaves(b).MustType("#Multiple")
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		if t.Admits(whole(fmt.Sprint(i))) != (i%5 == 0) {
			b.Fatal(i)
		}
	}
}

// BenchmarkNearest looks for an unknown name among all parameters.
func BenchmarkNearest(b *testing.B) {
	var names []string
	open(b, "spectralink").Params(func(p Param) bool {
		names = append(names, p.Name)
		return true
	})
	b.ReportAllocs()
	for b.Loop() {
		if got := meant.Nearest("reg.x.adress", names); got != "reg.x.address" {
			b.Fatal(got)
		}
	}
}
