package source

import (
	"path/filepath"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/parser"
)

// scans are what scans have taken out of files, by their full names.
type scans map[string]*scan

// scanning scans files while CUE loads packages.
type scanning struct {
	loader *Loader
	not    map[string]bool // files that are not scanned
	left   left

	mu    sync.Mutex
	found map[*ast.File]*scan
}

func (l *Loader) scanning(from *origin, left left) *scanning {
	return &scanning{loader: l, not: from.shared, left: left, found: map[*ast.File]*scan{}}
}

// parse parses a file without the entities that are written out in it.
func (s *scanning) parse(name string, src any, cfg parser.Config) (*ast.File, error) {
	text, ok := src.([]byte)
	if !ok || cfg.Mode&parser.ImportsOnly != 0 || len(text) < s.loader.ScanFrom || s.not[name] ||
		strings.Contains(filepath.ToSlash(name), "/cue.mod/") {
		return parser.ParseFile(name, src, cfg)
	}
	found, rest := scanText(s.loader.relative(name), text, s.left)
	if found == nil {
		return parser.ParseFile(name, src, cfg)
	}
	file, err := parser.ParseFile(name, rest, cfg)
	if err != nil {
		return parser.ParseFile(name, src, cfg) // which tells mistakes of the whole text
	}
	s.mu.Lock()
	s.found[file] = found
	s.mu.Unlock()
	return file, nil
}

// of returns what was taken out of the files of a package. Of one that does not
// load, CUE may not tell the files: they lie in its folder and in those above.
func (s *scanning) of(inst *build.Instance) scans {
	if s == nil {
		return nil
	}
	found := scans{}
	if inst.Err != nil {
		for f, scan := range s.found {
			if rel, err := filepath.Rel(filepath.Dir(f.Filename), inst.Dir); err == nil && !strings.HasPrefix(rel, "..") {
				found[f.Filename] = scan
			}
		}
	}
	for _, f := range inst.Files {
		if scan := s.found[f]; scan != nil {
			found[f.Filename] = scan
		}
	}
	return found
}

// done lets go of what was taken out: the packages refer to all of it.
func (s *scanning) done() {
	if s != nil {
		s.found = nil
	}
}
