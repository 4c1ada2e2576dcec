package excerpt

import (
	"flag"
	"os"
	"testing"

	"provc/compiler/catalogue"
	"provc/schema"
)

var update = flag.Bool("update", false, "rewrite the lists of labels")

// The lists of labels are those of the schemas.
func TestLabels(t *testing.T) {
	t.Parallel()
	for _, vendor := range []string{"cisco", "spectralink"} {
		s, err := catalogue.Open(schema.FS, vendor)
		if err != nil {
			t.Fatal(err)
		}
		name, want := "labels/"+vendor+".txt", labelsOf(s)
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if got, err := listed.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s is not what the schema says (%v); run make golden", name, err)
		}
	}
}

// A vendor without a list is asked itself.
func TestLabelsOfSchema(t *testing.T) {
	t.Parallel()
	s, err := catalogue.Open(schema.FS, "cisco")
	if err != nil {
		t.Fatal(err)
	}
	s.Vendor = "another"
	l := &labels{schemas: func() []*catalogue.Schema { return []*catalogue.Schema{s} }}
	for label, want := range map[string]kind{"Profile_Rule": plain, "password": secret, "nothing": unknown} {
		if got := l.kind(label); got != want {
			t.Errorf("%s: %d, want %d", label, got, want)
		}
	}
}
