package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provc/compiler/filetest"
)

// What is as large as anything may be is read, and what is one larger is refused.
func TestLimits(t *testing.T) {
	t.Parallel()
	x := func(n int) string { return strings.Repeat("x", n) }
	for name, text := range map[string]func(more int) string{
		"value":            func(more int) string { return `<a b="` + x(1<<20+more) + `"/>` },
		"text":             func(more int) string { return "<a>" + x(1<<20+more) + "</a>" },
		"text in parts":    func(more int) string { return "<a>" + x(1<<19) + "<b/>" + x(1<<19+more) + "</a>" },
		"text with CDATA":  func(more int) string { return "<a>" + x(1<<19) + "<![CDATA[" + x(1<<19+more) + "]]></a>" },
		"element's name":   func(more int) string { return "<" + x(1<<10+more) + "/>" },
		"attribute's name": func(more int) string { return "<a " + x(1<<10+more) + `="1"/>` },
		"depth":            func(more int) string { return strings.Repeat("<a>", 100+more) + strings.Repeat("</a>", 100+more) },
		"elements":         func(more int) string { return "<a>" + strings.Repeat("<b/>", 19_999+more) + "</a>" },
		"elements and names": func(more int) string {
			return "<a>" + strings.Repeat(`<b c="1"/>`, 9_999) + strings.Repeat("<b/>", 1+more) + "</a>"
		},
		"size": func(more int) string { return "<a/>" + strings.Repeat(" ", 4<<20-4+more) },
	} {
		if _, r := Read("x.cfg", []byte(text(0))); r != nil {
			t.Errorf("%s: as much as may be: %v", name, r)
		}
		if _, r := Read("x.cfg", []byte(text(1))); r == nil || r.Reason != Hostile {
			t.Errorf("%s: one more: %v", name, r)
		}
	}
}

// The size of a file on a disk is limited as that of its bytes is, and so is how deep
// folders are nested.
func TestLimitsOfTrees(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat("d/", 99)
	dir := filetest.Folder(t, map[string]string{
		"most.cfg": "<a/>" + strings.Repeat(" ", 4<<20-4), "more.cfg": "<a/>" + strings.Repeat(" ", 4<<20-3),
		deep + "d/in.cfg": "<a/>", deep + "d/d/out.cfg": "<a/>",
	})
	tree, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	var got []string
	for e, err := range tree.Files(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		r := e.Refused
		if r == nil {
			_, r = tree.Read(e.Path)
		}
		said := "read"
		if r != nil {
			said = r.Said
		}
		got = append(got, e.Path[max(0, len(e.Path)-10):]+" "+said)
	}
	want := []string{"/d/d/d/d/d folders are nested more than 100 deep", "d/d/in.cfg read", "more.cfg the file has 4 MB, and no configuration has more than 4", "most.cfg read"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A file that is no XML is told by what it begins with.
func TestKindsOfFiles(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"\x1f\x8bx": "a compressed file", "PK\x03\x04x": "an archive", "%PDF-1": "a PDF document", "\x7fELF": "a program", "\x89PNG": "a picture",
		"\xff\xd8\xff": "a picture", "GIF89a": "a picture", "BM\x00x": "a picture", "BMW dealers": "text that begins without <", "RIFF": "a sound",
		"-----BEGIN X": "a certificate or key", "SQLite format 3": "a database", "x\x00": "a binary file", "log": "text that begins without <",
		"{}": "text that begins as JSON or a list of settings does", "[a]": "text that begins as JSON or a list of settings does",
		"# x": "text that begins with a comment of a script or a list of settings", "; x": "text that begins with a comment of a script or a list of settings",
	} {
		if _, r := Read("x.cfg", []byte(text)); r == nil || r.Reason != NotXML || r.Said != "the file is no XML: it is "+want {
			t.Errorf("%q: %v", text, r)
		}
	}
	blanks := strings.Repeat(" ", 4096)
	for text, want := range map[string]Reason{
		"": Empty, "\xef\xbb\xbf \n": Empty, blanks: Empty, "\xef\xbb\xbf" + blanks: Empty, blanks + " ": NotXML, blanks + "<a/>": NotXML, blanks[1:] + "<a/>": "",
		"<HTML>": NotXML, "<head>": NotXML, "<!doctype HTML>": NotXML, "<!DOCTYPE config><a/>": "",
	} {
		got := Reason("")
		if _, r := Read("x.cfg", []byte(text)); r != nil {
			got = r.Reason
		}
		if got != want {
			t.Errorf("%d bytes that begin %.20q: %q, want %q", len(text), text, got, want)
		}
	}
}

// Names of Latin, Windows and ASCII promise no more than the bytes do; what nobody reads
// as UTF-8 is told, in whichever order its bytes are.
func TestDeclarations(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"iso-8859-1", "ISO8859-1", "ISO_8859-1", "latin1", "Latin-1", "L1", "us-ascii", "ASCII", "windows-1252", "CP1252", "ansi", "UTF8", "utf-8"} {
		for text, want := range map[string]string{"\xe9": "ISO-8859-1", "\x80\xe9": "Windows-1252", "é": "UTF-8"} {
			f, r := Read("x.cfg", []byte(`<?xml version="1.0" encoding='`+name+`'?><a b="`+text+`"/>`))
			if r != nil || f.Encoding != want {
				t.Errorf("%s, %q: %+v %v", name, text, f, r)
			}
		}
	}
	for text, want := range map[string]string{
		"\xfe\xff\x00<": "UTF-16", "\xff\xfe<\x00": "UTF-16", "\x00\x00\xfe\xff": "UTF-32", "<\x00a\x00 \x00/\x00>\x00": "UTF-16", "\x00<\x00a\x00/\x00>": "UTF-16",
	} {
		if _, r := Read("x.cfg", []byte(text)); r == nil || !strings.Contains(r.Said, want) {
			t.Errorf("%q: %v", text, r)
		}
	}
	for name, want := range map[string]string{"x\u00e9": "of an encoding with an odd name", "a b": "of an encoding with an odd name", strings.Repeat("k", 50): strings.Repeat("k", 40) + ","} {
		_, r := Read("x.cfg", []byte(`<?xml version="1.0" encoding="`+name+`"?><a b="`+"\xff"+`"/>`))
		if r == nil || !strings.Contains(r.Said, want) {
			t.Errorf("%s: %v", name, r)
		}
	}
}

