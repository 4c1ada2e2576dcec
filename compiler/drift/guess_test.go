package drift

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// By URL those names are tried that handsets may have written for who is declared: of each
// handset and person in folders that are nobody's in particular, in the folder of their
// profiles, and in a folder of the handset's own; of vendors whose phones write nothing,
// none.
func TestGuesses(t *testing.T) {
	t.Parallel()
	// named are the names of a handset or person in some folders.
	named := func(id string, ends string, folders ...string) (all []string) {
		for _, folder := range folders {
			for end := range strings.FieldsSeq(ends) {
				all = append(all, folder+id+end)
			}
		}
		return all
	}
	const ofHandset, ofPerson = "-phone.cfg -web.cfg -directory.xml", "-phone.cfg -directory.xml"
	cisco := &artifact.Tree{}
	for _, path := range []string{"default.xml", "host/0026cb000001.xml", "mobile/ana.xml"} {
		cisco.Files = append(cisco.Files, &artifact.File{Path: path, Format: func([]artifact.Param) ([]byte, error) { return nil, nil }, Params: []artifact.Param{{Name: "EM_Enable", Value: "Yes"}}})
	}
	for overrides, want := range map[string][]string{
		"over": slices.Concat(named("00907a000001", ofHandset, "", "over/", "people/"), named("00907a000002", ofHandset, "", "over/", "doctors/"),
			named("ana", ofPerson, "", "over/", "people/"), named("ben", ofPerson, "", "over/", "people/"), named("cid", ofPerson, "", "over/", "doctors/")),
		"over/[PHONE_MAC_ADDRESS]": slices.Concat(named("00907a000001", ofHandset, "", "over/00907a000001/", "people/"), named("00907a000002", ofHandset, "", "over/00907a000002/", "doctors/"),
			named("ana", ofPerson, "", "people/"), named("ben", ofPerson, "", "people/"), named("cid", ofPerson, "", "doctors/")),
	} {
		tree := ward()
		for _, f := range tree.Files {
			for i := range f.Params {
				if f.Params[i].Name == "OVERRIDES_DIRECTORY" {
					f.Params[i].Value = overrides
				}
			}
		}
		slices.Sort(want)
		if got := guesses(root.Compiled("declared", vendors.All(), root.Part{Tree: tree}, root.Part{Folder: "rooms", Tree: cisco})); !slices.Equal(got, want) {
			t.Errorf("%s: tried are\n%s\nwant\n%s", overrides, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// What a server keeps back is told in order, once, and of other faults the first four.
func TestUnseen(t *testing.T) {
	t.Parallel()
	w := &web{denied: []string{"b", "a", "b"}, pages: []string{"d", "c"}}
	for _, n := range []int{4, 5} {
		w.faults = nil
		for i := range n {
			w.faults = append(w.faults, fmt.Sprint("fault ", n-i), "fault 1")
		}
		want := []string{"a URL shows only names that can be guessed: not the files of people and handsets who are gone, nor names in other letters",
			"2 files the server does not let us read: a, b", "for 2 files the server sends a web page, as if they were not there: c, d", "fault 1", "fault 2", "fault 3", "fault 4"}
		if n > 4 {
			want = append(want, "and 1 more")
		}
		if got := w.Unseen(); !slices.Equal(got, want) {
			t.Errorf("told is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if got := (&web{}).Unseen(); len(got) != 1 {
		t.Errorf("of a server that keeps nothing back: %q", got)
	}
}
