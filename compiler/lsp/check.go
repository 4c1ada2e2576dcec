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
	of      map[string]string            // what was checked when a file had findings last
	last    time.Duration                // that a check took
	logged  string

	told    sync.Mutex
	checked map[string]checked // by absolute name
}

// checked is what was found in a file.
type checked struct {
	*view
	findings diag.List
}

func newChecker(s *server) *checker {
	return &checker{s: s, news: make(chan struct{}, 1), changed: map[string]bool{}, modules: map[string]*compiler.Session{}, of: map[string]string{}, checked: map[string]checked{}}
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

// wakeAll has the packages of all open files checked: something that they use may have
// changed.
func (c *checker) wakeAll() {
	for name := range c.s.desk.all() {
		c.wake(name)
	}
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
		session := c.modules[root]
		if session == nil {
			session = &compiler.Session{}
			c.modules[root] = session
		}
		session.Unsaved = map[string][]byte{}
		for name, doc := range open {
			session.Unsaved[name] = doc.text.bytes
		}
		v := &view{root: root, units: c.s.desk.units, related: c.s.related(), open: open, texts: map[string]*text{}}
		for p, names := range c.packages(root, inModule[root]) {
			if ctx.Err() == nil {
				c.one(ctx, v, p, names)
			}
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
	found := map[string]diag.List{}
	switch none := compiler.NoDeploymentError(""); {
	case ctx.Err() != nil:
		return
	case errors.As(err, &none): // that is no mistake of who is about to write one
	case err != nil:
		c.log(ctx, err)
		return
	default:
		for _, d := range result.Findings {
			name := absolute(v.root, d.Pos.File)
			if info, err := os.Stat(name); err == nil && info.IsDir() { // which no editor can show
				name, d.Pos = names[0], diag.Pos{File: names[0]}
			}
			found[name] = append(found[name], d)
		}
	}
	c.publish(ctx, v, p.pkg, names, found)
	if result == nil || result.Findings.HasErrors() {
		return
	}
	for _, made := range result.Packages {
		c.s.knowledge.compiled(absolute(v.root, made.Dir), v.open, made)
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

// foundIn is what was found in a file last.
func (c *checker) foundIn(name string) checked {
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
