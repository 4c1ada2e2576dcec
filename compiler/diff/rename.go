package diff

import (
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/effective"
	"provc/compiler/root"
)

// Rename is a person or a handset under another name than before.
type Rename struct {
	Kind RenameKind `json:"kind"`
	Old  string     `json:"old"` // the ID before
	New  string     `json:"new"` // the ID now; of a user who moves to another folder, the same
	By   string     `json:"by"`  // what tells that they are the same
	Pos  diag.Pos   `json:"position,omitzero"`

	// Stays are files that handsets have written, and which stay under the old name.
	Stays []Move `json:"staysBehind,omitempty"`

	old, new string // how sentences call them
	folder   string // that handsets are sent to
	from, to string // the profile of a user
}

// RenameKind says who has another name.
type RenameKind string

const (
	OfUser    RenameKind = "user"
	OfHandset RenameKind = "handset"
)

// Move says where a file lies and where it would have to lie.
type Move struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// renames joins what went with what came and is the same under another name. Likeness
// proves nothing: a leaver and a hire may be made of one template.
func (c *comparison) renames() {
	m := &matcher{comparison: c, gone: map[string]*File{}, come: map[string]*File{}, joined: map[*File]bool{}, owned: map[string]bool{}}
	for _, f := range c.Files {
		switch f.Kind {
		case Removed:
			m.gone[f.Path] = f
		case Added:
			m.come[f.Path] = f
		}
	}
	if len(m.gone) == 0 || len(m.come) == 0 {
		return
	}
	m.sides[0], m.sides[1] = side{c.old, c.old.Account()}, side{c.new, c.new.Account()}
	m.people()
	m.devices()
	m.others()
	c.Files = slices.DeleteFunc(c.Files, func(f *File) bool { return m.joined[f] })
}

// matcher finds who is the same on both sides.
type matcher struct {
	*comparison
	sides      [2]side
	gone, come map[string]*File // that one side alone has, by path
	joined     map[*File]bool   // that went, and are told with one that came
	owned      map[string]bool  // paths of files of handsets that went or came
}

// side is a root and who reads it.
type side struct {
	*Side
	*effective.Account
}

func (m *matcher) side(old bool) side {
	if old {
		return m.sides[0]
	}
	return m.sides[1]
}

// rename makes of the file that came one that has another name now.
func (m *matcher) rename(old, new *File) {
	m.joined[old] = true
	new.Kind, new.OldPath, new.old = Renamed, old.Path, old.old
	new.Changes = m.params(new, old.old, new.new)
}

// add notes that somebody has another name.
func (m *matcher) add(kind RenameKind, p pair) *Rename {
	r := &Rename{
		Kind: kind, Old: p.old.id, New: p.new.id, By: p.by, folder: p.new.folder,
		old: artifact.Called(p.old.label, p.old.id), new: artifact.Called(p.new.label, p.new.id),
	}
	old, new := p.old.written(), p.new.written()
	for i, from := range old {
		// Of a folder it is known which files there are.
		if i < len(new) && new[i] != from && (m.old.IsCompiled() || m.old.At(from) != nil) {
			r.Stays = append(r.Stays, Move{from, new[i]})
		}
	}
	m.Renames = append(m.Renames, r)
	return r
}

// people joins the profiles of people who are the same: by their ID, where they move to
// another folder, else by what belongs to one person alone.
func (m *matcher) people() {
	gone, come := m.persons(m.gone, m.sides[0]), m.persons(m.come, m.sides[1])
	if len(gone) == 0 || len(come) == 0 {
		return
	}
	pairs := byID(gone, come)
	pairs = append(pairs, byMarks(left(gone), left(come), m.lines)...)
	pairs = append(pairs, byLabel(left(gone), left(come), m.personLabels, func(old, new *candidate) bool {
		return len(old.marks) == 0 || len(new.marks) == 0 // else their lines differ
	})...)
	for _, p := range pairs {
		m.rename(p.old.file, p.new.file)
		r := m.add(OfUser, p)
		r.Pos, r.from, r.to = p.new.file.Pos, p.old.file.Path, p.new.file.Path
	}
}

// persons are the people whose profiles one side alone has.
func (m *matcher) persons(files map[string]*File, s side) []*candidate {
	var all []*candidate
	for _, file := range files {
		p := s.People[path.Dir(file.Path)][baseName(file.Path)]
		if p == nil || p.File != file.Path || file.opaque {
			continue
		}
		c := &candidate{id: p.ID, label: p.Label, folder: s.Folder(p.Users), file: file, written: p.Written}
		c.take(file, p.Identifies)
		all = append(all, c)
	}
	slices.SortFunc(all, (*candidate).compare)
	return all
}

// lines counts the people whose profiles have some marks.
func (m *matcher) lines(old bool, wanted map[mark]bool) map[mark]int {
	n := count{wanted: wanted, words: words(wanted), found: map[mark]int{}}
	s := m.side(old)
	for users, people := range s.People {
		for _, p := range people {
			n.in(s.Folder(users), p.Identifies, s.At(p.File))
		}
	}
	return n.found
}

// personLabels counts the people whom a label calls.
func (m *matcher) personLabels(old bool) map[mark]int {
	n := map[mark]int{}
	s := m.side(old)
	for users, people := range s.People {
		for _, p := range people {
			n[mark{s.Folder(users), p.Label}]++
		}
	}
	return n
}

