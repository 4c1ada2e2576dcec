package main

import (
	"bufio"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	cue "cuelang.org/go/cmd/cue/cmd"
	"github.com/rogpeppe/go-internal/testscript"

	"provc/compiler/spectralink/files"
)

// raced: the race detector is at work.
var raced bool

// together are the scripts of commands in which goroutines work together. The shorter
// tests under the race detector run these; all others go through the same code one step
// after another, and run without it.
var together = []string{"build", "cisco", "digest", "drift_log", "formats", "gone", "list", "packages", "recall", "recall_inputs", "recall_together", "scale", "simulate", "upgrade"}

var update = flag.Bool("update", false, "rewrite golden trees and the expected output in scripts")

func TestMain(m *testing.M) {
	testscript.Main(wide{m}, map[string]func(){
		"provc": main,
		"cue":   func() { os.Exit(cue.Main()) }, // CUE's own command, of the version that provc holds
	})
}

// wide runs tests with a finding on one line, so that patterns fit. Commands that they
// run go by what they are given.
type wide struct{ *testing.M }

func (m wide) Run() int {
	os.Setenv("COLUMNS", "10000")
	return m.M.Run()
}

func TestScripts(t *testing.T) {
	examples, err := filepath.Abs(filepath.Join("..", "..", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	p := testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLES", examples)
			env.Setenv("COLUMNS", "10000")                                     // a finding on one line, so that patterns fit
			env.Setenv("GORACE", "atexit_sleep_ms=10")                         // else the race detector has each command wait for a second
			env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, ".cache")) // what one run keeps is not for another
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"registry": registry,
			"values":   values,
		},
	}
	if raced && testing.Short() {
		p.Dir = ""
		for _, name := range together {
			p.Files = append(p.Files, filepath.Join("testdata", "script", name+".txtar"))
		}
	}
	testscript.Run(t, p)
}

// values prints the parameters of a file as a handset reads them, one a line,
// quoted as Go quotes.
func values(ts *testscript.TestScript, neg bool, args []string) {
	params, err := files.ReadParams([]byte(ts.ReadFile(args[0])))
	if neg || err != nil {
		ts.Fatalf("%s: %v", args[0], err)
	}
	for _, p := range params {
		ts.Logf("%s=%q", p.Name, p.Value)
	}
}

// registry starts a registry for CUE modules, which is the one that CUE asks from then on.
func registry(ts *testscript.TestScript, neg bool, args []string) {
	cmd := exec.Command("cue", "mod", "registry", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	ts.Check(err)
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if neg || !ok {
		ts.Fatalf("the registry says %q", line)
	}
	ts.Setenv("CUE_REGISTRY", address+"+insecure")
}
