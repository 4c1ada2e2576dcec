package compiler

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/cache"
	"provc/compiler/diag"
	"provc/compiler/load/fingerprint"
	"provc/compiler/value"
)

// A package that compiled without errors is remembered in the cache by a key of
// its sources: what was found, and what a build needs to know of it to see that a
// root is as it should be. Its files are not: they are made again, if need be,
// from the same sources.

// memory is what the cache keeps of a package.
type memory struct {
	Tables []value.Table // read beside the CUE

	ImportPath string
	Deploys    bool // declares deployments
	Secrets    []string
	Seeds      []string
	Folders    []string
	Handsets   int
	Users      int
	Findings   diag.List
	Accept     diag.Acceptances
}

// find finds the packages that the options name. Those that the cache knows are
// not loaded, if the options want that.
func (r *run) find() ([]*candidate, error) {
	patterns := r.options.Packages
	var folders []fingerprint.Package
	known := false
	if r.store != nil && r.options.Recall {
		folders, known = fingerprint.Of(r.loader, patterns...)
	}
	if !known {
		return r.load(patterns)
	}
	r.together = r.tagged(folders)
	all := make([]*candidate, len(folders))
	var missing []string
	for i, f := range folders {
		if all[i] = r.recall(f); all[i] == nil {
			missing = append(missing, f.Abs)
		}
	}
	if len(missing) == 0 {
		return all, nil
	}
	found := patterns
	switch {
	case len(missing) == len(folders):
	case r.together == nil:
		found = missing
	default:
		clear(all)
	}
	loaded, err := r.load(found)
	if err != nil {
		return nil, err
	}
	for i, f := range folders {
		at := slices.IndexFunc(loaded, func(c *candidate) bool { return c.dir == f.Dir })
		if all[i] == nil && at >= 0 {
			all[i] = loaded[at]
			r.identify(all[i], &folders[i])
			loaded = slices.Delete(loaded, at, at+1)
		}
	}
	if len(loaded) > 0 || slices.Contains(all, nil) {
		return r.load(patterns) // these are no folders of one package each
	}
	return all, nil
}

// tagged identifies the packages that load together, if there are tags: these are
// declared in any of them, so that what is right of one depends on the others.
func (r *run) tagged(folders []fingerprint.Package) []byte {
	if len(r.options.Tags) == 0 {
		return nil
	}
	h := cache.NewHash()
	for _, t := range r.options.Tags {
		h.Add("tag", []byte(t))
	}
	for _, p := range r.options.Packages {
		h.Add("pattern", []byte(p))
	}
	for _, f := range folders {
		h.Add(f.Dir, f.Key[:])
	}
	return h.Sum()
}

// entry is the key under which the cache keeps what was found of a package.
func (r *run) entry(sources cache.Key) cache.Key {
	if r.together == nil {
		return sources
	}
	h := cache.NewHash()
	h.Add("sources", sources[:])
	h.Add("together", r.together)
	return h.Key()
}

func (r *run) load(patterns []string) ([]*candidate, error) {
	units, err := r.evaluator.Find(patterns...)
	if err != nil {
		return nil, err
	}
	all := make([]*candidate, len(units))
	for i, u := range units {
		all[i] = &candidate{dir: u.Dir, unit: u}
	}
	return all, nil
}

// identify notes the key of a package's sources, if nothing else was loaded.
func (r *run) identify(c *candidate, sources *fingerprint.Package) {
	if r.loader.IsKnown(c.unit.Unit) {
		c.key = &sources.Key
	}
}

// recall returns a package that the cache knows, or nil.
func (r *run) recall(f fingerprint.Package) *candidate {
	key := r.entry(f.Key)
	data, ok := r.store.Get(key)
	var m memory
	if !ok || json.Unmarshal(data, &m) != nil {
		return nil
	}
	for _, t := range m.Tables {
		text, err := r.loader.Files.Table(f.Abs, t.File)
		if err != nil || sha256.Sum256([]byte(text)) != t.Sum {
			return nil
		}
	}
	c := &candidate{dir: f.Dir, findings: m.Findings, accept: m.Accept}
	if m.Deploys {
		c.pkg = &Package{Dir: f.Dir, ImportPath: m.ImportPath, Inputs: identity(key, m.Tables), Secrets: m.Secrets, Seeds: m.Seeds, Folders: m.Folders, Handsets: m.Handsets, Users: m.Users}
	}
	return c
}

