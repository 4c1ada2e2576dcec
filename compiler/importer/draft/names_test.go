package draft_test

import (
	"strings"
	"testing"

	"cuelang.org/go/cue/parser"

	"provc/compiler/importer/draft"
)

// Whatever a folder is called, its name is one that CUE takes for a package and a field,
// and that means nothing else.
func TestIdent(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Ward 3": "ward_3", "3west": "phones_3west", "9": "phones_9", "0a": "phones_0a", "": "phones", "--": "phones", "in": "phones_in", "FOR": "phones_for", "let": "phones_let", "import": "phones_import",
		"null": "phones_null", "string": "phones_string", "len": "phones_len", "ward": "ward", "Größe": "gr_e", "_x_": "x",
	} {
		got := draft.Ident(name)
		if got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
		if _, err := parser.ParseFile("a.cue", "package "+got+"\n\n"+got+": {x: 1}\ny: "+got+".x\n"); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	// What CUE declares everywhere, as its specification lists it.
	for _, name := range []string{"and", "bool", "bytes", "close", "div", "error", "float", "int", "len", "mod", "number", "or", "quo", "rem", "rune", "self", "string", "uint", "package", "if", "true", "false"} {
		if got := draft.Ident(name); got != "phones_"+name {
			t.Errorf("%q: %q", name, got)
		}
	}
}

func TestPlain(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"Wing A": "Wing-A", "a.b_c": "a-b-c", "--": "", "ß1": "1", "Ward3": "Ward3"} {
		if got := draft.Plain(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}

// A file is named by a MAC where twelve hexadecimal digits stand alone, or behind spa; it
// is a phone's own where nothing else stands in the name.
func TestMACs(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][2]string{
		"00907A0000ff.cfg":             {"00907a0000ff", "00907a0000ff"},
		"x/0026cb000001.xml":           {"0026cb000001", "0026cb000001"},
		"SPA0026CB000001.XML":          {"0026cb000001", "0026cb000001"},
		"spa504G-0026cb000001.xml":     {"0026cb000001", ""},
		"phone_00907a000001_lines.cfg": {"00907a000001", ""},
		"00907a000001-phone.cfg":       {"00907a000001", ""},
		"00907a000001":                 {"00907a000001", ""},
		"00907a000001.txt":             {"00907a000001", ""},
		"000000000000.cfg":             {"000000000000", ""},
		"00907a00000.cfg":              {},
		"00907a0000012.cfg":            {},
		"a00907a000001.cfg":            {},
		"00907a000001/site.cfg":        {},
		"g00907a000001.cfg":            {"00907a000001", ""},
	} {
		if got := [2]string{draft.MAC(name), draft.OwnMAC(name)}; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// A comment is a label if it is as short as one, and says neither of a password nor what
// tools write above files.
func TestTitle(t *testing.T) {
	t.Parallel()
	secrets := &draft.Secrets{}
	secrets.Hide("hunter22")
	long := strings.Repeat("x", 48)
	for comment, want := range map[string]string{
		"Reception": "Reception", " == Ward\n 3 == ": "Ward 3", "# Bed 4 #": "Bed 4", "*****": "", "--- \t": "",
		long: long, long + "x": "",
		"<reg/>": "", "a > b": "", "x=1": "", "Tom & Co": "", "{$x}": "", "a}b": "",
		"Ann hunter22": "", "the PASSWORD": "", "her pin": "", "pwd x": "", "Secretary": "", "Pinboard": "Pinboard",
		"Config of Ann": "", "Generated": "", "this file": "", "Files": "", "Profile": "Profile", "Version 3": "", "revision 2": "", "$Id": "", "Copyright X": "",
		"DO NOT EDIT": "", "default": "", "Provisioning": "", "see https:x": "",
	} {
		if got := draft.Title(comment, secrets); got != want {
			t.Errorf("%q: %q, want %q", comment, got, want)
		}
	}
}

// A deployment is called after its folder, or the package. A name that is taken, if only by
// the schema, gets the vendor's, and then a number.
func TestDeploymentNames(t *testing.T) {
	t.Parallel()
	p := &draft.Package{Name: "office", Secrets: &draft.Secrets{}}
	for _, c := range [][3]string{
		{".", "spectralink", "office"},
		{".", "cisco", "office_cisco"},
		{"a/Ward 3", "cisco", "ward_3"},
		{"b/ward-3", "cisco", "ward_3_cisco"},
		{"c/ward_3", "cisco", "ward_3_cisco2"},
		{"d/ward 3", "spectralink", "ward_3_spectralink"},
		{"cisco", "cisco", "cisco_phones"},
		{"x/cisco", "cisco", "cisco_phones2"},
		{"spectralink", "cisco", "spectralink_cisco"},
	} {
		f := p.Deployment(c[0], c[1])
		if f.Label != c[2] {
			t.Errorf("%s in %s is called %s, want %s", c[1], c[0], f.Label, c[2])
		}
		if with := f.Value.With; len(with) != 1 || with[0] != c[1]+".#Deployment" {
			t.Errorf("%s is %q", f.Label, with)
		}
	}
	if f := (&draft.Package{Name: "office"}).Deployment("x/cisco", "cisco"); f.Label != "cisco_phones" {
		t.Errorf("the first in a folder cisco is called %s", f.Label)
	}
	if got := strings.Join(p.Imports, " "); got != "provc.internal/schema/cisco provc.internal/schema/spectralink" {
		t.Error(got)
	}
	if a, b := p.TableName("office", "people"), p.TableName("ward_3", "people"); a != "people.csv" || b != "people-of-ward-3.csv" {
		t.Error(a, b)
	}
}

// Folders are read from the outermost; a copy is told with the folder that counts.
func TestFolders(t *testing.T) {
	t.Parallel()
	ordered := []string{".", "a", "b", "a/b", "b/a", "a/b/c"}
	for i, a := range ordered {
		for j, b := range ordered {
			if got := draft.Outermost(a, b); (got < 0) != (i < j) || (got > 0) != (i > j) {
				t.Errorf("%s and %s: %d", a, b, got)
			}
		}
	}
	for folder, want := range map[string]string{"": "another folder", ".": "the folder that is read", "a/b": "a/b"} {
		if got := draft.CopyOf("the phone", folder); got != "files of the phone lie in "+want+", too, and these are taken for a copy" {
			t.Error(got)
		}
	}
}
