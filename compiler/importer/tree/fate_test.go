package tree

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"provc/compiler/filetest"
)

// Where several phones read a file, that fate of a setting counts by which most of it lives
// on; what is about XML itself stays so.
func TestDecide(t *testing.T) {
	t.Parallel()
	ordered := []FateKind{Undecided, NotRead, PlainText, Product, WrongCase, Refused, Duplicate, Shadowed, Kept, OutOfRange, Misspelt, Unknown, Implied, Arrived}
	for i, weak := range ordered {
		for j, strong := range ordered {
			s := Setting{Fate: Fate{Kind: weak, Note: "first"}}
			s.Decide(Fate{Kind: strong, Note: "second"})
			want := Fate{Kind: weak, Note: "first"}
			if j >= i {
				want = Fate{Kind: strong, Note: "second"}
			}
			if s.Fate != want {
				t.Errorf("%q, then %q: %+v", weak, strong, s.Fate)
			}
		}
		markup := Setting{Fate: Fate{Kind: Markup}}
		if markup.Decide(Fate{Kind: weak}); !markup.IsMarkup() {
			t.Errorf("what is markup is %q", markup.Fate.Kind)
		}
	}
	f := File{Settings: []*Setting{{Name: "a"}, {Name: "b", Fate: Fate{Kind: Duplicate}}, {Name: "c", Fate: Fate{Kind: Markup}}}}
	f.DecideRest(Fate{Kind: Shadowed, Note: "why"})
	if got := []FateKind{f.Settings[0].Fate.Kind, f.Settings[1].Fate.Kind, f.Settings[2].Fate.Kind}; !slices.Equal(got, []FateKind{Shadowed, Duplicate, Markup}) || f.Settings[0].Fate.Note != "why" {
		t.Errorf("%q", got)
	}
	f.Settings[0].Fate = Fate{}
	if f.DecideAll(NotRead); f.Settings[0].Fate.Kind != NotRead || f.Settings[1].Fate.Kind != Duplicate || f.Settings[1].IsMarkup() {
		t.Errorf("%q and %q", f.Settings[0].Fate.Kind, f.Settings[1].Fate.Kind)
	}
	if f.Forget(); f.Settings != nil || !f.Forgotten || f.Setting("a") != nil {
		t.Error("it is not forgotten")
	}
}

// Somebody has to look at what did not arrive as it was meant; what stands somewhere, or
// needs not to, lives on.
func TestResidue(t *testing.T) {
	t.Parallel()
	for kind, want := range map[FateKind]bool{
		Undecided: true, Unknown: true, Misspelt: true, OutOfRange: true, WrongCase: true, Refused: true, Duplicate: true, Shadowed: true, Product: true, PlainText: true,
		Markup: false, NotRead: false, Kept: false, Implied: false, Arrived: false,
	} {
		f := Fate{Kind: kind}
		if f.IsResidue() != want {
			t.Errorf("%q is residue: %t", kind, !want)
		}
		if lives := kind == Kept || kind == Implied; f.Lives() != lives {
			t.Errorf("%q lives on: %t", kind, !lives)
		}
		if f.Where = "ward.params.x"; !f.Lives() {
			t.Errorf("%q stands somewhere, and does not live on", kind)
		}
	}
}

