package proof

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/importer/tree"
	"provc/compiler/layout"
)

// TextOptions say how the report is laid out.
type TextOptions struct {
	Width   int  // of lines; 0 for any
	Verbose bool // each place is told, however many there are
}

// few are as many of a kind as are told without being asked.
const few = 10

// WriteText prints the report for a terminal.
func WriteText(w io.Writer, r *Report, o TextOptions) error {
	t := &textReport{Report: r, o: o}
	t.files()
	t.items()
	t.residue()
	t.faults()
	t.effective()
	_, err := io.WriteString(w, t.b.String())
	return err
}

type textReport struct {
	*Report
	o TextOptions
	b strings.Builder
}

// line prints a line, and what does not fit into it under its beginning.
func (t *textReport) line(depth int, format string, args ...any) {
	lead := strings.Repeat("  ", depth)
	t.b.WriteString(layout.Wrap(lead+diag.Visible(fmt.Sprintf(format, args...)), lead+"    ", t.o.Width))
}

func (t *textReport) files() {
	byKind := map[tree.Kind][]*File{}
	for _, f := range t.Files {
		byKind[f.Kind] = append(byKind[f.Kind], f)
	}
	t.line(0, "%s: %s", t.Dir, count(len(t.Files), "file"))
	for _, kind := range kinds {
		files := byKind[kind.kind]
		if len(files) == 0 {
			continue
		}
		t.line(1, "%5d %s", len(files), plural(len(files), kind.one, kind.many))
		if !kind.tell {
			continue
		}
		for i, f := range files {
			if i == few && !t.o.Verbose && len(files) > few+1 {
				t.line(4, "and %d more; --verbose tells all", len(files)-few)
				break
			}
			t.line(4, "%s", f.said())
		}
	}
	for _, f := range t.Files {
		for _, m := range f.Remarks {
			t.line(1, "%s: %s", place(f.Path, m.Line, m.Column), m.Said)
		}
	}
	for _, n := range t.Notes {
		t.line(1, "%s", n)
	}
	t.b.WriteByte('\n')
}

// kinds are the kinds of files in the order of the report. Of those that are not
// imported it tells why.
var kinds = []struct {
	kind      tree.Kind
	one, many string
	tell      bool
}{
	{tree.Master, "master configuration file", "master configuration files", false},
	{tree.Parameters, "file of parameters", "files of parameters", false},
	{tree.Profile, "profile of a person", "profiles of people", false},
	{tree.Contacts, "contact directory", "contact directories", false},
	{tree.Dump, "dump of a phone", "dumps of phones", false},
	{tree.Others, "file of somebody else's, which stays", "files of somebody else's, which stay", true},
	{tree.PhoneWritten, "written by phones, which keep it", "written by phones, which keep them", false},
	{tree.Unreferenced, "that no phone reads", "that no phone reads", true},
	{tree.Template, "template of another tool, refused", "templates of other tools, refused", true},
	{tree.Broken, "that cannot be read, refused", "that cannot be read, refused", true},
	{tree.Unread, "that is no configuration", "that are no configurations", true},
}

// said is what the report says of a file that is not imported.
func (f *File) said() string {
	s := place(f.Path, f.Line, f.Column)
	if f.Reason != "" {
		s += ": " + f.Reason
	}
	if f.Hint != "" {
		s += "; " + f.Hint
	}
	return s
}

func place(file string, line, column int) string {
	switch {
	case line == 0:
		return file
	case column == 0:
		return file + ":" + strconv.Itoa(line)
	}
	return file + ":" + strconv.Itoa(line) + ":" + strconv.Itoa(column)
}

// fates say what each fate means.
var fates = map[Fate]string{
	Arrived:      "arrived",
	Implied:      "are written by provc without being told",
	Kept:         "are in files of others, which stay",
	Unlisted:     "are kept under unlisted, with a note",
	Dropped:      "are dropped: no phone acts on that",
	Markup:       "are about XML itself",
	PhoneWritten: "are what phones keep themselves",
	Unreferenced: "are in files that no phone reads",
	Placeholder:  "are in templates of other tools",
	Broken:       "are in files that cannot be read",
	Lost:         "are lost: a mistake of import",
}

