package tree

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// MaxSize is the size up to which a file is read; files of parameters are far smaller,
// software images are not.
const MaxSize = 4 << 20

// Options say what to read, and how.
type Options struct {
	Dir string

	// Decode makes text of the bytes of a file, sets its Encoding, and may refuse it:
	// then it says in Kind, Reason, Line, Column and Hint why. False ends the reading
	// of that file.
	Decode func(f *File, data []byte) (text string, ok bool)

	Progress func(read, of int) // is told now and then; nil for nobody
}

// Load reads a folder. What is wrong with a file is said by the file; an error means
// that the folder cannot be read at all. Nothing is ever written.
func Load(ctx context.Context, o Options) (*Tree, error) {
	info, err := os.Stat(o.Dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no such folder", o.Dir)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is a file; import reads folders, and one file with --phone", o.Dir)
	}
	files, err := list(ctx, o.Dir)
	if err != nil {
		return nil, err
	}
	var done atomic.Int64
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	const many = 64 // files at a time
	for from := 0; from < len(files); from += many {
		some := files[from:min(len(files), from+many)]
		g.Go(func() error {
			for _, f := range some {
				if err := ctx.Err(); err != nil {
					return err
				}
				f.load(o)
			}
			if n := done.Add(int64(len(some))); o.Progress != nil {
				o.Progress(int(n), len(files))
			}
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return New(o.Dir, files), nil
}

// list finds the files below a folder. Links are followed to files, never to folders:
// those might lead in a circle.
func list(ctx context.Context, dir string) ([]*File, error) {
	var files []*File
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			if d != nil && d.IsDir() && name != dir {
				files = append(files, &File{Path: relative(dir, name), Disk: name, Kind: Broken, Reason: "the folder cannot be opened"})
				return filepath.SkipDir
			}
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if d.IsDir() {
			if n := d.Name(); name != dir && (n == ".git" || n == ".provc") {
				return filepath.SkipDir
			}
			return nil
		}
		f := &File{Path: relative(dir, name), Disk: name}
		if t := d.Type(); !t.IsRegular() && t != fs.ModeSymlink {
			f.Kind, f.Reason = Unread, "it is no file but a pipe or a device"
		}
		files = append(files, f)
		return nil
	})
	return files, err
}

func relative(dir, name string) string {
	rel, err := filepath.Rel(dir, name)
	if err != nil {
		return filepath.ToSlash(name)
	}
	return filepath.ToSlash(rel)
}

// load reads one file.
func (f *File) load(o Options) {
	if f.Kind != "" {
		return
	}
	data, err := f.bytes()
	switch {
	case err != nil:
		f.Kind, f.Reason = Broken, "it cannot be read"
		if e := (*fs.PathError)(nil); errors.As(err, &e) {
			f.Reason += ": " + e.Err.Error()
		}
		return
	case f.Kind != "":
		return
	}
	text, ok := o.Decode(f, data)
	if !ok {
		return
	}
	if err := f.Read(text); err != nil {
		f.Kind, f.Settings, f.byName = Broken, nil, nil
		f.Reason = err.Error()
		if m := (*Malformed)(nil); errors.As(err, &m) {
			f.Reason, f.Line, f.Column = m.Reason, m.Line, m.Column
		}
	}
}

// bytes are those of the file, unless it is too large or a link to a folder.
func (f *File) bytes() ([]byte, error) {
	file, err := os.Open(f.Disk)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		f.Kind, f.Reason = Unread, "it is a link to a folder"
		return nil, nil
	case info.Size() > MaxSize:
		f.Kind, f.Reason = Unread, fmt.Sprintf("it is larger than %d MiB, as files of parameters never are", MaxSize>>20)
		return nil, nil
	}
	return io.ReadAll(io.LimitReader(file, MaxSize+1))
}