// devices joins the files of handsets that replace others: by what belongs to one
// handset alone, such as a line, by the label, or by what is set for it and no other.
func (m *matcher) devices() {
	gone, come := m.handsets(m.gone, m.sides[0], m.sides[1]), m.handsets(m.come, m.sides[1], m.sides[0])
	if len(gone) == 0 || len(come) == 0 {
		return
	}
	pairs := byMarks(gone, come, m.ownLines)
	pairs = append(pairs, byLabel(left(gone), left(come), m.handsetLabels, func(*candidate, *candidate) bool { return true })...)
	pairs = append(pairs, bySettings(left(gone), left(come), m.ownSettings)...)
	for _, p := range pairs {
		m.replace(p)
	}
}

// handsets are those that have files of their own on one side and are not listed on the
// other.
func (m *matcher) handsets(files map[string]*File, s, other side) []*candidate {
	var all []*candidate
	for _, k := range s.Beside(other.Account) {
		h := s.Handset(k)
		c := &candidate{id: k.ID, label: h.Label, folder: k.Folder, written: h.Written}
		for _, l := range own(h) {
			if f := files[l.Path]; f != nil {
				m.owned[l.Path] = true
				c.files = append(c.files, f)
				c.take(f, h.Identifies)
				if role := s.Roles[l.Path]; role.Lists == "" {
					c.says += settings(f)
				}
			}
		}
		if len(c.files) > 0 {
			all = append(all, c)
		}
	}
	return all
}

// replace joins the files of a handset with those of the one that replaces it.
func (m *matcher) replace(p pair) {
	old, new := p.old, p.new
	for _, f := range old.files {
		name := strings.Replace(path.Base(f.Path), old.id, new.id, 1)
		for _, g := range new.files {
			if path.Base(g.Path) == name {
				m.rename(f, g)
				g.Changes = slices.DeleteFunc(g.Changes, func(ch *Change) bool {
					return ch.Kind == Changed && strings.ReplaceAll(ch.Old.Text, old.id, new.id) == ch.New.Text
				})
			}
		}
	}
	m.add(OfHandset, p).Pos = new.files[0].Pos
}

// ownLines counts the handsets whose own files have some marks.
func (m *matcher) ownLines(old bool, wanted map[mark]bool) map[mark]int {
	n := count{wanted: wanted, words: words(wanted), found: map[mark]int{}}
	s := m.side(old)
	for h := range s.Handsets() {
		var files []*root.File
		for _, l := range own(h) {
			files = append(files, s.At(l.Path))
		}
		n.in(h.Folder, h.Identifies, files...)
	}
	return n.found
}

// handsetLabels counts the handsets that a label calls.
func (m *matcher) handsetLabels(old bool) map[mark]int {
	n := map[mark]int{}
	for h := range m.side(old).Handsets() {
		if h.ID != "" {
			n[mark{h.Folder, h.Label}]++
		}
	}
	return n
}

// ownSettings counts the handsets for which the same is set as for one of some.
func (m *matcher) ownSettings(old bool, wanted []*candidate) map[mark]int {
	names := map[string]bool{}
	for _, c := range wanted {
		for _, f := range c.files {
			for _, ch := range f.Changes {
				names[ch.Parameter] = true
			}
		}
	}
	n := map[mark]int{}
	s := m.side(old)
	for h := range s.Handsets() {
		var b strings.Builder
		for _, l := range own(h) {
			role := s.Roles[l.Path]
			if f := s.At(l.Path); f != nil && role.Lists == "" && f.Mentions(names) {
				b.WriteString(settingsOf(f))
			}
		}
		if b.Len() > 0 {
			n[mark{h.Folder, b.String()}]++
		}
	}
	return n
}

// others joins files of nobody's, such as a group's, that say the same under another
// name, as long as there is only one such pair.
func (m *matcher) others() {
	signatures := func(files map[string]*File, s side) map[string][]*File {
		all := map[string][]*File{}
		for _, f := range files {
			role := s.Roles[f.Path]
			if m.joined[f] || f.Kind == Renamed || m.owned[f.Path] || f.Entity != "" || role.Named || f.opaque || len(f.Changes) == 0 {
				continue
			}
			key := path.Dir(f.Path) + "\x00" + path.Ext(f.Path) + settings(f)
			all[key] = append(all[key], f)
		}
		return all
	}
	gone, come := signatures(m.gone, m.sides[0]), signatures(m.come, m.sides[1])
	for key, old := range gone {
		if new := come[key]; len(old) == 1 && len(new) == 1 {
			m.rename(old[0], new[0])
		}
	}
}

// count finds marks in files.
type count struct {
	wanted map[mark]bool
	words  map[string]bool // of which each wanted value has one
	found  map[mark]int    // how many people or handsets have each
}

// in counts the marks of one person or handset.
func (n *count) in(folder string, identifies func(string) bool, files ...*root.File) {
	seen := map[mark]bool{}
	for _, f := range files {
		if f == nil || !f.Mentions(n.words) {
			continue
		}
		for _, p := range f.Params() {
			m := mark{folder, p.Value}
			if n.wanted[m] && !seen[m] && identifies(p.Name) {
				seen[m] = true
				n.found[m]++
			}
		}
	}
}

// words has a word of each value, by which a file that may hold it is known without
// being read.
func words(wanted map[mark]bool) map[string]bool {
	all := map[string]bool{}
	for m := range wanted {
		longest := ""
		for word := range strings.FieldsFuncSeq(m.value, func(r rune) bool { return !root.InWord(r) }) {
			if len(word) > len(longest) {
				longest = word
			}
		}
		all[longest] = true
	}
	return all
}
