package importer_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"provc/compiler/importer"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/vendors"
)

// Files of real deployments, which are not ours to keep: PROVC_SAMPLES names a folder.
// Each folder in it is imported as a root, and so is the whole. Nothing is left
// undecided, whatever is not imported says why, and of the parameters that the catalogue
// knows all but a few live on.
func TestSamples(t *testing.T) {
	samples := os.Getenv("PROVC_SAMPLES")
	if samples == "" {
		t.Skip("PROVC_SAMPLES is not set")
	}
	err := filepath.WalkDir(samples, func(dir string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			rel, _ := filepath.Rel(samples, dir)
			t.Run(filepath.ToSlash(rel), func(t *testing.T) { sample(t, dir) })
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func sample(t *testing.T, dir string) {
	imported, err := importer.Read(context.Background(), importer.Options{Dir: dir, Makers: vendors.Makers(), Wishes: draft.Wishes{Lift: true, Origins: true}})
	if err != nil {
		t.Fatal(err)
	}
	known, lives, other := 0, 0, 0
	for _, f := range imported.Tree.Files {
		switch f.Kind {
		case tree.Master, tree.Parameters, tree.Profile, tree.Contacts:
		default:
			if f.Kind == "" || f.Reason == "" {
				t.Errorf("%s is %q, and nothing says why", f.Path, f.Kind)
			}
		}
		for _, s := range f.Settings {
			switch s.Fate.Kind {
			case tree.Undecided:
				t.Errorf("%s:%d: nobody decided about %s", f.Path, s.Line, s.Name)
			case tree.Markup, tree.NotRead, tree.PlainText, tree.Duplicate, tree.Shadowed:
			case tree.Unknown, tree.Misspelt, tree.WrongCase, tree.Product:
				other++
			default:
				known++
				if s.Fate.Lives() {
					lives++
				} else {
					t.Logf("%s:%d: %s: %s", f.Path, s.Line, s.Name, s.Fate.Note)
				}
			}
		}
	}
	t.Logf("%d of %d parameters of the catalogue live on; %d others are told", lives, known, other)
	if lives < known*99/100 {
		t.Errorf("only %d of %d parameters of the catalogue live on", lives, known)
	}
	if _, err := imported.Sources(); err != nil && err != importer.ErrNothing {
		t.Error(err)
	}
}
