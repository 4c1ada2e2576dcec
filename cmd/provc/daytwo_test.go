//go:build unix

package main

import (
	"os/exec"
	"path/filepath"
	"testing"
)

// Whoever does what docs/day-two.md says gets what it says.
func TestDayTwo(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes")
	}
	for _, name := range []string{"bash", "git", "sed"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip(name, "is not here")
		}
	}
	t.Parallel()
	follow(t, filepath.Join("..", "..", "docs", "day-two.md"), nil)
}
