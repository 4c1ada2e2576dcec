// Package vendored makes the copy of the schema that people put beside their CUE, for
// plain cue and for language servers. It means what the schema means, and says in
// comments what is in attributes, which no language server shows: what a parameter may
// be, its default, whether a change of it restarts phones, and the file that holds it.
package vendored

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"cuelang.org/go/cue/format"

	"provc/compiler/catalogue"
	"provc/compiler/lookup"
)

// Files are the files of the schemas of some vendors, by their names with slashes.
func Files(schemas []*catalogue.Schema) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, s := range schemas {
		if err := read(files, s); err != nil {
			return nil, err
		}
		if err := comment(files, s); err != nil {
			return nil, err
		}
		name := path.Join(s.Vendor, patternsFile)
		if files[name] != nil {
			return nil, fmt.Errorf("the schema has a file %s of its own", name)
		}
		var err error
		if files[name], err = patterns(s); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// read adds the files of a vendor.
func read(files map[string][]byte, s *catalogue.Schema) error {
	return fs.WalkDir(s.Folder(), s.Vendor, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name], err = fs.ReadFile(s.Folder(), name)
		return err
	})
}

// note is a comment on the field at a place in a file.
type note struct {
	offset int
	text   string
}

// comment adds to each parameter, where the schema declares it, what there is to know of
// it.
func comment(files map[string][]byte, s *catalogue.Schema) error {
	notes := map[string][]note{}
	for _, h := range lookup.All([]*catalogue.Schema{s}) {
		at := h.Param.Field.Pos
		e := lookup.Describe(h)
		notes[at.Filename()] = append(notes[at.Filename()], note{at.Offset(), e.Comment()})
	}
	for name, of := range notes {
		slices.SortStableFunc(of, func(a, b note) int { return cmp.Compare(a.offset, b.offset) })
		text, err := insert(files[name], of)
		if err != nil {
			return fmt.Errorf("%s: %v", name, err)
		}
		files[name] = text
	}
	return nil
}

// insert puts notes, which are in order, above the fields that they are about, below what
// the schema says of these.
func insert(text []byte, notes []note) ([]byte, error) {
	var b bytes.Buffer
	done := 0
	for i, n := range notes {
		if i > 0 && notes[i-1].offset == n.offset {
			continue // one field stands for several parameters
		}
		line := bytes.LastIndexByte(text[:n.offset], '\n') + 1
		if before := bytes.TrimSpace(text[line:n.offset]); len(before) > 0 {
			return nil, fmt.Errorf("no comment can be put above what begins after %q on its line", before)
		}
		b.Write(text[done:line])
		before := bytes.LastIndexByte(bytes.TrimSuffix(text[:line], []byte("\n")), '\n') + 1
		if bytes.HasPrefix(bytes.TrimSpace(text[before:line]), []byte("//")) {
			b.WriteString("//\n")
		}
		fmt.Fprintf(&b, "// %s\n", n.text)
		done = line
	}
	b.Write(text[done:])
	return format.Source(b.Bytes())
}
