package catalogue

import (
	"fmt"
	"testing"

	"provc/compiler/meant"
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
