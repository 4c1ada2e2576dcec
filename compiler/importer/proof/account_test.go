package proof

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/importer"
	"provc/compiler/importer/tree"
	"provc/compiler/vendors"
)

// All that can be read is counted, what cannot be read is not, and residue is told in the
// order of places. Whoever changes the folder meanwhile is told.
func TestAccount(t *testing.T) {
	t.Parallel()
	dir := filetest.Folder(t, map[string]string{
		"000000000000.cfg": `<APPLICATION CONFIG_FILES="site.cfg"/>`,
		"00907A000001.cfg": `<APPLICATION CONFIG_FILES="own.cfg"/>`,
		"site.cfg":         "<h>words\n<x up.idleTimeout=\"40\"/>\n<y up.Idletimeout=\"1\" acme.x=\"1\"/></h>",
		"latin.cfg":        "<h a.b='\xe9'/>",
		"page.cfg":         "<html><a href='x'/></html>",
		"bomb.cfg":         "<!DOCTYPE a [<!ENTITY b 'c'>]><a b='1'/>",
		"torn.cfg":         "<h a='1' b='2'><c d='3'/>",
		".git/x.cfg":       "<h/>",
		"gone.cfg":         "<h a='1'/>",
	})
	read, err := tree.Load(t.Context(), tree.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	made := importer.Make(read, importer.Options{Dir: dir, Makers: vendors.Makers()})
	if err := os.Remove(filepath.Join(dir, "gone.cfg")); err != nil {
		t.Fatal(err)
	}
	filetest.Put(t, filepath.Join(dir, "in", "new.cfg"), "<h/>")
	r, err := Account(t.Context(), read, made.Notes)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range r.Files {
		got = append(got, fmt.Sprint(f.Path, " ", f.Says, " of ", f.Elements, " ", f.Fates))
		for _, m := range f.Remarks {
			got = append(got, fmt.Sprint(m.Line, ":", m.Column, " ", m.Said))
		}
	}
	for _, x := range r.Residue {
		got = append(got, fmt.Sprint(x.File, ":", x.Line, " ", x.Name, " ", x.Kind, " ", x.Went, " ", x.Near))
	}
	for _, f := range r.Faults {
		got = append(got, f.File+": "+f.Said)
	}
	want := `000000000000.cfg 1 of 1 map[arrived:1]
00907A000001.cfg 1 of 1 map[unreferenced:1]
bomb.cfg 0 of 0 map[]
gone.cfg 0 of 0 map[]
latin.cfg 1 of 1 map[unreferenced:1]
1:9 the file says no encoding, and this character is no UTF-8: it is read as ISO-8859-1
page.cfg 0 of 0 map[]
site.cfg 4 of 3 map[arrived:1 dropped:2 unlisted:1]
torn.cfg 3 of 2 map[broken:3]
00907A000001.cfg:1 the whole file wrong case dropped 00907a000001.cfg
site.cfg:1 h text dropped 
site.cfg:3 up.Idletimeout wrong case dropped up.idleTimeout
site.cfg:3 acme.x unknown unlisted 
gone.cfg: the file could be read at first, and cannot be read again
in/new.cfg: import has overlooked the file`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if r.Says != 10 || r.Elements != 8 || r.Fates[Broken] != 3 || r.Strict() || r.Whole() {
		t.Errorf("%d places in %d elements, %v", r.Says, r.Elements, r.Fates)
	}
}

// What is lost is counted as such, and what nobody wrote is told.
func TestLost(t *testing.T) {
	t.Parallel()
	f := &tree.File{Path: "x.cfg", Kind: tree.Parameters, Settings: []*tree.Setting{
		{Name: "a", Value: "1", Line: 1, Fate: tree.Fate{Kind: tree.Arrived}}, {Name: "b", Value: "2", Line: 2, Text: true, Fate: tree.Fate{Kind: tree.Arrived}},
	}}
	r, account := &Report{}, &File{Fates: map[Fate]int{}}
	r.settle(account, f, walked{items: []item{{name: "a", value: "other", line: 1}, {name: "b", value: "2", line: 2}}})
	if account.Fates[Lost] != 2 || len(r.Faults) != 4 || r.Whole() {
		t.Errorf("%v %v", account.Fates, r.Faults)
	}
	// Of files of which nothing is held, markup is counted apart; those that say as much share
	// one count.
	for items, want := range map[string]string{"": "map[]", "a b": "map[unreferenced:2]", "xmlns:x": "map[markup:1]", "a xmlns:x xml:y": "map[markup:2 unreferenced:1]"} {
		for range 2 {
			var w walked
			for name := range strings.FieldsSeq(items) {
				w.items = append(w.items, item{name: name})
			}
			account := &File{}
			r.settle(account, &tree.File{Kind: tree.Unreferenced, Forgotten: true}, w)
			if got := fmt.Sprint(account.Fates); got != want {
				t.Errorf("%s: %s", items, got)
			}
		}
	}
}
