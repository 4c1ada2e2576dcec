package source

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"provc/compiler/cache"
)

// A package whose sources have not changed need not be parsed. What its sources
// are is found here by their names and their first lines alone: where that takes
// more, packages are loaded.

// Folder is a folder that holds one package, and a key made of everything that
// the package's value, and the places in it, depend on.
type Folder struct {
	Dir string // relative to where the command runs
	Abs string
	Key cache.Key
}

// Folders finds the packages that patterns name, without loading them. It reports
// false where only loading can tell which those are. Keys are for loads without tags.
func (l *Loader) Folders(patterns ...string) ([]Folder, bool) {
	program, err := programHash()
	if err != nil {
		return nil, false
	}
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	var found []Folder
	for _, pattern := range patterns {
		if !isPath(pattern) {
			return nil, false
		}
		dir, below, err := l.folder(pattern)
		if err != nil {
			return nil, false
		}
		in, ok := newInputs(l, dir, program)
		if !ok {
			return nil, false
		}
		dirs := []string{dir}
		if below {
			if dirs, ok, err = foldersBelow(dir); !ok || err != nil {
				return nil, false
			}
		}
		folders := make([]Folder, len(dirs))
		if !in.each(dirs, folders) {
			return nil, false
		}
		found = append(found, folders...)
	}
	return found, true
}

// inputs are the files of a module.
type inputs struct {
	loader *Loader
	root   string // the module's folder
	module string // its path
	common []byte // hash of what all its packages depend on

	vendored folderInputs // of what lies vendored in the module: what it imports of the module

	mu    sync.Mutex
	known map[string]*folderInputs
}

// folderInputs are the CUE files of a folder.
type folderInputs struct {
	once    sync.Once
	files   []fileInputs
	pkg     string   // the package of all
	imports []string // folders of the module
	embeds  bool     // takes values from other files
	plain   bool     // no more than this needs to be known
}

type fileInputs struct {
	name string
	sum  [sha256.Size]byte
}

var modulePath = regexp.MustCompile(`(?m)^module:\s*"([^"\\]+)"\s*$`)

func newInputs(l *Loader, dir string, program []byte) (*inputs, bool) {
	in := &inputs{loader: l, root: moduleRoot(dir), known: map[string]*folderInputs{}}
	h := cache.NewHash()
	h.Add("program", program)
	if in.root == "" {
		in.root, in.module = dir, localModule
		in.common = h.Sum()
		return in, true
	}
	text, err := os.ReadFile(filepath.Join(in.root, "cue.mod", "module.cue"))
	m := modulePath.FindSubmatch(text)
	if err != nil || m == nil {
		return nil, false
	}
	in.module, _, _ = strings.Cut(string(m[1]), "@")
	// The module file, and what lies vendored beside it.
	err = filepath.WalkDir(filepath.Join(in.root, "cue.mod"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if d.Name() == "local-module.cue" || !d.Type().IsRegular() {
			return fs.ErrInvalid // other modules on this machine
		}
		text, err := os.ReadFile(name)
		h.Add(l.relative(name), text)
		if err == nil && strings.HasSuffix(name, ".cue") && !in.imports(&in.vendored, text) {
			return fs.ErrInvalid
		}
		return err
	})
	in.common = h.Sum()
	return in, err == nil
}

// foldersBelow lists the folders below one that hold CUE files, as CUE's pattern ...
// goes through them. It reports whether there was nothing that CUE may take otherwise.
func foldersBelow(dir string) (dirs []string, plain bool, err error) {
	plain = true
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch base := d.Name(); {
		case err != nil:
			return err
		case d.IsDir():
			if name == dir {
				return nil
			}
			if base[0] == '.' || base[0] == '_' || base == "cue.mod" || base == "testdata" {
				return filepath.SkipDir
			}
			if _, err := os.Stat(filepath.Join(name, "cue.mod")); err == nil {
				plain = false // a module of its own
				return filepath.SkipDir
			}
		default:
			if d.Type()&fs.ModeSymlink != 0 {
				plain = false
			}
			if strings.HasSuffix(base, ".cue") {
				dirs = append(dirs, filepath.Dir(name))
			}
		}
		return nil
	})
	slices.Sort(dirs)
	return slices.Compact(dirs), plain, err
}

// each makes the keys of folders, several at a time.
func (in *inputs) each(dirs []string, folders []Folder) bool {
	var failed atomic.Bool
	var next atomic.Int32
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(dirs)) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(dirs) && !failed.Load(); i = int(next.Add(1)) - 1 {
				key, ok := in.key(dirs[i])
				if !ok {
					failed.Store(true)
				}
				folders[i] = Folder{in.loader.relative(dirs[i]), dirs[i], key}
			}
		})
	}
	group.Wait()
	return !failed.Load()
}

