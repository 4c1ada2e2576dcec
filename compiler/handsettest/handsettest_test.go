package handsettest_test

import (
	"path/filepath"
	"testing"

	"provc/compiler/handset/server"
	"provc/compiler/handsettest"
)

const examples = "../../examples"

// What virtual handsets end up with is what the account of precedence says: for every
// handset of the examples, while nobody is logged in, somebody is, and nobody is again.
func TestVirtualHandsetsAgree(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{"hospital": 132, "campus": 3, "clinic": 6} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := handsettest.Deploy(t, examples, name, t.TempDir())
			got := d.Spectralink(t, func(folder string) server.Server { return handsettest.Open(t, filepath.Join(d.Root, folder)) })
			if got < want {
				t.Errorf("%d people have logged in, want %d", got, want)
			}
		})
	}
}

// So it is for Cisco's, from the box through staging to people. A folder asks for no
// password.
func TestVirtualPhonesAgree(t *testing.T) {
	t.Parallel()
	d := handsettest.Deploy(t, examples, "conference-rooms", t.TempDir())
	if got := d.Cisco(t, handsettest.Open(t, d.Root), handsettest.Open(t, d.Staging), false, handsettest.Rooms...); got != 9 {
		t.Errorf("%d people have logged in, want 9", got)
	}
	d = handsettest.Deploy(t, examples, "campus", t.TempDir())
	if got := d.Cisco(t, handsettest.Open(t, filepath.Join(d.Root, "desks")), handsettest.Open(t, d.Staging), false, handsettest.Desks...); got != 6 {
		t.Errorf("%d people have logged in on the campus, want 6", got)
	}
}
