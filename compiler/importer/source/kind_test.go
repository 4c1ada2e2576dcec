package source

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// What is no file is called what it is.
func TestKindOf(t *testing.T) {
	t.Parallel()
	for mode, want := range map[fs.FileMode]string{fs.ModeNamedPipe: "a pipe", fs.ModeSocket: "a socket", fs.ModeDevice: "a device", fs.ModeDevice | fs.ModeCharDevice: "a device", fs.ModeIrregular: "something special"} {
		if got := kindOf(mode); got != want {
			t.Errorf("%v is %s", mode, got)
		}
	}
}

// What the system says of a file is said without the path, which stands before it.
func TestWhatTheSystemSays(t *testing.T) {
	t.Parallel()
	tree, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	if _, r := tree.Read("in/none.cfg"); r == nil || r.Error() != "in/none.cfg: the file cannot be read: no such file or directory" || r.Reason != Unreadable {
		t.Error(r)
	}
	if err := os.Mkdir(filepath.Join(tree.dir, "folder.cfg"), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, r := tree.Read("folder.cfg"); r == nil || r.Reason != Special || r.Path != "folder.cfg" {
		t.Error(r)
	}
}