// key is made of a folder's files, of those of the folders above it in the
// module, which may be of the same package, and of those of all folders that are
// imported.
func (in *inputs) key(dir string) (cache.Key, bool) {
	h := cache.NewHash()
	h.Add("common", in.common)
	h.Add("folder", []byte(in.loader.relative(dir)))
	h.Add("root", []byte(in.loader.relative(in.root)))
	seen := map[string]bool{}
	queue := append([]string{dir}, in.vendored.imports...)
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		if seen[next] {
			continue
		}
		seen[next] = true
		f := in.read(next)
		if !f.plain || next == dir && f.pkg == "" || in.overlooks(next) {
			return cache.Key{}, false
		}
		h.Add("in", []byte(in.loader.relative(next)))
		for _, file := range f.files {
			h.Add(file.name, file.sum[:])
		}
		if f.embeds && !addFolder(h, next) {
			return cache.Key{}, false
		}
		queue = append(queue, f.imports...)
		if next != in.root {
			queue = append(queue, filepath.Dir(next))
		}
	}
	return h.Key(), true
}

// overlooks reports whether CUE may overlook what files in the module's own folder
// import for the package of another: it does so below a folder whose name is one letter
// (modimports.PackageFiles), unless a package that is loaded beside imports the same.
func (in *inputs) overlooks(dir string) bool {
	rel, err := filepath.Rel(in.root, dir)
	first, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
	return err != nil || dir != in.root && len(first) == 1 && len(in.read(in.root).files) > 0
}

// read reads the CUE files of a folder, once.
func (in *inputs) read(dir string) *folderInputs {
	in.mu.Lock()
	f := in.known[dir]
	if f == nil {
		f = &folderInputs{}
		in.known[dir] = f
	}
	in.mu.Unlock()
	f.once.Do(func() { f.plain = in.fill(f, dir) })
	return f
}

func (in *inputs) fill(f *folderInputs, dir string) bool {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if e.Name() == "cue.mod" && dir != in.root {
			return false // a module of its own
		}
		if !strings.HasSuffix(e.Name(), ".cue") || e.IsDir() {
			continue
		}
		if !e.Type().IsRegular() || strings.ContainsRune("._", rune(e.Name()[0])) || strings.HasSuffix(e.Name(), "_tool.cue") || strings.HasSuffix(e.Name(), "_test.cue") {
			return false
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil || !in.head(f, text) {
			return false
		}
		f.files = append(f.files, fileInputs{e.Name(), sha256.Sum256(text)})
	}
	return true
}

// head reads what stands before a file's first declaration.
func (in *inputs) head(f *folderInputs, text []byte) bool {
	file, err := parser.ParseFile("", text, parser.ImportsOnly)
	if err != nil {
		return false
	}
	pkg := file.PackageName()
	if pkg == "" || pkg == "_" || f.pkg != "" && f.pkg != pkg {
		return false
	}
	f.pkg = pkg
	f.embeds = f.embeds || bytes.Contains(text, []byte("@extern"))
	for _, d := range file.Decls {
		a, ok := d.(*ast.Attribute)
		if !ok {
			continue
		}
		if name, _ := a.Split(); name != "extern" {
			return false // whether the file counts depends on it
		}
	}
	return in.follow(f, file)
}

// imports reads what a file imports.
func (in *inputs) imports(f *folderInputs, text []byte) bool {
	file, err := parser.ParseFile("", text, parser.ImportsOnly)
	return err == nil && in.follow(f, file)
}

// follow notes what a file imports of the module.
func (in *inputs) follow(f *folderInputs, file *ast.File) bool {
	for spec := range file.ImportSpecs() {
		where, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return false
		}
		where = ast.ParseImportPath(where).Path
		if below, ok := strings.CutPrefix(where, in.module); ok && (below == "" || below[0] == '/') {
			f.imports = append(f.imports, filepath.Join(in.root, filepath.FromSlash(path.Clean("/"+below))))
		}
	}
	return true
}

// folder is the folder of a pattern that is a path, and whether the pattern
// names all below it.
func (l *Loader) folder(pattern string) (dir string, below bool, err error) {
	dir, below = strings.CutSuffix(pattern, "...")
	dir = filepath.Clean(dir)
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(l.dir, dir)
	}
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return "", false, fmt.Errorf("package %s: there is no such folder", pattern)
	case !info.IsDir():
		return "", false, fmt.Errorf("package %s: that is a file; name the folder of CUE files that holds it", pattern)
	}
	return dir, below, nil
}
