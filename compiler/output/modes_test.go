//go:build unix

package output

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"provc/compiler/artifact"
)

// sealedFile holds a secret.
func sealedFile(name string) *artifact.File {
	f := plain(name, "")
	f.Params, f.Format = []artifact.Param{{Name: "password", Secret: "pin"}}, render
	return f
}

// Who can read a file that holds secrets depends on its folder, on the mode that is asked
// for, and on the file that it replaces; where a server may be shut out, or everybody let
// in, that is told.
func TestModesOfSecrets(t *testing.T) {
	for _, test := range []struct {
		name   string
		folder fs.FileMode
		was    fs.FileMode // of the file that is replaced; 0: none
		asked  fs.FileMode
		plain  bool // it holds no secret
		want   fs.FileMode
		told   string
	}{
		{"a new one", 0o755, 0, 0, false, 0o640, "root-mode-closed"},
		{"in a folder of a group", 0o770, 0, 0, false, 0o640, ""},
		{"in a folder that nobody else can list", 0o751, 0, 0, false, 0o640, ""},
		{"in a folder that nobody else can enter", 0o754, 0, 0, false, 0o640, ""},
		{"as it is asked for", 0o755, 0, 0o600, false, 0o600, ""},
		{"open to all, as it is asked for", 0o755, 0, 0o644, false, 0o644, ""},
		{"without a secret", 0o755, 0, 0, true, 0o644, ""},
		{"without a secret, in a folder of a group", 0o770, 0, 0, true, 0o644, ""},
		{"without a secret, as it is asked for", 0o755, 0, 0o600, true, 0o600, ""},
		{"replaced", 0o755, 0o640, 0, false, 0o640, ""},
		{"replaced, open to all", 0o755, 0o644, 0, false, 0o644, "root-mode-open"},
		{"replaced, open to all but the group", 0o755, 0o604, 0, false, 0o604, "root-mode-open"},
		{"replaced, writable for all", 0o755, 0o642, 0, false, 0o642, ""},
		{"replaced, open to all, as it is asked for", 0o755, 0o644, 0o644, false, 0o644, ""},
		{"replaced, though less is asked for", 0o755, 0o644, 0o640, false, 0o644, "root-mode-open"},
		{"replaced, without a secret", 0o755, 0o646, 0, true, 0o646, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			root := newRoot(t)
			file := sealedFile("users/a.cfg")
			if test.plain {
				file = plain("users/a.cfg", "new")
			}
			put(t, root, "users/a.cfg", "old")
			name := filepath.Join(root, "users/a.cfg")
			if test.was != 0 {
				if err := os.Chmod(name, test.was); err != nil {
					t.Fatal(err)
				}
			} else if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(filepath.Join(root, "users"), test.folder); err != nil {
				t.Fatal(err)
			}
			r := mustWrite(t, treeOf(file), Options{Root: root, NoSync: true, Adopt: true, Mode: test.asked})
			info, err := os.Stat(name)
			if err != nil || info.Mode().Perm() != test.want {
				t.Errorf("its mode is %v, %v, want %v", info.Mode(), err, test.want)
			}
			told := ""
			for _, d := range r.Findings {
				told += d.Check
			}
			if told != test.told {
				t.Errorf("told is %q, want %q", told, test.told)
			}
		})
	}
}

// A file is created for this account alone where its owner or group is changed afterwards.
func TestFirstModes(t *testing.T) {
	for _, test := range []struct {
		uid, gid int
		want     fs.FileMode
	}{{-1, -1, 0o644}, {0, -1, 0o600}, {-1, 0, 0o600}, {12, 34, 0o600}} {
		if got := (attr{mode: 0o644, uid: test.uid, gid: test.gid}).first(); got != test.want {
			t.Errorf("given to %d and %d, it is created with %v", test.uid, test.gid, got)
		}
	}
}
