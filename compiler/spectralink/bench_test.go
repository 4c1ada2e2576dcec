package spectralink

import (
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/facts"
	"provc/compiler/value"
)

// userFile is the file of a user with ten parameters, the password among them.
func userFile(b *testing.B) *artifact.File {
	text := func(s string) *value.Node { return &value.Node{Kind: value.String, Text: s} }
	node := func(fields ...value.Field) *value.Node { return &value.Node{Kind: value.Struct, Fields: fields} }
	field := func(label string, v *value.Node) value.Field { return value.Field{Label: label, Value: v} }
	line := func(number, name string) *value.Node {
		return node(field("address", text(number)), field("label", text(name)), field("displayName", text(name)),
			field("auth", node(field("userId", text(number)))))
	}
	params := node(
		field("reg", node(field("1", line("2001", "Ana Pérez")), field("2", line("2002", "Desk & <hall>")))),
		field("up", node(field("backlight", node(field("onIntensity", &value.Node{Kind: value.Int, Text: "2"}))))),
	)
	root := node(
		field("vendor", text(facts.Vendor)),
		field("users", node(field("ana", node(field("password", text("2468")), field("params", params))))),
	)
	part, findings := Compile(&value.Deployment{Name: "d", Vendor: facts.Vendor, Root: root})
	tree := artifact.Tree{Files: part.Files, Made: part.Made}
	tree.Sort()
	for f := range tree.All() {
		if f.Entity == "ana" {
			if len(f.Params) != 10 {
				b.Fatalf("%d parameters: %+v", len(f.Params), f.Params)
			}
			return f
		}
	}
	b.Fatal(findings)
	return nil
}

// BenchmarkUserFile writes the file of one user.
func BenchmarkUserFile(b *testing.B) {
	f := userFile(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Bytes(nil); err != nil {
			b.Fatal(err)
		}
	}
}
