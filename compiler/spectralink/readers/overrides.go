package readers

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/facts"
)

// Ends of the names of files in which handsets keep what was changed at them.
const (
	endOwn = "-phone.cfg" // at the handset itself
	endWeb = "-web.cfg"   // in its web pages
)

// overrides gives handsets and people the files of the root that handsets wrote for
// them. A handset writes into its OVERRIDES_DIRECTORY, or beside the profiles; files
// that lie at the top of the root count, too, wherever a deployment is: so a folder
// does in which somebody gathered them.
func (r *readers) overrides() {
	written := map[string][]string{} // by name in lower case
	for _, p := range r.root.Paths() {
		if _, ok := facts.PhoneWritten(p); ok {
			name := strings.ToLower(path.Base(p))
			written[name] = append(written[name], p)
		}
	}
	if len(written) == 0 {
		return
	}
	// find gives those of folders that handsets write into, in the order of these; else
	// of the top of the root.
	find := func(name string, at folders) []string {
		all := written[strings.ToLower(name)]
		var files []string
		for _, p := range all {
			if _, ok := at[artifact.Fold(path.Dir(p))]; ok {
				files = append(files, p)
			}
		}
		slices.SortStableFunc(files, func(a, b string) int {
			return cmp.Compare(at[artifact.Fold(path.Dir(a))], at[artifact.Fold(path.Dir(b))])
		})
		if files == nil {
			for _, p := range all {
				if path.Dir(p) == "." {
					files = append(files, p)
				}
			}
		}
		return files
	}
	// own are those of a handset. While nobody is logged in its own changes are the
	// strongest; where they stand among those of a person, CS-15-10 does not say.
	own := func(h *artifact.Reader, mac string, at folders) {
		for _, file := range find(mac+endOwn, at) {
			h.Overrides = append(h.Overrides, artifact.Override{File: file, Level: artifact.LevelHandsetOverride, Beneath: true})
		}
		for _, file := range find(mac+endWeb, at) {
			h.Overrides = append(h.Overrides, artifact.Override{File: file, Level: artifact.LevelWeb})
		}
	}
	saves := map[string]folders{} // by where people log in
	for i := range r.Handsets {
		h := &r.Handsets[i]
		if saves[h.Users] == nil {
			saves[h.Users] = foldersOf(h.Users)
		}
		saves[h.Users].add(r.saves[i])
		if h.ID != "" {
			own(h, h.ID, foldersOf(r.saves[i], h.Folder, h.Users))
		}
	}
	r.strangers(written, own)
	for i := range r.ByUser {
		u := &r.ByUser[i]
		for _, file := range find(u.ID+endOwn, saves[u.Users]) {
			u.Overrides = append(u.Overrides, artifact.Override{File: file, Level: artifact.LevelUserOverride})
		}
	}
}

// folders have an order, and no letter case.
type folders map[string]int

func foldersOf(names ...string) folders {
	f := folders{}
	for _, name := range names {
		f.add(name)
	}
	return f
}

func (f folders) add(name string) {
	if name = artifact.Fold(name); name != "" {
		if _, ok := f[name]; !ok {
			f[name] = len(f)
		}
	}
}

// strangers finds handsets that nobody listed, by what they wrote. Own gives a handset
// its files.
func (r *readers) strangers(written map[string][]string, own func(h *artifact.Reader, mac string, at folders)) {
	listed, done := map[string]bool{}, map[string]bool{}
	for i := range r.Handsets {
		listed[r.Handsets[i].ID] = true
	}
	for i := range r.Handsets {
		h := r.Handsets[i]
		if h.ID != "" || done[h.Folder] {
			continue // what is of a model is nobody's in particular
		}
		done[h.Folder] = true
		seen := map[string]bool{}
		for name := range written {
			mac := strings.TrimSuffix(strings.TrimSuffix(name, endWeb), endOwn)
			if seen[mac] || listed[mac] || !facts.MasterName.MatchString(mac+".cfg") || mac == facts.AllHandsets {
				continue
			}
			seen[mac] = true
			s := h
			s.ID, s.Unlisted, s.Overrides = mac, "", nil
			own(&s, mac, foldersOf(r.saves[i], h.Folder, h.Users))
			if s.Overrides != nil {
				r.Strangers = append(r.Strangers, s)
			}
		}
	}
	slices.SortFunc(r.Strangers, func(a, b artifact.Reader) int {
		return cmp.Or(cmp.Compare(a.Folder, b.Folder), cmp.Compare(a.ID, b.ID))
	})
}

// keeps notes the folders that a handset writes into, as its master file names them.
func (r *readers) keeps(folder, mac string) {
	for _, dir := range r.writes {
		at := path.Join(folder, strings.ReplaceAll(dir, facts.OwnMAC, mac))
		switch {
		case strings.Contains(dir, ":/"):
			r.note(&r.Elsewhere, strings.ReplaceAll(dir, facts.OwnMAC, mac))
		case !strings.Contains(dir, facts.OwnMAC) || mac != facts.AllHandsets:
			r.note(&r.Saves, at)
		}
	}
}

func (r *readers) note(list *[]string, name string) {
	if !r.noted[name] {
		r.noted[name] = true
		*list = append(*list, name)
	}
}
