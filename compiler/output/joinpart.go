package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// part is a root in one of the folders that Join reads: a part of the root to
// be, or all of it.
type part struct {
	dir       string
	m         *manifest
	modesLost bool // on the way here, as in an archive that has none
	files     []*artifact.File

	mu   sync.Mutex
	disk fsys // while it is open
}

func (p *part) open() (_ fsys, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.disk == nil {
		p.disk, err = openDisk(p.dir)
	}
	return p.disk, err
}

func (p *part) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.disk != nil {
		p.disk.close()
		p.disk = nil
	}
}

// inspect looks at the files of all parts.
func inspect(ctx context.Context, parts []*part, phoneWritten func(string) (string, bool)) (findings diag.List, err error) {
	for _, p := range parts {
		found, err := p.inspect(ctx, phoneWritten)
		p.close()
		if err != nil {
			return nil, err
		}
		findings.Add(found...)
	}
	return findings, nil
}

// inspect lists the files of a part, and finds those that are not as the build
// left them.
func (p *part) inspect(ctx context.Context, phoneWritten func(string) (string, bool)) (diag.List, error) {
	disk, err := p.open()
	if err != nil {
		return nil, err
	}
	var missing, changed, blocked few
	p.files = make([]*artifact.File, len(p.m.entries))
	err = each(ctx, 0, len(p.files), func(i int) error {
		e := p.m.entries[i]
		name, block := e.path(), (*obstacle)(nil)
		info, err := disk.lstat(name)
		if err == nil && !info.Mode().IsRegular() {
			err = &obstacle{name, kindOf(info.Mode())}
		}
		s := sum{}
		if err == nil {
			s, err = (&build{fs: disk}).hash(name)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			missing.add(name)
		case errors.As(err, &block):
			blocked.add(block.Error())
		case err != nil:
			return fmt.Errorf("cannot read %s: %w", filepath.Join(p.dir, filepath.FromSlash(name)), err)
		case !e.is(s):
			changed.add(name)
		default:
			f := p.file(name, e.is)
			f.Phase, f.Owner, f.Entity = e.phase(), e.owner(), e.entity()
			f.Seed, f.Closed = p.m.seed[name], p.m.secret[name] || p.m.part == "" && p.closed(info)
			p.files[i] = f
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var found diag.List
	for _, bad := range []struct {
		files *few
		how   string
	}{{&missing, "lacks files of its build"}, {&changed, "holds files that were changed since its build"}, {&blocked, "holds what no build has written"}} {
		if bad.files.n > 0 {
			found.Add(diag.Diagnostic{Severity: diag.Error, Check: "part-file", Summary: p.dir + " " + bad.how, Detail: bad.files.String(),
				Hint: "copy the part again, or build it again into an empty folder"})
		}
	}
	if p.m.part == "" && !found.HasErrors() {
		return found, p.findSeeds(disk, phoneWritten)
	}
	return found, nil
}

// findSeeds adds the seeds of a root that is whole, of which its record says
// nothing: no handset has written anything there yet, so they are what looks as
// if one had.
func (p *part) findSeeds(disk fsys, phoneWritten func(string) (string, bool)) error {
	owned := map[string]bool{}
	for _, f := range p.files {
		owned[f.Path] = true
	}
	for _, dir := range append([]folder{{path: "."}}, p.m.folders...) {
		entries, err := disk.readDir(dir.path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("cannot read %s: %w", filepath.Join(p.dir, filepath.FromSlash(dir.path)), err)
		}
		for _, d := range entries {
			name := path.Join(dir.path, d.Name())
			entity, ok := phoneWritten(name)
			if !ok || owned[name] || !d.Type().IsRegular() {
				continue
			}
			info, err := disk.lstat(name)
			if err != nil {
				return fmt.Errorf("cannot read %s: %w", filepath.Join(p.dir, filepath.FromSlash(name)), err)
			}
			f := p.file(name, func(sum) bool { return true })
			f.Entity, f.Seed, f.Closed = entity, true, p.closed(info)
			p.files = append(p.files, f)
		}
	}
	return nil
}

// closed tells by the mode of a file of a whole root that not everybody may read
// it. Where modes were lost, all files are such.
func (p *part) closed(info status) bool { return p.modesLost || info.Mode()&0o004 == 0 }

// file is one whose bytes are read when they are asked for.
func (p *part) file(name string, is func(sum) bool) *artifact.File {
	return &artifact.File{Path: name, Format: func([]artifact.Param) ([]byte, error) {
		disk, err := p.open()
		if err != nil {
			return nil, err
		}
		text, err := readText(disk, name)
		if err == nil && !is(sha256.Sum256([]byte(text))) {
			err = errMeanwhile
		}
		if err != nil {
			return nil, fmt.Errorf("cannot read %s: %w", filepath.Join(p.dir, filepath.FromSlash(name)), err)
		}
		return []byte(text), nil
	}}
}
