package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// boards is rooms with an identity each, which phones have by the given MACs.
func boards(macs ...string) *Side {
	format := func([]artifact.Param) ([]byte, error) { return nil, nil }
	file := func(path, entity string) *artifact.File {
		return &artifact.File{Path: path, Owner: "rooms", Entity: entity, Label: "Room", Format: format, Params: []artifact.Param{{Name: "Text_Logo", Value: "A"}}}
	}
	all := []*artifact.File{file("default.xml", ""), file("mobile/ana.xml", "ana")}
	for n, mac := range macs {
		all = append(all, file(fmt.Sprintf("host/room%d.xml", n), mac))
	}
	return Compiled("side", "", vendors.All(), root.Part{Tree: &artifact.Tree{Files: all}})
}

// A phone in the place of another is told though no file differs, in every format.
func TestPhoneInPlaceOfAnother(t *testing.T) {
	t.Parallel()
	d := Compare(boards("0026cb000001", "0026cb000003"), boards("0026cb000002", "0026cb000003"), Options{})
	want := "phone 0026cb000002 replaces 0026cb000001 as Room (room0); it must be enrolled (provc build --staging FOLDER), and the old one still knows its identity"
	if d.Empty() || len(d.Notes) != 1 || d.Notes[0].Says != want || d.Notes[0].Kind != NoteReplaced {
		t.Errorf("empty %t, %+v", d.Empty(), d.Notes)
	}
	for format, text := range everyFormat(t, d, Options{}) {
		if format != "unified" && !strings.HasPrefix(format, "findings") && !strings.Contains(text, "0026cb000002 replaces 0026cb000001") {
			t.Errorf("%s: %s", format, text)
		}
	}
	if d := Compare(boards("0026cb000001"), boards("0026cb000001"), Options{}); !d.Empty() || len(d.Notes) > 0 {
		t.Errorf("the same phone: %+v", d.Notes)
	}
	many := Compare(boards("1", "2", "3", "4", "5"), boards("a", "b", "c", "d", "e"), Options{})
	if len(many.Notes) != 1 || !strings.HasPrefix(many.Notes[0].Says, "5 phones replace others: a replaces 1 as room0, ") {
		t.Errorf("%+v", many.Notes)
	}
}

// With values of secrets given, what has none is named.
func TestSecretWithoutValue(t *testing.T) {
	t.Parallel()
	with := func(secret, literal string) *Side {
		format := func([]artifact.Param) ([]byte, error) { return nil, nil }
		files := []*artifact.File{
			{Path: "000000000000.cfg", Format: format, Params: []artifact.Param{{Name: "CONFIG_FILES", Value: "site.cfg"}}},
			{Path: "site.cfg", Format: format, Params: []artifact.Param{{Name: "reg.1.auth.password", Secret: secret, Value: literal, Sensitive: true}}},
		}
		return Compiled("side", "", vendors.All(), root.Part{Tree: &artifact.Tree{Files: files}})
	}
	given := Options{Secret: func(name string) (string, bool) { return "v", name == "line" }}
	text := printed(t, Compare(with("line", ""), with("other", ""), given), TextOptions{})
	if !strings.Contains(text, "whether its value changes is unknown: secret other has no value") || strings.Contains(text, "without --secrets") {
		t.Error(text)
	}
	d := Compare(with("", "literal"), with("other", ""), given)
	if s := d.Summary(); !slices.Contains(s.valueless, "other") || s.notCompared() != "1 not compared for want of secrets (secret other has no value)" {
		t.Errorf("%+v", s)
	}
	text = printed(t, Compare(with("line", ""), with("other", ""), Options{}), TextOptions{})
	if !strings.Contains(text, "whether its value changes is unknown without --secrets") {
		t.Error(text)
	}
}
