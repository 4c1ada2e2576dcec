package proof

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/effective"
	"provc/compiler/importer/source"
	"provc/compiler/importer/tree"
)

// As each setting of a file is counted, what the report tells of it depends on the file,
// and then on what import decided.
func TestFateOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind  tree.Kind
		fate  tree.Fate
		want  Fate
		wrong bool // it is told as residue
	}{
		{tree.Parameters, tree.Fate{Kind: tree.Arrived, Where: "x"}, Arrived, false},
		{tree.Parameters, tree.Fate{Kind: tree.Implied}, Implied, false},
		{tree.Others, tree.Fate{Kind: tree.Kept}, Kept, false},
		{tree.Others, tree.Fate{Kind: tree.NotRead}, Kept, false},
		{tree.Contacts, tree.Fate{Kind: tree.NotRead}, Unreferenced, false},
		{tree.Parameters, tree.Fate{Kind: tree.Unknown, Where: "x"}, Unlisted, true},
		{tree.Parameters, tree.Fate{Kind: tree.OutOfRange, Where: "x"}, Unlisted, true},
		{tree.Parameters, tree.Fate{Kind: tree.Misspelt, Where: "x"}, Unlisted, true},
		{tree.Parameters, tree.Fate{Kind: tree.Refused}, Dropped, true},
		{tree.Parameters, tree.Fate{Kind: tree.Shadowed}, Dropped, true},
		{tree.Parameters, tree.Fate{Kind: tree.Duplicate}, Dropped, true},
		{tree.Parameters, tree.Fate{Kind: tree.PlainText}, Dropped, true},
		{tree.Parameters, tree.Fate{Kind: tree.WrongCase}, Dropped, true},
		{tree.Parameters, tree.Fate{Kind: tree.Product}, Dropped, true},
		{tree.Unreferenced, tree.Fate{Kind: tree.NotRead}, Unreferenced, false},
		{tree.Unreferenced, tree.Fate{Kind: tree.Duplicate}, Unreferenced, false},
		{tree.PhoneWritten, tree.Fate{Kind: tree.NotRead}, PhoneWritten, false},
		{tree.Unreferenced, tree.Fate{Kind: tree.Markup}, Markup, false},
		{tree.Parameters, tree.Fate{}, Lost, false},
		{tree.Unreferenced, tree.Fate{}, Lost, false},
	} {
		f := &tree.File{Path: "x.cfg", Kind: c.kind, Settings: []*tree.Setting{{Name: "a.b", Value: "1", Line: 2, Column: 3, Fate: c.fate}}}
		r, account := &Report{}, &File{Fates: map[Fate]int{}}
		r.settle(account, f, walked{items: []item{{name: "a.b", value: "1", line: 2}}, elements: 4})
		if account.Fates[c.want] != 1 || account.Says != 1 || account.Elements != 4 {
			t.Errorf("%s of a file that is %s: %+v", c.fate.Kind, c.kind, account)
		}
		if told := len(r.Residue) == 1; told != c.wrong || told && (r.Residue[0].Went != c.want || r.Residue[0].Line != 2 || r.Residue[0].Column != 3 || r.Residue[0].Kind != c.fate.Kind) {
			t.Errorf("%s of a file that is %s: %+v", c.fate.Kind, c.kind, r.Residue)
		}
		if r.Whole() != (c.want != Lost) {
			t.Errorf("%s of a file that is %s: %+v", c.fate.Kind, c.kind, r.Faults)
		}
	}
	for kind, want := range map[tree.Kind]Fate{tree.Broken: Broken, tree.Template: Placeholder} {
		r, account := &Report{}, &File{Fates: map[Fate]int{}}
		r.settle(account, &tree.File{Kind: kind, Cause: source.Broken}, walked{items: make([]item, 3)})
		if account.Fates[want] != 3 || len(r.Faults) > 0 {
			t.Errorf("a file that is %s: %+v", kind, account)
		}
	}
}

