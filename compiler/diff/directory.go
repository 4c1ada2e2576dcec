package diff

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/beevik/etree"
	"golang.org/x/sync/errgroup"

	"provc/compiler/diag"
	"provc/compiler/vendor"
	"provc/compiler/xmlfile"
)

// stateDir is where provc keeps its record of a live root (compiler/output).
const stateDir = ".provc"

// maxHeld is the size up to which a file is held in memory; parameter files are
// far smaller, software images are not.
const maxHeld = 4 << 20

// Folder is a side that lies on a disk. A file that is not well-formed becomes
// a finding and is compared by its bytes.
func Folder(dir string, vendors vendor.List) (*Side, error) {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no such folder", dir)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file; diff compares folders", dir)
	}
	s := &Side{Name: filepath.ToSlash(dir), files: map[string]*sideFile{}, makers: of(vendors)}
	var found []*sideFile
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == stateDir || d.Name() == ".git" {
				return filepath.SkipDir
			}
			return nil
		}
		if t := d.Type(); !t.IsRegular() && t != fs.ModeSymlink {
			return nil // opening a pipe would wait for somebody
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		found = append(found, &sideFile{path: filepath.ToSlash(rel), disk: name, makers: s.makers})
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := load(found); err != nil {
		return nil, err
	}
	for _, f := range found {
		if f.data != nil || f.size > 0 {
			s.add(f)
		}
	}
	s.sort()
	if !s.provisions() {
		return nil, fmt.Errorf("%s is no provisioning root: %s", dir, s.makers.nothingToStart())
	}
	return s, nil
}

// provisions reports whether any handset would find something here.
func (s *Side) provisions() bool {
	for _, v := range s.makers.vendors {
		starter, ok := v.(vendor.Starter)
		if ok && slices.ContainsFunc(s.paths, starter.Starts) || !ok && len(v.Readers(s).Handsets) > 0 {
			return true
		}
	}
	return false
}

// nothingToStart says what a folder lacks that is no provisioning root.
func (m *makers) nothingToStart() string {
	var names []string
	for _, s := range vendor.With[vendor.Starter](m.vendors) {
		names = append(names, s.StartNames())
	}
	switch last := len(names) - 1; last {
	case -1:
		return "no handset finds anything in it"
	case 0:
		return "it does not hold " + names[0]
	default:
		return "it holds neither " + strings.Join(names[:last], ", ") + " nor " + names[last]
	}
}

// load reads files, several at a time.
func load(files []*sideFile) error {
	var g errgroup.Group
	size := (len(files) + runtime.NumCPU() - 1) / runtime.NumCPU()
	for part := range slices.Chunk(files, max(1, size)) {
		g.Go(func() error {
			for _, f := range part {
				if err := f.load(); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// load takes in one file, unless it is a dead link or one to a folder.
func (f *sideFile) load() error {
	file, err := os.Open(f.disk)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return err
	}
	f.size = info.Size()
	if f.size > maxHeld {
		return nil
	}
	f.data = make([]byte, f.size)
	if _, err := io.ReadFull(file, f.data); err != nil {
		return fmt.Errorf("%s: %w", f.disk, err)
	}
	return nil
}

// tellBroken adds findings about files that are not well-formed. It reads
// those alone that were asked for.
func (s *Side) tellBroken() {
	for _, p := range s.paths {
		if f := s.files[p]; f.broken {
			s.Findings.Add(diffMalformed.At(diag.Pos{File: path.Join(s.Name, p), Line: f.brokenAt}, "%s is not well-formed XML, so that it is compared as a whole", p).
				WithHint("handsets ignore such a file"))
		}
	}
}

// parseText reads what a file says, as the vendor whose file it is.
func (f *sideFile) parseText(data []byte) {
	if f.data == nil && f.compiled == nil {
		// Too large to be a parameter file.
		f.broken, f.unread = xmlfile.IsNamed(f.path), true
		return
	}
	var err error
	f.params, err = f.makers.read(f.path, data)
	if errors.Is(err, vendor.ErrForeign) {
		if f.unread = !xmlfile.IsNamed(f.path); f.unread {
			return
		}
		if f.params, err = xmlfile.Attributes(data); err == nil {
			f.text = textOf(data)
		}
	}
	if err != nil {
		f.broken, f.brokenAt, f.params = true, errorLine(err), nil
	}
}

// errorLine takes the line out of an XML error. The rest of its sentence may
// quote a password.
func errorLine(err error) int {
	if m := lineNumber.FindStringSubmatch(err.Error()); m != nil {
		n := 0
		fmt.Sscan(m[1], &n)
		return n
	}
	return 0
}

var lineNumber = regexp.MustCompile(`line (\d+)`)

// textOf is what a file says outside attributes, without the layout.
func textOf(data []byte) string {
	doc := etree.NewDocument()
	if doc.ReadFromBytes(data) != nil {
		return ""
	}
	var b strings.Builder
	var walk func(e *etree.Element)
	walk = func(e *etree.Element) {
		b.WriteString("<" + e.FullTag() + ">" + strings.TrimSpace(e.Text()))
		for _, c := range e.ChildElements() {
			walk(c)
		}
		b.WriteString("</>")
	}
	for _, e := range doc.ChildElements() {
		walk(e)
	}
	return b.String()
}

// sameContent compares files byte by byte.
func (f *sideFile) sameContent(g *sideFile) bool {
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

func (f *sideFile) open() (io.ReadCloser, error) {
	switch {
	case f.compiled != nil:
		return io.NopCloser(bytes.NewReader(f.compiled.Data)), nil
	case f.data != nil:
		return io.NopCloser(bytes.NewReader(f.data)), nil
	}
	return os.Open(f.disk)
}
