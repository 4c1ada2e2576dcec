package lsp

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/load"
)

// checker checks the packages of files that change, one after the other, and tells the
// editor what it finds. Of texts that have changed meanwhile nothing is told: the next
// check is about to.
type checker struct {
	s    *server
	news chan struct{} // has one element if something is to be checked

	mu      sync.Mutex
	changed map[string]bool // absolute names

	// The rest is for the goroutine that checks.
	modules map[string]*compiler.Session // by folder
	found   map[string]found             // by folder of a package
	later   map[string]bool              // folders of packages that use what has changed
	last    time.Duration                // that a check took
	logged  string

	told    sync.Mutex
	checked map[string]checked // by absolute name
}

// found is what was found on account of a package.
type found struct {
	in      map[string]diag.List // by absolute name
	folders map[string]bool      // of the files that it is made of; none if it does not load
}

// checked is what was found in a file.
type checked struct {
	*view
	findings diag.List
}

func newChecker(s *server) *checker {
	return &checker{s: s, news: make(chan struct{}, 1), changed: map[string]bool{}, modules: map[string]*compiler.Session{}, found: map[string]found{}, later: map[string]bool{}, checked: map[string]checked{}}
}

// wake has the packages of files checked. The schema, where it is vendored, and modules of
// others are only looked at: provc brings the one along, and nobody edits the other.
func (c *checker) wake(names ...string) {
	c.mu.Lock()
	for _, name := range names {
		if !strings.Contains(filepath.ToSlash(name), "/cue.mod/pkg/") {
			c.changed[name] = true
		}
	}
	c.mu.Unlock()
	select {
	case c.news <- struct{}{}:
	default:
	}
}

// wakeAll has the packages checked of all files that are open or that the editor tells
// findings of: something that they use may have changed.
func (c *checker) wakeAll() {
	names := slices.Collect(maps.Keys(c.s.desk.all()))
	c.told.Lock()
	for name, what := range c.checked {
		if len(what.findings) > 0 {
			names = append(names, name)
		}
	}
	c.told.Unlock()
	c.wake(names...)
}

func (c *checker) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-c.news:
		}
		if !c.quiet(ctx) {
			return
		}
		began := time.Now()
		c.check(ctx)
		c.last = time.Since(began)
	}
}

// quiet waits until nobody has typed for a moment, which is longer where a check is.
func (c *checker) quiet(ctx context.Context) bool {
	moment := min(max(c.last/4, 5*time.Millisecond), 300*time.Millisecond)
	for {
		select {
		case <-ctx.Done():
			return false
		case <-c.news:
		case <-time.After(moment):
			return true
		}
	}
}

// check checks what has changed since the last check.
func (c *checker) check(ctx context.Context) {
	c.mu.Lock()
	changed := c.changed
	c.changed = map[string]bool{}
	c.mu.Unlock()
	open := c.s.desk.all()
	inModule := map[string][]string{}
	for name := range changed {
		dir := filepath.Dir(name)
		root := cmp.Or(load.ModuleRoot(dir), dir)
		inModule[root] = append(inModule[root], name)
	}
	for _, root := range slices.Sorted(maps.Keys(inModule)) {
		v := c.look(root, open)
		for p, names := range c.packages(root, inModule[root]) {
			if ctx.Err() == nil {
				c.one(ctx, v, p, names)
			}
		}
	}
	c.catchUp(ctx)
}

// look prepares to check packages of a module with what is open.
func (c *checker) look(root string, open map[string]*document) *view {
	session := c.modules[root]
	if session == nil {
		session = &compiler.Session{}
		c.modules[root] = session
	}
	session.Unsaved = map[string][]byte{}
	for name, doc := range open {
		session.Unsaved[name] = doc.text.bytes
	}
	return &view{root: root, units: c.s.desk.units, related: c.s.related(), open: open, texts: map[string]*text{}}
}

// catchUp checks packages that use what has changed, until somebody types.
func (c *checker) catchUp(ctx context.Context) {
	for _, dir := range slices.Sorted(maps.Keys(c.later)) {
		if ctx.Err() != nil || len(c.news) > 0 {
			return
		}
		delete(c.later, dir)
		root := cmp.Or(load.ModuleRoot(dir), dir)
		if rel, err := filepath.Rel(root, dir); err == nil {
			c.one(ctx, c.look(root, c.s.desk.all()), pattern{pkg: "./" + filepath.ToSlash(rel)}, nil)
		}
	}
}

