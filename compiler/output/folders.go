package output

import (
	"path"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/output/record"
)

// foldersOf lists the folders that a tree needs, parents first: those of its files and
// those that handsets write into. The map tells of each whether it, or one below it, is
// written into by handsets.
func foldersOf(tree *artifact.Tree) (list []string, handsets map[string]bool) {
	handsets = map[string]bool{}
	add := func(dir string, written bool) {
		for ; dir != "."; dir = path.Dir(dir) {
			was, ok := handsets[dir]
			if ok && (was || !written) {
				return // its parents are in already
			}
			handsets[dir] = written
		}
	}
	for _, dir := range tree.Dirs {
		add(dir, true)
	}
	for _, dir := range tree.Folders() {
		add(dir, false)
	}
	for dir := range handsets {
		list = append(list, dir)
	}
	slices.Sort(list)
	return list, handsets
}

// folders lists every folder that the tree or a record names, and the root.
func (b *build) folders() []string {
	list := append(slices.Clone(b.needed), ".")
	for _, m := range []*record.Manifest{b.committed, b.begun} {
		if m != nil {
			for _, f := range m.Folders {
				list = append(list, f.Path)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// recordFolders lists the tree's folders. A folder that handsets write into does not
// count as made by provc, so that no build removes it.
func (b *build) recordFolders() []record.Folder {
	folders := make([]record.Folder, len(b.needed))
	for i, dir := range b.needed {
		made := b.committed.Made(dir) || b.begun.Made(dir) || contains(b.staging.attrs.missing, dir)
		folders[i] = record.Folder{Path: dir, Made: made && !b.handsets[dir]}
	}
	return folders
}

// makeFolder makes a folder that is open to the same accounts as its parent: the server
// that writes for handsets must be able to write there, too. The folder gets its name
// last, so that a killed build leaves none with other permissions.
func (b *build) makeFolder(dir string, n int) error {
	parent, err := b.fs.Lstat(path.Dir(dir))
	if err != nil {
		return err
	}
	temp := tempName(path.Dir(dir), n)
	if err := b.fs.Mkdir(temp); err != nil {
		return err
	}
	b.staging.folders = append(b.staging.folders, temp)
	given, err := likeParent(b.fs, temp, parent)
	if err != nil {
		return err
	}
	if !given {
		b.staging.attrs.foreign.add(dir)
	}
	if err := b.fs.Rename(temp, dir); err != nil {
		return err
	}
	b.staging.folders[len(b.staging.folders)-1] = dir
	info, err := b.fs.Lstat(dir)
	if err != nil {
		return err
	}
	b.staging.attrs.folders[dir] = info
	return nil
}

// unused lists the folders that provc made and that are of no use to the tree,
// children first.
func (b *build) unused() []string {
	var list []string
	for _, dir := range b.folders() {
		if (b.committed.Made(dir) || b.begun.Made(dir)) && !contains(b.needed, dir) {
			list = append(list, dir)
		}
	}
	slices.Reverse(list)
	return list
}

// emptied reports whether a folder is there and empty.
func (b *build) emptied(dir string) bool {
	entries, err := b.fs.ReadDir(dir)
	return err == nil && len(entries) == 0
}

// contains searches a sorted list.
func contains(list []string, s string) bool {
	_, ok := slices.BinarySearch(list, s)
	return ok
}
