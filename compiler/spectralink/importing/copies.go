package importing

import (
	"path"
	"slices"
	"strings"

	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/spectralink/readers"
)

// copyOf finds the folder of which one with no master file but that for all handsets is a
// copy, or nothing: an outer one has each of its files, and they say the same, or some
// are a handset's that begins there, or its master file finds its files only there.
func (i *intake) copyOf(folder string, folders map[string][]*handset) string {
	for outer := folder; outer != "."; {
		outer = path.Dir(outer)
		if len(folders[outer]) > 0 && i.isCopy(folder, outer) {
			return outer
		}
	}
	return ""
}

func (i *intake) isCopy(folder, outer string) bool {
	master := i.tree.At(path.Join(folder, allHandsets+".cfg"))
	if master == nil || i.tree.At(path.Join(outer, allHandsets+".cfg")) == nil {
		return false
	}
	same, handsets := true, false
	files := i.tree.Files
	at, _ := slices.BinarySearchFunc(files, folder+"/", func(f *tree.File, prefix string) int { return strings.Compare(f.Path, prefix) })
	for _, f := range files[at:] {
		rel, below := strings.CutPrefix(f.Path, folder+"/")
		if !below {
			break
		}
		if f.Kind == tree.Unread {
			continue
		}
		g := i.tree.At(path.Join(outer, rel))
		if g == nil {
			return false
		}
		same = same && saysSame(f, g)
		mac := draft.MAC(rel)
		handsets = handsets || mac != "" && mac != allHandsets
	}
	return same || handsets || !i.findsAny(master, folder) && i.findsAny(master, outer)
}

// findsAny reports whether a folder has a file that a master file lists.
func (i *intake) findsAny(master *tree.File, folder string) bool {
	for _, s := range master.Settings {
		if !readers.ListsFiles(s.Name) {
			continue
		}
		for name := range strings.SplitSeq(s.Value, ",") {
			if name = strings.TrimSpace(name); name != "" && i.tree.At(path.Join(folder, name)) != nil {
				return true
			}
		}
	}
	return false
}

// saysSame reports whether two files set the same.
func saysSame(f, g *tree.File) bool {
	return f.Cause == g.Cause && slices.EqualFunc(f.Settings, g.Settings, func(a, b *tree.Setting) bool { return a.Name == b.Name && a.Value == b.Value })
}
