package output

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// of is a file that belongs to somebody.
func of(entity, name, data string) *artifact.File {
	f := plain(name, data)
	f.Entity = entity
	return f
}

// seedOf is contacts that begin with a build.
func seedOf(entity, name string) *artifact.File {
	f := of(entity, name, "declared")
	f.Seed, f.Pos.Line = true, 2
	return f
}

// said are findings in a line each, without what every finding of a check says.
func said(findings diag.List) (lines []string) {
	for _, d := range findings {
		if d.Pos.Line == 2 {
			panic("a finding is at what begins with the build")
		}
		lines = append(lines, fmt.Sprintf("%s %s: %s: %s", d.Severity, d.Check, d.Summary, d.Detail))
	}
	return lines
}

// told builds one tree, puts files there as handsets do, and says what a check of another
// tree and a build of it tell, which is the same.
func told(t *testing.T, before, after *artifact.Tree, phones ...string) []string {
	t.Helper()
	root := newRoot(t)
	mustWrite(t, before, Options{Root: root, NoSync: true})
	for _, name := range phones {
		put(t, root, name, "a handset's")
	}
	foretold := said(mustCheck(t, after, Options{Root: root}).Findings)
	lines := said(mustWrite(t, after, Options{Root: root, NoSync: true}).Findings)
	if !slices.Equal(foretold, lines) {
		t.Errorf("foretold is %q, told %q", foretold, lines)
	}
	if again := mustWrite(t, after, Options{Root: root, NoSync: true}).Findings; len(again) > 0 {
		t.Errorf("told again: %q", said(again))
	}
	return lines
}

