package output

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
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

// entry is one file that provc owns, as its line in the record; empty if there is none.
// It shares the record's text, so that it takes little memory.
//
//	file <sum> <phase> <owner> <entity> <path>
//
// The phase tells when the file may be removed. The owner is the deployment, and the
// entity the user or handset, or empty.
type entry string

const (
	sumAt   = len("file\t")
	phaseAt = sumAt + 2*sha256.Size + 1
	ownerAt = phaseAt + 2
)

// appendEntry appends a line for an entry.
func appendEntry(b []byte, s sum, phase artifact.Phase, owner, entity, path string) []byte {
	b = append(b, "file\t"...)
	b = hex.AppendEncode(b, s[:])
	b = append(b, '\t', '0'+byte(phase), '\t')
	b = append(b, owner...)
	b = append(b, '\t')
	b = append(b, entity...)
	b = append(b, '\t')
	b = append(b, path...)
	return append(b, '\n')
}

// valid reports whether a line is an entry.
func (e entry) valid() bool {
	if len(e) < ownerAt || e[:sumAt] != "file\t" || e[phaseAt-1] != '\t' || e[ownerAt-1] != '\t' || strings.Count(string(e[ownerAt:]), "\t") != 2 {
		return false
	}
	for i := sumAt; i < phaseAt-1; i++ {
		if c := e[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return e[phaseAt] >= '0' && e.phase() <= artifact.Entry && fs.ValidPath(e.path())
}

// is reports whether the entry has this sum. The empty entry has none.
func (e entry) is(s sum) bool {
	if e == "" {
		return false
	}
	var digits [2 * sha256.Size]byte
	hex.Encode(digits[:], s[:])
	return string(e[sumAt:phaseAt-1]) == string(digits[:])
}

func (e entry) phase() artifact.Phase { return artifact.Phase(e[phaseAt] - '0') }

func (e entry) path() string { return string(e[strings.LastIndexByte(string(e), '\t')+1:]) }

// entity is the user or handset. The empty entry has none.
func (e entry) entity() string {
	if e == "" {
		return ""
	}
	_, rest, _ := strings.Cut(string(e[ownerAt:]), "\t")
	entity, _, _ := strings.Cut(rest, "\t")
	return entity
}

// at is the same entry for another spelling of its path.
func (e entry) at(path string) entry {
	if e.path() == path {
		return e
	}
	return e[:strings.LastIndexByte(string(e), '\t')+1] + entry(path)
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
	text    string   // what was read
}

// names reports whether files may be expected in a folder. A nil manifest
// names none.
func (m *manifest) names(dir string) bool {
	if m == nil || dir == "." {
		return m != nil
	}
	_, ok := m.find(dir)
	return ok
}

func (m *manifest) find(dir string) (int, bool) {
	return slices.BinarySearchFunc(m.folders, dir, func(f folder, dir string) int { return strings.Compare(f.path, dir) })
}

// made reports whether provc made a folder. A nil manifest knows of none.
func (m *manifest) made(path string) bool {
	if m == nil {
		return false
	}
	i, ok := m.find(path)
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

// lastLine shows that a record is whole.
const lastLine = "end"

// bytes is the whole record.
func (m *manifest) bytes() []byte {
	b := m.head()
	for _, e := range m.entries {
		b = append(append(b, e...), '\n')
	}
	return append(b, lastLine+"\n"...)
}

// parseManifest reads a record. One that stops early, as that of a killed
// build may, is no error: it is not whole.
func parseManifest(text string) (*manifest, error) {
	m := &manifest{text: text}
	m.entries = make([]entry, 0, strings.Count(text, "\nfile\t"))
	last := "" // path
	for n := 1; ; n++ {
		line, rest, found := strings.Cut(text, "\n")
		if !found {
			return m, nil
		}
		text = rest
		if e := entry(line); n > 2 && !m.whole && e.valid() && e.path() > last {
			last = e.path()
			m.entries = append(m.entries, e)
		} else if n == 2 && partLine.MatchString(line) {
			return nil, errPart
		} else if m.whole || !m.parseLine(n, line) {
			return nil, fmt.Errorf("damaged at line %d", n)
		}
	}
}

// parseLine reads any line but an entry.
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
	case line == lastLine:
		m.whole = true
		return true
	case fields[0] == "folder" && len(fields) == 3:
		if fields[1] != "made" && fields[1] != "kept" {
			return false
		}
		m.folders = append(m.folders, folder{fields[2], fields[1] == "made"})
		return fs.ValidPath(fields[2])
	}
	return false
}

// readManifest reads the record at a path, or nil where there is none.
func readManifest(fsys fsys, name string) (*manifest, error) {
	text, err := readText(fsys, name, maxRecord)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m, err := parseManifest(text)
	if err == nil && name == manifestPath && !m.whole {
		err = errCutOff
	}
	if errors.Is(err, errPart) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("it is %w; restore it from a backup, or remove it and build with --adopt", err)
	}
	return m, nil
}

var errCutOff = errors.New("cut off")

// partLine is the second line of a record that an older provc left in a folder that holds
// one of several parts of a root.
var partLine = regexp.MustCompile(`^package\t[^\t]*\t\d+/\d+$`)

var errPart = errors.New("an older provc wrote it for a part of a root, which provc no longer builds; remove the folder, and build the whole package")

// maxRecord is larger than any record: it has room for some ten million files.
const maxRecord = 1 << 30

// readText reads a file of provc's own that is no larger than max.
func readText(fsys fsys, name string, max int64) (string, error) {
	info, err := fsys.lstat(name)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", &obstacle{name, kindOf(info.Mode())}
	}
	if info.Size() > max {
		return "", fmt.Errorf("too large, with %d bytes", info.Size())
	}
	f, err := fsys.open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var data strings.Builder
	data.Grow(int(info.Size()))
	_, err = io.Copy(&data, io.LimitReader(f, max))
	return data.String(), err
}
