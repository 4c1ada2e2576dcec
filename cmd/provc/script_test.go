package main

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"

	cue "cuelang.org/go/cmd/cue/cmd"
	"github.com/rogpeppe/go-internal/testscript"

	"provc/cmd/provc/scripttest"
)

func TestMain(m *testing.M) {
	scripttest.Main(m, rootCommand, map[string]func(){
		"cue": func() { os.Exit(cue.Main()) }, // CUE's own command, of the version that provc holds
	})
}

// Scripts that need commands of several folders, or those that are in this one.
func TestScripts(t *testing.T) {
	together := []string{"formats", "gone", "packages", "recall", "recall_inputs", "recall_together", "scale", "upgrade"}
	scripttest.Run(t, together, map[string]func(ts *testscript.TestScript, neg bool, args []string){"registry": registry})
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
