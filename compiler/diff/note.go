package diff

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/effective"
)

// Note tells what no parameter tells: who is the same under another name, who comes and
// goes, and what somebody has to do by hand.
type Note struct {
	Kind     NoteKind `json:"kind"`
	Says     string   `json:"says"`
	Commands []string `json:"commands,omitempty"` // for a shell, in the provisioning root
	Pos      diag.Pos `json:"position,omitzero"`
}

// maxCommands is how many commands of a note are told.
const maxCommands = 12

// NoteKind says what a note is about.
type NoteKind string

const (
	NoteRenamed  NoteKind = "renamed"  // a person has another ID
	NoteMoved    NoteKind = "moved"    // people move to another folder, or what handsets write does
	NoteReplaced NoteKind = "replaced" // a handset replaces another, perhaps one that does not know yet who it is
	NoteNew      NoteKind = "new"      // a handset comes
	NoteGone     NoteKind = "gone"     // a handset goes
)

func (i *impacts) notes() {
	i.renamed()
	i.moved()
	i.redirected()
	i.replacements()
	i.enrolments()
	i.newcomers()
	i.gone()
}

func (i *impacts) note(kind NoteKind, pos diag.Pos, commands []string, format string, args ...any) {
	i.Notes = append(i.Notes, &Note{kind, fmt.Sprintf(format, args...), commands, pos})
}

// renamed tells of people who have another ID, of very many together.
func (i *impacts) renamed() {
	all := slices.DeleteFunc(slices.Clone(i.Renames), func(r *Rename) bool { return r.Kind != OfUser || r.Old == r.New })
	if len(all) > named {
		var some, commands []string
		for _, r := range all[:named] {
			some = append(some, diag.Quoted(r.Old)+" → "+diag.Quoted(r.New))
		}
		stays := ""
		for _, r := range all {
			if commands = append(commands, i.moves(r.Stays)...); len(r.Stays) > 0 {
				stays = "; what handsets keep stays under the old IDs"
			}
		}
		i.note(NoteRenamed, all[0].Pos, commands, "%s have another ID, among them %s; by their old IDs they can no longer log in%s", plural(len(all), "user"), and(some), stays)
		return
	}
	for _, r := range all {
		i.note(NoteRenamed, r.Pos, i.moves(r.Stays), "%s is %s by another ID, known by %s: %s can no longer log in%s",
			r.new, r.old, r.By, diag.Quoted(r.Old), staying("; what handsets keep stays under the old ID", r.Stays))
	}
}

// staying names files that stay under an old name.
func staying(what string, files []Move) string {
	if len(files) == 0 {
		return ""
	}
	var names []string
	for _, f := range files {
		names = append(names, diag.Quoted(f.From))
	}
	return what + ": " + and(names)
}

// moves are commands that move files. What has been written under the new name since
// then is not replaced, but for what only begins there.
func (i *impacts) moves(files []Move) []string {
	var all []string
	for _, f := range files {
		command := "mv -n "
		if i.begins(f.To) {
			command = "mv "
		}
		all = append(all, command+diag.Shell(f.From)+" "+diag.Shell(f.To))
	}
	return all
}

// moved tells of people whose profiles lie in another folder, once for each pair of
// folders.
func (i *impacts) moved() {
	type folders struct{ from, to string }
	of := map[folders][]*Rename{}
	var order []folders
	for _, r := range i.Renames {
		if r.Kind == OfUser && r.Old == r.New {
			key := folders{path.Dir(r.from), path.Dir(r.to)}
			if of[key] == nil {
				order = append(order, key)
			}
			of[key] = append(of[key], r)
		}
	}
	for _, key := range order {
		people := of[key]
		var names []string
		var files []Move
		for _, r := range people {
			names = append(names, r.new)
			files = append(files, r.Stays...)
		}
		who, verb := names[0], "moves"
		if len(people) > 1 {
			verb = "move"
			who = and(names)
		}
		if len(people) > named {
			who = plural(len(people), "user")
		}
		says := fmt.Sprintf("%s %s from %s to %s", who, verb, diag.Quoted(key.from), diag.Quoted(key.to))
		if len(files) > 0 {
			says += "; what handsets keep for them does not follow: " + and(short(endings(people)))
		}
		says += i.elsewhereOpen(key.from, key.to)
		i.note(NoteMoved, people[0].Pos, i.moveAll(key.from, key.to, people), "%s", says)
	}
}

