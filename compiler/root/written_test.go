package root

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/vendors"
)

// Files that handsets wrote are found in the folders that are named, however these are
// spelt, and nowhere else; what can be read of them is.
func TestWritten(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"people/ana-phone.cfg":         "<PHONE_CONFIG><OVERRIDES up.a=\"R&D\"/></PHONE_CONFIG>",
		"People/BEN-PHONE.CFG":         "<PHONE_CONFIG>\n<OVERRIDES up.a=\"1\" up.b=\"",
		"people/ana-calls.xml":         "<callList a=\"1\"/>",
		"people/cid-directory.xml":     "<directory>",
		"people/ana.cfg":               "<handsetConfig up.a=\"2\"/>",
		"00907A000001-web.cfg":         "<PHONE_CONFIG><WEB up.c=\"3\"/></PHONE_CONFIG>",
		"people/00907a000001-boot.log": "< & >",
		"people/dora-phone.cfg":        "<html><body class=\"x\">404</body></html>",
		"old/ana-phone.cfg":            "<PHONE_CONFIG up.a=\"9\"/>",
		"people/eve-phone.cfg/x":       "",
		"people/fay-phone.cfg":         "<PHONE_CONFIG><OVERRIDES up.a=\"1\"/></PHONE_CONFIG>",
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		filetest.Put(t, name, text)
	}
	files, err := WrittenIn(dir, []string{".", "people", "people/", "gone/x", "people/ana.cfg"}, vendors.All(), func(_, entity string) bool { return entity != "fay" })
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		said := f.Path
		if f.IsOpaque() != (len(f.Params()) == 0) {
			t.Errorf("%s holds %d parameters, and is read as what has none: %t", f.Path, len(f.Params()), f.IsOpaque())
		}
		for _, p := range f.Params() {
			said += fmt.Sprintf(" %s=%s@%s", p.Name, p.Value, p.Pos)
		}
		for _, x := range f.Faults() {
			said += fmt.Sprintf(" %d: %s", x.Line, x.What)
		}
		got = append(got, said)
	}
	slices.Sort(got)
	want := []string{
		"00907A000001-web.cfg up.c=3@00907A000001-web.cfg:1:20",
		"People/BEN-PHONE.CFG up.a=1@People/BEN-PHONE.CFG:2:12 2: it is cut off in the value of up.b",
		"people/00907a000001-boot.log",
		"people/ana-calls.xml",
		"people/ana-phone.cfg up.a=R&D@people/ana-phone.cfg:1:26 1: the value of up.a holds an & that is not escaped",
		"people/cid-directory.xml 1: it is cut off: <directory> is not closed",
		"people/dora-phone.cfg 1: it is a page of a web server, which no handset wrote",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
