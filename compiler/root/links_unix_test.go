//go:build unix

package root_test

import (
	"net"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"

	"provc/compiler/root"
	"provc/compiler/vendors"
)

// What links lead to is read if it is a file. Nobody writes to the pipe, which must not
// be waited for.
func TestLinks(t *testing.T) {
	dir, beside := t.TempDir(), t.TempDir()
	write(t, dir, "000000000000.cfg", `<APPLICATION CONFIG_FILES="a.cfg"/>`)
	write(t, beside, "real.cfg", `<x up.backlight="1"/>`)
	if err := syscall.Mkfifo(filepath.Join(beside, "pipe.cfg"), 0o600); err != nil {
		t.Skip("no named pipes here:", err)
	}
	socket, err := net.Listen("unix", filepath.Join(beside, "s"))
	if err != nil {
		t.Skip("no sockets here:", err)
	}
	defer socket.Close()
	for name, to := range map[string]string{"a.cfg": "real.cfg", "folder.cfg": ".", "gone.cfg": "none", "pipe.cfg": "pipe.cfg", "socket.cfg": "s"} {
		if err := os.Symlink(filepath.Join(beside, to), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	r, err := root.Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := r.Paths(), []string{"000000000000.cfg", "a.cfg"}; !slices.Equal(got, want) {
		t.Errorf("files are %q, want %q", got, want)
	}
	if p, _ := r.At("a.cfg").Param("up.backlight"); p.Value != "1" {
		t.Errorf("the link is read as %q", p.Value)
	}
}