// said is what the report says of so many.
func (f Fate) said(n int) string {
	if n == 1 {
		return strings.Replace(fates[f], "are ", "is ", 1)
	}
	return fates[f]
}

func (t *textReport) items() {
	t.line(0, "%s something (attributes, and elements with text), in %s:", plural(t.Says, "1 place that says", strconv.Itoa(t.Says)+" places that say"), count(t.Elements, "element"))
	for _, fate := range Fates {
		if n := t.Fates[fate]; n > 0 {
			t.line(1, "%5d %s", n, fate.said(n))
		}
	}
	t.b.WriteByte('\n')
}

// alike is residue of one name and kind.
type alike struct {
	Residue
	Places []string
}

// Alike joins residue of one name and kind.
func (r *Report) alike() []alike {
	type key struct {
		name string
		kind tree.FateKind
		went Fate
		note string
	}
	at := map[key]int{}
	var all []alike
	for _, x := range r.Residue {
		k := key{x.Name, x.Kind, x.Went, x.Note}
		i, ok := at[k]
		if !ok {
			i = len(all)
			at[k] = i
			all = append(all, alike{Residue: x})
		}
		all[i].Places = append(all[i].Places, place(x.File, x.Line, x.Column))
	}
	slices.SortStableFunc(all, func(a, b alike) int { return strings.Compare(string(a.Kind), string(b.Kind)) })
	return all
}

func (t *textReport) residue() {
	if len(t.Residue) == 0 {
		return
	}
	t.line(0, "Residue, of which each is to be looked at:")
	kind, n := tree.FateKind(""), 0
	all := t.alike()
	for i, x := range all {
		if x.Kind != kind {
			kind, n = x.Kind, 0
			t.line(1, "%s", kind)
		}
		if n++; n > few && !t.o.Verbose {
			if i+1 == len(all) || all[i+1].Kind != kind {
				t.line(2, "and %d more; --verbose tells all", n-few)
			}
			continue
		}
		said := fmt.Sprintf("%s: %s, %s", x.Places[0], x.Name, x.Went)
		if x.Note != "" {
			said += ": " + x.Note
		} else if x.Near != "" {
			said += ": probably meant: " + x.Near
		}
		if more := len(x.Places) - 1; more > 0 {
			said += fmt.Sprintf(" (and in %s)", count(more, "place"))
		}
		t.line(2, "%s", said)
	}
	t.b.WriteByte('\n')
}

func (t *textReport) faults() {
	if len(t.Faults) == 0 {
		return
	}
	t.line(0, "Not accounted for, which is a mistake of import:")
	for i, f := range t.Faults {
		if i == few && !t.o.Verbose {
			t.line(1, "and %d more; --verbose tells all", len(t.Faults)-few)
			break
		}
		t.line(1, "%s: %s: %s", place(f.File, f.Line, 0), f.Name, f.Said)
	}
	t.b.WriteByte('\n')
}

