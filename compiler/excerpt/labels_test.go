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

// Under which labels secrets stand: as the schemas say, with numbers for indexes and with
// dots, and by what names of the user's own sound like.
func TestKinds(t *testing.T) {
	t.Parallel()
	var all []*catalogue.Schema
	for _, vendor := range []string{"cisco", "spectralink"} {
		s, err := catalogue.Open(schema.FS, vendor)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	l := &labels{schemas: func() []*catalogue.Schema { return all }}
	for label, want := range map[string]kind{
		"label": plain, "idleTimeout": plain, "up.idleTimeout": plain, "reg.34.label": plain, "User_ID_12_": plain, "my.idleTimeout": plain,
		"localPassword": secret, "prov.login.localPassword": secret, "reg.1.auth.password": secret, "Password_12_": secret, "my.password": secret, "adminPin": secret,
		"nothing": unknown, "reg.35.nothing": unknown, "User_ID_13_": unknown, "": unknown,
		"module": plain, "replaceWith": plain, "v": plain,
	} {
		for range 2 { // also when it is known
			if got := l.kind(label); got != want {
				t.Errorf("%s: %d, want %d", label, got, want)
			}
		}
	}
}
