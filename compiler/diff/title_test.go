package diff

import (
	"path/filepath"
	"testing"
)

// A title says what is compared: of the working tree, the commit, and whether it is that;
// of a revision, the commit beside what people call it.
func TestTitle(t *testing.T) {
	t.Parallel()
	at := Commit{ID: "3f2a91c", Day: "2026-11-20"}
	dirty := at
	dirty.Dirty = true
	for _, x := range []struct {
		origin           Origin
		called, at, said string
	}{
		{Origin{"main", at}, "main", "3f2a91c of 2026-11-20", "main (3f2a91c of 2026-11-20)"},
		{Origin{"/srv/tftp", Commit{}}, "/srv/tftp", "", "/srv/tftp"},
		{Origin{workingTree, at}, "3f2a91c of 2026-11-20", "", "3f2a91c of 2026-11-20"},
		{Origin{workingTree, dirty}, "the working tree", "3f2a91c of 2026-11-20 and changes that are not committed", "the working tree (3f2a91c of 2026-11-20 and changes that are not committed)"},
		{Origin{workingTree, Commit{}}, "the working tree", "", "the working tree"},
		{Origin{"a\nb", Commit{}}, `a\nb`, "", `a\nb`},
	} {
		if o := x.origin; o.Called() != x.called || o.At() != x.at || o.String() != x.said {
			t.Errorf("%+v is called %q, at %q: %q", o, o.Called(), o.At(), o.String())
		}
	}
	for _, x := range []struct {
		packages []string
		want     string
	}{
		{nil, "Phone provisioning: a → b"},
		{[]string{"wards"}, "Phone provisioning of wards: a → b"},
		{[]string{"wards", "rooms", " x"}, `Phone provisioning of wards, rooms and " x": a → b`},
		{[]string{"1", "2", "3", "4", "5"}, "Phone provisioning of 1, 2, 3 and 2 more: a → b"},
	} {
		if got := (Title{Packages: x.packages, Old: Origin{Name: "a"}, New: Origin{Name: "b"}}).String(); got != x.want {
			t.Errorf("got %q, want %q", got, x.want)
		}
	}
	for d, want := range map[*Diff]string{
		{Old: "a", New: "b"}: "Phone provisioning: a → b",
		{Old: "a", New: "b", Title: Title{Old: Origin{Name: "c"}}}:                         "Phone provisioning: c → b",
		{Old: "a", New: "b", Title: Title{Old: Origin{Name: "c"}, New: Origin{Name: "d"}}}: "Phone provisioning: c → d",
	} {
		if got := d.title().String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// The working tree is another than its commit if a file differs that git knows, or one is
// new that packages are made of.
func TestWorkingTree(t *testing.T) {
	r := newRepository(t)
	if o := WorkingTree(t.Context(), r.dir); o != (Origin{Name: workingTree}) {
		t.Errorf("without a commit: %+v", o)
	}
	write(t, filepath.Join(r.dir, "ward.cue"), []byte("x"))
	write(t, filepath.Join(r.dir, ".gitignore"), []byte("ignored.cue\n"))
	r.git("add", ".")
	r.commit("old")
	r.refs("refs/heads/main", map[string]string{"refs/heads/main": "old"})
	clean := Commit{ID: r.git("rev-parse", "--short", "HEAD"), Day: "2026-03-01"}
	for _, x := range []struct {
		file, text string
		dirty      bool
	}{
		{"notes.txt", "x", false}, {"ignored.cue", "x", false}, {"ward.cue", "x", false}, {"ward.cue", "y", true}, {"ward.cue", "x", false}, {"people.csv", "x", true},
	} {
		write(t, filepath.Join(r.dir, x.file), []byte(x.text))
		want := Origin{workingTree, clean}
		want.Dirty = x.dirty
		if o := WorkingTree(t.Context(), r.dir); o != want {
			t.Errorf("%s is %q: %+v", x.file, x.text, o)
		}
	}
	for revision, want := range map[string]Commit{"main": clean, "HEAD": clean, "main...": clean, "none": {}} {
		if o := Revision(t.Context(), r.dir, revision); o != (Origin{revision, want}) {
			t.Errorf("%+v", o)
		}
	}
}
