// Package readers knows who reads which files of a root, and which file wins.
package readers

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/spectralink/call"
	"provc/compiler/spectralink/facts"
)

// Asked is the name that handsets ask for in the place of one that is called like a
// master file in another letter case, or empty: they ask in small letters, and a server
// that tells case apart does not find it.
func Asked(file string) string {
	base := path.Base(file)
	if small := strings.ToLower(base); small != base && facts.MasterName.MatchString(small) {
		return small
	}
	return ""
}

// roleMaster is that of a master configuration file: it says which other files a
// handset reads.
var roleMaster = artifact.Role{Name: "master", Subject: "master file", When: artifact.AtBoot, Lists: facts.ConfigFiles}

// States of a handset.
const (
	loggedOut = "logged out"
	loggedIn  = "logged in"
)

// Of tells who reads which files of a root. A handset takes CONFIG_FILES
// of its master file, the leftmost file winning; a user's profile beats them
// all (CS-15-10).
func Of(root artifact.Root) artifact.Readers {
	paths := root.Paths()
	r := readers{
		root:  root,
		files: make(map[string]bool, len(paths)),
		users: map[string]bool{},
		noted: map[string]bool{},
		Readers: artifact.Readers{
			Roles:     make(map[string]artifact.Role, len(paths)),
			Login:     canLogIn,
			Registers: facts.Registers,
			Lines:     facts.Registrations,

			Identifies: identifies,
			Emergency:  isEmergency,
			Calling:    call.Calling,
		},
		masters: map[string]string{},
	}
	r.Written = r.written
	for _, p := range paths {
		r.files[p] = true
	}
	for _, p := range paths {
		if m := facts.MasterName.FindStringSubmatch(path.Base(p)); m != nil {
			r.master(p, m[1])
		}
	}
	r.profiles()
	r.overrides()
	slices.SortStableFunc(r.Handsets, func(a, b artifact.Reader) int {
		return cmp.Or(cmp.Compare(a.Folder, b.Folder), cmp.Compare(a.ID, b.ID))
	})
	return r.Readers
}

type readers struct {
	root    artifact.Root
	files   map[string]bool   // by path
	users   map[string]bool   // folders of profiles
	masters map[string]string // master files that name folders of profiles, by folder
	saving  string            // OVERRIDES_DIRECTORY of the master file that is read
	saves   []string          // the folder where handsets keep overrides, of each of Handsets
	writes  []string          // all folders that the master file that is read names for writing into
	noted   map[string]bool   // of Saves and Elsewhere
	artifact.Readers
}

// master reads a master file, if it is one: a user may be called like a MAC.
func (r *readers) master(file, mac string) {
	attrs := map[string]string{}
	for _, p := range r.root.Params(file) {
		attrs[p.Name] = p.Value
	}
	lists := map[string]string{} // by model, of all others empty
	is := false
	for name, value := range attrs {
		if model, ok := ofModel(name, facts.ConfigFiles); ok {
			lists[model], is = value, true
		} else if _, ok := ofModel(name, facts.SoftwarePath); ok {
			is = true
		}
	}
	if !is {
		return
	}
	r.Roles[file] = roleMaster
	r.saving = attrs["OVERRIDES_DIRECTORY"]
	profiles := attrs["USER_PROFILES_DIRECTORY"]
	r.writes = []string{profiles, r.saving, attrs["CONTACTS_DIRECTORY"], attrs["CALL_LISTS_DIRECTORY"], attrs["LOG_FILE_DIRECTORY"]}
	if mac != facts.AllHandsets {
		r.handset(file, mac, "", lists[""], profiles)
	} else {
		r.unlisted(file, lists[""], profiles, "every handset that is not listed")
		folder := path.Dir(file)
		labels := r.bare(folder)
		for _, mac := range r.namedByMAC(folder, lists[""]) {
			if _, ok := labels[mac]; !ok {
				labels[mac] = ""
			}
		}
		alike := len(r.Handsets) // one of those whose files are the same
		for mac, label := range labels {
			switch {
			case r.files[path.Join(folder, mac+".cfg")]:
			case alike < len(r.Handsets) && !strings.Contains(lists[""]+profiles, facts.OwnMAC):
				h := r.Handsets[alike]
				h.ID, h.Label = mac, label
				r.add(h, mac)
			default:
				r.handset(file, mac, label, lists[""], profiles)
			}
		}
	}
	delete(lists, "")
	for _, model := range slices.Sorted(maps.Keys(lists)) {
		if mac != facts.AllHandsets { // of what model it is, nobody knows
			for _, f := range r.list(file, mac, lists[model]) {
				r.params([]string{f.file})
			}
			continue
		}
		r.unlisted(file, lists[model], profiles, "every "+model+" that is not listed")
	}
}

// isMaster reports whether a file says which others are read.
func (r *readers) isMaster(file string) bool {
	return slices.ContainsFunc(r.root.Params(file), func(p artifact.Param) bool {
		_, lists := ofModel(p.Name, facts.ConfigFiles)
		_, names := ofModel(p.Name, facts.SoftwarePath)
		return lists || names
	})
}

