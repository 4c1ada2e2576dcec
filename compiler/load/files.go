package load

import (
	"errors"
	"io"
	"io/fs"
	"iter"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Files reads files of this machine, each of them once. Whatever is made of a file
// during a run, and the key that it is remembered by, are so made of the same bytes,
// even if the file changes meanwhile.
type Files struct {
	unsaved map[string][]byte // by absolute name

	texts, tables sync.Map // of functions, by name
	late          sync.Map // names of files that were read while CUE loaded packages
}

// once returns what a function returned when it was first called under a name.
func once[T any](m *sync.Map, name string, do func() (T, error)) (T, error) {
	known, ok := m.Load(name)
	if !ok {
		known, _ = m.LoadOrStore(name, sync.OnceValues(do))
	}
	return known.(func() (T, error))()
}

// Read returns the bytes of a file, which nobody may change.
func (f *Files) Read(name string) ([]byte, error) {
	return once(&f.texts, name, func() ([]byte, error) {
		if text, ok := f.unsaved[name]; ok {
			return text, nil
		}
		return os.ReadFile(name)
	})
}

// has reports whether a file was read.
func (f *Files) has(name string) bool {
	_, ok := f.texts.Load(name)
	return ok
}

// all are the files that were read.
func (f *Files) all() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		f.texts.Range(func(name, read any) bool {
			text, err := read.(func() ([]byte, error))()
			return err != nil || yield(name.(string), text)
		})
	}
}

// maxTable is the size from which on a table is refused: places in it are 32-bit
// numbers.
const maxTable = math.MaxInt32

// Table returns the text of a file below a folder, wherever its symbolic links lead
// within. Its errors do not repeat the name.
func (f *Files) Table(dir, name string) (string, error) {
	return once(&f.tables, filepath.Join(dir, "\x00", name), func() (string, error) {
		if text, ok := f.unsaved[filepath.Join(dir, filepath.FromSlash(name))]; ok {
			return string(text), nil
		}
		text, err := readTable(dir, filepath.FromSlash(name))
		return text, Plain(err)
	})
}

func readTable(dir, name string) (string, error) {
	if !filepath.IsLocal(name) {
		return "", errors.New("it must be a path within the package's folder")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", err
	}
	defer root.Close()
	// A pipe is not opened, which would wait for somebody to write into it.
	info, err := root.Stat(name)
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", errors.New("it is no regular file")
	case info.Size() >= maxTable:
		return "", errors.New("it is larger than 2 GB; split it")
	}
	file, err := root.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	var text strings.Builder
	text.Grow(int(info.Size()))
	_, err = io.Copy(&text, io.LimitReader(file, maxTable))
	return text.String(), err
}

// Plain says what is wrong with a file without repeating its name.
func Plain(err error) error {
	var p *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.As(err, &p) && strings.Contains(p.Err.Error(), "escapes"):
		return errors.New("it leads out of the package's folder")
	case errors.As(err, &p):
		return p.Err
	}
	return err
}
