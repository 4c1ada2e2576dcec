package source

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"

	"provc/compiler/cache"
	"provc/compiler/diag"
)

// kept looks into a cache before it evaluates a package another way. Only what
// is without findings is kept: what is wrong is worth telling anew.
type kept struct {
	loader *Loader
	store  *cache.Store
	other  evaluator
	rest   bool // of packages, of which scans have taken out entities
}

func (k kept) Evaluate(inst *build.Instance) ([]*Deployment, diag.List) {
	key, ok := k.loader.key(inst, k.rest)
	if !ok {
		return k.other.Evaluate(inst)
	}
	if data, ok := k.store.Get(key); ok {
		if deployments, err := decode(data); err == nil {
			return deployments, nil
		}
	}
	deployments, findings := k.other.Evaluate(inst)
	if len(findings) == 0 {
		k.store.Put(key, encode(deployments))
	}
	return deployments, findings
}

// key is made of everything that a package's value and places depend on: this
// program, tags, and the files of the package and of those it imports, as they
// were before scans.
func (l *Loader) key(inst *build.Instance, rest bool) (cache.Key, bool) {
	h := cache.NewHash()
	program, err := programHash()
	if err != nil {
		return cache.Key{}, false
	}
	h.Add("program", program)
	for _, t := range l.Tags {
		h.Add("tag", []byte(t))
	}
	if rest {
		h.Add("scanned from", []byte(strconv.Itoa(l.ScanFrom)))
	}
	// The module file says which version of the language holds.
	if text, err := os.ReadFile(filepath.Join(inst.Root, "cue.mod", "module.cue")); err == nil {
		h.Add("module", text)
	}
	all := withImports(inst)
	instances := make([]*build.Instance, 0, len(all))
	for in := range all {
		instances = append(instances, in)
	}
	slices.SortFunc(instances, func(a, b *build.Instance) int {
		return slices.Compare([]string{a.ImportPath, a.Dir}, []string{b.ImportPath, b.Dir})
	})
	for _, in := range instances {
		h.Add("package", []byte(in.ImportPath))
		for _, f := range in.BuildFiles {
			text, err := fileText(f)
			if err != nil {
				return cache.Key{}, false
			}
			h.Add(l.relative(f.Filename), text)
		}
		if slices.ContainsFunc(in.Files, embeds) && !addFolder(h, in.Dir) {
			return cache.Key{}, false
		}
	}
	return h.Key(), true
}

func fileText(f *build.File) ([]byte, error) {
	switch s := f.Source.(type) {
	case nil:
		return os.ReadFile(f.Filename)
	case []byte:
		return s, nil
	case string:
		return []byte(s), nil
	}
	return nil, fmt.Errorf("%s has no text", f.Filename)
}

// embeds reports whether a file may take values from files that are not CUE.
func embeds(f *ast.File) bool {
	for _, d := range f.Decls {
		if a, ok := d.(*ast.Attribute); ok {
			if name, _ := a.Split(); name == "extern" {
				return true
			}
		}
	}
	return false
}

// maxEmbedded is how much there may be beside a package's CUE before the package
// is not kept.
const maxEmbedded = 64 << 20

// addFolder adds every file that a package could embed, which lie below it.
func addFolder(h cache.Hash, dir string) bool {
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
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		h.Add(rel, text)
		return err
	})
	return err == nil
}
