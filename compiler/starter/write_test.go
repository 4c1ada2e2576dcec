package starter_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/starter"
	"provc/compiler/vendors"
	"provc/recipes/ci"
)

// A repository begins with the deployments of all vendors and a password for each secret
// that they name: of those that somebody types, six digits. Nobody else may read them.
func TestBeginning(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "Phones of Höhe 3")
	names, _, err := starter.Write(context.Background(), starter.Options{Dir: dir, Vendors: vendors.All(), Forge: "github"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(names, " "), strings.Join(list(t, dir), " "); got != want {
		t.Errorf("told of %s, and there are %s", got, want)
	}
	for _, want := range []string{".gitignore", "README.md", "cue.mod/module.cue", "secrets.yaml", "wards/wards.cue", "desks/desks.cue", ci.Forges["github"]} {
		if !strings.Contains(" "+strings.Join(names, " ")+" ", " "+want+" ") {
			t.Errorf("no %s among %s", want, names)
		}
	}
	info, err := os.Stat(filepath.Join(dir, "secrets.yaml"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("secrets.yaml is %v, %v", info.Mode(), err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "secrets.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if !strings.HasPrefix(lines[0], "# Passwords: ") || !strings.Contains(string(text), "stays out of git.\n") || !slices.IsSorted(lines[2:]) {
		t.Errorf("secrets.yaml is\n%s", text)
	}
	logins, others := 0, 0
	for line := range strings.Lines(string(text)) {
		switch {
		case strings.HasPrefix(line, "#"):
		case regexp.MustCompile(`^login_\w+: "[0-9]{6}"\n$`).MatchString(line):
			logins++
		case !strings.HasPrefix(line, "login_") && regexp.MustCompile(`^\w+: "[abcdefghijkmnpqrstuvwxyz23456789]{16}"\n$`).MatchString(line):
			others++
		default:
			t.Errorf("a password is %s", line)
		}
	}
	if logins < 2 || others < 2 {
		t.Errorf("%d are typed, and %d are not", logins, others)
	}
	module, err := os.ReadFile(filepath.Join(dir, "cue.mod", "module.cue"))
	if err != nil || !strings.Contains(string(module), `"phones.example/phones-of-h-he-3@v0"`) {
		t.Errorf("%s %v", module, err)
	}
	ignored, err := os.ReadFile(filepath.Join(dir, ".gitignore"))
	if err != nil || !strings.Contains("\n"+string(ignored), "\nsecrets.yaml\n") && !strings.Contains("\n"+string(ignored), "\n/secrets.yaml\n") {
		t.Errorf("secrets.yaml goes into git: %s %v", ignored, err)
	}
	readme, err := os.ReadFile(filepath.Join(dir, "README.md"))
	for _, want := range []string{"| `wards/` | handsets of two wards (Spectralink), and who logs in on them |", "| `desks/` | phones of two desks (Cisco), and who logs in on them |", "| `" + ci.Forges["github"] + "`, `ci/` |", "provc init made them", "provc params 'prov.login.*'\n", "provc params 'Resync_*'\n"} {
		if err != nil || !strings.Contains(string(readme), want) {
			t.Errorf("no %s in\n%s%v", want, readme, err)
		}
	}
}

// It replaces nothing: what is there is told, all of it, and stays.
func TestReplacesNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		there map[string]string
		want  string
	}{
		{map[string]string{"notes.txt": "mine", "ward/other.cue": "mine"}, ""},
		{map[string]string{"README.md": "mine", "ward/ward.cue": "mine"}, " holds README.md, ward/ward.cue, and import replaces nothing; name a folder that is new or empty"},
		{map[string]string{"secrets.yaml": "mine"}, " holds secrets.yaml, and import replaces nothing"},
		{map[string]string{"cue.mod/module.cue/x": "mine"}, " holds cue.mod/module.cue, and import replaces nothing"},
	} {
		dir := filetest.Folder(t, c.there)
		before := list(t, dir)
		_, _, err := starter.Write(context.Background(), content(dir))
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v", c.there, err)
		}
		if after := list(t, dir); err != nil && strings.Join(after, " ") != strings.Join(before, " ") {
			t.Errorf("%v: there is %s", c.there, after)
		}
		for name := range c.there {
			if text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || string(text) != "mine" {
				t.Errorf("%s is %q, %v", name, text, err)
			}
		}
	}
	begun := content(filetest.Folder(t, map[string]string{"README.md": ""}))
	begun.Content = nil
	if _, _, err := starter.Write(context.Background(), begun); err == nil || !strings.Contains(err.Error(), "and init replaces nothing") {
		t.Error(err)
	}
}

// Where a repository cannot be, the sentence says why, and makes nothing.
func TestReady(t *testing.T) {
	t.Parallel()
	dir := filetest.Folder(t, map[string]string{"file": "", "folder/x": ""})
	for name, want := range map[string]string{
		"folder": "", "new": "", "new/deep/er": "", "": "",
		"file": " is a file; name a folder that is new or empty", "file/in/deep": " cannot be made, for " + filepath.Join(dir, "file") + " is a file; name a folder that is new or empty",
	} {
		at := filepath.Join(dir, filepath.FromSlash(name))
		err := starter.Ready(at)
		if (err == nil) != (want == "") || err != nil && err.Error() != at+want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left := list(t, dir); strings.Join(left, " ") != "file folder/x" {
		t.Errorf("there is %s", left)
	}
	closed := filepath.Join(dir, "closed")
	if err := os.Mkdir(closed, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(closed, "x")); os.IsPermission(err) {
		if err := starter.Ready(filepath.Join(closed, "x")); err == nil || !strings.Contains(err.Error(), "cannot be looked at: "+fs.ErrPermission.Error()) {
			t.Error(err)
		}
	}
}

// Of a package that another command made, nothing else is begun beside it: its files, its
// passwords and its words.
func TestContent(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "Ü")
	o := content(dir)
	o.Content.Secrets = []byte("pw: \"x\"\n")
	names, _, err := starter.Write(context.Background(), o)
	if err != nil || strings.Contains(strings.Join(names, " "), "wards") || strings.Contains(strings.Join(names, " "), ".github") {
		t.Fatal(names, err)
	}
	for name, want := range map[string]string{"secrets.yaml": "pw: \"x\"\n", "ward/ward.cue": "package ward\n"} {
		if text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || string(text) != want {
			t.Errorf("%s is %q, %v", name, text, err)
		}
	}
	for name, wants := range map[string][]string{
		"README.md":          {"| `ward/` | a ward |\n", "provc import made them", "\nprovc checks ptt-persistent\n"},
		"cue.mod/module.cue": {`"phones.example/phones@v0"`},
	} {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		for _, want := range wants {
			if err != nil || !strings.Contains(string(text), want) {
				t.Errorf("no %q in %s\n%s%v", want, name, text, err)
			}
		}
	}
}
