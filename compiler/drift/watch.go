package drift

import (
	"os"
	"path/filepath"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/root"
	"provc/compiler/vendor"
)

// Watch notes what a build changes in a root, to warn of changes that handsets mask. A
// build that changes nothing costs nothing.
type Watch struct {
	Dir     string // the root
	Tree    *artifact.Tree
	Vendors vendor.List
	Secret  func(name string) (value string, ok bool)

	look    sync.Once
	facts   *vendor.Facts
	err     error
	keeps   map[string]bool // people and handsets for whom a handset keeps settings
	webs    bool            // web pages of some handset keep any, for whoever logs in there
	mu      sync.Mutex
	changed Settings
	whose   map[string]string // of those files, the person or handset
	created map[string]bool   // of those files, those that were missing
	known   map[string]bool   // people and handsets some of whose files were there before
	begins  bool              // the root had no file that a handset begins with

	redirected redirected
	seeds      map[string]bool // files that only begin what handsets go on with, and that were missing
}

// Differs takes note of a file that is missing in the root, or has other bytes there; it
// is output.Options.Differs.
func (w *Watch) Differs(f *artifact.File, missing bool) {
	w.look.Do(w.list)
	entity := artifact.Fold(f.Entity)
	if w.err != nil || len(w.keeps) == 0 && f.Phase == artifact.Leaf && !f.Seed {
		return
	}
	var data []byte
	if !missing {
		var err error
		data, err = os.ReadFile(filepath.Join(w.Dir, filepath.FromSlash(f.Path)))
		missing = err != nil
	}
	if f.Phase != artifact.Leaf && !missing {
		w.redirect(f, root.Held(f.Path, data, w.facts))
	}
	w.mu.Lock()
	if missing && f.Seed {
		w.seeds[artifact.Fold(f.Path)] = true
	}
	if missing && f.Phase == artifact.Entry {
		w.begins = true
	}
	if !missing && entity != "" {
		w.known[entity] = true
	}
	w.mu.Unlock()
	if f.Phase != artifact.Leaf || f.Format == nil || entity != "" && !w.keeps[entity] && !w.webs {
		return
	}
	old := root.Held(f.Path, data, w.facts)
	names := map[string]bool{}
	for _, p := range f.Params {
		value, ok := p.Value, true
		if p.Secret != "" {
			value, ok = w.Secret(p.Secret)
		}
		if was, there := old.Param(p.Name); ok && (!there || was.Value != value) {
			names[p.Name] = true
		}
	}
	if len(names) == 0 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.changed[f.Path], w.whose[f.Path], w.created[f.Path] = names, entity, missing
}

// list finds out for whom handsets keep settings.
func (w *Watch) list() {
	w.facts = vendor.FactsOf(w.Vendors)
	w.keeps, w.known = map[string]bool{}, map[string]bool{}
	w.changed, w.whose, w.created = Settings{}, map[string]string{}, map[string]bool{}
	w.redirected, w.seeds = redirected{}, map[string]bool{}
	_, w.err = written(w.Dir, w.Tree, w.Vendors, func(path, entity string) bool {
		w.keeps[artifact.Fold(entity)] = true
		w.webs = w.webs || isWeb.MatchString(path)
		return false
	})
}

// Findings warns of the changes that handsets mask, and of what they keep where they no
// longer look for it.
func (w *Watch) Findings() (diag.List, error) {
	masked, err := w.masked()
	if err != nil {
		return nil, err
	}
	found, err := w.leftBehind()
	return append(masked, found...), err
}

// masked warns of the changes that handsets mask.
func (w *Watch) masked() (diag.List, error) {
	if w.err != nil || len(w.changed) == 0 {
		return nil, w.err
	}
	all := false // handsets and people may be concerned
	names := map[string]bool{}
	entities := map[string]bool{}
	for file, changed := range w.changed {
		entity := w.whose[file]
		// Of somebody who comes, and of a root that begins, a build tells otherwise that
		// handsets have written there before.
		if w.created[file] && (entity != "" && !w.known[entity] || entity == "" && w.begins) {
			delete(w.changed, file)
			continue
		}
		all = all || entity == ""
		entities[entity] = true
		for name := range changed {
			names[name] = true
		}
	}
	files, err := written(w.Dir, w.Tree, w.Vendors, func(path, entity string) bool {
		return all || entities[artifact.Fold(entity)] || isWeb.MatchString(path)
	})
	if err != nil {
		return nil, err
	}
	masking := files[:0]
	for _, f := range files {
		for _, p := range f.Params() {
			if names[p.Name] {
				entity, _ := w.Vendors.PhoneWritten(f.Path)
				entities[artifact.Fold(entity)] = true
				masking = append(masking, f)
				break
			}
		}
	}
	if len(masking) == 0 {
		return nil, nil
	}
	r := root.Partly(w.Dir, w.Vendors, wantedBy(entities), root.Part{Tree: w.Tree})
	return warnings(r, masking, &disk{dir: w.Dir}, w.changed, w.Secret), nil
}