// Readers mean the same value where blanks alone differ, or characters of an encoding that
// only the file's declaration tells.
func TestSame(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b, encoding string
		want           bool
	}{
		{"a", "a", "", true}, {"a  b\n", " a b", "UTF-8", true}, {"a", "b", "", false}, {"ab", "a b", "", false},
		{"ä", "Д", "ISO-8859-5", true}, {"ä", "Д", "UTF-8", false}, {"ä", "Д", "ISO-8859-1", false}, {"ä", "Д", "Windows-1252", false}, {"ä", "Д", "", false},
		{"äa", "Дb", "ISO-8859-5", false}, {"ä", "?", "ISO-8859-5", true}, {"", "", "x", true},
	} {
		if got := same(c.a, c.b, c.encoding); got != c.want {
			t.Errorf("%q and %q in %s: %t", c.a, c.b, c.encoding, got)
		}
	}
	for value, want := range map[string]string{"./logs/": "logs", "././x": "x", "logs": "logs", "http://h/x/": "http://h/x/", "../x": "../x", "/": "", "": ""} {
		if got := tidy(value); got != want {
			t.Errorf("%q: %q", value, got)
		}
	}
	high := walk([]byte("<a b=\"\x80\x8a\x9f\xa0\xe9\"/>")).items[0].value
	if high != "€ŠŸ\u00a0é" {
		t.Errorf("characters of Windows are %q", high)
	}
}

