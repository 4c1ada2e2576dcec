package output

import (
	"strings"
	"testing"

	"provc/compiler/artifact"
)

// Where profiles have another folder, contacts that begin there with the build are replaced
// by those that somebody has; other files are not.
func TestMovedContacts(t *testing.T) {
	root := newRoot(t)
	in := func(folder string) *artifact.Tree {
		profile, contacts := plain(folder+"/anna.cfg", "x"), plain(folder+"/anna-directory.xml", "declared")
		profile.Entity, contacts.Entity, contacts.Seed = "anna", "anna", true
		return treeOf(plain("site.cfg", "x"), profile, contacts)
	}
	mustWrite(t, in("users"), Options{Root: root})
	put(t, root, "users/anna-directory.xml", "changed")
	put(t, root, "users/anna-phone.cfg", "changed")
	for _, r := range []*Report{mustCheck(t, in("staff"), Options{Root: root}), mustWrite(t, in("staff"), Options{Root: root})} {
		const want = "mv -n users/anna-phone.cfg staff/ && mv users/anna-directory.xml staff/"
		if d := finding(t, r, "root-moved"); !strings.HasSuffix(d.Message(), want) {
			t.Errorf("%s, want …%s", d.Message(), want)
		}
	}
}

// Contacts that are in the new folder already stay; the older ones do not take their place.
func TestMovedBesideContacts(t *testing.T) {
	root := newRoot(t)
	in := func(folder string) *artifact.Tree {
		return treeOf(plain("site.cfg", "x"), of("anna", folder+"/anna.cfg", "x"), seedOf("anna", folder+"/anna-directory.xml"))
	}
	mustWrite(t, in("users"), Options{Root: root, NoSync: true})
	put(t, root, "users/anna-directory.xml", "older")
	put(t, root, "staff/anna-directory.xml", "newer")
	d := finding(t, mustCheck(t, in("staff"), Options{Root: root}), "root-moved")
	if want := "in the root: mv -n users/anna-directory.xml staff/"; !strings.HasSuffix(d.Hint, want) {
		t.Errorf("%s, want …%s", d.Hint, want)
	}
}
