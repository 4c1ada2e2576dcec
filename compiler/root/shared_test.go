package root_test

import (
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/effective"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// Two roots share the files whose bytes are equal, and no others.
func TestShare(t *testing.T) {
	t.Parallel()
	old := folder(t, map[string]string{"000000000000.cfg": master, "a.cfg": `<x a="1"/>`, "c.cfg": `<x a="1"/>`, "d.cfg": `<x a="1"/>`})
	new := folder(t, map[string]string{"000000000000.cfg": master, "b.cfg": `<x a="1"/>`, "c.cfg": `<x a="2"/>`, "d.cfg": `<x a="1"/>`})
	own := new.At("c.cfg")
	new.Share(old)
	if new.At("d.cfg") != old.At("d.cfg") || new.At("000000000000.cfg") != old.At("000000000000.cfg") {
		t.Error("equal files are two")
	}
	if new.At("c.cfg") != own || new.At("b.cfg").Path != "b.cfg" {
		t.Error("files are shared that differ")
	}
}

// Who reads what is found out anew when files come to a root.
func TestAccountOfMore(t *testing.T) {
	t.Parallel()
	there := folder(t, map[string]string{"000000000000.cfg": master, "pbx.cfg": `<x up.a="9"/>`})
	for name, add := range map[string]func(*root.Root){
		"borrowed":  func(r *root.Root) { r.Borrow(there) },
		"that stay": func(r *root.Root) { r.Stay(there, nil) },
		"laid":      func(r *root.Root) { r.Lay([]*root.File{root.Held("pbx.cfg", []byte(`<x up.a="9"/>`), r.Facts)}) },
	} {
		r := root.Compiled("built", vendors.All(), root.Part{Tree: &artifact.Tree{Files: []*artifact.File{file("000000000000.cfg", "CONFIG_FILES=pbx.cfg")}, Foreign: []artifact.Foreign{{Name: "pbx.cfg"}}}})
		k := effective.Key{Folder: ".", ID: "00907a000001"}
		if _, ok := r.Account().Handset(k).Get("up.a"); ok {
			t.Error("a file is read that is not there")
		}
		add(r)
		if s, ok := r.Account().Handset(k).Get("up.a"); !ok || s.Value != "9" {
			t.Errorf("files %s are not read", name)
		}
	}
}

// What a file says beside parameters is what stands in which element.
func TestSameText(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		a, b string
		want bool
	}{
		{"<x><a><b/></a></x>", "<x><a/><b/></x>", false}, {"<x><a/><b/></x>", "<x> <a> </a>\n<b/></x>", true}, {"<x><a>1</a></x>", "<x>1<a/></x>", false}, {"<x/>", "<y/>", false}, {"<x/><!-- a -->", "<x/>", true},
	} {
		r := folder(t, map[string]string{"000000000000.cfg": master, "a.cfg": x.a, "b.cfg": x.b})
		if got := r.At("a.cfg").SameText(r.At("b.cfg")); got != x.want {
			t.Errorf("%s and %s say the same: %t", x.a, x.b, got)
		}
	}
}
