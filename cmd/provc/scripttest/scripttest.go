// Package scripttest runs the scripts of commands: txtar files in testdata/script beside
// the tests of a folder of commands.
package scripttest

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
)

// Update says that what tests expect is to be rewritten.
var Update = flag.Bool("update", false, "rewrite golden trees and the expected output in scripts")

// Main runs the tests of a folder, whose scripts have a provc and other programs by name.
func Main(m *testing.M, provc func() *cobra.Command, others map[string]func()) {
	programs := map[string]func(){"provc": func() { cli.Main(provc()) }}
	maps.Copy(programs, others)
	testscript.Main(wide{m}, programs)
}

// wide runs tests with a finding on one line, so that patterns fit. Commands that they
// run go by what they are given.
type wide struct{ *testing.M }

func (m wide) Run() int {
	os.Setenv("COLUMNS", "10000")
	return m.M.Run()
}

// raced: the race detector is at work.
var raced bool

// Run runs the scripts. Together are those of commands in which goroutines work together.
// The shorter tests under the race detector run these; all others go through the same code
// one step after another, and run without it.
func Run(t *testing.T, together []string, more map[string]func(ts *testscript.TestScript, neg bool, args []string)) {
	t.Helper()
	examples := filepath.Join(moduleRoot(t), "examples")
	p := testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *Update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLES", examples)
			env.Setenv("COLUMNS", "10000")                                     // a finding on one line, so that patterns fit
			env.Setenv("GORACE", "atexit_sleep_ms=10")                         // else the race detector has each command wait for a second
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache")) // what one run keeps is not for another
			return nil
		},
		Cmds: more,
	}
	files, err := filepath.Glob(filepath.Join(p.Dir, "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d scripts, %v", len(files), err)
	}
	for _, name := range together {
		if !slices.Contains(files, filepath.Join(p.Dir, name+".txtar")) {
			t.Errorf("there is no script %s", name)
		}
	}
	if raced && testing.Short() {
		files = slices.DeleteFunc(files, func(name string) bool {
			return !slices.Contains(together, strings.TrimSuffix(filepath.Base(name), ".txtar"))
		})
		if len(files) == 0 {
			t.Skip("nothing in it works together")
		}
	}
	p.Dir, p.Files = "", files
	testscript.Run(t, p)
}

// moduleRoot is the folder of go.mod above the tests.
func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above")
		}
	}
}
