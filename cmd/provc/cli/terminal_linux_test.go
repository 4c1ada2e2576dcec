package cli

import (
	"fmt"
	"os"
	"testing"

	"github.com/spf13/cobra"
	"golang.org/x/sys/unix"
)

// terminal opens a terminal that nobody looks at.
func terminal(t *testing.T) *os.File {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { master.Close() })
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Skip(err)
	}
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Skip(err)
	}
	f, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// Colour is for terminals that know it, and for people who have not asked for none.
func TestColourful(t *testing.T) {
	tty, null := terminal(t), open(t, os.DevNull)
	for _, x := range []struct {
		to                  *os.File
		color, noColor, env string
		want                bool
	}{
		{tty, "auto", "", "xterm", true},
		{tty, "auto", "1", "xterm", false},
		{tty, "auto", "", "dumb", false},
		{tty, "never", "", "xterm", false},
		{null, "auto", "", "xterm", false}, // a device, and no terminal
		{null, "always", "", "xterm", true},
	} {
		t.Setenv("NO_COLOR", x.noColor)
		t.Setenv("TERM", x.env)
		cmd := &cobra.Command{}
		cmd.Flags().String("color", x.color, "")
		if got, err := Colourful(cmd, x.to); err != nil || got != x.want {
			t.Errorf("%+v: %v, %v", x, got, err)
		}
	}
	if err := unix.IoctlSetWinsize(int(tty.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Col: 44, Row: 10}); err != nil {
		t.Fatal(err)
	}
	for columns, want := range map[string][2]int{"": {44, narrow}, "100": {100, 100}, "x": {44, narrow}, "0": {44, narrow}, "-5": {44, narrow}} {
		t.Setenv("COLUMNS", columns)
		if got := [2]int{Width(tty), Width(null)}; got != want {
			t.Errorf("COLUMNS=%s: %v columns, want %v", columns, got, want)
		}
	}
}

func open(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
