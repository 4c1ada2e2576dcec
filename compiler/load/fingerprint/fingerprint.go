// Package fingerprint identifies packages by a hash of the bytes that they are made of,
// so that one that has not changed need not be parsed. It tells what the sources of a
// package are by their names and their first lines alone; where that takes more, packages
// have no fingerprint and are loaded.
package fingerprint

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"
	"golang.org/x/sync/errgroup"

	"provc/compiler/cache"
	"provc/compiler/load"
)

// Package identifies a package that has a folder of its own: Key is made of
// everything that the package's value, and the places in it, depend on.
type Package struct {
	Dir string // relative to where the command runs
	Abs string
	Key cache.Key
}

// Of finds the packages that patterns name, without loading them. It reports false where
// only loading can tell which those are. Tags are not part of the keys.
func Of(l *load.Loader, patterns ...string) ([]Package, bool) {
	program, err := cache.Program()
	if err != nil {
		return nil, false
	}
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	var found []Package
	for _, pattern := range patterns {
		if !load.IsPath(pattern) {
			return nil, false
		}
		dir, below, err := l.Folder(pattern)
		if err != nil {
			return nil, false
		}
		m, ok := newModule(l, dir, program)
		if !ok {
			return nil, false
		}
		dirs := []string{dir}
		if below {
			if dirs, ok, err = load.FoldersBelow(dir); !ok || err != nil {
				return nil, false
			}
		}
		prints := make([]Package, len(dirs))
		if !m.each(dirs, prints) {
			return nil, false
		}
		found = append(found, prints...)
	}
	return found, true
}

// module is a CUE module whose files are looked at.
type module struct {
	loader *load.Loader
	root   string // the module's folder
	path   string // as its file declares it
	common []byte // hash of what all its packages depend on

	vendored folder // of what lies vendored in the module: what it imports of the module

	mu    sync.Mutex
	known map[string]*folder
}

// folder are the CUE files of a folder.
type folder struct {
	once    sync.Once
	files   []fileSum
	pkg     string   // the package of all
	imports []string // folders of the module
	embeds  bool     // takes values from other files
	plain   bool     // no more than this needs to be known
}

type fileSum struct {
	name string
	sum  [sha256.Size]byte
}

func newModule(l *load.Loader, dir string, program []byte) (*module, bool) {
	m := &module{loader: l, root: load.ModuleRoot(dir), known: map[string]*folder{}}
	h := cache.NewHash()
	h.Add("program", program)
	if m.root == "" {
		m.root, m.path = dir, load.LocalModule
		m.common = h.Sum()
		return m, true
	}
	text, err := l.Files.Read(filepath.Join(m.root, "cue.mod", "module.cue"))
	if err != nil {
		return nil, false
	}
	var declared bool
	if m.path, declared = load.ModulePath(text); !declared {
		return nil, false
	}
	// The module file, and what lies vendored beside it.
	err = filepath.WalkDir(filepath.Join(m.root, "cue.mod"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if d.Name() == load.LocalModuleFile || !d.Type().IsRegular() {
			return fs.ErrInvalid // other modules on this machine
		}
		text, err := l.Files.Read(name)
		h.Add(l.Relative(name), text)
		if err == nil && strings.HasSuffix(name, ".cue") && !m.imports(&m.vendored, text) {
			return fs.ErrInvalid
		}
		return err
	})
	m.common = h.Sum()
	return m, err == nil
}

// each makes the fingerprints of folders, several at a time.
func (m *module) each(dirs []string, found []Package) bool {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, dir := range dirs {
		group.Go(func() error {
			key, ok := m.key(dir)
			if !ok {
				return errors.ErrUnsupported
			}
			found[i] = Package{m.loader.Relative(dir), dir, key}
			return nil
		})
	}
	return group.Wait() == nil
}

