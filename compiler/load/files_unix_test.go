//go:build unix

package load

import (
	"path/filepath"
	"syscall"
	"testing"
)

// A pipe in a table's place is refused, and not waited for.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "users.csv"), 0o666); err != nil {
		t.Skip(err)
	}
	if _, err := (&Files{}).Table(dir, "users.csv"); err == nil || err.Error() != "it is no regular file" {
		t.Error(err)
	}
}
