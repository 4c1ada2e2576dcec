package root

import (
	"bytes"
	"io"
	"os"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/vendor"
	"provc/compiler/xmlfile"
)

// File is one file of a root. What it says is read when it is asked for.
type File struct {
	Path     string
	Compiled *artifact.File // nil of a file on a disk

	// Restarts are what the deployment whose file it is states of parameters.
	Restarts settings.Restarts

	// Foreign: not written by provc, in a folder where that is known.
	Foreign bool

	facts *vendor.Facts

	// Of a folder on a disk.
	disk string // where it lies
	data []byte // nil where the file is too large to hold
	size int64

	read     bool
	params   []artifact.Param
	byName   map[string]int // index of the last setting
	text     string         // what it says beside parameters
	unread   bool           // not of a kind that holds parameters
	broken   bool           // not well-formed
	brokenAt int            // the line
	faults   []xmlfile.Fault
}

// Pos is what in the user's CUE asks for the file, if it is known.
func (f *File) Pos() diag.Pos {
	if f.Compiled != nil {
		return f.Compiled.Pos
	}
	return diag.Pos{}
}

// IsSeed reports whether the file is written only where there is none.
func (f *File) IsSeed() bool { return f.Compiled != nil && f.Compiled.Seed }

// Entity is the user or handset that a file belongs to, as far as the file
// itself tells.
func (f *File) Entity() string {
	if f.Compiled != nil {
		return f.Compiled.Entity
	}
	return ""
}

// Label is what people call that, as far as the file itself tells.
func (f *File) Label() string {
	if f.Compiled != nil {
		return f.Compiled.Label
	}
	return ""
}

// IsOpaque reports whether a file is not made of parameters.
func (f *File) IsOpaque() bool {
	f.parse()
	return f.broken || f.unread
}

// Broken reports whether the file was found not to be well-formed, and the line; only
// of a file that was read.
func (f *File) Broken() (line int, broken bool) { return f.brokenAt, f.broken }

// Params are the parameters of the file, in its order.
func (f *File) Params() []artifact.Param {
	f.parse()
	return f.params
}

func (f *File) parse() {
	if f.read {
		return
	}
	f.read = true
	switch {
	case f.Compiled != nil && f.Compiled.Format != nil:
		f.params = f.Compiled.Params
	case f.Compiled != nil:
		f.parseText(f.Compiled.Data)
	default:
		f.parseText(f.data)
	}
}

// few are looked for one by one, which is faster than by an index.
const few = 12

// Param is the setting of a parameter; of several, the last.
func (f *File) Param(name string) (artifact.Param, bool) {
	if !f.read && f.Compiled == nil && !bytes.Contains(f.data, []byte(name)) {
		return artifact.Param{}, false // spared the reading; a name is never escaped
	}
	f.parse()
	if len(f.params) <= few {
		for _, p := range slices.Backward(f.params) {
			if p.Name == name {
				return p, true
			}
		}
		return artifact.Param{}, false
	}
	if f.byName == nil {
		f.byName = make(map[string]int, len(f.params))
		for i, p := range f.params {
			f.byName[p.Name] = i
		}
	}
	if i, ok := f.byName[name]; ok {
		return f.params[i], true
	}
	return artifact.Param{}, false
}

// Sets reports whether the file sets a parameter, and reads it only where a glance at its
// text does not tell. Of a file that is not well-formed, the text counts.
func (f *File) Sets(name string) bool {
	if !f.read && f.Compiled == nil && xmlfile.Plainly(f.data, name) {
		return true
	}
	_, ok := f.Param(name)
	return ok
}

// Mentions reports whether any of these words may stand in the file, such as the name of
// a parameter, which spares reading a file that does not have them. A word is never
// escaped.
func (f *File) Mentions(words map[string]bool) bool {
	if f.read || f.Compiled != nil {
		return true
	}
	if len(words) <= few && !f.holdsAny(words) {
		return false
	}
	start := -1
	for i, c := range f.data {
		inName := InWord(rune(c))
		switch {
		case inName && start < 0:
			start = i
		case !inName && start >= 0:
			if words[string(f.data[start:i])] {
				return true
			}
			start = -1
		}
	}
	return false
}

// holdsAny reports whether any of these words is in the text, perhaps as a part of others.
func (f *File) holdsAny(words map[string]bool) bool {
	for word := range words {
		if bytes.Contains(f.data, []byte(word)) {
			return true
		}
	}
	return false
}

// InWord reports whether a character may stand in a word of Mentions.
func InWord(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-' || c >= 0x80
}

// Last returns the parameters without those that a later setting replaces.
func (f *File) Last() []artifact.Param {
	params := f.Params()
	seen := make(map[string]bool, len(params))
	twice := false
	for _, p := range params {
		twice = twice || seen[p.Name]
		seen[p.Name] = true
	}
	if !twice {
		return params
	}
	var out []artifact.Param
	for _, p := range slices.Backward(params) {
		if seen[p.Name] {
			seen[p.Name] = false
			out = append(out, p)
		}
	}
	slices.Reverse(out)
	return out
}

// Text is the file's own, or nil where it is not made yet or too large to hold.
func (f *File) Text() []byte {
	if f.Compiled != nil {
		return f.Compiled.Data
	}
	return f.data
}

// Size counts the bytes of a file on a disk, or of one that is compiled to text.
func (f *File) Size() int64 {
	if f.Compiled != nil {
		return int64(len(f.Compiled.Data))
	}
	return f.size
}

// Bytes are the file's as they are, or will be. Secret gives the value of a secret by
// its name; nil knows none.
func (f *File) Bytes(secret func(name string) (string, bool)) ([]byte, error) {
	if f.Compiled != nil {
		if secret == nil {
			secret = func(string) (string, bool) { return "", false }
		}
		return f.Compiled.Bytes(secret)
	}
	if f.data != nil {
		return f.data, nil
	}
	return os.ReadFile(f.disk)
}

// SameBytes is a quick way to tell equal files of two folders.
func (f *File) SameBytes(g *File) bool {
	return f.Compiled == nil && g.Compiled == nil && f.data != nil && bytes.Equal(f.data, g.data)
}

// SameText compares what files say beside parameters, in layout of any kind.
func (f *File) SameText(g *File) bool {
	f.parse()
	g.parse()
	return f.text == g.text
}

// SameContent compares files byte by byte.
func (f *File) SameContent(g *File) bool {
	a, errA := f.open()
	b, errB := g.open()
	if errA != nil || errB != nil {
		return false
	}
	defer a.Close()
	defer b.Close()
	x, y := make([]byte, 64<<10), make([]byte, 64<<10)
	for {
		n, errA := io.ReadFull(a, x)
		m, errB := io.ReadFull(b, y)
		if !bytes.Equal(x[:n], y[:m]) {
			return false
		}
		if errA != nil || errB != nil {
			return isEnd(errA) && isEnd(errB)
		}
	}
}

func isEnd(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }

func (f *File) open() (io.ReadCloser, error) {
	if text := f.Text(); text != nil || f.Compiled != nil {
		return io.NopCloser(bytes.NewReader(text)), nil
	}
	return os.Open(f.disk)
}
