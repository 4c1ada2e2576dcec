package fetched

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"provc/compiler/accesslog"
	"provc/compiler/artifact"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// rootOf is a root of files, each "path name=value …", and of handsets that are listed and
// need no file of their own.
func rootOf(bare []string, files ...string) *root.Root {
	tree := &artifact.Tree{PhoneWritten: vendors.All().PhoneWritten}
	for _, line := range files {
		words := strings.Fields(line)
		f := &artifact.File{Path: words[0], Format: func([]artifact.Param) ([]byte, error) { return nil, nil }}
		for _, w := range words[1:] {
			name, value, _ := strings.Cut(w, "=")
			f.Params = append(f.Params, artifact.Param{Name: name, Value: value})
		}
		tree.Files = append(tree.Files, f)
	}
	listing := &artifact.Listing{}
	for _, mac := range bare {
		listing.Add(mac, "")
	}
	tree.Bare = []*artifact.Listing{listing}
	return root.Compiled("declared", vendors.All(), root.Part{Tree: tree})
}

// Who an address is follows from the file that one handset alone begins with: its own MAC,
// or, of Cisco, its own profile; never from what is for all. Of others nobody knows.
func TestWhoItIs(t *testing.T) {
	t.Parallel()
	const (
		one, two, rest, site = "00907a000001", "00907a000002", "000000000000.cfg CONFIG_FILES=site.cfg", "site.cfg up.a=1"
		ten                  = "10:00:00 "
	)
	cisco := []string{"default.xml EM_Enable=Yes", "host/board.xml Text_Logo=A", "host/lab.xml Text_Logo=A", "mobile/ana.xml Text_Logo=A"}
	for _, x := range []struct {
		name  string
		root  *root.Root
		lines []string
		want  string
	}{
		{"what is for all tells nothing", rootOf([]string{one}, rest, site), []string{ten + "1.1.1.1 200 /000000000000.cfg", ten + "1.1.1.1 200 /site.cfg"}, one + " unseen; strange [1.1.1.1]"},
		{"a handset without a file of its own", rootOf([]string{one, two}, rest, site), []string{ten + "1.1.1.1 404 /" + two + ".cfg", ten + "1.1.1.1 200 /000000000000.cfg", ten + "1.1.1.1 200 /site.cfg"}, one + " unseen; " + two + " now 1.1.1.1"},
		{"it asked, and got nothing", rootOf([]string{one}, rest, site), []string{ten + "1.1.1.1 404 /" + one + ".cfg", ten + "1.1.1.1 500 /000000000000.cfg"}, one + " before 1.1.1.1 -000000000000.cfg -site.cfg"},
		{"one for whom there is nothing", rootOf(nil, one+".cfg CONFIG_FILES=site.cfg", site), []string{ten + "1.1.1.1 404 /" + two + ".cfg", ten + "1.1.1.1 200 /site.cfg"}, one + " unseen; strange [1.1.1.1]"},
		{"a Cisco profile", rootOf(nil, cisco...), []string{ten + "1.1.1.1 200 /host/board.xml", ten + "2.2.2.2 401 /host/lab.xml", ten + "3.3.3.3 200 /default.xml"}, "board now 1.1.1.1; lab before 2.2.2.2 -host/lab.xml; ana unseen; strange [3.3.3.3]"},
		{"another Cisco profile", rootOf(nil, cisco...), []string{"08:00:00 1.1.1.1 200 /host/board.xml", ten + "1.1.1.1 200 /host/lab.xml"}, "board before 1.1.1.1 -host/board.xml; lab now 1.1.1.1; ana unseen"},
		{"in the folder of a deployment", rootOf(nil, "w/"+rest, "w/site.cfg up.a=1", rest, site), []string{ten + "1.1.1.1 404 /x/w/" + one + ".cfg", ten + "1.1.1.1 200 /x/w/000000000000.cfg", ten + "1.1.1.1 200 /x/w/site.cfg", ten + "2.2.2.2 404 /x/" + two + ".cfg", ten + "2.2.2.2 200 /x/000000000000.cfg"},
			one + " now unlisted 1.1.1.1; " + two + " before unlisted 2.2.2.2 -site.cfg"},
	} {
		if got := states(find(t, x.root, nine, strings.NewReader(requested(x.lines...)))); got != x.want {
			t.Errorf("%s: got\n%s\nwant\n%s", x.name, got, x.want)
		}
	}
}

// The deepest folder of a deployment is meant in which a handset asks, however short its
// name.
func TestUnlistedFolder(t *testing.T) {
	t.Parallel()
	const rest = "000000000000.cfg CONFIG_FILES=site.cfg"
	f := newFinder(Options{Root: rootOf(nil, rest, "w/"+rest, "w/icu/"+rest, "wards/"+rest)})
	for name, want := range map[string]string{"a.cfg": ".", "x/a.cfg": ".", "w/a.cfg": "w", "x/w/a.cfg": "w", "w/icu/a.cfg": "w/icu", "icu/a.cfg": ".", "wards/a.cfg": "wards", "aw/a.cfg": "."} {
		if h := f.unlisted(name); h == nil || h.Folder != want {
			t.Errorf("%s is asked for in %v, want %s", name, h, want)
		}
	}
	if h := newFinder(Options{Root: rootOf(nil, "w/"+rest)}).unlisted("a.cfg"); h != nil {
		t.Errorf("outside of all folders it is one of %s", h.Folder)
	}
}

// A report tells of which times the logs are, and what of them is not understood.
func TestOfTheLogs(t *testing.T) {
	t.Parallel()
	log := requested("10:00:00 1.1.1.1 200 /site.cfg") + "rubbish\n" + requested("08:00:00 1.1.1.1 200 /site.cfg", "09:00:00 1.1.1.1 404 /x") + "more\n"
	logs, err := accesslog.Open([]string{"-"}, strings.NewReader(log), accesslog.Clock{Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	r, err := Find(t.Context(), Options{Root: fleet(1, 0), Since: nine, Logs: logs})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprintln(r.Requests, r.Lines, r.Unknown, r.First, r.From-nine.Unix(), r.To-nine.Unix()), "3 5 2 stdin:2 -3600 3600\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
