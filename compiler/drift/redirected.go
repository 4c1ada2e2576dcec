package drift

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/root"
)

// redirection is a folder that handsets write into, and the one in its place.
type redirection struct{ from, to string }

// redirected is what handsets write elsewhere than before, by where and whereto.
type redirected map[redirection]*kept

// kept is which files of a folder are meant: those of listed handsets by name, all others
// by whose they are and how their names end.
type kept struct {
	names map[string]bool // folded
	ends  map[ending]bool
	pos   diag.Pos // what says so
}

// ending is how the names of files end that handsets keep for people, by the folder of
// their profiles, or for themselves where nobody listed them; then it is empty.
type ending struct{ profiles, end string }

// only is a root of one file.
type only struct {
	path   string
	params []artifact.Param
}

func (o only) Paths() []string { return []string{o.path} }

func (o only) Params(path string) []artifact.Param {
	if path != o.path {
		return nil
	}
	return o.params
}

// redirect takes note of a file that says where handsets write, and is another now: of
// a handset that it is for, of all that nobody listed, and of people whose profiles stay
// where they are.
func (w *Watch) redirect(f *artifact.File, old *root.File) {
	before, after := only{f.Path, old.Params()}, only{f.Path, f.Params}
	pos := func(role artifact.Role) diag.Pos {
		for _, p := range f.Params {
			if was, ok := old.Param(p.Name); p.Pos.IsValid() && !role.IsList(p.Name) && (!ok || was.Value != p.Value) {
				return p.Pos
			}
		}
		return f.Pos
	}
	for _, v := range w.Vendors {
		was, is := v.Readers(before), v.Readers(after)
		says := pos(is.Roles[f.Path])
		if was.Written == nil || is.Written == nil {
			continue
		}
		for _, h := range is.Handsets {
			at := slices.IndexFunc(was.Handsets, func(o artifact.Reader) bool { return o.ID == h.ID && o.Unlisted == h.Unlisted })
			if at < 0 {
				continue
			}
			w.compare(says, h.ID, "", was.Written(f.Path, h.ID), is.Written(f.Path, h.ID))
			if users := h.Users; users != "" && users == was.Handsets[at].Users {
				w.compare(says, "", users, was.Written(users, ""), is.Written(users, ""))
			}
		}
	}
}

// compare takes note of the files that have another folder now: of a handset, or, without
// an ID, of all whose profiles lie in a folder or that nobody listed.
func (w *Watch) compare(pos diag.Pos, id, profiles string, old, new []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for n, name := range old {
		if n >= len(new) || name == new[n] || path.Base(name) != path.Base(new[n]) {
			continue
		}
		at := redirection{path.Dir(name), path.Dir(new[n])}
		k := w.redirected[at]
		if k == nil {
			k = &kept{names: map[string]bool{}, ends: map[ending]bool{}, pos: pos}
			w.redirected[at] = k
		}
		if pos.Compare(k.pos) < 0 {
			k.pos = pos
		}
		if id == "" {
			k.ends[ending{profiles, strings.ToLower(path.Base(name))}] = true
		} else {
			k.names[artifact.Fold(name)] = true
		}
	}
}

// has reports whether a file is one of those, by whose it is.
func (k *kept) has(name, entity string, known *declared) bool {
	if k.names[artifact.Fold(name)] {
		return true
	}
	entity = artifact.Fold(entity)
	for e := range k.ends {
		if !strings.HasSuffix(strings.ToLower(name), e.end) {
			continue
		}
		if e.profiles != "" && known.profiles[[2]string{e.profiles, entity}] || e.profiles == "" && macForm.MatchString(entity) && !known.handsets[entity] {
			return true
		}
	}
	return false
}

// declared is who has files in a tree, folded.
type declared struct {
	profiles map[[2]string]bool // folders of profiles, and people
	handsets map[string]bool
}

func declaredIn(tree *artifact.Tree) *declared {
	d := &declared{map[[2]string]bool{}, map[string]bool{}}
	for i := range tree.Len() {
		h := tree.Head(i)
		switch entity := artifact.Fold(h.Entity); {
		case entity == "":
		case h.Phase != artifact.Leaf:
			d.handsets[entity] = true
		default:
			d.profiles[[2]string{path.Dir(h.Path), entity}] = true
		}
	}
	return d
}

// leftBehind tells of files that handsets have written into folders into which they write
// no longer.
func (w *Watch) leftBehind() (diag.List, error) {
	if len(w.redirected) == 0 {
		return nil, nil
	}
	var found diag.List
	known := declaredIn(w.Tree)
	for _, at := range slices.SortedFunc(maps.Keys(w.redirected), func(a, b redirection) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	}) {
		k := w.redirected[at]
		var names, replacing []string
		others := 0
		_, err := root.WrittenIn(w.Dir, []string{at.from}, w.Vendors, func(name, entity string) bool {
			to := path.Join(at.to, path.Base(name))
			_, err := os.Lstat(filepath.Join(w.Dir, filepath.FromSlash(to)))
			switch {
			case !k.has(name, entity, known):
				others++
			case w.seeds[artifact.Fold(to)]: // what begins there is not what was changed
				replacing = append(replacing, name)
			case err != nil: // else the handset has another there already
				names = append(names, name)
			}
			return false
		})
		if err != nil {
			return nil, err
		}
		command := diag.MoveTo(at.to, names, replacing, others == 0)
		names = append(names, replacing...)
		if len(names) == 0 {
			continue
		}
		slices.Sort(names)
		found.Add(writtenLeftBehind.At(k.pos, "handsets write into %s, no longer into %s, and what they keep there does not follow", diag.Quoted(at.to), diag.Quoted(at.from)).
			WithDetail("%s", some(names)).
			WithHint("once it is built, in the root: " + command))
	}
	return found, nil
}

// some names the first few files, and how many more there are.
func some(names []string) string {
	var out []string
	for _, name := range names[:min(len(names), 9)] {
		out = append(out, diag.Quoted(name))
	}
	said := strings.Join(out, ", ")
	if more := len(names) - len(out); more > 0 {
		said += fmt.Sprintf(" and %d more", more)
	}
	return said
}
