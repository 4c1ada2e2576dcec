// Package explain answers why a handset does what it does: of each parameter the value,
// the layer that gives it and all that it beats, with the places of the CUE that took
// part. What beats what, package effective says; how a value came about, package trace.
package explain

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/effective"
	"provc/compiler/root"
	"provc/compiler/trace"
	"provc/compiler/vendor"
)

// Explanation is what some handsets, or people on them, act on.
type Explanation struct {
	Package  string
	Subjects []Subject
	Params   []Param
	Notes    []string // what else there is to know, in sentences

	root *root.Root
}

// Subject is a handset in a state, or several that read the same files.
type Subject struct {
	Handset  *effective.Handset
	Person   *effective.Person // who is logged in, or nil
	MAC      string            // of a handset that goes by another identity
	Others   []string          // what handsets are called for which it stands, too
	State    string            // in the vendor's word
	Files    []Source          // the strongest first
	Contacts []Contacts        // the one that counts first

	kind bool // stands for a kind of handset, on which it is the person who counts
	view effective.View
}

// Levels of the layers, beside those of artifact: what CS-15-10 tells apart.
const (
	LevelUser    = "user"    // the file of the person who is logged in
	LevelFiles   = "files"   // what the handset reads, whoever is logged in
	LevelDefault = "default" // the vendor's
)

// Source is a file that a subject reads.
type Source struct {
	Path    string
	Level   string
	Role    string // of the file, as programs read it
	Assumed bool   // that it counts in this place is an assumption
}

// Param is a parameter, and what each subject has of it.
type Param struct {
	Name  string
	Cases []Case
}

// Case is what some subjects have of a parameter, all alike.
type Case struct {
	Subjects []int     // indexes of Explanation.Subjects
	Stack    []Setting // the one that wins, then those that it beats
	Unless   string    // a file of others that may give another value
}

// Setting is a value that a layer gives to a parameter.
type Setting struct {
	Source
	Value  string // as it may be shown
	Hidden bool   // it is a secret's
	Access string // what a person at the phone may do with it
	Pos    diag.Pos
	Places []trace.Place
	Reset  *Reset // why it is there, where nobody declared it

	file *root.File
}

// Of explains parameters that fit some patterns, or all; see Patterns.
func Of(r *root.Root, name string, subjects []Subject, patterns Patterns) *Explanation {
	e := &Explanation{Package: name, Subjects: subjects, root: r}
	resets := resets{account: r.Account()}
	names := map[string]bool{} // true of those that master files alone set
	for i := range subjects {
		s := &subjects[i]
		for _, l := range s.view.Layers {
			s.Files = append(s.Files, e.source(l))
			if patterns.all == nil && s.kind && l.Override == nil && l.Path != s.Person.File {
				continue // what the handset has, it has without the person
			}
			lists := r.Account().Roles[l.Path].Lists != ""
			for _, p := range l.Params() {
				if patterns.fit(p.Name) {
					before, known := names[p.Name]
					names[p.Name] = lists && (before || !known)
				}
			}
		}
	}
	for name := range patterns.literal {
		if _, known := names[name]; !known {
			names[name] = false
		}
	}
	sorted := make([]string, 0, len(names))
	for name := range names {
		sorted = append(sorted, name)
	}
	slices.SortFunc(sorted, func(a, b string) int {
		if names[a] != names[b] {
			return cmp.Compare(rank(names[a]), rank(names[b]))
		}
		return catalogue.Compare(a, b)
	})
	for _, name := range sorted {
		e.Params = append(e.Params, e.param(name, &resets))
	}
	e.Notes = append(e.Notes, patterns.unset...)
	return e
}

// rank puts what master files say behind all else.
func rank(listed bool) int {
	if listed {
		return 1
	}
	return 0
}

func (e *Explanation) source(l effective.Layer) Source {
	role := e.root.Account().Roles[l.Path]
	s := Source{Path: l.Path, Level: LevelFiles, Role: role.Name, Assumed: l.Assumed}
	switch {
	case l.Override != nil:
		s.Level = l.Override.Level
	case role.OfUser:
		s.Level = LevelUser
	}
	return s
}

