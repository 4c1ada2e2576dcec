package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What pages show of a walk-through is what its scripts expect.
func TestPagesShowWhatCommandsPrint(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		page, scripts, command string
		few                    int
	}{
		{"review.md", "review/testdata/script/diff.txtar", "$ provc diff --base main\n", 6},
		{"explain.md", "testdata/script/explain*.txtar", "$ provc explain ", 6},
	} {
		page, err := os.ReadFile(filepath.Join("..", "..", "docs", x.page))
		if err != nil {
			t.Fatal(err)
		}
		names, err := filepath.Glob(filepath.FromSlash(x.scripts))
		if err != nil || names == nil {
			t.Fatal(x.scripts, err)
		}
		scripts := ""
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			scripts += string(text)
		}
		n := 0
		for block := range strings.SplitSeq(string(page), "```\n") {
			if !strings.HasPrefix(block, x.command) {
				continue
			}
			n++
			command, output, _ := strings.Cut(strings.TrimPrefix(block, "$ "), "\n")
			if !strings.Contains(scripts, " --\n"+output) {
				t.Errorf("docs/%s: no command of the scripts prints\n%s", x.page, output)
			}
			if !strings.Contains(scripts, "exec "+command+"\n") {
				t.Errorf("docs/%s: no script runs %s", x.page, command)
			}
		}
		if n < x.few {
			t.Errorf("docs/%s: only %d outputs", x.page, n)
		}
	}
}
