package readers_test

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/deploytest"
	"provc/compiler/spectralink/readers"
)

// Labels stay with the files of whom they are, and with handsets that need none, in CUE
// and in rows; none is written.
func TestLabels(t *testing.T) {
	c := deploytest.Compile(t, deploytest.Logins(`enabled: true, persistent: true`)+`folder: "w", phones: {
	"00907a000001": {label: "One", params: up: idleTimeout: 1}
	"00907a000002": {label: "Two"}
	"00907a000003": {}
}, users: ana: {label: "Ana", password: secret: "x", contacts: [{ct: "5", fn: "C"}]}, inventory: {
	phones: {file: "phones.csv", id: "{mac}", each: {label: "Room {room}", group: "{group}"}}
	users: {file: "users.csv", id: "{id}", each: {label: "{name}", password: secret: "x"}}
}, groups: g: params: up: idleTimeout: 3`, "phones.csv", "mac,room,group\n00907a000004,4,\n00907a000005,5,g\n", "users.csv", "id,name\nbo,Bo\n")
	if c.Findings.HasErrors() {
		t.Fatal(c.Text(c.Findings))
	}
	var got []string
	for _, path := range slices.Sorted(maps.Keys(c.ByPath)) {
		if f := c.ByPath[path]; f.Label != "" {
			got = append(got, f.Path+" "+f.Label)
		}
		if data := string(c.Bytes(t, path)); strings.Contains(data, "Ana") || strings.Contains(data, "Room") {
			t.Errorf("%s holds a label:\n%s", path, data)
		}
	}
	for mac, label := range c.Bare.All() {
		got = append(got, fmt.Sprintf("%s/%s %q", c.Bare.Folder, mac, label))
	}
	want := []string{
		"w/00907a000001.cfg One", "w/00907a000005.cfg Room 5", "w/people/ana-directory.xml Ana", "w/people/ana.cfg Ana", "w/people/bo.cfg Bo", "w/phone-00907a000001.cfg One",
		`w/00907a000002 "Two"`, `w/00907a000003 ""`, `w/00907a000004 "Room 4"`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// lister is a root that lists handsets without files of their own.
type lister struct {
	deploytest.Root
	bare map[string][]string // labels by folder, of handsets in order
}

func (l lister) Label(string) string { return "" }

func (l lister) Bare(folder string) iter.Seq2[string, string] {
	var all artifact.Listing
	for i, label := range l.bare[folder] {
		all.Add(fmt.Sprintf("00907a00000%d", i+1), label)
	}
	return all.All()
}

// Handsets that are listed without a file of their own read what is for all, each by its
// own MAC; one that has a master file is known by that.
func TestReadersOfListedHandsets(t *testing.T) {
	for _, x := range []struct{ list, want string }{
		{"site.cfg", "1 a: 000000000000.cfg site.cfg in people, 3 c: 000000000000.cfg site.cfg in people"},
		{"x-[PHONE_MAC_ADDRESS].cfg", "1 a: 000000000000.cfg x-00907a000001.cfg in people, 3 c: 000000000000.cfg x-00907a000003.cfg in people"},
	} {
		r := readers.Of(lister{deploytest.Root{
			"000000000000.cfg":      "CONFIG_FILES=" + x.list + "\nUSER_PROFILES_DIRECTORY=people",
			"00907a000002.cfg":      "CONFIG_FILES=\nUSER_PROFILES_DIRECTORY=people",
			"x-00907a000001.cfg":    "x=1",
			"y/000000000000.cfg":    "CONFIG_FILES=",
			"none/00907a000009.cfg": "CONFIG_FILES=",
		}, map[string][]string{".": {"a", "b", "c"}, "none": {"d"}}})
		var got []string
		for _, h := range r.Handsets {
			if h.Label != "" {
				got = append(got, fmt.Sprintf("%s %s: %s in %s", strings.TrimPrefix(h.ID, "00907a00000"), h.Label, strings.Join(h.Files, " "), h.Users))
			}
		}
		if s := strings.Join(got, ", "); s != x.want {
			t.Errorf("%s: %s", x.list, s)
		}
	}
}
