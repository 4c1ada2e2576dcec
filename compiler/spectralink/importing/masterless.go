package importing

import (
	"path"
	"slices"
	"strings"

	"provc/compiler/importer/tree"
)

// withoutMaster drafts a deployment of a tree in which no file is called as handsets ask
// for a master file: templates of a PBX or of the vendor. What is in them is taken for
// what all handsets read.
func (i *intake) withoutMaster() {
	var master *tree.File
	var files []*tree.File
	for _, f := range i.tree.Files {
		switch {
		case !ours(f) || f.Kind != "":
		case f.Setting(configFiles) != nil && master == nil:
			master = f
		case f.Setting(configFiles) == nil && i.hasParameters(f) && !i.others(f.Path):
			files = append(files, f)
		}
	}
	if len(files) == 0 {
		return
	}
	folder := "."
	if master != nil {
		folder = path.Dir(master.Path)
	}
	rel := func(f *tree.File) string {
		if folder == "." {
			return f.Path
		}
		return strings.TrimPrefix(f.Path, folder+"/")
	}
	h := &handset{unlisted: everyHandset, master: master}
	d := &deployment{intake: i, folder: folder, base: h, files: map[*tree.File][]said{}}
	if master == nil {
		h.master = tree.Made(allHandsets + ".cfg")
		i.note("no file is a master file, %s.cfg or one called after a MAC: all %d files with parameters are taken for what every handset reads, the first in the order of names counting", allHandsets, len(files))
	} else {
		i.note("%s is taken for the master file of all handsets, and all %d files with parameters for what it names: none is called as handsets ask for it", master.Path, len(files))
		h.entries = d.list(master, configFiles, allHandsets)
	}
	for _, f := range files {
		if !slices.ContainsFunc(h.entries, func(e entry) bool { return e.file == f }) {
			h.entries = append(h.entries, entry{name: rel(f), file: f, ours: true})
		}
	}
	d.make()
}

// hasParameters reports whether a file sets a parameter that the catalogue knows.
func (i *intake) hasParameters(f *tree.File) bool {
	return slices.ContainsFunc(f.Settings, func(s *tree.Setting) bool {
		return !s.Text && !s.IsMarkup() && i.desk.Name(s.Name).Field != nil
	})
}
