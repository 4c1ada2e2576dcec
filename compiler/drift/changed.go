package drift

import (
	"cmp"
	"fmt"
	"path"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/root"
	"provc/compiler/vendor"
)

// Settings are parameters that get a value, by the path of the file and name: true if it
// is another than before, false if that cannot be told without the values of secrets.
type Settings map[string]map[string]bool

// Against warns of changes that have no effect because a handset keeps another value,
// by what handsets wrote into a folder.
func Against(dir string, r *root.Root, changed Settings, secret func(string) (string, bool)) (diag.List, error) {
	if len(changed) == 0 {
		return nil, nil
	}
	files, err := root.WrittenIn(dir, r.Account().Saves, r.Facts.Vendors, func(path, _ string) bool { return isSettings.MatchString(path) })
	if err != nil || len(files) == 0 {
		return nil, err
	}
	return warnings(r, files, &disk{dir: dir}, changed, secret), nil
}

// warnings are about those of the changes that are masked.
func warnings(r *root.Root, files []*root.File, live Live, changed Settings, secret func(string) (string, bool)) diag.List {
	r.Lay(files)
	f := newFinder(Options{Root: r, Live: live, Secret: secret})
	f.only = func(parameter, file string) bool { _, ok := changed[file][parameter]; return ok }
	type what struct{ parameter, file string }
	groups := map[what][]*Mask{}
	var order []what
	masks := f.masks()
	for i := range masks {
		m := &masks[i]
		for _, v := range m.Ours {
			w := what{m.Parameter, v.File}
			if groups[w] == nil {
				order = append(order, w)
			}
			groups[w] = append(groups[w], m)
		}
	}
	var found diag.List
	told, more, sure := 0, 0, false
	for _, w := range order {
		certain := changed[w.file][w.parameter]
		password := groups[w][0].Password
		switch {
		case !certain && !password: // what may have changed is worth a word of a password alone
		case password && told == maxPasswords:
			more, sure = more+1, sure || certain
		default:
			if password {
				told++
			}
			found.Add(warning(groups[w], w.file, certain))
		}
	}
	if more > 0 {
		d := overridePassword.At(diag.Pos{}, "of %s more the same is to be said", people(more)).WithHint("provc drift tells of each")
		if !sure {
			d.Severity = diag.Note
		}
		found.Add(d)
	}
	return found
}

// maxPasswords is how many people are told one by one whose passwords have no effect.
const maxPasswords = 20

// warning tells of a parameter of a file that some handsets or people keep otherwise.
func warning(masks []*Mask, file string, certain bool) diag.Diagnostic {
	m := masks[0]
	ours := m.Ours[slices.IndexFunc(m.Ours, func(v Value) bool { return v.File == file })]
	var d diag.Diagnostic
	switch {
	case m.Password && m.Of.Person && len(masks) == 1:
		d = overridePassword.At(ours.Pos, "the new password of %s has no effect: %s holds one that was set at a handset", m.Of.ID, m.At.File)
		if !certain {
			d = overridePassword.At(ours.Pos, "if the password of %s is a new one, it has no effect: %s holds one that was set at a handset", m.Of.ID, m.At.File)
		}
	case len(masks) == 1 && len(m.Profiles) > 0:
		d = overrideSetting.At(ours.Pos, "%s of %s has no effect on handset %s: %s, which its web pages wrote, sets it, too", m.Parameter, file, m.Of.Called(), m.At.File)
	case len(masks) == 1:
		d = overrideSetting.At(ours.Pos, "%s of %s has no effect for %s: %s, which a handset wrote, sets it, too", m.Parameter, file, m.Of.Called(), m.At.File)
	default:
		d = overrideSetting.At(ours.Pos, "%s of %s has no effect for %s: %s and %s, which handsets wrote, set it, too", m.Parameter, file, counted(masks), m.At.File, others(len(masks)-1))
		d = d.WithHint("provc drift tells of each what to remove")
	}
	if len(masks) == 1 {
		d = d.WithHint(m.Remedy())
	}
	if !certain {
		d.Severity = diag.Note
	}
	return d
}

func others(n int) string {
	if n == 1 {
		return "another"
	}
	return fmt.Sprintf("%d others", n)
}

// counted is how many people and handsets have settings of their own.
func counted(masks []*Mask) string {
	seen := map[Entity]bool{}
	persons, handsets := 0, 0
	for _, m := range masks {
		switch {
		case seen[m.Of]:
		case m.Of.Person:
			persons++
		default:
			handsets++
		}
		seen[m.Of] = true
	}
	switch {
	case handsets == 0:
		return people(persons)
	case persons == 0:
		return plural(handsets, "handset")
	}
	return people(persons) + " and " + plural(handsets, "handset")
}

// wantedBy are the files by which it is seen what some people and handsets act on: theirs
// and those of all.
func wantedBy(entities map[string]bool) func(h artifact.Head) bool {
	return func(h artifact.Head) bool {
		return h.Phase != artifact.Leaf || h.Entity == "" || entities[artifact.Fold(h.Entity)]
	}
}

// written are the files with settings that handsets wrote where a tree has them write.
func written(dir string, tree *artifact.Tree, vendors vendor.List, wanted func(path, entity string) bool) ([]*root.File, error) {
	return root.WrittenIn(dir, saves(tree), vendors, func(path, entity string) bool { return isSettings.MatchString(path) && wanted(path, entity) })
}

// saves are the folders that handsets write into, as far as the tree tells without
// looking into a file: those of master files, and those that these name.
func saves(tree *artifact.Tree) []string {
	folders := slices.Clone(tree.Dirs)
	for _, f := range tree.Files {
		if f.Phase == artifact.Entry {
			folders = append(folders, path.Dir(f.Path))
		}
	}
	slices.SortFunc(folders, func(a, b string) int { return cmp.Compare(a, b) })
	return slices.Compact(folders)
}
