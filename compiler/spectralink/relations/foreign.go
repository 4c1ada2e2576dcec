package relations

import (
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/meant"
	"provc/compiler/spectralink/facts"
	"provc/compiler/value"
)

// Checks of files that others make, and of folders.

// foreignFiles checks what a deployment, a group, a handset or a model says of
// files that others make, and notes their names.
func (c *Checker) foreignFiles(lists ...[]facts.Foreign) {
	var seen map[string]bool
	for _, list := range lists {
		for i := range list {
			f := &list[i]
			if seen == nil {
				seen = map[string]bool{}
			}
			if seen[f.Name] {
				c.Add(configFileTwice.At(f.Pos, "%s is named twice here, and handsets read it in the first place", f.Shown()))
			}
			seen[f.Name] = true
			c.bounds(f)
			c.others.add(*f)
			if strings.Contains(f.Name, ":/") {
				continue
			}
			if entity, ok := facts.PhoneWritten(f.Name); ok && !strings.HasSuffix(strings.ToLower(f.Name), "-license.cfg") {
				if entity == strings.ToLower(facts.OwnMAC) || facts.IsMAC(entity) {
					c.kept(f, "themselves")
				} else {
					c.holds(entity, f)
				}
			}
		}
	}
}

// others are the files that others make, by name.
type others map[string]facts.Foreign

func (o others) add(f facts.Foreign) {
	if known, ok := o[f.Name]; ok {
		f = known.And(f)
	}
	o[f.Name] = f
}

// ForeignFilesBelow are the files that others make, by their paths from the root.
func (c *Checker) ForeignFilesBelow(folder string) []facts.Foreign {
	all := slices.SortedFunc(maps.Values(c.others), func(a, b facts.Foreign) int { return strings.Compare(a.Name, b.Name) })
	for i := range all {
		if !strings.Contains(all[i].Name, ":/") {
			all[i].Name = path.Join(folder, all[i].Name)
		}
	}
	return all
}

// holds notes a file that handsets would keep for a user, if there is one.
func (c *Checker) holds(id string, f *facts.Foreign) {
	if at, ok := c.holders[id]; !ok || f.Pos.Compare(at.Pos) < 0 {
		c.holders[id] = *f
	}
}

func (c *Checker) kept(f *facts.Foreign, who string) {
	c.Add(configFileWritten.At(f.Pos, "%s is what handsets call a file that they keep for %s, and may overwrite", f.Shown(), who))
}

// bounds checks that a file is declared to set parameters that there are.
func (c *Checker) bounds(f *facts.Foreign) {
	form, _ := facts.Schema().Type("#ParameterPattern")
	for _, pattern := range f.Sets {
		if !form.Admits(&value.Node{Kind: value.String, Text: pattern}) {
			continue // told
		}
		start, _, open := strings.Cut(pattern, "*")
		group, rest, whole := strings.Cut(start, ".")
		if !whole && open || slices.Contains(groups(), group) {
			continue
		}
		d := configFileSets.At(f.Pos, "%s is said to set %s, but no parameter that provc knows begins with %s", f.Shown(), pattern, group)
		if near := meant.Nearest(group, groups()); near != "" {
			if whole {
				near += "."
			}
			whole := near + rest + pattern[len(start):]
			d = d.Proposed(diag.DidYouMean(whole, diag.Respell(pattern, whole)))
		}
		c.Add(d)
	}
}

// groups are the first parts of the names of parameters.
var groups = sync.OnceValue(func() []string {
	var all []string
	facts.Schema().Params(func(p catalogue.Param) bool {
		group, _, _ := strings.Cut(p.Name, ".")
		all = append(all, group)
		return true
	})
	slices.Sort(all)
	return slices.Compact(all)
})

// sameFolders finds folders that are one where letter case does not count.
func (c *Checker) sameFolders() {
	folded := map[string]map[string]diag.Pos{}
	add := func(dir string, pos diag.Pos) {
		for ; dir != "." && dir != "/" && dir != "" && !facts.Remote(dir); dir = path.Dir(dir) {
			if at, ok := folded[strings.ToLower(dir)][dir]; !ok || pos.Compare(at) < 0 {
				fold(folded, dir, pos)
			}
		}
	}
	for _, s := range c.Stacks {
		dir, from := s.Directory()
		add(dir, from.DirectoryPos)
	}
	for _, d := range c.Directories {
		add(path.Clean(d.Path), d.Pos)
	}
	for key := range folded {
		if within := path.Dir(key); len(folded[within]) > 1 {
			delete(folded, key) // told of the folder that they lie in
		}
	}
	c.foldedTwice(artifact.PathCollision, "folders %s differ only in letter case, and are one to servers that do not tell it apart", folded)
}