// endings names the files of people, of many by how their names end.
func endings(people []*Rename) []string {
	var all []string
	for _, r := range people {
		for _, f := range r.Stays {
			name := f.From
			if len(people) > 1 {
				name = path.Join(path.Dir(name), "…"+strings.TrimPrefix(path.Base(name), r.Old))
			}
			if name = diag.Quoted(name); !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// moveAll are commands that move the files of people from one folder to another: all of
// a kind where everybody moves and nobody knows which there are, else by their names.
func (i *impacts) moveAll(from, to string, people []*Rename) []string {
	everybody := len(people) > 1 && from != "." && len(i.after.People[from]) == 0 && i.old.IsCompiled()
	var patterns, commands, replacing []string
	for _, r := range people {
		names := map[string][]string{} // of files, by the folder that they go to
		for _, f := range r.Stays {
			folder := path.Dir(f.To)
			if i.begins(f.To) {
				replacing = append(replacing, "mv "+diag.Shell(f.From)+" "+diag.Shell(folder)+"/")
				continue
			}
			everybody = everybody && path.Dir(f.From) == from && folder == to
			pattern := diag.Shell(path.Dir(f.From)) + "/*" + strings.TrimPrefix(path.Base(f.From), r.Old)
			if !slices.Contains(patterns, pattern) {
				patterns = append(patterns, pattern)
			}
			names[folder] = append(names[folder], diag.Shell(f.From))
		}
		for _, folder := range slices.Sorted(maps.Keys(names)) {
			commands = append(commands, "mv -n "+strings.Join(names[folder], " ")+" "+diag.Shell(folder)+"/")
		}
	}
	if everybody && len(patterns) > 0 {
		commands = []string{"mv -n " + strings.Join(patterns, " ") + " " + diag.Shell(to) + "/"}
	}
	return append(commands, replacing...)
}

// begins reports whether a file that handsets write begins with what is declared: what
// somebody has made of it replaces that.
func (i *impacts) begins(file string) bool {
	f := i.fileAt[file]
	return f != nil && f.Kind == Added && f.Role.Written
}

// replacements tells of handsets that replace others, of very many together.
func (i *impacts) replacements() {
	all := slices.DeleteFunc(slices.Clone(i.Renames), func(r *Rename) bool { return r.Kind != OfHandset })
	if len(all) > named {
		var some, commands []string
		for _, r := range all[:named] {
			some = append(some, r.new+" replaces "+diag.Quoted(r.Old))
		}
		for _, r := range all {
			commands = append(commands, i.moves(r.Stays)...)
		}
		i.note(NoteReplaced, all[0].Pos, commands, "%s replace others: %s, and so on; what people set at the old ones stays under their names", plural(len(all), "handset"), strings.Join(some, ", "))
		return
	}
	for _, r := range all {
		was, is := i.phones(r)
		if is != "" && was == is {
			i.note(NoteReplaced, r.Pos, i.moves(r.Stays), "%s, phone %s, was %s, known by %s; it still knows itself by that, whose profile is gone: it %s, unless previous has the old identity until it knows the new one",
				r.new, is, diag.Quoted(r.Old), r.By, mustEnrol)
			continue
		}
		enrol := ""
		if is != "" {
			enrol = "; phone " + is + " " + mustEnrol
		}
		i.note(NoteReplaced, r.Pos, i.moves(r.Stays), "%s replaces %s, known by %s%s%s%s", r.new, diag.Quoted(r.Old), r.By,
			staying("; what people set at the old one stays under its name", r.Stays), i.instead(r), enrol)
	}
}

// instead says what becomes of a handset that is replaced.
func (i *impacts) instead(r *Rename) string {
	old, new := i.before.Handset(effective.Key{Folder: r.folder, ID: r.Old}), i.after.Handset(effective.Key{Folder: r.folder, ID: r.Old})
	if !sharesFiles(old, new) {
		return ""
	}
	return fmt.Sprintf("; %s, if it is used again, takes what is for all", diag.Quoted(r.Old))
}

// newcomers tells of handsets that come, of those alike together.
func (i *impacts) newcomers() {
	var order []string
	alike := map[string][]string{}
	at := map[string]diag.Pos{}
	for _, k := range i.keys {
		n, ok := i.handsets[k]
		if !ok || !i.Handsets[n].New || k.ID == "" {
			continue
		}
		h := i.after.Handset(k)
		says := i.boots(h)
		if alike[says] == nil {
			order = append(order, says)
			if f := i.fileAt[h.Layers[0].Path]; f != nil {
				at[says] = f.Pos
			}
		}
		alike[says] = append(alike[says], i.Handsets[n].Name())
	}
	for _, says := range order {
		who := names(alike[says], "handset", false)
		verb := "is"
		if len(alike[says]) > 1 {
			verb = "are"
		}
		i.note(NoteNew, at[says], nil, "%s %s new: %s", who, verb, says)
	}
}

// boots says what a handset reads, and who can log in on it. The names of its own files
// have its ID in common.
func (i *impacts) boots(h *effective.Handset) string {
	rest := i.after.Handset(effective.Key{Folder: h.Folder})
	var files []string
	for _, l := range h.Layers {
		if rest == nil || !rest.Reads(l.Path) {
			files = append(files, diag.Quoted(strings.ReplaceAll(path.Base(l.Path), h.ID, "<"+idOf(h.ID)+">")))
		}
	}
	if len(files) < len(h.Layers) {
		files = append(files, "what is for all")
	}
	says := "reads " + and(files)
	if f := i.new.At(h.Layers[0].Path); f != nil && f.Compiled != nil && f.Compiled.Group != "" {
		says += "; group " + diag.Quoted(f.Compiled.Group)
	}
	if h.LogsIn() {
		says += "; people of " + diag.Quoted(h.Users) + " log in"
	}
	return says
}

// idOf is what stands for the name of a handset.
func idOf(id string) string {
	if len(id) == len("00907a000000") && strings.Trim(strings.ToLower(id), "0123456789abcdef") == "" {
		return "MAC"
	}
	return "ID"
}

// gone tells of handsets that go and are not replaced, of very many together.
func (i *impacts) gone() {
	var all []effective.Key
	for _, k := range i.keys {
		if n, ok := i.handsets[k]; ok && i.Handsets[n].Gone && k.ID != "" {
			all = append(all, k)
		}
	}
	var who []string
	for _, k := range all {
		who = append(who, i.Handsets[i.handsets[k]].Name())
	}
	if len(all) > named {
		i.note(NoteGone, i.wentAt(all[0]), nil, "%s are no longer listed: %s; those that are still in use take what is for all", plural(len(all), "handset"), and(short(who)))
		return
	}
	for at, k := range all {
		old, new := i.before.Handset(k), i.after.Handset(k)
		says := who[at] + " is no longer listed"
		if sharesFiles(old, new) {
			says += "; if it is still in use, it takes what is for all"
			if differs := i.fallsBack(old, new); len(differs) > 0 {
				says += ", with other values of " + and(short(differs))
			}
		}
		i.note(NoteGone, i.wentAt(k), nil, "%s", says)
	}
}

// wentAt is where a handset was declared that goes.
func (i *impacts) wentAt(k effective.Key) diag.Pos {
	if f := i.fileAt[i.before.Handset(k).Layers[0].Path]; f != nil {
		return f.Pos
	}
	return diag.Pos{}
}

// sharesFiles reports whether a handset that goes goes on to read some of its files, if
// it is still in use.
func sharesFiles(old, new *effective.Handset) bool {
	return new != nil && slices.ContainsFunc(old.Layers, func(l effective.Layer) bool { return new.Reads(l.Path) })
}
