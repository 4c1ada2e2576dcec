package root_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/filetest"
	"provc/compiler/root"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

func format([]artifact.Param) ([]byte, error) { return nil, nil }

// params are parameters such as a=1, in order.
func params(text string) (all []artifact.Param) {
	for _, s := range strings.Fields(text) {
		name, value, _ := strings.Cut(s, "=")
		all = append(all, artifact.Param{Name: name, Value: value})
	}
	return all
}

// file is a file that packages compile to.
func file(path, says string) *artifact.File {
	return &artifact.File{Path: path, Format: format, Params: params(says)}
}

func folder(t *testing.T, files map[string]string) *root.Root {
	t.Helper()
	r, err := root.Folder(filetest.Folder(t, files), vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const master = `<MASTER_CONFIG CONFIG_FILES="site.cfg"/>`

// Of several settings of a parameter in one file the last counts, however many there are
// in it.
func TestLastSettingCounts(t *testing.T) {
	t.Parallel()
	for _, more := range []string{"", " x1=1 x2=1 x3=1 x4=1 x5=1 x6=1 x7=1 x8=1 x9=1 x10=1 x11=1 x12=1"} {
		r := root.Compiled("built", vendors.All(), root.Part{Tree: &artifact.Tree{Files: []*artifact.File{file("a.cfg", "a=1 b=2 a=3"+more+" c=4 b=5")}}})
		f := r.At("a.cfg")
		for name, want := range map[string]string{"a": "3", "b": "5", "c": "4"} {
			if p, ok := f.Param(name); !ok || p.Value != want || !f.Sets(name) {
				t.Errorf("%s is %q", name, p.Value)
			}
		}
		if _, ok := f.Param("d"); ok || f.Sets("d") {
			t.Error("d is set")
		}
		var last []string
		for _, p := range f.Last() {
			last = append(last, p.Name+"="+p.Value)
		}
		if got, want := strings.Join(last, " "), "a=3"+more+" c=4 b=5"; got != want {
			t.Errorf("without those that are replaced: %s, want %s", got, want)
		}
	}
	for text, want := range map[string]string{`<x up.a="1"><y up.a="2"/></x>`: "2", `<x up.ab="1"/>`: "", `<x up.b="1"/>`: "", `<x t="up.a"/>`: "", `<x up.a=""/>`: "=", `<x up.a="a&amp;b"/>`: "a&b"} {
		f := folder(t, map[string]string{"000000000000.cfg": master, "site.cfg": text}).At("site.cfg")
		sets := f.Sets("up.a")
		p, ok := f.Param("up.a")
		if ok != (want != "") || sets != ok || p.Value != strings.TrimPrefix(want, "=") {
			t.Errorf("%s sets it to %q: %t, %t", text, p.Value, ok, sets)
		}
	}
}

// What is compiled to text is read as any text; what only begins something is a seed.
func TestCompiledText(t *testing.T) {
	t.Parallel()
	r := root.Compiled("built", vendors.All(), root.Part{Tree: &artifact.Tree{Files: []*artifact.File{
		{Path: "a.cfg", Data: []byte(`<x up.a="1"/>`), Seed: true}, {Path: "b.cfg", Data: []byte(`<x up.a="`)}, {Path: "c.bin", Data: []byte("x")}, file("d.cfg", "up.a=1"),
	}}})
	for name, want := range map[string]string{"a.cfg": "1 false true", "b.cfg": " true false", "c.bin": " true false", "d.cfg": "1 false false"} {
		f := r.At(name)
		p, _ := f.Param("up.a")
		if got := fmt.Sprint(p.Value, " ", f.IsOpaque(), " ", f.IsSeed()); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if _, broken := r.At("b.cfg").Broken(); !broken {
		t.Error("a text that ends early is not broken")
	}
	if f := folder(t, map[string]string{"000000000000.cfg": master}).At("000000000000.cfg"); f.IsSeed() || f.Entity() != "" || f.Label() != "" || f.Pos().IsValid() {
		t.Error("a file on a disk knows who asked for it")
	}
}

// A file mentions a word that stands in it alone, and no part of one.
func TestMentions(t *testing.T) {
	t.Parallel()
	many := map[string]bool{}
	for c := 'a'; c <= 'm'; c++ {
		many[strings.Repeat(string(c), 9)] = true
	}
	f := folder(t, map[string]string{"000000000000.cfg": master, "site.cfg": `<x reg.1.address="201" b="ü-1"/>`}).At("site.cfg")
	for word, want := range map[string]bool{"reg.1.address": true, "201": true, "ü-1": true, "20": false, "reg.1": false, "address": false, "none": false} {
		for _, more := range []bool{false, true} {
			words := map[string]bool{word: true}
			for w := range many {
				words[w] = more
				if !more {
					delete(words, w)
				}
			}
			if got := f.Mentions(words); got != want {
				t.Errorf("it mentions %s, among %d: %t", word, len(words), got)
			}
		}
	}
	for c, want := range map[rune]bool{'a': true, 'z': true, 'A': true, 'Z': true, '0': true, '9': true, '.': true, '_': true, '-': true, 'ü': true, 0x80: true, 0x7f: false, ' ': false, '"': false, '@': false, '/': false, ':': false, '[': false, '`': false, '{': false} {
		if root.InWord(c) != want {
			t.Errorf("%q is in a word: %t", c, !want)
		}
	}
	if !root.Compiled("built", vendors.All(), root.Part{Tree: &artifact.Tree{Files: []*artifact.File{file("a.cfg", "")}}}).At("a.cfg").Mentions(map[string]bool{"x": true}) {
		t.Error("of a file that is compiled nobody looks at the text")
	}
}

// Files are compared by their bytes, by what they say beside parameters, or at a glance.
func TestSameFiles(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 70_000)
	r := folder(t, map[string]string{
		"000000000000.cfg": master, "a.bin": long, "b.bin": long, "c.bin": long[1:] + "y", "d.bin": long + "x", "e.bin": "",
		"a.cfg": "<x a=\"1\"> t<y/></x>", "b.cfg": "<x\n a='1'>t <y/>\n</x>", "c.cfg": "<x a=\"2\">t<y/></x>", "d.cfg": "<x a=\"1\">u<y/></x>", "e.cfg": "<x a=\"1\">t<z/></x>", "f.cfg": "<x a=\"1\"><y/>t</x>",
	})
	for _, x := range []struct {
		a, b                string
		bytes, text, glance bool
	}{
		{"a.bin", "b.bin", true, true, true}, {"a.bin", "c.bin", false, true, false}, {"a.bin", "d.bin", false, true, false}, {"d.bin", "a.bin", false, true, false},
		{"a.cfg", "b.cfg", false, true, false}, {"a.cfg", "c.cfg", false, true, false}, {"a.cfg", "d.cfg", false, false, false}, {"a.cfg", "e.cfg", false, false, false},
	} {
		f, g := r.At(x.a), r.At(x.b)
		if f.SameContent(g) != x.bytes || f.SameText(g) != x.text || f.SameBytes(g) != x.glance {
			t.Errorf("%s and %s: %t by bytes, %t by text, %t at a glance", x.a, x.b, f.SameContent(g), f.SameText(g), f.SameBytes(g))
		}
	}
	built := root.Compiled("built", vendors.All(), root.Part{Tree: &artifact.Tree{Files: []*artifact.File{{Path: "a.bin", Data: []byte(long)}, {Path: "b.bin"}}}})
	if f := built.At("a.bin"); !f.SameContent(r.At("a.bin")) || f.SameContent(r.At("c.bin")) || f.SameBytes(r.At("a.bin")) || f.Size() != 70_000 || r.At("d.bin").Size() != 70_001 {
		t.Error("what is compiled to text is compared otherwise")
	}
}

// A build leaves in a folder what it did not write: by the record, where there is one, else
// by what handsets read and write.
func TestDeployed(t *testing.T) {
	t.Parallel()
	const sum = "0000000000000000000000000000000000000000000000000000000000000000"
	files := map[string]string{"000000000000.cfg": master, "site.cfg": `<x a="1"/>`, "old.cfg": `<x a="1"/>`, "notes.txt": "x", "00907a000001-phone.cfg": `<PHONE_CONFIG a="1"/>`, "w/a.cfg": `<x a="1"/>`}
	const title = "provc manifest 1\npackage\tward\n"
	for _, x := range []struct {
		name, manifest, want, fails string
	}{
		{"no record", "", "000000000000.cfg old.cfg site.cfg", ""},
		{"a record", title + "file\t" + sum + "\t0\tward\t\told.cfg\nend\n", "old.cfg", ""},
		{"a record of what handsets write", title + "file\t" + sum + "\t0\tward\t\t00907a000001-phone.cfg\nend\n", "", ""},
		{"a newer record", "provc manifest 7\n", "", "what provc wrote: a newer provc wrote it"},
		{"the record of a part", "provc manifest 1\npackage\tward\t1/2\n", "", "what provc wrote: an older provc wrote it for a part of a root, which provc no longer builds; remove the folder"},
		{"no record of ours", "rubbish\n", "", "what provc wrote: it is damaged at line 1; restore it from a backup, or remove it: then all files count"},
	} {
		dir := filetest.Folder(t, files)
		if x.manifest != "" {
			filetest.Put(t, filepath.Join(dir, ".provc/manifest"), x.manifest)
		}
		r, err := root.Folder(dir, vendors.All())
		if err != nil {
			t.Fatal(err)
		}
		err = r.Deployed(dir, []string{""})
		if x.fails != "" {
			if err == nil || !strings.Contains(err.Error(), x.fails) {
				t.Errorf("%s: %v", x.name, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(x.name, err)
		}
		built := root.Compiled("built", vendors.All(), root.Part{Tree: &artifact.Tree{}})
		var owned []string
		for _, p := range r.Paths() {
			if built.Owns(r.At(p)) {
				owned = append(owned, p)
			}
			if !r.Owns(r.At(p)) {
				t.Errorf("a folder does not own %s", p)
			}
		}
		if got := strings.Join(owned, " "); got != x.want {
			t.Errorf("%s: a build owns %s, want %s", x.name, got, x.want)
		}
	}
	dir := filetest.Folder(t, files)
	filetest.Put(t, filepath.Join(dir, "w/.provc/manifest"), title+"file\t"+sum+"\t0\tward\t\ta.cfg\nend\n")
	r, err := root.Folder(dir, vendors.All())
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Deployed(dir, []string{"w", "none"}); err != nil || r.At("w/a.cfg").Foreign || !r.At("site.cfg").Foreign {
		t.Errorf("the record of a folder below: %v", err)
	}
}

// What others put into a folder stays there: what a deployment names, and what no build
// wrote, if the deployment names any. Nothing of ours is replaced by it.
func TestBorrow(t *testing.T) {
	t.Parallel()
	there := func() *root.Root {
		r := folder(t, map[string]string{"000000000000.cfg": master, "site.cfg": `<x a="0"/>`, "pbx.cfg": `<x a="1"/>`, "notes.cfg": `<x a="1"/>`, "old.cfg": `<x a="1"/>`})
		r.At("notes.cfg").Foreign = true
		return r
	}
	built := func(foreign ...artifact.Foreign) *root.Root {
		return root.Compiled("built", vendors.All(), root.Part{Tree: &artifact.Tree{Files: []*artifact.File{file("000000000000.cfg", "CONFIG_FILES=site.cfg"), file("site.cfg", "a=2")}, Foreign: foreign}})
	}
	for _, x := range []struct {
		r    *root.Root
		want string
	}{
		{built(), "000000000000.cfg site.cfg"},
		{built(artifact.Foreign{Name: "pbx.cfg"}), "000000000000.cfg notes.cfg pbx.cfg site.cfg"},
		{built(artifact.Foreign{Name: "http://x/pbx.cfg"}), "000000000000.cfg notes.cfg site.cfg"},
	} {
		x.r.Borrow(there())
		if got := strings.Join(x.r.Paths(), " "); got != x.want {
			t.Errorf("files are %s, want %s", got, x.want)
		}
		if p, _ := x.r.At("site.cfg").Param("a"); p.Value != "2" {
			t.Error("a file of ours is another's")
		}
		if f := x.r.At("pbx.cfg"); f != nil && (!f.Foreign || x.r.Owns(f)) {
			t.Error("what others made is ours")
		}
	}
	r := there()
	r.Borrow(there())
	if len(r.Paths()) != 5 {
		t.Error("a folder borrows of another")
	}
	b := built()
	b.Stay(there(), []string{"old.cfg"})
	if got := strings.Join(b.Paths(), " "); got != "000000000000.cfg notes.cfg pbx.cfg site.cfg" {
		t.Errorf("what stays is %s", got)
	}
	if p, _ := b.At("site.cfg").Param("a"); p.Value != "2" {
		t.Error("what is written anew stays as it was")
	}
}

// Parts go to their folders, with all that is said of them: files, what others make but by
// URL, emergency numbers, handsets without files, and statements of their deployments.
func TestParts(t *testing.T) {
	t.Parallel()
	bare := &artifact.Listing{Folder: "w"}
	bare.Add("00907a000002", "Two")
	mine := file("w/site.cfg", "a=1")
	mine.Owner, mine.Entity, mine.Label, mine.Pos = "ward", "e", "L", diag.Pos{File: "a.cue", Line: 3}
	tree := &artifact.Tree{Files: []*artifact.File{mine, file("other.cfg", "a=1")}, Foreign: []artifact.Foreign{{Name: "pbx.cfg"}, {Name: "http://x/y.cfg"}}, Bare: []*artifact.Listing{bare},
		Emergency: []artifact.Emergency{{Number: "112", Folder: "w"}, {Number: "110"}}, Restarts: map[string]settings.Restarts{"ward": {"up.a": {}}}}
	r := root.Compiled("built", vendors.All(), root.Part{Folder: "p", Tree: tree})
	f := r.At("p/w/site.cfg")
	if got := strings.Join(r.Paths(), " "); got != "p/other.cfg p/w/site.cfg" || f.Entity() != "e" || f.Label() != "L" || r.Label("p/w/site.cfg") != "L" || f.Pos().Line != 3 || f.IsSeed() {
		t.Errorf("files are %s, %+v", got, f)
	}
	if _, ok := f.Restarts["up.a"]; !ok || r.At("p/other.cfg").Restarts != nil {
		t.Error("statements are not of their deployment")
	}
	for name, want := range map[string]bool{"p/pbx.cfg": true, "pbx.cfg": false, "http://x/y.cfg": true} {
		if (r.Foreign(name) != nil) != want {
			t.Errorf("%s is another's: %t", name, !want)
		}
	}
	if got := r.Emergency(); len(got) != 2 || got[0].Folder != "p/w" || got[1].Folder != "p" {
		t.Errorf("emergency numbers are %+v", got)
	}
	n := 0
	for mac, label := range r.Bare("p/w") {
		if n++; mac != "00907a000002" || label != "Two" {
			t.Errorf("%s is %s", mac, label)
		}
	}
	if n != 1 || r.At("site.cfg") != nil || r.File("site.cfg") != nil || r.Params("none") != nil || r.Label("none") != "" || !r.IsCompiled() {
		t.Error("there is what is not")
	}
	two := root.Compiled("built", vendors.All(), root.Part{Tree: &artifact.Tree{Files: []*artifact.File{file("a.cfg", "a=1")}}}, root.Part{Tree: &artifact.Tree{Files: []*artifact.File{file("a.cfg", "a=2")}}})
	if p, _ := two.At("a.cfg").Param("a"); p.Value != "2" || len(two.Paths()) != 1 {
		t.Error("of two files of one path the first is the root's")
	}
	partly := root.Partly("built", vendors.All(), func(h artifact.Head) bool { return h.Path == "other.cfg" }, root.Part{Tree: tree})
	if !slices.Equal(partly.Paths(), []string{"other.cfg"}) {
		t.Errorf("wanted is %v", partly.Paths())
	}
}

// A folder is read without git's and provc's own, a link to one as that, and files of more
// than four megabytes by their size: such are no parameter files.
func TestWhatIsRead(t *testing.T) {
	t.Parallel()
	dir := filetest.Folder(t, map[string]string{"000000000000.cfg": master, ".git/config.cfg": "<x/>", "w/.provc/manifest": "", "w/a.cfg": "<x a=\"1\"/>"})
	for name, size := range map[string]int64{"held.cfg": 4 << 20, "large.cfg": 4<<20 + 1, "large.ld": 4<<20 + 1} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(filepath.Join(dir, name), size); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip("no links here:", err)
	}
	for _, at := range []string{dir, link} {
		r, err := root.Folder(at, vendors.All())
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(r.Paths(), " "); got != "000000000000.cfg held.cfg large.cfg large.ld w/a.cfg" || r.Name != filepath.ToSlash(at) || r.IsCompiled() {
			t.Errorf("%s holds %s", r.Name, got)
		}
		for name, held := range map[string]bool{"held.cfg": true, "large.cfg": false, "large.ld": false} {
			f := r.At(name)
			if (f.Text() != nil) != held || f.Size() < 4<<20 {
				t.Errorf("%s is held: %t", name, !held)
			}
		}
		for name, broken := range map[string]bool{"large.cfg": true, "large.ld": false} {
			if f := r.At(name); !f.IsOpaque() {
				t.Errorf("%s is made of parameters", name)
			} else if _, is := f.Broken(); is != broken {
				t.Errorf("%s is broken: %t", name, is)
			}
		}
		if err := root.Starts(at, vendors.All()); err != nil {
			t.Error(err)
		}
	}
	data, err := folder(t, map[string]string{"000000000000.cfg": master}).At("000000000000.cfg").Bytes(nil)
	if err != nil || string(data) != master {
		t.Errorf("%q, %v", data, err)
	}
}

// A folder in which no handset finds anything to begin with is no root, whatever else is
// in it, and whoever asks.
func TestStarts(t *testing.T) {
	t.Parallel()
	const none = " is no provisioning root: it holds neither a master configuration file (000000000000.cfg or <MAC>.cfg) nor Cisco profiles (default.xml or spa<model>.cfg)"
	for name, want := range map[string]string{
		"000000000000.cfg": "", "w/00907a000001.cfg": "", "default.xml": "", "w/spa504G.cfg": "",
		"site.cfg": none, "00907a000001-phone.cfg": none, ".git/000000000000.cfg": none, ".provc/default.xml": none,
	} {
		dir := filetest.Folder(t, map[string]string{name: "<x/>", "x.txt": "x"})
		_, err := root.Folder(dir, vendors.All())
		for _, err := range []error{root.Starts(dir, vendors.All()), err} {
			if want == "" && err != nil || want != "" && (err == nil || err.Error() != dir+want) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	dir := filetest.Folder(t, map[string]string{"x.txt": "x"})
	for name, want := range map[string]string{filepath.Join(dir, "none"): ": there is no such folder", filepath.Join(dir, "x.txt"): " is a file, not a folder"} {
		if err := root.Starts(name, vendors.All()); err == nil || err.Error() != name+want {
			t.Errorf("%v", err)
		}
	}
	var one vendor.List
	for _, v := range vendors.All() {
		if v.Name() == "cisco" {
			one = append(one, v)
		}
	}
	if err := root.Starts(dir, one); err == nil || !strings.HasSuffix(err.Error(), "is no provisioning root: it does not hold Cisco profiles (default.xml or spa<model>.cfg)") {
		t.Errorf("of one vendor: %v", err)
	}
}
