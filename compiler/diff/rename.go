package diff

import (
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
)

// renames joins a file that went with one that came and says the same, as long
// as there is only one such pair. Names of secrets often follow a user's ID, so
// that they may differ where something else is the same.
func (c *comparison) renames() {
	for _, loose := range []bool{false, true} {
		gone, come := map[string][]*File{}, map[string][]*File{}
		for _, f := range c.Files {
			key := c.signature(f, loose)
			if key == "" {
				continue
			}
			switch f.Kind {
			case Added:
				come[key] = append(come[key], f)
			case Removed:
				gone[key] = append(gone[key], f)
			}
		}
		joined := map[*File]bool{}
		for key, old := range gone {
			if new := come[key]; len(old) == 1 && len(new) == 1 {
				c.rename(old[0], new[0])
				joined[old[0]] = true
			}
		}
		c.Files = slices.DeleteFunc(c.Files, func(f *File) bool { return joined[f] })
	}
}

// signature stands for what a file says; files in different folders have
// different ones. Empty is that of a file that is not worth joining.
func (c *comparison) signature(f *File, loose bool) string {
	side := f.old
	if f.Kind == Added {
		side = f.new
	}
	if side == nil || f.opaque || f.Kind == Renamed {
		return ""
	}
	var b strings.Builder
	b.WriteString(path.Dir(f.Path) + "\x00" + path.Ext(f.Path))
	telling := 0
	params := slices.Clone(side.Last())
	slices.SortFunc(params, func(p, q artifact.Param) int { return strings.Compare(p.Name, q.Name) })
	for _, p := range params {
		value := p.Value
		switch {
		case p.Secret != "" || c.facts.Hides(p):
			value = "secret " + p.Secret
			if loose {
				value = ""
			}
		case loose && p.Value == side.Entity() && p.Value != "":
			value = ""
		default:
			telling++
		}
		b.WriteString("\x00" + p.Name + "\x00" + value)
	}
	if len(params) == 0 || loose && telling == 0 {
		return ""
	}
	return b.String()
}

// rename makes of the file that came one that has another name now.
func (c *comparison) rename(old, new *File) {
	new.Kind, new.OldPath, new.old = Renamed, old.Path, old.old
	new.Changes = c.params(new, old.old, new.new)
}