// References are those of XML alone, to characters that XML has.
func TestReferences(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"&#9;&#xA;&#13;": "\t\n\r", "&#32;": " ", "&#xD7FF;&#xE000;&#xFFFD;&#x10000;&#x10FFFF;": "\ud7ff\ue000\ufffd\U00010000\U0010ffff", "&#00000065;": "A",
		"&#8;": "", "&#31;": "", "&#xD800;": "", "&#xDFFF;": "", "&#xFFFE;": "", "&#x110000;": "", "&nbsp;": "", "&AMP;": "", "&#X41;": "", "&#;": "", "&;": "", "&amp": "", "&#000000000065;": "",
	} {
		f, r := Read("x.cfg", []byte(`<a b="`+text+`">`+text+`</a>`))
		switch {
		case want == "" && (r == nil || !strings.HasPrefix(r.Said, "a raw & in the value of b")):
			t.Errorf("%s: %+v %v", text, f, r)
		case want != "" && (r != nil || f.Root.Attrs[0].Value != want || f.Root.Text != want):
			t.Errorf("%s: %+v %v", text, f, r)
		}
	}
	// Line breaks and tabs that are none are blanks in attributes, and one break in text.
	f, r := Read("x.cfg", []byte("<a b=\"1\r\n2\n3\r4\t5\">1\r\n2\n3\r4\t5</a>"))
	if r != nil || f.Root.Attrs[0].Value != "1 2 3 4 5" || f.Root.Text != "1\n2\n3\n4\t5" {
		t.Errorf("%+v %v", f, r)
	}
}

// Folders of version control and of provc hold no files that phones read.
func TestAside(t *testing.T) {
	t.Parallel()
	files := map[string]string{"in/.gitx/a.cfg": "<a/>", "git/a.cfg": "<a/>"}
	for _, folder := range []string{".provc", ".git", ".svn", ".hg", ".bzr", "CVS"} {
		files[folder+"/a.cfg"], files["in/"+folder+"/b/a.cfg"] = "<a/>", "<a/>"
	}
	dir := filetest.Folder(t, files)
	if err := os.WriteFile(filepath.Join(dir, ".hgignore"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	tree, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	got := ""
	for e, err := range tree.Files(t.Context()) {
		got += fmt.Sprint(e.Path, " ", err, "\n")
	}
	if want := ".hgignore <nil>\ngit/a.cfg <nil>\nin/.gitx/a.cfg <nil>\n"; got != want {
		t.Errorf("got\n%s", got)
	}
}
