package diff

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/vendors"
)

// contents reads a folder whole.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[rel] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// patches writes the patch from one folder to another, and applies it to copies
// of the first with patch and with git.
func patches(t *testing.T, old, new string) {
	t.Helper()
	a, err := Folder(old, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	b, err := Folder(new, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := WriteUnified(&text, Compare(a, b, Options{}), Options{}, true); err != nil {
		t.Fatal(err)
	}
	want := contents(t, new)
	for _, tool := range [][]string{{"patch", "-s", "-p1"}, {"git", "apply", "--whitespace=nowarn", "-"}} {
		if _, err := exec.LookPath(tool[0]); err != nil {
			t.Skip(tool[0], "is not installed")
		}
		dir := t.TempDir()
		if err := os.CopyFS(dir, os.DirFS(old)); err != nil {
			t.Fatal(err)
		}
		if text.Len() > 0 {
			cmd := exec.Command(tool[0], tool[1:]...)
			cmd.Dir, cmd.Stdin = dir, bytes.NewReader(text.Bytes())
			if said, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%s: %v\n%s", tool[0], err, said)
			}
		}
		got := contents(t, dir)
		for name, data := range want {
			if got[name] != data {
				t.Errorf("%s: %s differs: %q, want %q", tool[0], name, got[name], data)
			}
		}
		for name := range got {
			if _, ok := want[name]; !ok {
				t.Errorf("%s: %s is left", tool[0], name)
			}
		}
	}
}

// roots lists the golden trees.
func roots(t testing.TB) []string {
	t.Helper()
	names, err := filepath.Glob("../../golden/*")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	return names
}

// The unified form with secrets is a patch, over all golden trees pairwise.
func TestPatchGoldens(t *testing.T) {
	t.Parallel()
	for _, old := range roots(t) {
		for _, new := range roots(t) {
			t.Run(filepath.Base(old)+"-"+filepath.Base(new), func(t *testing.T) {
				t.Parallel()
				patches(t, old, new)
			})
		}
	}
}

// Files that are hard on patches: without a newline at the end, empty, with
// blanks, quotes and other letters in their names, with carriage returns, with
// lines that look like a patch.
func TestPatchOddFiles(t *testing.T) {
	t.Parallel()
	master := `<MASTER_CONFIG><CONFIGURATION CONFIG_FILES="site.cfg"/></MASTER_CONFIG>`
	before := map[string]string{
		"000000000000.cfg": master, "site.cfg": "<a\nb=\"1\"\n/>", "empty.cfg": "", "went empty.xml": "", "people/ana b.cfg": "<a x=\"1\"/>\n",
		"people/größe \"q\".cfg": "<a\nx=\"1\"/>\n", "cr.cfg": "<a\r\nb=\"1\"/>\r\n", "like.txt": "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-x\n", "went.txt": "last line",
	}
	after := map[string]string{
		"000000000000.cfg": master + "\n", "site.cfg": "<a\nb=\"2\"\n/>\n", "empty.cfg": "<a/>", "new empty.xml": "", "people/ana b.cfg": "<a x=\"2\"/>",
		"people/größe \"q\".cfg": "<a\nx=\"2\"/>", "cr.cfg": "<a\r\nb=\"2\"/>\n", "like.txt": "--- a/x\n+++ b/x\n@@ -1 +2 @@\n+x\n", "people/new\\back.cfg": "<a/>\n",
	}
	old, new := t.TempDir(), t.TempDir()
	for name, data := range before {
		write(t, filepath.Join(old, name), []byte(data))
	}
	for name, data := range after {
		write(t, filepath.Join(new, name), []byte(data))
	}
	patches(t, old, new)
	patches(t, new, old)
}

// Without secrets shown, files that say the same have no difference whatever
// their layout, and comments are never shown.
func TestUnifiedMasked(t *testing.T) {
	t.Parallel()
	old := changed(t)
	new := changed(t, `<x prov.login.localPassword="hunter-ana" reg.2.address="201"/>`, "<!-- pw hunter-x -->\n<x reg.2.address=\"299\" prov.login.localPassword=\"hunter-ana2\"/>",
		`<x se.rt.default.type="visual"/>`, "\n  <!-- hunter-y -->\n<x\nse.rt.default.type='visual'/>\n")
	var b strings.Builder
	if err := WriteUnified(&b, Compare(old, new, Options{}), Options{}, false); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, want := range []string{`-      prov.login.localPassword="(secret)"`, `+      prov.login.localPassword="(secret, changed)"`, `+      reg.2.address="299"`} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	if strings.Contains(got, "hunter") || strings.Contains(got, "group-a") {
		t.Error(got)
	}
}
