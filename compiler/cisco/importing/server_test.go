package importing

import (
	"testing"

	"provc/compiler/importer/tree"
)

// The server is the folder of the last URL of a rule, where a phone finds out neither host
// nor folder by itself.
func TestServerOf(t *testing.T) {
	t.Parallel()
	for rule, want := range map[string]string{
		"http://prov.example/$MA.xml":                                                 "http://prov.example",
		"https://prov.example:8443/a/b/$MA.xml":                                       "https://prov.example:8443/a/b",
		`("$MUID" ne "") ? http://one.example/$MUID.xml | http://two.example/c/d.xml`: "http://two.example/c",
		`("$MUID" ne "") ? http://one.example/$MUID.xml`:                              "http://one.example",
		"tftp://prov.example/$MA.xml":                                                 "",
		"/a/$MA.xml":                                                                  "",
		"http://$GPP_A/$MA.xml":                                                       "",
		"http://prov.example/$MA/spa.xml":                                             "",
		"( http://prov.example/x.xml":                                                 "",
		"":                                                                            "",
	} {
		if got := serverOf(rule); got != want {
			t.Errorf("%s: %q, want %q", rule, got, want)
		}
	}
}

// A file that lies in no deployment's folder is the innermost one's around it, or else the
// first's.
func TestNearest(t *testing.T) {
	t.Parallel()
	a, b, deep := &deployment{folder: "a"}, &deployment{folder: "b"}, &deployment{folder: "a/deep"}
	all := map[string]*deployment{"a": a, "b": b, "a/deep": deep}
	for file, want := range map[string]*deployment{"a/x.xml": a, "a/phones/old/x.xml": a, "a/deep/x.xml": deep, "b/x.xml": b, "x.xml": a, "c/x.xml": a} {
		if got := nearest(all, file); got != want {
			t.Errorf("%s: in %s, want %s", file, got.folder, want.folder)
		}
	}
	if got := nearest(nil, "x.xml"); got != nil {
		t.Errorf("in %s, and there is none", got.folder)
	}
}

// The model that a file is named by is the one whose whole number stands there.
func TestProductOf(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"spa504G.cfg": "SPA504G", "x/SPA525G2-0026cb000001.xml": "SPA525G2", "spa525g.xml": "SPA525G", "my-spa-303.xml": "SPA303",
		"508g-lobby.xml": "SPA508G", "lobby-508g.xml": "", "spa999.xml": "", "spa504g/x.xml": "",
	} {
		got := ""
		if p, ok := productOf(file); ok {
			got = p.Name
		}
		if got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}

// What an exact file is asked for by counts before a file called like it, whichever comes
// first; a phone is known by its identity, else its MAC, else its file.
func TestAsked(t *testing.T) {
	t.Parallel()
	for _, names := range [][]string{{"a/spa504g.xml", "spa504G.cfg"}, {"spa504G.cfg", "spa504g-old.xml"}} {
		d := &deployment{intake: &intake{}, folder: "."}
		for _, name := range names {
			d.files = append(d.files, &tree.File{Path: name, Elements: true})
		}
		d.classify()
		if f := d.entries["SPA504G"]; f == nil || f.Path != "spa504G.cfg" || f.Kind != tree.Parameters {
			t.Errorf("%q: all read %+v", names, f)
		}
		for _, f := range d.files {
			if f.Path != "spa504G.cfg" && (f.Kind != tree.Unreferenced || f.Reason != "all SPA504G read spa504G.cfg") {
				t.Errorf("%s is %s: %s", f.Path, f.Kind, f.Reason)
			}
		}
	}
	for want, p := range map[string]*phone{"lab": {id: "lab", mac: "0026cb000001", file: "x"}, "0026cb000001": {mac: "0026cb000001", file: "x"}, "x": {file: "x"}} {
		if got := p.called(); got != want {
			t.Errorf("it is called %s, want %s", got, want)
		}
	}
}
