package tree

import (
	"context"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"provc/compiler/importer/source"
)

// Options say what to read.
type Options struct {
	Dir      string
	Progress func(read, of int) // is told now and then; nil for nobody. Of is 0 while files are looked for
}

// Load reads a folder. What is wrong with a file is said by the file; an error means
// that the folder cannot be read at all. Nothing is ever written.
func Load(ctx context.Context, o Options) (*Tree, error) {
	from, err := source.Open(o.Dir)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	const many = 64 // files at a time
	from.Seen = func(n int) {
		if n%many == 0 {
			o.Progress(n, 0)
		}
	}
	var files []*File
	for e, err := range from.Files(ctx) {
		if err != nil {
			return nil, err
		}
		f := &File{Path: e.Path, Disk: filepath.Join(o.Dir, filepath.FromSlash(e.Path))}
		if e.Refused != nil {
			f.refuse(e.Refused)
		}
		files = append(files, f)
	}
	var done atomic.Int64
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for at := 0; at < len(files); at += many {
		some := files[at:min(len(files), at+many)]
		g.Go(func() error {
			for _, f := range some {
				if err := ctx.Err(); err != nil {
					return err
				}
				if f.Kind != "" {
					continue
				}
				if read, refused := from.Read(f.Path); refused != nil {
					f.refuse(refused)
				} else if wrong := wrongRoot(read); wrong != nil {
					f.refuse(wrong)
				} else {
					f.read(read)
				}
			}
			o.Progress(int(done.Add(int64(len(some)))), len(files))
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return New(o.Dir, files), nil
}

// ReadFile reads a single file.
func ReadFile(name string) (*File, error) {
	dir, base := filepath.Split(name)
	if dir == "" {
		dir = "."
	}
	from, err := source.Open(dir)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	f := &File{Path: base, Disk: name}
	read, refused := from.Read(base)
	if refused != nil {
		refused.Path = name
		return nil, refused
	}
	f.read(read)
	return f, nil
}

// refuse notes why a file is not read.
func (f *File) refuse(r *source.Refusal) {
	switch r.Reason {
	case source.NotXML, source.Special, source.Link, source.Empty:
		f.Kind = Unread
	case source.Template:
		f.Kind = Template
	default:
		f.Kind = Broken
	}
	f.Cause, f.Reason, f.Hint = r.Reason, r.Said, r.Hint
	f.Line, f.Column = r.Pos.Line, r.Pos.Column
}

// wrongRoot refuses a profile whose outermost element is misspelt, so that phones find no
// parameter in it. Other roots may be called as people like.
func wrongRoot(from *source.File) *source.Refusal {
	name := local(from.Root.Name)
	plain := strings.NewReplacer("-", "", "_", "", ".", "").Replace(strings.ToLower(name))
	if plain != "flatprofile" && plain != "flatprofiles" || name == flatProfile {
		return nil
	}
	hint := "phones know it by that name alone"
	if strings.EqualFold(name, flatProfile) {
		hint = "letter case counts in XML"
	}
	return &source.Refusal{Path: from.Path, Pos: from.Root.Pos, Reason: source.Broken,
		Said: "the outermost element is <" + from.Root.Name + ">, and that of a profile is <" + flatProfile + ">", Hint: hint}
}
