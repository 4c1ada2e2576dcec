package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"golang.org/x/tools/txtar"

	"provc/compiler/checktest"
	"provc/compiler/handbook"
	"provc/compiler/vendors"
)

// Examples of checks that are commands do what their documents say.
func TestDocuments(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("commands are for a POSIX shell")
	}
	for _, set := range handbook.Sets(vendors.All()) {
		for _, c := range set.Checks {
			if _, ok := checktest.Script(c.Document().Wrong); !ok {
				continue
			}
			t.Run(c.ID, func(t *testing.T) {
				if c.ID == "root-group" && (os.Geteuid() != 0 || runtime.GOOS != "linux") {
					t.Skip("only root can give a folder to a group that it is not of")
				}
				t.Parallel()
				files, err := filepath.Glob("../../compiler/*/checks/" + c.ID + ".txtar")
				if err != nil || len(files) != 1 {
					t.Fatal(files, err)
				}
				checktest.Examples(t, c, files[0], shell)
			})
		}
	}
}

// shell says what the commands of an example say, on both streams.
func shell(t *testing.T, dir string, files []txtar.File) string {
	script, _ := checktest.Script(files)
	cmd := exec.CommandContext(t.Context(), "sh", script)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(dir, ".cache"), "PWD="+dir)
	out, err := cmd.CombinedOutput()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatal(err)
	}
	return string(out)
}
