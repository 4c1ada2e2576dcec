package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What docs/review.md shows is what the script of the walk-through expects.
func TestReviewIsWhatCommandsPrint(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "review.md"))
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join("testdata", "script", "diff.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for block := range strings.SplitSeq(string(page), "```\n") {
		output, ok := strings.CutPrefix(block, "$ provc diff --base main\n")
		if !ok {
			continue
		}
		n++
		if !strings.Contains(string(script), " --\n"+output) {
			t.Errorf("no command of the script prints\n%s", output)
		}
	}
	if n < 6 {
		t.Errorf("only %d outputs", n)
	}
}
