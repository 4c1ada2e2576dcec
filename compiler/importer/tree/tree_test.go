package tree

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/filetest"
	"provc/compiler/importer/source"
)

// lines says each setting of a text in a line.
func lines(t *testing.T, text string) string {
	t.Helper()
	f := &File{Path: "x.cfg"}
	from, refused := source.Read(f.Path, []byte(text))
	if refused != nil {
		return refused.Error() + "\n"
	}
	f.read(from)
	var b strings.Builder
	for _, s := range f.Settings {
		fmt.Fprintf(&b, "%d:%d %s=%q", s.Line, s.Column, s.Name, s.Value)
		if s.Comment != "" {
			fmt.Fprintf(&b, " // %s", strings.ReplaceAll(s.Comment, "\n", " / "))
		}
		if s.Fate.Kind != Undecided {
			fmt.Fprintf(&b, " (%s)", s.Fate.Kind)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`<?xml version="1.0"?>
<!-- the whole file -->

<handsetConfig xmlns:xsi="u" xsi:noNamespaceSchemaLocation="s">
  <!-- Wing A
       and B -->
  <!-- since May -->
  <reg reg.1.address="4&#x31;&amp;&lt;"
     reg.1.label='a "b"
c'/> <!-- the desk -->
  <!-- of nothing -->

  <prov><x a.b="1"/>stray</prov>
</handsetConfig>
`, `4:16 xmlns:xsi="u" (markup)
4:30 xsi:noNamespaceSchemaLocation="s" (markup)
8:8 reg.1.address="41&<" // Wing A /        and B / since May
9:6 reg.1.label="a \"b\" c" // the desk
13:12 a.b="1"
13:21 prov="stray"
`},
		{`<device><flat-profile>
<A ua="rw" group="System/X">1 &gt; 0</A> <!-- options: 1/2 -->
<B>
</B><C/>
</flat-profile></device>`, `2:4 ua="rw"
2:12 group="System/X"
2:1 A="1 > 0" // options: 1/2
3:1 B=""
4:5 C=""
`},
		{"\ufeff<a\u00e9 b.c='\u00e4'\r\n d.e='\r\n'/>", "1:5 b.c=\"\u00e4\"\n2:2 d.e=\" \"\n"},
		{"<a><![CDATA[<x>&]]></a>", "1:13 a=\"<x>&\"\n"},
	} {
		if got := lines(t, c.text); got != c.want {
			t.Errorf("%s\ngot\n%swant\n%s", c.text, got, c.want)
		}
	}
}

func TestLoad(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		filetest.Put(t, name, text)
	}
	write("b/x.cfg", "<a b.c='1'/>")
	write("a.cfg", "<a")
	write("spa504G.cfg", "\n<Flat-Profile><A>1</A></Flat-Profile>")
	write("spa508G.cfg", "<flat_profile/>")
	write(".provc/manifest", "")
	write("big.ld", "x"+strings.Repeat("\x00", 20<<20))
	if err := os.Symlink(filepath.Join(dir, "b"), filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	tree, err := Load(context.Background(), Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range tree.Files {
		got = append(got, fmt.Sprintf("%s %s %s %d %d", f.Path, f.Kind, f.Reason, f.Line, len(f.Settings)))
	}
	want := `a.cfg broken the file ends within a tag 1 0
b/x.cfg   0 1
big.ld not XML the file is no XML: it is a binary file 0 0
link not XML a link to a folder, which is not followed 0 0
spa504G.cfg broken the outermost element is <Flat-Profile>, and that of a profile is <flat-profile> 2 0
spa508G.cfg broken the outermost element is <flat_profile>, and that of a profile is <flat-profile> 1 0`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if _, err := Load(context.Background(), Options{Dir: filepath.Join(dir, "none")}); err == nil {
		t.Error("a folder that is not there is read")
	}
}
