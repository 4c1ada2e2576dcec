package importing

import "testing"

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