// key is made of a folder's files, of those of the folders above it in the
// module, which may be of the same package, and of those of all folders that are
// imported.
func (m *module) key(dir string) (cache.Key, bool) {
	h := cache.NewHash()
	h.Add("common", m.common)
	h.Add("folder", []byte(m.loader.Relative(dir)))
	h.Add("root", []byte(m.loader.Relative(m.root)))
	seen := map[string]bool{}
	queue := append([]string{dir}, m.vendored.imports...)
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		if seen[next] {
			continue
		}
		seen[next] = true
		f := m.read(next)
		if !f.plain || next == dir && f.pkg == "" || m.overlooks(next) {
			return cache.Key{}, false
		}
		h.Add("in", []byte(m.loader.Relative(next)))
		for _, file := range f.files {
			h.Add(file.name, file.sum[:])
		}
		if f.embeds && !hashBelow(m.loader.Files, h, next) {
			return cache.Key{}, false
		}
		queue = append(queue, f.imports...)
		if next != m.root {
			queue = append(queue, filepath.Dir(next))
		}
	}
	return h.Key(), true
}

// overlooks reports whether CUE may overlook what files in the module's own folder
// import for the package of another: it does so below a folder whose name is one letter
// (modimports.PackageFiles), unless a package that is loaded beside imports the same.
func (m *module) overlooks(dir string) bool {
	rel, err := filepath.Rel(m.root, dir)
	first, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	return err != nil || dir != m.root && len(first) == 1 && len(m.read(m.root).files) > 0
}

// read reads the CUE files of a folder, once.
func (m *module) read(dir string) *folder {
	m.mu.Lock()
	f := m.known[dir]
	if f == nil {
		f = &folder{}
		m.known[dir] = f
	}
	m.mu.Unlock()
	f.once.Do(func() { f.plain = m.fill(f, dir) })
	return f
}

func (m *module) fill(f *folder, dir string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if e.Name() == "cue.mod" && dir != m.root {
			return false // a module of its own
		}
		if !strings.HasSuffix(e.Name(), ".cue") || e.IsDir() {
			continue
		}
		if !e.Type().IsRegular() || strings.ContainsRune("._", rune(e.Name()[0])) || strings.HasSuffix(e.Name(), "_tool.cue") || strings.HasSuffix(e.Name(), "_test.cue") {
			return false
		}
		text, err := m.loader.Files.Read(filepath.Join(dir, e.Name()))
		if err != nil || !m.head(f, text) {
			return false
		}
		f.files = append(f.files, fileSum{e.Name(), sha256.Sum256(text)})
	}
	return true
}

// head reads what stands before a file's first declaration.
func (m *module) head(f *folder, text []byte) bool {
	file, err := parser.ParseFile("", text, parser.ImportsOnly)
	if err != nil {
		return false
	}
	pkg := file.PackageName()
	if pkg == "" || pkg == "_" || f.pkg != "" && f.pkg != pkg {
		return false
	}
	f.pkg = pkg
	if bytes.Contains(text, []byte("@extern")) {
		f.embeds = true
		if bytes.Contains(text, []byte("glob")) {
			return false // which files those are, CUE finds out when it evaluates
		}
	}
	for _, d := range file.Decls {
		a, ok := d.(*ast.Attribute)
		if !ok {
			continue
		}
		if name, _ := a.Split(); name != "extern" {
			return false // whether the file counts depends on it
		}
	}
	return m.follow(f, file)
}

// imports reads what a file imports.
func (m *module) imports(f *folder, text []byte) bool {
	file, err := parser.ParseFile("", text, parser.ImportsOnly)
	return err == nil && m.follow(f, file)
}

// follow notes what a file imports of the module.
func (m *module) follow(f *folder, file *ast.File) bool {
	for spec := range file.ImportSpecs() {
		where, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return false
		}
		where = ast.ParseImportPath(where).Path
		if below, ok := strings.CutPrefix(where, m.path); ok && (below == "" || below[0] == '/') {
			f.imports = append(f.imports, filepath.Join(m.root, filepath.FromSlash(path.Clean("/"+below))))
		}
	}
	return true
}

// maxEmbedded is how much there may be beside a package's CUE before the package
// has no fingerprint.
const maxEmbedded = 64 << 20

// hashBelow adds every file that a package could embed, which lie below it, to a hash.
func hashBelow(f *load.Files, h cache.Hash, dir string) bool {
	left := int64(maxEmbedded)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := os.Stat(name) // of what a link leads to
		if err != nil {
			return err
		}
		if left -= info.Size(); left < 0 || !info.Mode().IsRegular() {
			return fs.ErrInvalid
		}
		text, err := f.Read(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		h.Add(rel, text)
		return err
	})
	return err == nil
}