// identity is made of all that a tree is made of.
func identity(key cache.Key, tables []value.Table) []byte {
	h := cache.NewHash()
	h.Add("sources", key[:])
	for _, t := range tables {
		h.Add(t.File, t.Sum[:])
	}
	return h.Sum()
}

// remember keeps what was found of a package, unless it has errors. Its key is of the
// bytes that were compiled, even if sources have changed since.
func (r *run) remember(c *candidate, p *value.Package) {
	if c.key == nil || c.findings.HasErrors() {
		return
	}
	key := r.entry(*c.key)
	m := memory{Tables: p.Tables, ImportPath: p.ImportPath, Deploys: c.pkg != nil, Findings: c.findings, Accept: c.accept}
	if c.pkg != nil {
		c.pkg.Secrets = c.pkg.secretNames()
		c.pkg.Inputs = identity(key, p.Tables)
		for i := range c.pkg.Tree.Len() {
			if h := c.pkg.Tree.Head(i); h.Seed {
				c.pkg.Seeds = append(c.pkg.Seeds, h.Path)
			}
		}
		m.Secrets, m.Seeds, m.Folders = c.pkg.Secrets, c.pkg.Seeds, c.pkg.Folders
		m.Handsets, m.Users = c.pkg.Handsets, c.pkg.Users
	}
	if data, err := json.Marshal(m); err == nil {
		r.store.Put(key, data)
	}
}

// secretNames lists the secrets of a package.
func (p *Package) secretNames() []string {
	var names []string
	r := Result{Packages: []*Package{p}}
	for param := range r.kinds {
		if param.Secret != "" {
			names = append(names, param.Secret)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Complete makes the trees of packages that were only recalled. What it finds
// was found before, unless sources have changed since.
func (r *Result) Complete(ctx context.Context, packages ...*Package) (diag.List, error) {
	var dirs []string
	for _, p := range packages {
		if p.Tree == nil {
			dirs = append(dirs, r.compiler.loader.Absolute(p.Dir))
		}
	}
	if len(dirs) == 0 {
		return nil, nil
	}
	folders, _ := fingerprint.Of(r.compiler.loader, dirs...)
	if r.compiler.together != nil {
		dirs = r.compiler.options.Packages
	}
	all, err := r.compiler.load(dirs)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if i := slices.IndexFunc(folders, func(f fingerprint.Package) bool { return f.Dir == c.dir }); i >= 0 {
			r.compiler.identify(c, &folders[i])
		}
	}
	all = slices.DeleteFunc(all, func(c *candidate) bool {
		return !slices.ContainsFunc(packages, func(p *Package) bool { return p.Dir == c.dir })
	})
	if err := r.compiler.compile(ctx, all); err != nil {
		return nil, err
	}
	var findings diag.List
	for _, c := range all {
		findings.Add(c.told(r.compiler.options.Day)...)
		i := slices.IndexFunc(packages, func(p *Package) bool { return p.Dir == c.dir })
		if i < 0 {
			continue
		}
		p := packages[i]
		if c.pkg == nil {
			c.pkg = &Package{Tree: &artifact.Tree{}} // changed meanwhile
		}
		// Of what the tree is made may have changed since it was recalled.
		p.Tree, p.Staging, p.Credentials = c.pkg.Tree, c.pkg.Staging, c.pkg.Credentials
		p.Inputs, p.Secrets, p.Seeds, p.Folders = c.pkg.Inputs, c.pkg.Secrets, c.pkg.Seeds, c.pkg.Folders
		p.Handsets, p.Users = c.pkg.Handsets, c.pkg.Users
	}
	return findings.Sorted(), nil
}