// What a model has instead of another parameter is recognised by its name alone, if the
// other stands in the same file.
func TestOfModel(t *testing.T) {
	t.Parallel()
	layer := func(path string, names ...string) effective.Layer {
		f := &tree.File{Path: path}
		for _, n := range names {
			f.Settings = append(f.Settings, &tree.Setting{Name: n, Value: "1"})
		}
		return effective.Layer{Path: path, File: f}
	}
	v := &effective.View{Layers: []effective.Layer{layer("a.cfg", "CONFIG_FILES", "CONFIG_FILES_SL8440", "CONFIG_FILES_A_B", "x_y", "OTHER_Z"), layer("b.cfg", "OTHER")}}
	for name, want := range map[string]bool{"CONFIG_FILES_SL8440": true, "CONFIG_FILES_A_B": true, "CONFIG_FILES": false, "x_y": false, "OTHER_Z": false, "_x": false} {
		if got := ofModel(v, effective.Setting{Path: "a.cfg"}, name); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// Phones that lack a file are counted once each; those of a kind are not counted.
func TestLack(t *testing.T) {
	t.Parallel()
	for want, lacks := range map[string][][]string{
		"": {nil},
		"1 phone lacks a file that cannot be read":                                {{"a"}, {"a"}},
		"2 phones lack a file that cannot be read":                                {{"b", "a"}, {"a"}},
		"phones that are not listed lack a file that cannot be read":              {{""}},
		"1 phone and phones that are not listed lack a file that cannot be read":  {{"a", ""}},
		"2 phones and phones that are not listed lack a file that cannot be read": {{"a", ""}, {"b"}},
	} {
		r := &Report{Dir: "tftp", Repo: "repo"}
		for _, l := range lacks {
			r.Files = append(r.Files, &File{Lack: l})
		}
		if got := r.Lack(); got != want {
			t.Errorf("%q: %q, want %q", lacks, got, want)
		}
		if told := strings.Contains(text(t, r), "Mend it where the report tells, in tftp, and import again"); told != (want != "") {
			t.Errorf("%q: it is told: %t", lacks, told)
		}
	}
	strict := &Report{Files: []*File{{Kind: tree.Template}, {Kind: tree.Unread}, {Kind: tree.Unreferenced}}}
	if !strict.Strict() {
		t.Error("what need not be read is held against a root")
	}
	for _, r := range []*Report{{Residue: make([]Residue, 1)}, {Files: []*File{{Kind: tree.Broken}}}} {
		if r.Strict() {
			t.Errorf("%+v is strict", r)
		}
	}
	if r := (&Report{Findings: diag.List{{Severity: diag.Error}}}); r.Same() {
		t.Error("what does not compile is the same")
	}
	if r := (&Report{Findings: diag.List{{Severity: diag.Warning}}}); !r.Same() || !r.Whole() {
		t.Error("a warning keeps a root from being the same")
	}
}

// Sentences say who, what before and what after; no password, and no more of a long value
// than its ends tell.
func TestSentences(t *testing.T) {
	t.Parallel()
	who := func(n int) (all []Who) {
		for i := range n {
			all = append(all, Who{Called: fmt.Sprint("p", i+1)})
		}
		return all
	}
	long := strings.Repeat("ä", 120)
	for want, d := range map[string]*Difference{
		"p1: could log in before":                                       {Said: "could log in before", Who: who(1)},
		"a: not set → 2 (f), for p1 and p2":                             {Name: "a", After: &Setting{Value: "2", File: "f"}, Who: who(2)},
		"a: empty (f) → not set, for p1, p2 and p3":                     {Name: "a", Before: &Setting{File: "f"}, Who: who(3)},
		"a: a secret (f) → another secret (g), for p1":                  {Name: "a", Before: &Setting{Secret: true, File: "f"}, After: &Setting{Secret: true, File: "g"}, Who: who(1)},
		"a: a secret (f) → another secret, for p1":                      {Name: "a", Before: &Setting{Secret: true, File: "f"}, After: &Setting{Secret: true}, Who: who(1)},
		"a: a secret (f) → not set, for p1":                             {Name: "a", Before: &Setting{Secret: true, File: "f"}, Who: who(1)},
		"a: not set → a secret (g), for p1":                             {Name: "a", After: &Setting{Secret: true, File: "g"}, Who: who(1)},
		"a: " + long + " (f) → not set, for p1":                         {Name: "a", Before: &Setting{Value: long, File: "f"}, Who: who(1)},
		"a: " + long[:120] + "… (121 characters) (f) → not set, for p1": {Name: "a", Before: &Setting{Value: long + "x", File: "f"}, Who: who(1)},
		"p1, p2, p3, p4, p5, p6, p7, p8, p9, p10 and p11: x":            {Said: "x", Who: who(11)},
		"p1, p2, p3, p4, p5, p6, p7, p8, p9, p10 and 2 more: x":         {Said: "x", Who: who(12)},
	} {
		if got := d.sentence(false); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	if got := (&Difference{Said: "x", Who: who(12)}).sentence(true); got != "p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11 and p12: x" {
		t.Error(got)
	}
	for want, p := range map[string][2]int{"f": {}, "f:3": {3}, "f:3:4": {3, 4}} {
		if got := place("f", p[0], p[1]); got != want {
			t.Error(got)
		}
	}
}

// Of a kind ten are told, all where that is wished. Residue that is alike is told once,
// with how often it stands elsewhere.
func TestHowMuchIsTold(t *testing.T) {
	t.Parallel()
	r := &Report{Dir: "tftp", Repo: "repo", Package: "p", Fates: map[Fate]int{Arrived: 1, Dropped: 2}, Says: 1, Elements: 1, Handsets: 3, Named: 2, Kinds: []string{"every other phone"}, People: 1}
	for i := range 31 {
		name := fmt.Sprintf("f%02d.cfg", i)
		if i < 12 {
			r.Files = append(r.Files, &File{Path: name, Kind: tree.Broken, Line: 1, Column: 2, Reason: "torn", Hint: "mend it"}, &File{Path: name, Kind: tree.Master, Reason: "never told"})
			r.Faults = append(r.Faults, Fault{name, 3, "a", "lost"})
		}
		if i < 11 {
			r.Files = append(r.Files, &File{Path: name, Kind: tree.Unread, Reason: "text"})
			r.Residue = append(r.Residue, Residue{File: name, Line: 1, Name: fmt.Sprint("a", i), Kind: tree.Unknown, Went: Unlisted, Near: "b"})
		}
		if i < 3 {
			r.Residue = append(r.Residue, Residue{File: name, Line: 2, Column: 5, Name: "same", Kind: tree.Duplicate, Went: Dropped, Note: "twice", Near: "n"})
		}
		r.Differs = append(r.Differs, &Difference{Said: fmt.Sprint("d", i), Who: []Who{{Called: "x"}}})
	}
	r.Files[0].Remarks = []Remark{{4, 1, "odd"}}
	r.Notes = []string{"a note"}
	short, whole := text(t, r), ""
	var b strings.Builder
	if err := WriteText(&b, r, TextOptions{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	whole = b.String()
	for _, want := range []string{
		"tftp: 35 files\n", "     12 master configuration files\n", "     12 that cannot be read, refused\n        f00.cfg:1:2: torn; mend it\n", "     11 that are no configurations\n", "        f10.cfg: text\n",
		"  f00.cfg:4:1: odd\n", "  a note\n", "1 place that says something (attributes, and elements with text), in 1 element:\n      1 arrived\n      2 are dropped: no phone acts on that\n",
		"  duplicate\n    f00.cfg:2:5: same, dropped: twice (and in 2 places)\n", "  unknown\n    f00.cfg:1: a0, unlisted: probably meant: b\n",
		"Not accounted for, which is a mistake of import:\n  f00.cfg:3: a: lost\n", "Not what it was, of 2 handsets and every other phone, and of 1 person who can log in:\n  x: d0\n",
	} {
		for _, said := range []string{short, whole} {
			if !strings.Contains(said, want) {
				t.Errorf("no %s\n%s", want, said)
			}
		}
	}
	for _, c := range []struct{ tenth, next, more string }{
		{"f09.cfg:1:2: torn", "f10.cfg:1:2: torn", "        and 2 more; --verbose tells all\n"},
		{"a9, unlisted", "a10, unlisted", "    and 1 more; --verbose tells all\n"},
		{"f09.cfg:3: a: lost", "f10.cfg:3: a: lost", "  and 2 more; --verbose tells all\n"},
		{"x: d29\n", "x: d30\n", "  and 1 more; --verbose tells all\n"},
	} {
		if !strings.Contains(short, c.tenth) || strings.Contains(short, c.next) || !strings.Contains(short, c.more) || !strings.Contains(whole, c.next) {
			t.Errorf("%s, and not %s but %s\n%s", c.tenth, c.next, c.more, short)
		}
	}
	if strings.Contains(whole, "--verbose") || strings.Contains(whole, "never told") {
		t.Errorf("told is\n%s", whole)
	}
}

// What was compared is told, and what could not be.
func TestWhatWasCompared(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]*Report{
		"":                                      {Repo: ""},
		"Nothing differs.":                      {},
		"1 handset acts on what it did before.": {Handsets: 1, Named: 1},
		"2 handsets and every other act on what they did before, as does 1 person who can log in.":                        {Handsets: 3, Named: 2, Kinds: []string{"every other"}, People: 1},
		"Every other acts on what it did before, as do 2 people who can log in.":                                          {Handsets: 1, Kinds: []string{"every other"}, People: 2},
		"Phone a found no file to begin with in tftp: only what files named after it say is compared. Nothing differs.":   {Fresh: []string{"phone a"}},
		"A and b found no file to begin with in tftp: only what files named after them say is compared. Nothing differs.": {Fresh: []string{"a", "b"}},
		"Not what it was: x: d": {Differs: []*Difference{{Said: "d", Who: []Who{{Called: "x"}}}}},
		"Not what it was, of 0 handsets, and of 2 people who can log in: x: d": {People: 2, Differs: []*Difference{{Said: "d", Who: []Who{{Called: "x"}}}}},
		"Repo is written, and does not compile yet (2 errors), so that nothing could be compared: provc refuses what phones take. Mend it in CUE, at the lines that are told, and compare there with provc diff ./p --against ../tftp --secrets secrets.yaml or mend the files, and import them again.": {Findings: diag.List{{Severity: diag.Error}, {Severity: diag.Error}, {Severity: diag.Note}}},
	} {
		r.Dir, r.Package = "tftp", "p"
		if want != "" {
			r.Repo = "Repo"
		}
		said := text(t, r)
		_, rest, _ := strings.Cut(said, "elements:\n")
		if got := strings.Join(strings.Fields(rest), " "); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// The order of the report is that of what import made most of; every fate has its words.
func TestOrderOfTheReport(t *testing.T) {
	t.Parallel()
	if want := []Fate{Arrived, Implied, Kept, Unlisted, Dropped, Markup, PhoneWritten, Unreferenced, Placeholder, Broken, Lost}; !slices.Equal(Fates, want) {
		t.Errorf("%q", Fates)
	}
	for _, f := range Fates {
		one, many := f.said(1), f.said(2)
		if many == "" || f != Arrived && (!strings.HasPrefix(many, "are ") || one != "is "+strings.TrimPrefix(many, "are ")) {
			t.Errorf("%s: %q, %q", f, one, many)
		}
	}
	told := map[tree.Kind]bool{tree.Master: false, tree.Parameters: false, tree.Profile: false, tree.Contacts: false, tree.Dump: false, tree.PhoneWritten: false,
		tree.Others: true, tree.Unreferenced: true, tree.Template: true, tree.Broken: true, tree.Unread: true}
	for _, k := range kinds {
		if want, ok := told[k.kind]; !ok || want != k.tell {
			t.Errorf("of files that are %s each is told: %t", k.kind, k.tell)
		}
		delete(told, k.kind)
	}
	if len(told) > 0 {
		t.Errorf("not told of are %v", told)
	}
}