func TestIsMarkup(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{"xmlns": true, "xmlns:x": true, "xsi:schemaLocation": true, "xml:lang": true, "xmlnsx": false, "xml": false, "xsi": false, "xml.lang": false, "reg.1.label": false} {
		if IsMarkup(name) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
}

// Of a name that a file has several times the last counts, and all are listed. In a profile
// text of elements counts, elsewhere attributes.
func TestSettings(t *testing.T) {
	t.Parallel()
	dir := filetest.Folder(t, map[string]string{
		"b.cfg":     `<h xmlns:x="u"><a p.q="1" r="2">text</a><b p.q="3"/></h>`,
		"a/ph.xml":  `<x:device xmlns:x="u"><x:flat-profile><A ua="rw">1</A><B> </B><A ua="ro">2</A><C><D>no</D></C></x:flat-profile></x:device>`,
		"empty.cfg": "", "link": "x", "t.cfg": `<a b="{{ c }}"/>`, "bad.cfg": "<a", "utf.cfg": "\xff\xfe<\x00a\x00", "deep.cfg": strings.Repeat("<a>", 101),
		"flat-Profile.xml": "<flat-Profile/>", "Flat.xml": "<FLAT_PROFILES/>", "dot.xml": "<x:flat.profile xmlns:x='u'/>", "other.xml": "<flatter-profile/>", "profile.xml": "<x:flat-profile xmlns:x='u'><A>1</A></x:flat-profile>",
	})
	read, err := Load(context.Background(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range read.Files {
		said := f.Path + " " + string(f.Kind)
		if f.Hint != "" && f.Kind == Broken {
			said += ": " + f.Hint
		}
		for _, p := range f.Params() {
			said += " " + p.Name + "=" + p.Value + p.Access
		}
		got = append(got, said)
	}
	want := `Flat.xml broken: phones know it by that name alone
a/ph.xml  A=1rw B= A=2ro
b.cfg  p.q=1 r=2 p.q=3
bad.cfg broken: the file is cut off
deep.cfg broken
dot.xml broken: phones know it by that name alone
empty.cfg not XML
flat-Profile.xml broken: letter case counts in XML
link not XML
other.xml 
profile.xml  A=1
t.cfg template
utf.cfg broken: save it as UTF-8`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	for path, want := range map[string]string{"b.cfg": "p.q=3", "a/ph.xml": "A=2"} {
		name, value, _ := strings.Cut(want, "=")
		p, ok := read.At(path).Param(name)
		if !ok || p.Value != value || p.Pos.File != path {
			t.Errorf("%s has %+v", path, p)
		}
		if _, ok := read.At(path).Param("text"); ok || read.At(path).Setting("D") != nil || read.At(path).Setting("xmlns:x") != nil {
			t.Errorf("%s has what is no parameter", path)
		}
	}
	if read.At("none") != nil || read.File("none") != nil || read.Params("none") != nil || !slices.IsSorted(read.Paths()) || len(read.Paths()) != len(read.Files) {
		t.Error("the files are not those of the folder")
	}
	if p := read.Params("b.cfg"); len(p) != 3 || read.File("b.cfg") == nil || read.Paths()[1] != "a/ph.xml" {
		t.Errorf("b.cfg has %v", p)
	}
	one, err := ReadFile(filepath.Join(dir, "b.cfg"))
	if err != nil || one.Path != "b.cfg" || len(one.Settings) != 5 || one.Root != "h" {
		t.Errorf("%+v %v", one, err)
	}
	if _, err := ReadFile(filepath.Join(dir, "bad.cfg")); err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "bad.cfg")+":1:1: the file ends within a tag") {
		t.Error(err)
	}
}

// A comment stands beside the setting behind which it stands, or else above which; one that
// stands alone is about nothing, and what is above the outermost element about the file.
func TestComments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, head, want string }{
		{"<!-- 1 -->\n<!-- 2 -->\n<a b='1'/>", "1\n2", `3:4 b="1"` + "\n"},
		{"<!-- 1 -->\n\n<a b='1'/>", "1", `3:4 b="1"` + "\n"},
		{"<a>\n<!-- 1 -->\n\n<!-- 2 -->\n<c b='1'/></a>", "", `5:4 b="1" // 2` + "\n"},
		{"<a>\n<!-- 1 -->\n\n<c b='1'/></a>", "", `4:4 b="1"` + "\n"},
		{"<a>\n<c b='1'/><!-- 1 --><!-- 2 -->\n<d e='2'/></a>", "", "2:4 b=\"1\" // 1\n3:4 e=\"2\"\n"},
		{"<a>\n<!-- 1 --><c b='1' d='2'/><!-- 2 --></a>", "", "2:14 b=\"1\" // 1\n2:20 d=\"2\" // 2\n"},
		{"<a>\n<!-- -->\n<c b='1'/></a>", "", `3:4 b="1"` + "\n"},
		{"<a>\n<c/>\n<!-- 1 -->\n</a>", "", ""},
		{"<flat-profile>\n<!-- 1 -->\n<A>x\n</A> <!-- 2 -->\n<B>y</B> <!-- 3 -->\n</flat-profile>", "", "3:1 A=\"x\\n\" // 1\n5:1 B=\"y\" // 3\n"},
	} {
		if got := lines(t, c.text); got != c.want {
			t.Errorf("%s\ngot\n%swant\n%s", c.text, got, c.want)
		}
		name := filepath.Join(t.TempDir(), "x.cfg")
		filetest.Put(t, name, c.text)
		if f, err := ReadFile(name); err != nil || f.Head != c.head {
			t.Errorf("%s: %q above it, %v", c.text, f.Head, err)
		}
	}
}

// Whoever waits is told how many files there are, and then how many have been read.
func TestProgress(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	for i := range 130 {
		files[fmt.Sprintf("%03d.cfg", i)] = "<h/>"
	}
	var (
		told  [][2]int
		mutex sync.Mutex
	)
	read, err := Load(context.Background(), Options{Dir: filetest.Folder(t, files), Progress: func(read, of int) {
		mutex.Lock()
		defer mutex.Unlock()
		told = append(told, [2]int{read, of})
	}})
	if err != nil || len(read.Files) != 130 {
		t.Fatal(err)
	}
	if len(told) != 5 || told[0] != [2]int{64, 0} || told[1] != [2]int{128, 0} || !slices.Contains(told, [2]int{130, 130}) {
		t.Errorf("told is %v", told)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Load(stopped, Options{Dir: filetest.Folder(t, files)}); err != context.Canceled {
		t.Error(err)
	}
}

// Files are in order, however they were found; an element is a parameter right below a
// flat-profile alone.
func TestTree(t *testing.T) {
	t.Parallel()
	made := New("x", []*File{{Path: "b"}, Made("a/c"), {Path: "a"}})
	if got := strings.Join(made.Paths(), " "); got != "a a/c b" || made.At("b") == nil {
		t.Error(got)
	}
	for s, want := range map[*Setting]bool{{Text: true}: true, {Text: true, Stray: true}: false, {}: false} {
		if s.IsElement() != want {
			t.Errorf("%+v: %t", s, !want)
		}
	}
}
