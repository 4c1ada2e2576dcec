package diff

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/beevik/etree"
	lines "github.com/rogpeppe/go-internal/diff"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/root"
	"provc/compiler/vendor"
	"provc/compiler/xmlfile"
)

// WriteUnified prints a text diff of all files. With secrets shown, it is a
// patch of the files as they are, which patch -p1 and git apply take; all
// secrets must have values then. Without, the files are laid out alike and
// secrets are masked, so that it is for reading.
func WriteUnified(w io.Writer, d *Diff, o Options, showSecrets bool) error {
	files := d.Files
	if showSecrets { // a patch brings the layout along
		files = slices.Concat(files, d.equal)
		slices.SortStableFunc(files, func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
	}
	for _, f := range files {
		old, err := d.shownFile(f, f.old).render(o, showSecrets)
		if err != nil {
			return err
		}
		new, err := d.shownFile(f, f.new).render(o, showSecrets)
		if err != nil {
			return err
		}
		if f.Kind == Renamed {
			err = patch(w, f.OldPath, "", old, nil)
			if err == nil {
				err = patch(w, "", f.Path, nil, new)
			}
		} else {
			err = patch(w, f.pathIf(f.old), f.pathIf(f.new), old, new)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pathIf is the path of a side that has the file, or nothing.
func (f *File) pathIf(side *root.File) string {
	if side == nil {
		return ""
	}
	return f.Path
}

// patch writes the difference of one file; an empty name stands for none.
func patch(w io.Writer, oldName, newName string, old, new []byte) error {
	if oldName != "" && newName != "" && bytes.Equal(old, new) {
		return nil
	}
	var b bytes.Buffer
	a, z := gitName("a/", oldName), gitName("b/", newName)
	switch {
	case oldName == "":
		fmt.Fprintf(&b, "diff --git %s %s\nnew file mode 100644\n", gitName("a/", newName), z)
		a = "/dev/null"
	case newName == "":
		fmt.Fprintf(&b, "diff --git %s %s\ndeleted file mode 100644\n", a, gitName("b/", oldName))
		z = "/dev/null"
	default:
		fmt.Fprintf(&b, "diff --git %s %s\n", a, z)
	}
	if !isText(old) || !isText(new) {
		fmt.Fprintf(&b, "Binary files %s and %s differ\n", a, z)
		_, err := w.Write(b.Bytes())
		return err
	}
	switch { // by the hash of no bytes, patch knows an empty file
	case oldName == "" && len(new) == 0:
		b.WriteString("index 0000000..e69de29\n")
	case newName == "" && len(old) == 0:
		b.WriteString("index e69de29..0000000\n")
	default:
		fmt.Fprintf(&b, "--- %s\n+++ %s\n", a, z)
		hunks := lines.Diff("a", old, "b", new)
		for range 3 { // its own header
			_, hunks, _ = bytes.Cut(hunks, []byte("\n"))
		}
		b.Write(hunks)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// gitName is a path as git reads it in a patch: quoted where it must be.
func gitName(prefix, name string) string {
	name = prefix + name
	plain := true
	var b strings.Builder
	for _, c := range []byte(name) {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c >= 0x7f:
			fmt.Fprintf(&b, `\%03o`, c)
		case c == ' ': // patch takes a bare one for the end of the name
			b.WriteByte(c)
		default:
			b.WriteByte(c)
			continue
		}
		plain = false
	}
	if plain {
		return name
	}
	return `"` + b.String() + `"`
}

func isText(data []byte) bool { return bytes.IndexByte(data, 0) < 0 && utf8.Valid(data) }

// shownFile is a file of one side, for the eyes of everybody, and what becomes of it.
type shownFile struct {
	*root.File
	change *File
	facts  *vendor.Facts
}

func (d *Diff) shownFile(change *File, side *root.File) shownFile {
	return shownFile{side, change, d.facts}
}

// render makes the bytes of a file, or what may be seen of them. What a change
// did to a hidden value is said on the new side.
func (f shownFile) render(o Options, showSecrets bool) ([]byte, error) {
	if f.File == nil {
		return nil, nil
	}
	if showSecrets {
		return f.Bytes(o.Secret)
	}
	if f.Compiled != nil && f.Compiled.Format != nil {
		params := slices.Clone(f.Params())
		for i, p := range params {
			params[i].Value, params[i].Secret = f.masked(p), ""
		}
		return f.Compiled.Format(params)
	}
	if f.IsOpaque() {
		return fmt.Appendf(nil, "(%d bytes that are not shown)\n", f.Size()), nil
	}
	return f.laidOut(f.Text()), nil
}

// masked is a value for the eyes of everybody, on one line.
func (f shownFile) masked(p artifact.Param) string {
	v := shown(f.facts, p)
	if !v.hidden() {
		return diag.Visible(v.Text)
	}
	for _, ch := range f.change.Changes {
		if ch.Parameter != p.Name {
			continue
		}
		if ch.Kind == Unknown {
			return mask
		}
		if ch.Kind == Changed && ch.Old.Hidden && ch.New.Hidden && f.File == f.change.new {
			return "(secret, changed)"
		}
	}
	if v.Secret != "" {
		return "(secret " + v.Secret + ")"
	}
	return mask
}

// laidOut writes a file as provc would, masked and without comments, which may
// hold anything.
func (f shownFile) laidOut(data []byte) []byte {
	doc := etree.NewDocument()
	if doc.ReadFromBytes(data) != nil || doc.Root() == nil {
		return nil
	}
	var walk func(e *etree.Element)
	walk = func(e *etree.Element) {
		for i, a := range e.Attr {
			e.Attr[i].Value = f.masked(artifact.Param{Name: a.FullKey(), Value: a.Value})
		}
		var keep []etree.Token
		children := e.ChildElements()
		for _, c := range children {
			walk(c)
			keep = append(keep, c)
		}
		text := e.Text()
		for len(e.Child) > 0 {
			e.RemoveChildAt(0)
		}
		if len(children) == 0 && text != "" {
			text = f.masked(artifact.Param{Name: e.FullTag(), Value: text})
			e.CreateText(text)
		}
		for _, c := range keep {
			e.AddChild(c)
		}
	}
	walk(doc.Root())
	out := etree.NewDocument()
	out.CreateProcInst("xml", xmlfile.Header)
	out.AddChild(doc.Root())
	return xmlfile.Bytes(out)
}