// param puts subjects together that have the same of a parameter.
func (e *Explanation) param(name string, resets *resets) Param {
	p := Param{Name: name}
	at := map[string]int{}
	for i := range e.Subjects {
		s := &e.Subjects[i]
		initial, isOne := initial(s.Handset.Vendor, e.root.Facts, name)
		c := Case{Subjects: []int{i}}
		key := ""
		for n, l := range s.view.Layers {
			param, ok := l.Param(name)
			if !ok {
				continue
			}
			set := e.setting(s.Files[n], param)
			if role := e.root.Account().Roles[l.Path]; role.Keeps && !param.Pos.IsValid() && l.Override == nil {
				set.Reset = resets.of(s, param, e.root.Facts)
			}
			c.Stack = append(c.Stack, set)
			key += fmt.Sprintf("%s\x00%s\x00%s\x00%t\x00%s\x00", set.Path, set.Value, set.Access, set.Assumed, set.Pos)
		}
		if u := s.view.Unless(name); u != nil {
			c.Unless = u.Shown()
			key += "\x01" + c.Unless
		}
		if len(c.Stack) == 0 && !isOne && len(e.Subjects) > 1 {
			continue // handsets of this make have no such parameter
		}
		known, ok := at[key+"\x02"+initial]
		if ok {
			p.Cases[known].Subjects = append(p.Cases[known].Subjects, i)
			continue
		}
		at[key+"\x02"+initial] = len(p.Cases)
		if initial != "" {
			c.Stack = append(c.Stack, Setting{Source: Source{Level: LevelDefault}, Value: initial})
		}
		p.Cases = append(p.Cases, c)
	}
	return p
}

func (e *Explanation) setting(s Source, p artifact.Param) Setting {
	set := Setting{Source: s, Access: p.Access, Pos: p.Pos, file: e.root.At(s.Path)}
	set.Value, set.Hidden = e.root.Facts.Shown(p)
	return set
}

// initial is what a vendor has where nothing is set, as far as it is known, and whether
// handsets of that make have such a parameter.
func initial(v vendor.Vendor, facts *vendor.Facts, name string) (value string, ok bool) {
	p, ok := v.Schema().Param(name)
	if !ok {
		return "", false
	}
	value, known := p.Default("")
	switch shown, hidden := facts.Shown(artifact.Param{Name: name, Value: value}); {
	case hidden:
		return vendor.Mask, true
	case !known:
		return "", true
	case p.Field.Meta.ByFamily():
		said := []string{shown}
		for _, family := range p.Field.Meta.Families() {
			if own, ok := p.Default(family); ok && own != value {
				said = append(said, diag.Quoted(own)+" on "+family)
			}
		}
		return strings.Join(said, ", "), true
	default:
		return shown, true
	}
}

// mostTraced is of how many handsets and people CUE is asked how values came about that
// they have for themselves.
const mostTraced = 1000

// Entities are those whose files take part, by deployment, as trace wants them; if they
// are very many, some of them.
func (e *Explanation) Entities() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	n := 0
	e.each(func(s *Setting) {
		c := s.file.Compiled
		if all[c.Owner] == nil {
			all[c.Owner] = map[string]bool{}
		}
		if c.Entity != "" && !all[c.Owner][c.Entity] && n < mostTraced {
			n++
			all[c.Owner][c.Entity] = true
		}
	})
	return all
}

// Trace adds all places that took part in giving the values.
func (e *Explanation) Trace(t *trace.Trace) {
	entities := e.Entities()
	known := map[string][]trace.Place{}
	of := func(s trace.Setting) []trace.Place {
		key := s.File + "\x00" + s.Param
		if _, ok := known[key]; !ok {
			known[key] = t.Of(s)
		}
		return known[key]
	}
	for i := range e.Params {
		p := &e.Params[i]
		for n := range p.Cases {
			for k := range p.Cases[n].Stack {
				s := &p.Cases[n].Stack[k]
				if s.file == nil || s.file.Compiled == nil {
					continue
				}
				c := s.file.Compiled
				if s.Pos.IsValid() && (c.Entity == "" || entities[c.Owner][c.Entity]) {
					s.Places = of(trace.Setting{Deployment: c.Owner, Entity: c.Entity, File: c.Path, FilePos: c.Pos, Param: p.Name, Pos: s.Pos})
				}
			}
		}
	}
}

func (e *Explanation) each(do func(*Setting)) {
	for i := range e.Params {
		for n := range e.Params[i].Cases {
			for k := range e.Params[i].Cases[n].Stack {
				if s := &e.Params[i].Cases[n].Stack[k]; s.file != nil && s.file.Compiled != nil {
					do(s)
				}
			}
		}
	}
}

// Name is what sentences call a subject.
func (s *Subject) Name() string {
	name := s.Handset.Unlisted
	if s.Handset.ID != "" {
		id := s.Handset.ID
		if s.MAC != "" && s.MAC != id {
			id += ", " + s.MAC
		}
		name = artifact.Called(s.Handset.Label, id)
	}
	switch n := len(s.Others); {
	case n == 1:
		name += " and " + s.Others[0]
	case n > 1:
		name += fmt.Sprintf(" and %d more that read the same", n)
	}
	if s.Person != nil {
		return s.Person.Called() + " on " + name
	}
	return name
}

// folder tells subjects of several deployments apart.
func (s *Subject) folder() string {
	if s.Handset.Folder == "." {
		return ""
	}
	return path.Clean(s.Handset.Folder)
}
