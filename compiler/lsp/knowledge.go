package lsp

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"provc/compiler"
	"provc/compiler/editor"
	"provc/compiler/load"
)

// knowledge is what is known of packages, by their folders, for those who answer.
type knowledge struct {
	s *server

	mu       sync.Mutex
	packages map[string]*editor.Package
	made     map[string]compiled // what nobody has looked into yet
	news     chan struct{}       // has one element if there is some of that
	asking   atomic.Bool         // the editor to ask for lenses again
}

// compiled is a package as it was made of texts, without errors.
type compiled struct {
	texts map[string][]byte
	made  *compiler.Package
}

func newKnowledge(s *server) *knowledge {
	return &knowledge{s: s, packages: map[string]*editor.Package{}, made: map[string]compiled{}, news: make(chan struct{}, 1)}
}

// texts are those of the files of CUE in a folder, by the names that findings give them.
func texts(folder string, open map[string]*document) map[string][]byte {
	root := cmp.Or(load.ModuleRoot(folder), folder)
	all := map[string][]byte{}
	add := func(name string, text []byte) {
		if rel, err := filepath.Rel(root, name); err == nil {
			all[filepath.ToSlash(rel)] = text
		}
	}
	for name, doc := range open {
		if filepath.Dir(name) == folder && filepath.Ext(name) == ".cue" {
			add(name, doc.text.bytes)
		}
	}
	names, _ := filepath.Glob(filepath.Join(folder, "*.cue"))
	for _, name := range names {
		if open[name] != nil {
			continue
		}
		if data, err := os.ReadFile(name); err == nil {
			add(name, data)
		}
	}
	return all
}

// about is a file as findings call it, and what is known of its package with the texts of
// now.
func (k *knowledge) about(name string) (file string, p *editor.Package) {
	folder := filepath.Dir(name)
	k.mu.Lock()
	p = k.packages[folder]
	k.mu.Unlock()
	all := texts(folder, k.s.desk.all())
	rel, err := filepath.Rel(cmp.Or(load.ModuleRoot(folder), folder), name)
	if err != nil {
		rel = name
	}
	if p == nil {
		p = editor.New(k.s.options.Vendors, all)
		k.mu.Lock()
		if k.packages[folder] == nil {
			k.packages[folder] = p // which remembers the texts that it has gone over
		}
		k.mu.Unlock()
	} else {
		p = p.Now(all)
	}
	return filepath.ToSlash(rel), p.Beside(tables(folder))
}

// tables are the files in a folder that an inventory may name.
func tables(folder string) []string {
	var names []string
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		switch strings.ToLower(filepath.Ext(e.Name())) {
		case ".csv", ".json", ".jsonl", ".ndjson", ".yaml", ".yml":
			names = append(names, e.Name())
		}
	}
	return names
}

// compiled takes note of a package that was made.
func (k *knowledge) compiled(folder string, open map[string]*document, made *compiler.Package) {
	k.mu.Lock()
	k.made[folder] = compiled{texts(folder, open), made}
	k.mu.Unlock()
	select {
	case k.news <- struct{}{}:
	default:
	}
}

// run looks into packages that were made, once nobody has typed for a while: it takes as
// long as a check, and what was known before serves until then.
func (k *knowledge) run(ctx context.Context) {
	const while = 300 * time.Millisecond
	for {
		select {
		case <-ctx.Done():
			return
		case <-k.news:
		}
		for quiet := false; !quiet; {
			select {
			case <-ctx.Done():
				return
			case <-k.news:
			case <-time.After(while):
				quiet = true
			}
		}
		k.mu.Lock()
		made := k.made
		k.made = map[string]compiled{}
		k.mu.Unlock()
		for folder, c := range made {
			k.learn(folder, c)
		}
		if k.s.refreshes() && k.asking.CompareAndSwap(false, true) {
			go func() { // not every editor answers
				k.s.conn.Call(ctx, "workspace/codeLens/refresh", nil, nil)
				k.asking.Store(false)
			}()
		}
	}
}

func (k *knowledge) learn(folder string, c compiled) {
	k.mu.Lock()
	p := k.packages[folder]
	k.mu.Unlock()
	if p == nil {
		p = editor.New(k.s.options.Vendors, c.texts)
	}
	p = p.Compiled(c.texts, c.made)
	p.Prepare()
	k.mu.Lock()
	k.packages[folder] = p
	k.mu.Unlock()
}
