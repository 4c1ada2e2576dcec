package editor

import (
	"slices"
	"strings"

	"provc/compiler/editor/outline"
)

// source is a file, and what it declares that others refer to.
type source struct {
	file string
	*outline.Outline

	tops        map[string][]int32 // what is declared in the file itself
	uses        map[string][]int32 // by name: what has it as a part of its value
	secrets     []string           // the names of secrets, sorted
	groups      map[string]bool    // that handsets say they belong to
	directories []string           // of profiles
}

// mostUses is of how many places it is asked what a name is used as.
const mostUses = 8

func newSource(file string, o *outline.Outline) *source {
	s := &source{file: file, Outline: o, tops: map[string][]int32{}, uses: map[string][]int32{}, groups: map[string]bool{}}
	secrets := map[string]bool{}
	for i := range s.Nodes {
		n, at := &s.Nodes[i], int32(i)
		if n.Kind != outline.Field {
			continue
		}
		if n.Parent == outline.None {
			s.tops[n.Label] = append(s.tops[n.Label], at)
		}
		switch n.Label {
		case "secret":
			if name, ok := s.Value(at); ok && isSecretName(name) {
				secrets[name] = true
			}
		case "group":
			if name, ok := s.Value(at); ok {
				s.groups[name] = true
			}
		case "directory":
			if folder, ok := s.Value(at); ok && n.Parent != outline.None && s.Nodes[n.Parent].Label == "profiles" && folder != "" && !slices.Contains(s.directories, folder) {
				s.directories = append(s.directories, folder)
			}
		}
	}
	for name := range secrets {
		s.secrets = append(s.secrets, name)
	}
	slices.Sort(s.secrets)
	for _, r := range s.Refs {
		if r.Node != outline.None && len(s.uses[r.Name]) < mostUses {
			s.uses[r.Name] = append(s.uses[r.Name], r.Node)
		}
	}
	return s
}

// isSecretName reports whether a text is the name of a secret, as far as its letters go.
func isSecretName(text string) bool {
	return text != "" && strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") == ""
}

// isOwn reports whether a name is one of the user's own that is no field of what is
// compiled: a template, a definition.
func isOwn(label string) bool { return strings.HasPrefix(label, "_") || strings.HasPrefix(label, "#") }

// scene is the files of a package, one of them as it is being typed.
type scene struct {
	p        *Package
	at       *source
	all      []*source
	shapes   map[spot][]shape
	visiting map[spot]bool
	cycles   int // how often a name led back to itself
	lines    map[*source]lineMap
}

// spot is a node of a file.
type spot struct {
	*source
	node int32
}

func (p *Package) scene(file string, text []byte) *scene {
	s := &scene{p: p, shapes: map[spot][]shape{}, visiting: map[spot]bool{}}
	if file != "" {
		s.at = p.known.of(file, text)
		s.all = append(s.all, s.at)
	}
	for name, text := range p.texts {
		if name != file {
			s.all = append(s.all, p.known.of(name, text))
		}
	}
	slices.SortFunc(s.all, func(a, b *source) int { return strings.Compare(a.file, b.file) })
	return s
}

// declared goes through the declarations of a name in the files themselves.
func (s *scene) declared(name string) func(yield func(spot) bool) {
	return func(yield func(spot) bool) {
		for _, src := range s.all {
			for _, node := range src.tops[name] {
				if !yield(spot{src, node}) {
					return
				}
			}
		}
	}
}

// same goes through the declarations of what a node declares, wherever in the package
// they are: those under the same labels.
func (s *scene) same(at spot) []spot {
	path := at.Path(at.node)
	var found []spot
	for _, src := range s.all {
		nodes := []int32{outline.None}
		for _, step := range path {
			label := &at.Nodes[step]
			var next []int32
			for _, node := range nodes {
				for child := range src.Children(node) {
					n := &src.Nodes[child]
					if src == at.source && child == step || n.Kind == outline.Field && label.Kind == outline.Field && n.Label == label.Label {
						next = append(next, child)
					}
				}
			}
			nodes = next
		}
		for _, node := range nodes {
			found = append(found, spot{src, node})
		}
	}
	return found
}