func (t *textReport) effective() {
	if t.Repo == "" {
		return
	}
	if t.Findings.HasErrors() {
		t.line(0, "%s is written, and does not compile yet (%s), so that nothing could be compared: provc refuses what phones take. Mend it in CUE, at the lines that are told, and compare there with", t.Repo, count(t.Findings.Count(diag.Error), "error"))
		t.line(1, "provc diff ./%s --against %s --secrets secrets.yaml", t.Package, t.from())
		t.line(0, "or mend the files, and import them again.")
		return
	}
	if len(t.Fresh) > 0 {
		t.line(0, "%s found no file to begin with in %s: only what files named after %s say is compared.", capital(names(t.Fresh, t.o.Verbose)), t.Dir, plural(len(t.Fresh), "it", "them"))
	}
	defer t.lacking()
	if len(t.Differs) == 0 {
		same := "Nothing differs"
		if t.Handsets > 0 {
			same = capital(t.compared()) + plural(t.Handsets, " acts on what it did before", " act on what they did before")
		}
		if t.People > 0 {
			same += plural(t.People, ", as does ", ", as do ") + people(t.People) + " who can log in"
		}
		t.line(0, "%s.", same)
		return
	}
	if t.Handsets+t.People == 0 {
		t.line(0, "Not what it was:")
	} else {
		t.line(0, "Not what it was, of %s, and of %s who can log in:", t.compared(), people(t.People))
	}
	for i, d := range t.Differs {
		if i == 3*few && !t.o.Verbose {
			t.line(1, "and %d more; --verbose tells all", len(t.Differs)-3*few)
			break
		}
		t.line(1, "%s", d.sentence(t.o.Verbose))
	}
}

// compared are the handsets that were compared, those that nobody listed by their kinds.
func (t *textReport) compared() string {
	var all []string
	if t.Named > 0 || len(t.Kinds) == 0 {
		all = append(all, count(t.Named, "handset"))
	}
	return names(append(all, t.Kinds...), t.o.Verbose)
}

// lacking tells how many phones are without what a file says that cannot be read.
func (t *textReport) lacking() {
	said, lack := t.Lack(), t.Lacking()
	if said == "" {
		return
	}
	if lack = slices.DeleteFunc(lack, func(mac string) bool { return mac == "" }); len(lack) > 0 {
		said += ": " + names(lack, t.o.Verbose)
	}
	t.line(0, "%s. Mend it where the report tells, in %s, and import again: phones skip such a file today, too.", capital(said), t.Dir)
}

// capital begins a sentence.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// from is the folder that was read, from the repository.
func (t *textReport) from() string {
	repo, err := filepath.Abs(t.Repo)
	if err != nil {
		return t.Dir
	}
	dir, err := filepath.Abs(filepath.FromSlash(t.Dir))
	if err != nil {
		return t.Dir
	}
	rel, err := filepath.Rel(repo, dir)
	if err != nil {
		return dir
	}
	return filepath.ToSlash(rel)
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return strconv.Itoa(n) + " people"
}

// sentence tells a difference, and for whom it is.
func (d *Difference) sentence(all bool) string {
	var called []string
	for _, w := range d.Who {
		called = append(called, w.Called)
	}
	who := names(called, all)
	if d.Name == "" {
		return fmt.Sprintf("%s: %s", who, d.Said)
	}
	before, after := d.Before.said(), d.After.said()
	if d.Before != nil && d.After != nil && d.Before.Secret && d.After.Secret {
		after = "another secret"
		if d.After.File != "" {
			after += " (" + d.After.File + ")"
		}
	}
	return fmt.Sprintf("%s: %s → %s, for %s", d.Name, before, after, who)
}

// names lists names, of many the first.
func names(all []string, whole bool) string {
	more := ""
	if len(all) > few+1 && !whole {
		more = fmt.Sprintf(" and %d more", len(all)-few)
		all = all[:few]
	} else if n := len(all) - 1; n > 0 {
		return strings.Join(all[:n], ", ") + " and " + all[n]
	}
	return strings.Join(all, ", ") + more
}

func (s *Setting) said() string {
	switch {
	case s == nil:
		return "not set"
	case s.Secret:
		return "a secret (" + s.File + ")"
	case s.Value == "":
		return "empty (" + s.File + ")"
	}
	return shortened(s.Value) + " (" + s.File + ")"
}

// longest is how much of a value is shown: who knows the file knows it by that.
const longest = 120

func shortened(text string) string {
	all := []rune(text)
	if len(all) <= longest {
		return text
	}
	return fmt.Sprintf("%s… (%d characters)", string(all[:longest/2]), len(all))
}

func count(n int, word string) string { return strconv.Itoa(n) + " " + plural(n, word, word+"s") }

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
