package record

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
)

var (
	xSum = Sum(sha256.Sum256([]byte("x")))
	xHex = hex.EncodeToString(xSum[:])
)

// ward is a whole record, as it lies in a root.
var ward = "provc manifest 1\n" +
	"package\tclinic.example/ward\n" +
	"folder\tkept\tlogs\n" +
	"folder\tmade\tusers\n" +
	"file\t" + xHex + "\t1\tward\t00907a000001\t00907a000001.cfg\n" +
	"file\t" + xHex + "\t0\tward\t\tsite.cfg\n" +
	"file\t" + xHex + "\t0\tward\tBrian\tusers/Brian.cfg\n" +
	"end\n"

// A record is read as it was written, and the same record has the same bytes.
func TestRecord(t *testing.T) {
	m, err := Parse(ward)
	if err != nil || !m.Whole || m.Package != "clinic.example/ward" || m.Text != ward {
		t.Fatalf("%+v %v", m, err)
	}
	if want := []Folder{{"logs", false}, {"users", true}}; !slices.Equal(m.Folders, want) {
		t.Errorf("folders %v, want %v", m.Folders, want)
	}
	if got := string(m.Bytes()); got != ward {
		t.Errorf("written again, it is\n%s", got)
	}
	if head := string(m.Head()); !strings.HasPrefix(ward, head+"file\t") {
		t.Errorf("its head is\n%s", head)
	}
	for i, want := range []struct {
		phase        artifact.Phase
		entity, path string
	}{{artifact.Handset, "00907a000001", "00907a000001.cfg"}, {artifact.Leaf, "", "site.cfg"}, {artifact.Leaf, "Brian", "users/Brian.cfg"}} {
		e := m.Entries[i]
		if e.Phase() != want.phase || e.Entity() != want.entity || e.Path() != want.path || !e.Is(xSum) || e.Is(Sum{}) {
			t.Errorf("%q is of phase %v, for %q, at %q", e, e.Phase(), e.Entity(), e.Path())
		}
		if line := string(AppendEntry([]byte("before "), xSum, want.phase, "ward", want.entity, want.path)); line != "before "+string(e)+"\n" {
			t.Errorf("its line is %q", line)
		}
	}
	var none Entry
	if none.Is(Sum{}) || none.Entity() != "" {
		t.Error("there is no entry, and it says something")
	}
	brian := m.Entries[2]
	if other := brian.At("Users/brian.cfg"); other.Path() != "Users/brian.cfg" || !other.Is(xSum) || other.Entity() != "Brian" || brian.At(brian.Path()) != brian {
		t.Errorf("by another spelling of its path: %q", other)
	}
}

// Which folders hold files of provc's, and which it made, a record tells; where there is
// none, nobody knows of any.
func TestFolders(t *testing.T) {
	m, err := Parse(ward)
	if err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]struct{ names, made bool }{
		".": {true, false}, "logs": {true, false}, "users": {true, true}, "user": {}, "users/more": {}, "a": {}, "z": {},
	} {
		if m.Names(dir) != want.names || m.Made(dir) != want.made {
			t.Errorf("%s: named %v, made %v, want %v", dir, m.Names(dir), m.Made(dir), want)
		}
		if none := (*Manifest)(nil); none.Names(dir) || none.Made(dir) {
			t.Errorf("%s is in no record", dir)
		}
	}
}

