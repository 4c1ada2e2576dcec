package digest

import (
	"cmp"
	"crypto/sha256"
	"path"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Part is what a package compiles to, and the folder of the root that it goes to.
type Part struct {
	Folder      string // empty: the root itself
	Tree        *artifact.Tree
	Staging     *artifact.Tree        // nil if there is none
	Credentials []artifact.Credential // that the server is to know
}

// No file of a root has an absolute path, so these are in nobody's way.
const (
	stagingFolder   = "/staging"
	credentialsFile = "/credentials"
)

// trees are all of a part, by the folders that they go to.
func (p *Part) trees() map[string]*artifact.Tree {
	all := map[string]*artifact.Tree{p.Folder: p.Tree}
	if p.Staging != nil {
		all[path.Join(stagingFolder, p.Folder)] = p.Staging
	}
	if len(p.Credentials) > 0 {
		f := &artifact.File{Path: p.Folder, Format: func([]artifact.Param) ([]byte, error) { return nil, nil }}
		for _, c := range p.Credentials {
			password := c.Password
			password.Name, password.Sensitive = c.User, true
			f.Params = append(f.Params, password)
		}
		all[credentialsFile] = &artifact.Tree{Files: []*artifact.File{f}}
	}
	return all
}

// Root is what packages compile to.
type Root struct {
	entries  []entry // by path
	revision string  // before positions, of a root that is not of the working tree
	vendors  *vendor.Facts
}

// entry is a file of a root, or a folder that phones write into.
type entry struct {
	path    string
	tree    *artifact.Tree // nil of a folder
	at      int            // of the file in the tree
	sum     [sha256.Size]byte
	literal []literal
}

// literal is a secret that stands in the configuration.
type literal struct {
	fact string // by its name
	what string // in a sentence
	pos  diag.Pos
}

// Of sums up what packages compile to. A revision stands before the positions of what is
// not in the working tree.
func Of(vendors vendor.List, revision string, parts ...Part) (*Root, error) {
	r := &Root{revision: revision, vendors: vendor.FactsOf(vendors)}
	for _, p := range parts {
		for folder, tree := range p.trees() {
			tree.Sort()
			for i := range tree.Len() {
				r.entries = append(r.entries, entry{path: path.Join(folder, tree.Path(i)), tree: tree, at: i})
			}
			for _, dir := range tree.Dirs {
				r.entries = append(r.entries, entry{path: path.Join(folder, dir) + "/"})
			}
		}
	}
	slices.SortFunc(r.entries, func(a, b entry) int { return cmp.Compare(a.path, b.path) })
	r.entries = slices.CompactFunc(r.entries, func(a, b entry) bool { return a.path == b.path && a.tree == nil && b.tree == nil })
	return r, r.sum()
}

// sum sums up each file, several at a time.
func (r *Root) sum() error {
	var group errgroup.Group
	n := runtime.GOMAXPROCS(0)
	for part := range slices.Chunk(r.entries, max(1, (len(r.entries)+n-1)/n)) {
		group.Go(func() error {
			for i := range part {
				facts, literals, err := r.facts(&part[i])
				if err != nil {
					return err
				}
				s := newSum("file")
				for _, f := range facts {
					s.fact(f)
				}
				part[i].sum, part[i].literal = s.sum(), literals
			}
			return nil
		})
	}
	return group.Wait()
}

// facts lists what a file says, in order.
func (r *Root) facts(e *entry) (facts []fact, literals []literal, err error) {
	if e.tree == nil {
		return []fact{{"folder", "", ""}}, nil, nil
	}
	f := e.tree.File(e.at)
	form := fact{about: "file"}
	if f.Seed {
		form.name = "seed"
	}
	if f.Format == nil {
		form.says = string(f.Data)
		if value.HoldsSecret(form.says) {
			literals = append(literals, literal{form.name, "something in " + f.Path, f.Pos})
		}
		return []fact{form}, literals, nil
	}
	frame, err := f.Format(nil) // tells dialects apart
	if err != nil {
		return nil, nil, err
	}
	form.says = string(frame)
	facts = append(make([]fact, 0, len(f.Params)+1), form)
	for i := range f.Params {
		p := &f.Params[i]
		if r.isLiteral(p) {
			literals = append(literals, literal{p.Name, p.Name, p.Pos})
		}
		facts = append(facts, fact{"parameter", p.Name, p.Access + "\x00" + p.Key()})
	}
	slices.SortFunc(facts, fact.compare)
	return facts, literals, nil
}

// isLiteral reports whether a value is, or holds, a secret that should have a name.
func (r *Root) isLiteral(p *artifact.Param) bool {
	if p.Secret != "" || p.Value == "" {
		return false
	}
	return r.vendors.Hides(*p) || value.HoldsSecret(p.Value)
}

// State is the digest of the root. It has none while a secret stands in the configuration,
// which is then found.
func (r *Root) State() (Digest, diag.List) {
	s := newSum(string(State))
	var literals []literal
	for i := range r.entries {
		e := &r.entries[i]
		s.text(e.path)
		s.Write(e.sum[:])
		literals = append(literals, e.literal...)
	}
	if found := r.refuse(State, literals); found != nil {
		return Digest{}, found
	}
	return Digest{State, s.sum()}, nil
}

// Between is the digest of what changes from one root to another, and of nothing else. It
// has none where a secret that stands in the configuration is part of that.
func Between(old, new *Root) (Digest, diag.List, error) {
	s := newSum(string(Change))
	var taken, given []literal
	a, b := old.entries, new.entries
	for len(a)+len(b) > 0 {
		var was, is *entry
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].path < b[0].path:
			was, a = &a[0], a[1:]
		case len(a) == 0 || b[0].path < a[0].path:
			is, b = &b[0], b[1:]
		default:
			was, is, a, b = &a[0], &b[0], a[1:], b[1:]
			if was.sum == is.sum {
				continue
			}
		}
		before, literals, err := old.factsOf(was)
		if err != nil {
			return Digest{}, nil, err
		}
		after, more, err := new.factsOf(is)
		if err != nil {
			return Digest{}, nil, err
		}
		s.text(cmp.Or(is, was).path)
		changed := s.change(before, after)
		unchanged := func(l literal) bool { return !changed[l.fact] }
		taken = append(taken, slices.DeleteFunc(literals, unchanged)...)
		given = append(given, slices.DeleteFunc(more, unchanged)...)
	}
	if found := append(old.refuse(Change, taken), new.refuse(Change, given)...); len(found) > 0 {
		return Digest{}, found, nil
	}
	return Digest{Change, s.sum()}, nil, nil
}

// change adds what differs between the facts of two states of a file, and returns the
// names of those.
func (s summer) change(before, after []fact) (changed map[string]bool) {
	changed = map[string]bool{}
	side := func(of string, f fact) {
		s.text(of)
		s.fact(f)
		changed[f.name] = true
	}
	for len(before)+len(after) > 0 {
		switch {
		case len(after) == 0 || len(before) > 0 && before[0].compare(after[0]) < 0:
			side("old", before[0])
			before = before[1:]
		case len(before) == 0 || after[0].compare(before[0]) < 0:
			side("new", after[0])
			after = after[1:]
		default:
			if before[0] != after[0] {
				side("old", before[0])
				side("new", after[0])
			}
			before, after = before[1:], after[1:]
		}
	}
	s.text("end")
	return changed
}

func (r *Root) factsOf(e *entry) ([]fact, []literal, error) {
	if e == nil {
		return nil, nil, nil
	}
	return r.facts(e)
}