// pattern is a package to check, and all that may use it.
type pattern struct{ pkg, module string }

// packages are those that hold the files of a module, with these files.
func (c *checker) packages(root string, names []string) map[pattern][]string {
	all := map[pattern][]string{}
	for _, name := range slices.Sorted(slices.Values(names)) {
		rel, err := filepath.Rel(root, name)
		if err != nil {
			continue
		}
		packages, modules, err := compiler.Holders(root, []string{rel})
		if err == nil && len(modules) == 0 { // the file is not there: it was never saved
			packages = []string{"./" + filepath.ToSlash(filepath.Dir(rel))}
		}
		if err == nil && len(packages) > 0 {
			p := pattern{pkg: packages[0]}
			if len(modules) > 0 {
				p.module = modules[0]
			}
			all[p] = append(all[p], name)
		}
	}
	return all
}

// one checks a package, or if it deploys nothing, all that may use it.
func (c *checker) one(ctx context.Context, v *view, p pattern, names []string) {
	o := compiler.Options{Dir: v.root, Tags: c.s.options.Tags, Day: c.s.options.Day, Vendors: c.s.options.Vendors, Packages: []string{p.pkg}, Session: c.modules[v.root]}
	result, err := compiler.Compile(ctx, o)
	if none := compiler.NoDeploymentError(""); p.module != "" && errors.As(err, &none) {
		o.Packages = []string{p.module}
		result, err = compiler.Compile(ctx, o)
	}
	folder := absolute(v.root, p.pkg)
	news := map[string]found{folder: {}}
	switch none := compiler.NoDeploymentError(""); {
	case ctx.Err() != nil:
		return
	case errors.As(err, &none): // that is no mistake of who is about to write one
	case err != nil:
		if _, missing := os.Stat(folder); missing == nil {
			c.log(ctx, err)
			return
		}
	default:
		if result.Several {
			for dir := range c.found {
				if cmp.Or(load.ModuleRoot(dir), dir) == v.root {
					news[dir] = found{}
				}
			}
		}
		for _, one := range result.Checked {
			news[absolute(v.root, one.Dir)] = foundIn(v.root, one, names)
		}
	}
	if c.publish(ctx, v, folder, names, news) {
		c.await(v.root, news, names)
	}
	if result == nil || result.Findings.HasErrors() {
		return
	}
	for _, made := range result.Packages {
		c.s.knowledge.compiled(absolute(v.root, made.Dir), v.open, made)
	}
}

// foundIn sorts what was found in a package by the files that it is told of. What is
// about a folder, which no editor can show, is told of a file that has changed.
func foundIn(root string, of compiler.Checked, names []string) found {
	all := found{map[string]diag.List{}, map[string]bool{}}
	for _, dir := range of.Folders {
		all.folders[absolute(root, dir)] = true
	}
	for _, d := range of.Findings {
		name := absolute(root, d.Pos.File)
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			if len(names) == 0 {
				continue
			}
			name, d.Pos = names[0], diag.Pos{File: names[0]}
		}
		all.in[name] = append(all.in[name], d)
	}
	return all
}

// await has packages of a module checked later that use files that changed and were not
// checked now. Of one that does not load it is not known what it uses.
func (c *checker) await(root string, now map[string]found, changed []string) {
	for dir, was := range c.found {
		if _, ok := now[dir]; ok {
			delete(c.later, dir)
			continue
		}
		for _, name := range changed {
			if was.folders[filepath.Dir(name)] || len(was.folders) == 0 && cmp.Or(load.ModuleRoot(dir), dir) == root {
				c.later[dir] = true
			}
		}
	}
}

// log tells the person why nothing could be checked, once.
func (c *checker) log(ctx context.Context, err error) {
	if message := diag.Visible(strings.TrimSpace(err.Error())); message != c.logged {
		c.logged = message
		c.s.conn.Notify(ctx, "window/logMessage", messageParams{severityWarning, message})
	}
}

func (c *checker) remember(name string, what checked) {
	c.told.Lock()
	defer c.told.Unlock()
	c.checked[name] = what
}

// lastIn is what was found in a file last.
func (c *checker) lastIn(name string) checked {
	c.told.Lock()
	defer c.told.Unlock()
	return c.checked[name]
}

// absolute is a file that findings name relative to a folder.
func absolute(root, file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(root, filepath.FromSlash(file))
}
