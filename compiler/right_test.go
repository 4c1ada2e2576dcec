package compiler

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"provc/compiler/cuevet"
)

// Deployments in which everything is right get nothing at all, not even a note, and
// plain CUE takes them. They are as administrators write them who have read the
// documentation: what is legal and looks unusual stands here, so that no check takes
// it for a mistake.
func TestRightDeployments(t *testing.T) {
	archives, err := filepath.Glob("testdata/right/*.txtar")
	if err != nil || len(archives) < 12 {
		t.Fatalf("%d archives, %v", len(archives), err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files, sources := map[string]string{}, map[string]string{}
			for _, f := range archive.Files {
				files[f.Name] = string(f.Data)
				if strings.HasSuffix(f.Name, ".cue") {
					sources[f.Name] = string(f.Data)
				}
			}
			if result := native(t, files); len(result.Findings) > 0 {
				t.Error(text(result.Findings))
			} else if len(result.Packages[0].Tree.Files) == 0 {
				t.Error("nothing comes out")
			}
			if testing.Short() {
				return // the rest is CUE alone
			}
			if said := cuevet.Sentences(t, sources); len(said) > 0 {
				t.Errorf("plain CUE says\n%s", strings.Join(said, "\n"))
			}
		})
	}
}
