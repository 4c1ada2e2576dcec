package fault

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/load/loadtest"
)

// Why a folder is no package: what is told is the file at fault, or where packages are.
func TestFolders(t *testing.T) {
	t.Parallel()
	const (
		one   = "a folder holds one package, and this file is of package "
		apart = ", or move the file into a folder of its own"
		begin = "the file begins without a package line; "
	)
	for _, test := range []struct {
		name, at, pattern string
		files             map[string]string
		want              string
	}{
		{"the rarest is at fault", "", ".", map[string]string{"a.cue": "package odd\n", "b.cue": "package p\n", "c.cue": "package p\n"},
			"a.cue:1:1: error: cue-package: " + one + "odd; write package p" + apart + " (b.cue:1:1: this one is of package p)"},
		{"or the one called otherwise than the folder", "ward", ".", map[string]string{"ward/a.cue": "package odd\n", "ward/b.cue": "package ward\n"},
			"a.cue:1:1: error: cue-package: " + one + "odd; write package ward" + apart + " (b.cue:1:1: this one is of package ward)"},
		{"the same, the other way round", "ward", ".", map[string]string{"ward/a.cue": "package ward\n", "ward/b.cue": "package odd\n"},
			"b.cue:1:1: error: cue-package: " + one + "odd; write package ward" + apart + " (a.cue:1:1: this one is of package ward)"},
		{"but the rarest before that", "ward", ".", map[string]string{"ward/a.cue": "package ward\n", "ward/b.cue": "package most\n", "ward/c.cue": "package most\n"},
			"a.cue:1:1: error: cue-package: " + one + "ward; write package most" + apart + " (b.cue:1:1: this one is of package most)"},
		{"beneath a comment", "", ".", map[string]string{"a.cue": "// Of the ward.\n\npackage odd\n", "b.cue": "package p\n", "c.cue": "package p\n"},
			"a.cue:3:1: error: cue-package: " + one + "odd; write package p" + apart + " (b.cue:1:1: this one is of package p)"},
		{"none of a package line beside another", "ward", ".", map[string]string{"ward/a.cue": "x: 1\n", "ward/b.cue": "package p\n", "ward/c.cue": "package q\n"},
			"c.cue:1:1: error: cue-package: " + one + "q; write package p" + apart + " (b.cue:1:1: this one is of package p)"},
		{"as many of each", "", ".", map[string]string{"a.cue": "package p\n", "b.cue": "package q\n", "c.cue": "package q\n", "d.cue": "package p\n"},
			"c.cue:1:1: error: cue-package: " + one + "q; write package p" + apart + " (a.cue:1:1: this one is of package p)"},
		{"of a pattern", "", "./...", map[string]string{"ward/a.cue": "x: 1\n", "ward/b.cue": "package p\n", "zoo/a.cue": "package p\n", "zoo/b.cue": "package q\n"},
			"zoo/b.cue:1:1: error: cue-package: " + one + "q; write package p" + apart + " (zoo/a.cue:1:1: this one is of package p)"},
		{"no package line at all", "ward", ".", map[string]string{"ward/a.cue": "x: 1\n"}, "a.cue:1:1: error: cue-package: " + begin + "write package ward"},
		{"in a folder with a number", "7-west", ".", map[string]string{"7-west/a.cue": "x: 1\n"}, "a.cue:1:1: error: cue-package: " + begin + "write package ward"},
		{"in a folder with a hyphen", "west-7", ".", map[string]string{"west-7/a.cue": "x: 1\n"}, "a.cue:1:1: error: cue-package: " + begin + "write package west_7"},
		{"in a file without a name of its own", "", ".", map[string]string{"_a.cue": "x: 1\n"}, ".: error: cue-package: there is no file of CUE here, nor in folders below; provc init makes a first deployment"},

		{"a package below", "", ".", map[string]string{"a/a.cue": "package a\n"}, "-: error: cue-package: no package is in this folder itself; packages are in ./a; use ./..."},
		{"three below", "", ".", map[string]string{"c/a.cue": "package a\n", "a/a.cue": "package a\n", "a/b.cue": "package a\n", "b/d/a.cue": "package a\n"},
			"-: error: cue-package: no package is in this folder itself; packages are in ./a, ./b/d, ./c; use ./..."},
		{"four below", "", ".", map[string]string{"c/a.cue": "package a\n", "a/a.cue": "package a\n", "b/a.cue": "package a\n", "d/a.cue": "package a\n"},
			"-: error: cue-package: no package is in this folder itself; packages are in ./a, ./b, ./c, …; use ./..."},
		{"of a folder below", "", "./a", map[string]string{"a/x.txt": "x", "a/b/a.cue": "package a\n"}, "a: error: cue-package: no package is in this folder itself; packages are in ./a/b; use ./..."},

		{"a folder without ./", "", "ward", map[string]string{"ward/a.cue": "package a\n"}, "-: error: cue-package: ward without ./ is the path of an import, not a folder; write ./ward"},
		{"neither a folder nor an import", "", "nowhere", map[string]string{"a.cue": "package a\n"}, `-: error: cue-package: there is no package "nowhere", and no folder of this name`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile})
			loadtest.Write(t, dir, test.files)
			if got := told(t, filepath.Join(dir, test.at), test.pattern); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// A link that leads nowhere is named, and so is a file that this account may not read.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile, "a.cue": "package p\n"})
	name := filepath.Join(dir, "b.cue")
	if err := os.Symlink("nowhere.cue", name); err != nil {
		t.Skip(err)
	}
	if got, want := told(t, dir), "b.cue: error: cue-package: the file is a symbolic link that leads nowhere; remove it, or correct where it leads"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if os.Remove(name) != nil || os.Getuid() == 0 {
		return
	}
	loadtest.Write(t, dir, map[string]string{"b.cue": "package p\n"})
	if err := os.Chmod(name, 0); err != nil {
		t.Fatal(err)
	}
	if got, want := told(t, dir), "b.cue: error: cue-package: the file cannot be read: permission denied"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// CUE passes over files without a package line beside others; each is told.
func TestIgnored(t *testing.T) {
	t.Parallel()
	for want, files := range map[string]map[string]string{
		"":            {"a.cue": "package p\n", "b.cue": "package p\n"},
		"b.cue":       {"a.cue": "package p\n", "b.cue": "x: 1\n"},
		"b.cue c.cue": {"a.cue": "package p\n", "b.cue": "x: 1\n", "c.cue": "// x\n", "_d.cue": "x: 1\n"},
	} {
		dir := t.TempDir()
		loadtest.Write(t, dir, map[string]string{"cue.mod/module.cue": loadtest.ModuleFile})
		loadtest.Write(t, dir, files)
		l := loader(t, dir)
		units, err := l.Find(parse)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range Ignored(l, units[0].Inst) {
			got = append(got, d.Pos.File)
			if d.Message() != "the file begins without a package line, so nothing in it counts; write package p" || d.Fix.Edits == nil {
				t.Errorf("%s: %s", d.Pos, d.Message())
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("told of %q, want %q", got, want)
		}
	}
}
