package spectralink

import (
	"path"
	"slices"
	"strings"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/value"
)

// Checks of files that others make, and of folders.

// foreignFiles checks what a deployment, a group, a handset or a model says of
// files that others make, and notes their names.
func (c *checker) foreignFiles(lists ...[]foreign) {
	seen := map[string]bool{}
	for _, list := range lists {
		for i := range list {
			f := &list[i]
			if seen[f.name] {
				c.Add(configFileTwice.At(f.pos, "%s is named twice here, and handsets read it in the first place", f.name))
			}
			seen[f.name] = true
			c.bounds(f)
			if strings.Contains(f.name, ":/") {
				continue
			}
			if entity, ok := PhoneWritten(f.name); ok && !strings.HasSuffix(strings.ToLower(f.name), "-license.cfg") {
				if entity == strings.ToLower(ownMAC) || isMAC(entity) {
					c.kept(f, "themselves")
				} else {
					c.holds(entity, f)
				}
			}
			if !remote(f.name) {
				c.names(f.name, f.pos)
			}
		}
	}
}

// names notes the path of a file that others make.
func (c *checker) names(name string, pos diag.Pos) {
	if at, ok := c.others[name]; !ok || pos.Compare(at) < 0 {
		c.others[name] = pos
	}
}

// foreignPaths are the paths of the files of the root that others make.
func (c *checker) foreignPaths() map[string]diag.Pos {
	paths := make(map[string]diag.Pos, len(c.others))
	for name, pos := range c.others {
		paths[path.Join(c.folder, name)] = pos
	}
	return paths
}

// holds notes a file that handsets would keep for a user, if there is one.
func (c *checker) holds(id string, f *foreign) {
	if at, ok := c.holders[id]; !ok || f.pos.Compare(at.pos) < 0 {
		c.holders[id] = *f
	}
}

func (c *checker) kept(f *foreign, who string) {
	c.Add(configFileWritten.At(f.pos, "%s is what handsets call a file that they keep for %s, and may overwrite", f.name, who))
}

// bounds checks that a file is declared to set parameters that there are.
func (c *checker) bounds(f *foreign) {
	form, _ := Schema().Type("#ParameterPattern")
	for _, pattern := range f.sets {
		if !form.Admits(&value.Node{Kind: value.String, Text: pattern}) {
			continue // told
		}
		start, _, open := strings.Cut(pattern, "*")
		group, rest, whole := strings.Cut(start, ".")
		if !whole && open || slices.Contains(groups(), group) {
			continue
		}
		d := configFileSets.At(f.pos, "%s is said to set %s, but no parameter that provc knows begins with %s", f.name, pattern, group)
		if near := catalogue.Nearest(group, groups()); near != "" {
			if whole {
				near += "."
			}
			d.Hint = "did you mean " + near + rest + pattern[len(start):] + "?"
		}
		c.Add(d)
	}
}

// groups are the first parts of the names of parameters.
var groups = sync.OnceValue(func() []string {
	var all []string
	Schema().Params(func(p catalogue.Param) bool {
		group, _, _ := strings.Cut(p.Name, ".")
		all = append(all, group)
		return true
	})
	slices.Sort(all)
	return slices.Compact(all)
})

// sameFolders finds folders that are one where letter case does not count.
func (c *checker) sameFolders() {
	folded := map[string]map[string]diag.Pos{}
	add := func(dir string, pos diag.Pos) {
		for ; dir != "." && dir != "" && !remote(dir); dir = path.Dir(dir) {
			if at, ok := folded[strings.ToLower(dir)][dir]; !ok || pos.Compare(at) < 0 {
				fold(folded, dir, pos)
			}
		}
	}
	for _, s := range c.stacks {
		dir, from := s.directory()
		add(dir, from.directoryPos)
	}
	for _, d := range c.directories {
		add(path.Clean(d.path), d.pos)
	}
	for key := range folded {
		if within := path.Dir(key); len(folded[within]) > 1 {
			delete(folded, key) // told of the folder that they lie in
		}
	}
	c.foldedTwice(artifact.PathCollision, "folders %s differ only in letter case, and are one to servers that do not tell it apart", folded)
}