// A phone that takes the place of another is told once for each two, by the first of its
// files; whoever only comes, goes or stays is not.
func TestReplaced(t *testing.T) {
	t.Parallel()
	const replaced = "note root-replaced: a phone takes the place of another, and must be enrolled to know its identity: "
	for _, test := range []struct {
		name          string
		before, after []*artifact.File
		want          string
	}{
		{"another phone", []*artifact.File{of("p1", "host/board.xml", "x")}, []*artifact.File{of("p2", "host/board.xml", "x")},
			replaced + "host/board.xml is for p2 and was for p1"},
		{"and another file", []*artifact.File{of("p1", "host/board.xml", "x")}, []*artifact.File{of("p2", "host/board.xml", "y")},
			replaced + "host/board.xml is for p2 and was for p1"},
		{"with two files", []*artifact.File{of("p1", "a.xml", "x"), of("p1", "b.xml", "x")}, []*artifact.File{of("p2", "a.xml", "x"), of("p2", "b.xml", "x")},
			replaced + "a.xml is for p2 and was for p1"},
		{"two phones", []*artifact.File{of("p1", "a.xml", "x"), of("p2", "b.xml", "x")}, []*artifact.File{of("p2", "a.xml", "x"), of("p1", "b.xml", "x")},
			replaced + "a.xml is for p2 and was for p1, b.xml is for p1 and was for p2"},
		{"the same", []*artifact.File{of("p1", "a.xml", "x")}, []*artifact.File{of("p1", "a.xml", "y")}, ""},
		{"nobody's before", []*artifact.File{plain("a.xml", "x")}, []*artifact.File{of("p1", "a.xml", "x")}, ""},
		{"nobody's now", []*artifact.File{of("p1", "a.xml", "x")}, []*artifact.File{plain("a.xml", "x")}, ""},
		{"one more", []*artifact.File{of("p1", "a.xml", "x")}, []*artifact.File{of("p1", "a.xml", "x"), of("p2", "b.xml", "x")}, ""},
		{"another file of another", []*artifact.File{of("p1", "a.xml", "x")}, []*artifact.File{of("p2", "b.xml", "x")}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(told(t, treeOf(test.before...), treeOf(test.after...)), "\n"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// What handsets have written is told of those who come, go or move, and of nobody else.
func TestHolders(t *testing.T) {
	t.Parallel()
	const (
		goes  = "note root-leftover: handsets have written files for %s, which is no longer declared: %s"
		comes = "warning root-earlier-holder: %s is new here, but handsets have written files for an earlier holder of that ID: %s"
		moves = "warning root-moved: %s from %s to %s, and what handsets keep for %s does not follow: %s"
	)
	site := plain("site.cfg", "x")
	in := func(folder string, ids ...string) (files []*artifact.File) {
		for _, id := range ids {
			files = append(files, of(id, folder+"/"+id+".cfg", "x"))
		}
		return files
	}
	line := fmt.Sprintf
	for _, test := range []struct {
		name          string
		before, after []*artifact.File
		phones        string
		want          []string
	}{
		{"nobody", in("u", "ann"), in("u", "ann"), "u/ann-phone.cfg u/bob-phone.cfg", nil},
		{"who goes", in("u", "ann", "Bob"), in("u", "ann"), "u/ann-phone.cfg u/BOB-calls.xml u/bob-phone.cfg", []string{line(goes, "bob", "u/BOB-calls.xml, u/bob-phone.cfg")}},
		{"who goes, with files elsewhere", in("u", "ann", "bob"), in("u", "ann"), "bob-phone.cfg", []string{line(goes, "bob", "bob-phone.cfg")}},
		{"who goes, and wrote nothing", in("u", "ann", "bob"), in("u", "ann"), "u/ann-phone.cfg", nil},
		{"who comes", in("u", "ann"), in("u", "ann", "Bob"), "u/ann-phone.cfg u/bob-phone.cfg", []string{line(comes, "bob", "u/bob-phone.cfg")}},
		{"a folder that is called so", in("u", "ann"), in("u", "ann", "bob"), "u/bob-phone.cfg/x", nil},
		{"who comes with contacts alone", in("u", "ann"), append(in("u", "ann"), seedOf("bob", "u/bob-directory.xml")), "u/bob-phone.cfg", nil},
		{"who comes with contacts first", in("u", "ann"), append(in("u", "ann", "bob"), seedOf("bob", "u/bob-directory.xml")), "u/bob-phone.cfg", []string{line(comes, "bob", "u/bob-phone.cfg")}},
		{"who has a file more", in("u", "ann"), append(in("u", "ann"), of("ann", "u/ann-more.cfg", "x")), "u/ann-phone.cfg", nil},
		{"who has a file less", append(in("u", "ann"), of("ann", "u/ann-more.cfg", "x")), in("u", "ann"), "u/ann-phone.cfg", nil},
		{"who is spelt otherwise", in("u", "Ann"), in("u", "ann"), "u/ann-phone.cfg", nil},
		{"who is spelt otherwise, beside another", in("u", "Ann", "bob"), in("u", "ann", "eve"), "u/ann-phone.cfg u/eve-phone.cfg", []string{line(comes, "eve", "u/eve-phone.cfg")}},

		{"who moves", in("u", "ann"), in("v", "ann"), "u/ann-phone.cfg w/ann-phone.cfg", []string{line(moves, "ann moves", "u", "v", "ann", "u/ann-phone.cfg")}},
		{"who moves, and wrote elsewhere", in("u", "ann"), in("v", "ann"), "w/ann-phone.cfg v/ann-calls.xml", nil},
		{"who move together", in("u", "ann", "bob", "eve"), append(in("v", "ann", "bob"), in("u", "eve")...), "u/ann-phone.cfg u/bob-phone.cfg u/eve-phone.cfg",
			[]string{line(moves, "ann, bob move", "u", "v", "them", "u/ann-phone.cfg, u/bob-phone.cfg")}},
		{"who move apart", append(in("u", "ann"), in("w", "bob")...), in("v", "ann", "bob"), "u/ann-phone.cfg w/bob-phone.cfg",
			[]string{line(moves, "ann moves", "u", "v", "ann", "u/ann-phone.cfg"), line(moves, "bob moves", "w", "v", "bob", "w/bob-phone.cfg")}},
		{"whose other file moves", append(in("u", "ann"), of("ann", "a/more.cfg", "x")), append(in("u", "ann"), of("ann", "b/more.cfg", "x")), "u/ann-phone.cfg a/ann-phone.cfg", nil},
		{"whose later file moves", append(in("u", "ann"), of("ann", "w/more.cfg", "x")), append(in("u", "ann"), of("ann", "x/more.cfg", "x")), "u/ann-phone.cfg w/ann-phone.cfg", nil},
		{"who moves, beside a file that stays", append(in("u", "ann"), of("ann", "z/more.cfg", "x")), append(in("v", "ann"), of("ann", "z/more.cfg", "x")), "u/ann-phone.cfg",
			[]string{line(moves, "ann moves", "u", "v", "ann", "u/ann-phone.cfg")}},
		{"with a blank", in("u", "ann lee"), in("night shift", "ann lee"), "u/ann lee-phone.cfg", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			before, after := treeOf(append(test.before, site)...), treeOf(append(test.after, site)...)
			got := told(t, before, after, strings.Fields(test.phones)...)
			slices.Sort(got)
			if !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// Where all move that handsets have written in a folder, the command needs no names.
func TestMovedTogether(t *testing.T) {
	t.Parallel()
	for _, others := range []bool{false, true} {
		root := newRoot(t)
		var before, after []*artifact.File
		for i := range 12 {
			id := fmt.Sprintf("u%02d", i)
			before, after = append(before, of(id, "users/"+id+".cfg", "x")), append(after, of(id, "staff/"+id+".cfg", "x"))
			put(t, root, "users/"+id+"-phone.cfg", "a handset's")
		}
		if others {
			put(t, root, "users/someone-phone.cfg", "a handset's")
		}
		mustWrite(t, treeOf(before...), Options{Root: root, NoSync: true})
		d := finding(t, mustCheck(t, treeOf(after...), Options{Root: root}), "root-moved")
		if names := strings.Count(d.Hint, "u0"); (names == 0) == others || strings.Contains(d.Hint, "users/*-phone.cfg staff/") == others {
			t.Errorf("others' files there: %t; %s", others, d.Hint)
		}
	}
}

// A build that was stopped halfway is told by a check, and by the build that finishes it.
func TestStopped(t *testing.T) {
	t.Parallel()
	root := newRoot(t)
	tree := func() *artifact.Tree { return treeOf(plain("a.cfg", "x")) }
	mustWrite(t, tree(), Options{Root: root, NoSync: true})
	put(t, root, nextPath, get(t, root, manifestPath))
	for _, r := range []struct {
		report *Report
		want   []string
	}{
		{mustCheck(t, tree(), Options{Root: root}), []string{"warning root-unfinished: a build of " + root + " is at work or was stopped halfway: "}},
		{mustWrite(t, tree(), Options{Root: root, NoSync: true}), []string{"note root-repaired: a build of " + root + " that was stopped halfway has been cleaned up: "}},
		{mustCheck(t, tree(), Options{Root: root}), nil},
	} {
		if got := said(r.report.Findings); !slices.Equal(got, r.want) {
			t.Errorf("got %q, want %q", got, r.want)
		}
	}
}

// A root without a record is a copy, of which the bytes are compared and no more.
func TestCheckOfACopy(t *testing.T) {
	t.Parallel()
	root := newRoot(t)
	put(t, root, "same.cfg", "x")
	put(t, root, "other.cfg", "x")
	put(t, root, "ann-phone.cfg", "x")
	r := mustCheck(t, treeOf(plain("same.cfg", "x"), of("ann", "other.cfg", "y"), plain("missing.cfg", "z")), Options{Root: root})
	if len(r.Findings) > 0 || r.Unchanged != 1 || !slices.Equal(r.Changed, []string{"other.cfg"}) || !slices.Equal(r.Created, []string{"missing.cfg"}) || len(r.Removed) > 0 {
		t.Errorf("%+v", r)
	}
}

// Whoever asks is told of each file that is missing or differs, before it is replaced.
func TestDiffers(t *testing.T) {
	t.Parallel()
	root := newRoot(t)
	mustWrite(t, treeOf(plain("a.cfg", "x"), plain("b.cfg", "x"), plain("gone.cfg", "x")), Options{Root: root, NoSync: true})
	var mu sync.Mutex
	var names []string
	opt := Options{Root: root, NoSync: true, Differs: func(f *artifact.File, missing bool) {
		mu.Lock()
		defer mu.Unlock()
		names = append(names, f.Path)
		if missing != (f.Path == "c.cfg") {
			t.Errorf("%s is missing: %t", f.Path, missing)
		}
		if _, err := os.Stat(filepath.Join(root, "c.cfg")); err == nil || get(t, root, "b.cfg") != "x" {
			t.Error("told too late")
		}
	}}
	after := treeOf(plain("a.cfg", "x"), plain("b.cfg", "y"), plain("c.cfg", "x"))
	for range 2 {
		names = nil
		mustCheck(t, after, opt)
		if slices.Sort(names); !slices.Equal(names, []string{"b.cfg", "c.cfg"}) {
			t.Errorf("told of %q", names)
		}
	}
	names = nil
	if mustWrite(t, after, opt); len(names) != 2 {
		t.Errorf("a build tells of %q", names)
	}
}