// A record that a killed build did not complete says as much as it has; one that is
// damaged, or in another form, is refused.
func TestParse(t *testing.T) {
	edit := func(old, new string) string {
		if !strings.Contains(ward, old) {
			t.Fatalf("no %q in the record", old)
		}
		return strings.Replace(ward, old, new, 1)
	}
	for what, c := range map[string]struct {
		text  string
		files int
	}{
		"nothing":             {"", 0},
		"half a title":        {"provc mani", 0},
		"a title":             {"provc manifest 1\n", 0},
		"no files yet":        {ward[:strings.Index(ward, "file\t")], 0},
		"half a line":         {ward[:strings.Index(ward, "site.cfg")+3], 1},
		"all but the end":     {strings.TrimSuffix(ward, "end\n"), 3},
		"half the end":        {strings.TrimSuffix(ward, "d\n"), 3},
		"an end without line": {strings.TrimSuffix(ward, "\n"), 3},
	} {
		if m, err := Parse(c.text); err != nil || m.Whole || len(m.Entries) != c.files {
			t.Errorf("%s: %+v %v", what, m, err)
		}
	}
	for what, c := range map[string]struct{ text, want string }{
		"another file":           {"<html>\n", "damaged at line 1"},
		"a later form":           {edit("manifest 1", "manifest 2"), ErrNewer.Error()},
		"a much later form":      {edit("manifest 1", "manifest 10"), ErrNewer.Error()},
		"no form":                {edit("manifest 1", "manifest x"), "damaged at line 1"},
		"more in the title":      {edit("manifest 1", "manifest 1 "), "damaged at line 1"},
		"of a part":              {edit("ward\n", "ward\t2/16\n"), ErrPart.Error()},
		"of no part":             {edit("ward\n", "ward\t2/16/3\n"), "damaged at line 2"},
		"two packages":           {edit("ward\n", "ward\tx\n"), "damaged at line 2"},
		"no package":             {edit("package\t", "packages\t"), "damaged at line 2"},
		"an unknown folder":      {edit("kept", "held"), "damaged at line 3"},
		"a folder outside":       {edit("\tlogs", "\t../logs"), "damaged at line 3"},
		"a folder with a field":  {edit("\tlogs", "\tlogs\tx"), "damaged at line 3"},
		"an unknown line":        {edit("folder\tkept", "fold\tkept"), "damaged at line 3"},
		"an empty line":          {edit("file\t", "\nfile\t"), "damaged at line 5"},
		"a file outside":         {edit("\tsite.cfg", "\t../site.cfg"), "damaged at line 6"},
		"an absolute file":       {edit("\tsite.cfg", "\t/site.cfg"), "damaged at line 6"},
		"a file that leads up":   {edit("users/Brian", "users/../Brian"), "damaged at line 7"},
		"a file of no name":      {edit("users/Brian.cfg", "users/"), "damaged at line 7"},
		"no file line":           {edit("file\t", "fail\t"), "damaged at line 5"},
		"a sum that runs on":     {edit("\t1\tward", "x1\tward"), "damaged at line 5"},
		"a phase that runs on":   {edit("\t1\tward", "\t1xward"), "damaged at line 5"},
		"a sum with a slash":     {edit(xHex, "/"+xHex[1:]), "damaged at line 5"},
		"a sum with a colon":     {edit(xHex, ":"+xHex[1:]), "damaged at line 5"},
		"a sum with a backquote": {edit(xHex, "`"+xHex[1:]), "damaged at line 5"},
		"an unknown phase":       {edit("\t1\tward", "\t3\tward"), "damaged at line 5"},
		"no phase":               {edit("\t1\tward", "\t/\tward"), "damaged at line 5"},
		"a phase of two digits":  {edit("\t1\tward", "\t11\tward"), "damaged at line 5"},
		"a sum in capitals":      {edit(xHex, strings.ToUpper(xHex)), "damaged at line 5"},
		"no sum":                 {edit(xHex, strings.Repeat("g", len(xHex))), "damaged at line 5"},
		"half a sum":             {edit(xHex, xHex[:32]), "damaged at line 5"},
		"a sum with more":        {edit(xHex, xHex+"0"), "damaged at line 5"},
		"a file without entity":  {edit("\tward\t\tsite", "\tward\tsite"), "damaged at line 6"},
		"a file with more":       {edit("\tward\t\tsite", "\tward\t\t\tsite"), "damaged at line 6"},
		"the same file twice":    {edit("users/Brian", "site"), "damaged at line 7"},
		"files in another order": {edit("users/Brian", "anna"), "damaged at line 7"},
		"a file behind the end":  {ward + "file\t" + xHex + "\t0\tward\t\tz.cfg\n", "damaged at line 9"},
		"an end behind the end":  {ward + "end\n", "damaged at line 9"},
		"a file for a package":   {"provc manifest 1\nfile\t" + xHex + "\t0\tward\t\tz.cfg\n", "damaged at line 2"},
	} {
		if m, err := Parse(c.text); err == nil || err.Error() != c.want {
			t.Errorf("%s: %+v %v, want %s", what, m, err, c.want)
		}
	}
	if _, err := Parse(edit("manifest 1", "manifest 7")); !errors.Is(err, ErrNewer) {
		t.Error(err)
	}
	// The last phase is that of the files that handsets read first.
	if m, err := Parse(edit("\t1\tward", "\t2\tward")); err != nil || m.Entries[0].Phase() != artifact.Entry {
		t.Error(m, err)
	}
}