// ListsFiles reports whether an attribute of a master file lists parameter files, if only
// those of a model.
func ListsFiles(attr string) bool {
	_, ok := ofModel(attr, facts.ConfigFiles)
	return ok
}

// ofModel reports whether an attribute of a master file is the one of that name, or
// what a model has instead.
func ofModel(attr, of string) (model string, ok bool) {
	suffix, ok := strings.CutPrefix(attr, of)
	if !ok || suffix == "" {
		return "", ok
	}
	return strings.CutPrefix(suffix, "_")
}

// handset reads its master file before all others, since no other file sets what
// is set there.
func (r *readers) handset(master, mac, label, list, profiles string) {
	r.reads(artifact.Reader{ID: mac, Label: label}, master, mac, list, profiles)
}

func (r *readers) unlisted(master, list, profiles, who string) {
	r.reads(artifact.Reader{Unlisted: who}, master, facts.AllHandsets, list, profiles)
}

func (r *readers) reads(h artifact.Reader, master, mac, list, profiles string) {
	h.Folder, h.State = path.Dir(master), loggedOut
	h.Users = path.Join(h.Folder, strings.ReplaceAll(profiles, facts.OwnMAC, mac))
	h.Files = []string{master}
	for _, f := range r.list(master, mac, list) {
		if declared := r.declared(f); declared != nil {
			h.Unknown = append(h.Unknown, artifact.Unknown{At: len(h.Files), Foreign: declared})
		}
		if f.file != "" {
			h.Files = append(h.Files, f.file)
		}
	}
	r.params(h.Files[1:])
	r.users[h.Users] = true
	if r.masters[h.Users] == "" {
		r.masters[h.Users] = master
	}
	r.add(h, mac)
}

func (r *readers) add(h artifact.Reader, mac string) {
	r.Handsets = append(r.Handsets, h)
	r.keeps(h.Folder, mac)
	r.saves = append(r.saves, path.Join(h.Folder, strings.ReplaceAll(r.saving, facts.OwnMAC, mac)))
}

// named is a file that a list of a master file names.
type named struct {
	file string // its path, where it is in the root
	name string // as a deployment names it, from the root
}

// list are the files that a list of a master file names.
func (r *readers) list(master, mac, list string) []named {
	var files []named
	folder := path.Dir(master)
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		file := strings.ReplaceAll(name, facts.OwnMAC, mac)
		switch {
		case name == "":
		case strings.Contains(name, ":/"):
			files = append(files, named{name: name})
		case facts.Remote(file):
			files = append(files, named{name: path.Join(folder, name)})
		default:
			files = append(files, named{path.Join(folder, file), path.Join(folder, name)})
		}
	}
	return files
}

// declared is what is said of a file that the root lacks.
func (r *readers) declared(f named) *artifact.Foreign {
	if d, ok := r.root.(artifact.Declarer); ok && !r.files[f.file] {
		return d.Foreign(f.name)
	}
	return nil
}

// params notes that files hold parameters of handsets.
func (r *readers) params(files []string) {
	for _, file := range files {
		if r.files[file] && r.Roles[file].Name == "" {
			r.Roles[file] = artifact.RoleParams
		}
	}
}

// bare are the handsets of a folder that are listed and boot from the master file of
// all, by MAC, with their labels.
func (r *readers) bare(folder string) map[string]string {
	labels := map[string]string{}
	if l, ok := r.root.(artifact.Lister); ok {
		for mac, label := range l.Bare(folder) {
			labels[mac] = label
		}
	}
	return labels
}

// namedByMAC lists the handsets that have files of their own without a master
// file of their own: the file for all names them by their MAC.
func (r *readers) namedByMAC(folder, list string) []string {
	var macs []string
	for name := range strings.SplitSeq(list, ",") {
		before, after, ok := strings.Cut(path.Join(folder, strings.TrimSpace(name)), facts.OwnMAC)
		if !ok {
			continue
		}
		for file := range r.files {
			if mac, ok := strings.CutPrefix(file, before); ok && len(mac) == len(facts.AllHandsets)+len(after) && strings.HasSuffix(mac, after) {
				if mac = mac[:len(facts.AllHandsets)]; facts.IsMAC(mac) {
					macs = append(macs, mac)
				}
			}
		}
	}
	slices.Sort(macs)
	return slices.Compact(macs)
}

// profiles finds the users, and what handsets write.
func (r *readers) profiles() {
	for _, p := range r.root.Paths() {
		if r.Roles[p].Name != "" {
			continue
		}
		if _, ok := facts.PhoneWritten(p); ok {
			r.Roles[p] = artifact.RoleHandset
			if strings.HasSuffix(p, "-directory.xml") {
				r.Roles[p] = artifact.RoleContacts
			}
			continue
		}
		if Asked(p) != "" && r.isMaster(p) {
			continue // nobody is called like that
		}
		dir := path.Dir(p)
		if id, ok := strings.CutSuffix(path.Base(p), ".cfg"); ok && r.users[dir] {
			r.Roles[p] = artifact.RoleUser
			r.ByUser = append(r.ByUser, artifact.User{ID: id, File: p, Users: dir, State: loggedIn})
		}
	}
}

// canLogIn reports whether User Profiles are on.
func canLogIn(value func(string) string) bool { return value(facts.LoginEnabled) == "1" }
