package lsp

import (
	"path/filepath"
	"runtime"
	"testing"

	"provc/compiler/diag"
)

// Editors count units of UTF-16, or bytes if that is agreed upon. What is behind the end of
// a line or of a text is that end.
func TestPositions(t *testing.T) {
	text := newText([]byte("aä𝄞b\r\n\nlast"))
	for _, test := range []struct {
		utf8   bool
		at     position
		offset int
	}{
		{false, position{0, 0}, 0}, {false, position{0, 1}, 1}, {false, position{0, 2}, 3}, {false, position{0, 4}, 7}, {false, position{0, 5}, 8},
		{true, position{0, 3}, 3}, {true, position{0, 7}, 7}, {true, position{0, 8}, 8},
		{false, position{1, 0}, 10}, {false, position{2, 4}, 15},
	} {
		u := units{test.utf8}
		if got := u.offset(text, test.at); got != test.offset {
			t.Errorf("%+v: offset %d, want %d", test, got, test.offset)
		}
		if got := u.position(text, test.offset); got != test.at {
			t.Errorf("%+v: position %v", test, got)
		}
	}
	for at, want := range map[position]int{{0, 99}: 8, {1, 5}: 10, {9, 0}: 15, {2, 99}: 15, {-1, 0}: 0, {0, -4}: 0} {
		for _, u := range []units{{false}, {true}} {
			if got := u.offset(text, at); got != want {
				t.Errorf("%v: offset %d, want %d", at, got, want)
			}
		}
	}
}

func TestChanged(t *testing.T) {
	of := newText([]byte("one\ntwo\n"))
	for _, test := range []struct {
		change change
		want   string
	}{
		{change{nil, "all"}, "all"},
		{change{&span{position{0, 1}, position{1, 1}}, "-"}, "o-wo\n"},
		{change{&span{position{2, 0}, position{2, 0}}, "end"}, "one\ntwo\nend"},
		{change{&span{position{1, 1}, position{0, 0}}, "x"}, "one\ntxwo\n"}, // the end before the start
		{change{&span{position{7, 7}, position{9, 9}}, "x"}, "one\ntwo\nx"},
	} {
		if got := string((units{}).changed(of, test.change).bytes); got != test.want {
			t.Errorf("%+v: got %q", test.change, got)
		}
	}
	if string(of.bytes) != "one\ntwo\n" {
		t.Error("the text before was changed")
	}
}

// A finding is about the word or the cell where it stands.
func TestExtent(t *testing.T) {
	for _, test := range []struct {
		file, text string
		line       int
		column     int
		want       string
	}{
		{"a.cue", "a: bcd: 5\n", 1, 4, "bcd"},
		{"a.cue", "a: \"b c\": 5\n", 1, 4, `"b c"`},
		{"a.cue", "a: -5\n", 1, 4, "-"},
		{"a.cue", "a: \"b\n", 1, 4, `"b`},
		{"a.cue", "a: }\n", 1, 0, "a: }"},
		{"a.cue", "a: }\n", 0, 0, "a: }"},
		{"a.cue", "a:\n", 1, 3, ""},
		{"a.cue", "a:\n", 1, 99, ""},
		{"a.cue", "a:\n", 99, 1, ""},
		{"a.csv", "ann,Ann Lee,5\n", 1, 5, "Ann Lee"},
		{"a.csv", "ann,Ann Lee,5\n", 1, 13, "5"},
		{"a.csv", "ann,,5\n", 1, 5, ",5"},
	} {
		text := newText([]byte(test.text))
		from, to := text.extent(test.file, diag.Pos{File: test.file, Line: test.line, Column: test.column})
		if got := test.text[from:to]; got != test.want {
			t.Errorf("%q %d:%d: got %q, want %q", test.text, test.line, test.column, got, test.want)
		}
	}
}

func TestURIs(t *testing.T) {
	for uri, want := range map[string]string{
		"file:///srv/ward%20a/%C3%A4.cue": "/srv/ward a/ä.cue",
		"file:///srv/../ward.cue":         "/ward.cue",
		"untitled:Untitled-1":             "",
		"file://":                         "",
		"%zz":                             "",
	} {
		if got, err := fromURI(uri); filepath.ToSlash(got) != want || (err == nil) != (want != "") {
			t.Errorf("%s: got %q, %v", uri, got, err)
		}
	}
	if runtime.GOOS != "windows" {
		for _, name := range []string{"/srv/ward a/ä#?%.cue", "/x"} {
			if got, err := fromURI(toURI(name)); got != name || err != nil {
				t.Errorf("%s: got %q, %v", name, got, err)
			}
		}
	}
}
