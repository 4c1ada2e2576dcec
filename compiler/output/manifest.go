package output

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"provc/compiler/artifact"
)

// What provc keeps for itself lies in one folder of the root that only the
// account which builds can read. The hashes there would let somebody who has
// them and the rest of a file guess a short password in it; a key beside them
// would lie just as open, so the folder's mode is what protects them.
const (
	stateDir     = ".provc"
	manifestPath = stateDir + "/manifest" // what the last finished build owns
	nextPath     = stateDir + "/next"     // what a build that is not finished will own
	lockPath     = stateDir + "/lock"
)

const manifestTitle = "provc manifest 1"

// sum identifies the bytes of a file.
type sum [sha256.Size]byte

// entry is one file that provc owns.
type entry struct {
	path   string
	sum    sum
	phase  artifact.Phase // so that a removal finds its place in the order
	owner  string         // the deployment
	entity string         // the user or handset, or empty
}

// folder is one folder that artifacts lie in or handsets write into.
type folder struct {
	path string
	made bool // provc made it, and removes it when it is of no use and empty
}

// manifest is the record of what provc owns in a root. The same record has the
// same bytes.
type manifest struct {
	pkg     string
	folders []folder // by path
	entries []entry  // by path
	whole   bool     // its last line was read; always so for the manifest proper
}

// made reports whether provc made a folder. A nil manifest knows of none.
func (m *manifest) made(path string) bool {
	if m == nil {
		return false
	}
	i, ok := slices.BinarySearchFunc(m.folders, path, func(f folder, path string) int { return strings.Compare(f.path, path) })
	return ok && m.folders[i].made
}

// head is the part of the record that is known before any file is rendered.
func (m *manifest) head() []byte {
	b := fmt.Appendf(nil, "%s\npackage\t%s\n", manifestTitle, m.pkg)
	for _, f := range m.folders {
		kind := "kept"
		if f.made {
			kind = "made"
		}
		b = fmt.Appendf(b, "folder\t%s\t%s\n", kind, f.path)
	}
	return b
}

// writeBody writes the rest of the record.
func (m *manifest) writeBody(w io.Writer) error {
	buf := bufio.NewWriterSize(w, 64<<10)
	var b []byte
	for i := range m.entries {
		e := &m.entries[i]
		b = append(b[:0], "file\t"...)
		b = hex.AppendEncode(b, e.sum[:])
		b = append(b, '\t', '0'+byte(e.phase), '\t')
		b = append(b, e.owner...)
		b = append(b, '\t')
		b = append(b, e.entity...)
		b = append(b, '\t')
		b = append(b, e.path...)
		buf.Write(append(b, '\n'))
	}
	buf.WriteString("end\n")
	return buf.Flush()
}

// equal reports whether two records have the same bytes.
func (m *manifest) equal(n *manifest) bool {
	return n != nil && m.pkg == n.pkg && slices.Equal(m.folders, n.folders) && slices.Equal(m.entries, n.entries)
}

// parseManifest reads a record. One that stops early, as that of a killed
// build may, is no error: it is not whole.
func parseManifest(data string) (*manifest, error) {
	m := &manifest{}
	for n := 1; ; n++ {
		line, rest, found := strings.Cut(data, "\n")
		if !found {
			return m, nil
		}
		data = rest
		if m.whole || !m.parseLine(n, line) {
			return nil, fmt.Errorf("damaged at line %d", n)
		}
	}
}

func (m *manifest) parseLine(n int, line string) bool {
	fields := strings.Split(line, "\t")
	switch {
	case n == 1:
		return line == manifestTitle
	case n == 2:
		if len(fields) != 2 || fields[0] != "package" {
			return false
		}
		m.pkg = fields[1]
		return true
	case line == "end":
		m.whole = true
		return true
	case fields[0] == "folder" && len(fields) == 3:
		if fields[1] != "made" && fields[1] != "kept" {
			return false
		}
		m.folders = append(m.folders, folder{fields[2], fields[1] == "made"})
		return fs.ValidPath(fields[2])
	case fields[0] == "file" && len(fields) == 6 && len(fields[1]) == 2*sha256.Size && len(fields[2]) == 1:
		e := entry{phase: artifact.Phase(fields[2][0] - '0'), owner: fields[3], entity: fields[4], path: fields[5]}
		if _, err := hex.Decode(e.sum[:], []byte(fields[1])); err != nil || e.phase > artifact.Entry {
			return false
		}
		if k := len(m.entries); k > 0 && m.entries[k-1].path >= e.path {
			return false
		}
		m.entries = append(m.entries, e)
		return fs.ValidPath(e.path)
	}
	return false
}

// readManifest reads the record at a path, or nil where there is none.
func readManifest(fsys fsys, name string) (*manifest, error) {
	info, err := fsys.lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &obstacle{name, kindOf(info.Mode())}
	}
	f, err := fsys.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var data strings.Builder
	data.Grow(int(info.Size()))
	if _, err := io.Copy(&data, f); err != nil {
		return nil, err
	}
	m, err := parseManifest(data.String())
	if err == nil && name == manifestPath && !m.whole {
		err = errors.New("cut off")
	}
	if err != nil {
		return nil, fmt.Errorf("it is %w; restore it from a backup, or remove it and build with --adopt", err)
	}
	return m, nil
}
