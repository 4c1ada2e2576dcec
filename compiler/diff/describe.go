package diff

import (
	"fmt"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/diag"
)

// named is how many names a short sentence tells before it only counts.
const named = 3

// Who says in words who sees a change; all names with verbose.
func (d *Diff) Who(ch *Change, verbose bool) string {
	if ch.Kind == Unknown {
		if lacks := lacking(ch.Valueless); lacks != "" {
			return "cannot be compared: " + lacks
		}
		return "cannot be compared without the values of secrets"
	}
	if ch.lists() {
		return ""
	}
	if ch.file.Role.Aside {
		return ch.file.Role.Said
	}
	i := &ch.Impact
	if i.None() {
		if len(i.Elsewhere) > 0 {
			return "what it does is told at " + and(short(i.Elsewhere))
		}
		return d.noEffect(ch)
	}
	var parts []string
	if ch.file.Role.OfUser && ch.Kind != Moved {
		parts = append(parts, d.users(i.Users, verbose))
	} else {
		var listed []string
		var unlisted []Handset
		for _, n := range i.Handsets {
			if h := d.Handsets[n]; h.Unlisted != "" {
				unlisted = append(unlisted, h)
			} else {
				listed = append(listed, h.Name())
			}
		}
		if len(listed) > 0 {
			parts = append(parts, names(listed, "handset", verbose))
		}
		parts = append(parts, kinds(unlisted)...)
		if len(i.Users) > 0 && !ch.partly {
			parts = append(parts, d.users(i.Users, verbose))
		}
	}
	text := strings.Join(parts, ", ")
	var own []string
	if i.MaskedHandsets > 0 {
		own = append(own, plural(i.MaskedHandsets, "handset"))
	}
	if i.MaskedUsers > 0 && !ch.file.Role.OfUser && !ch.partly {
		own = append(own, plural(i.MaskedUsers, "user"))
	}
	switch {
	case len(own) == 0:
	case i.MaskedHandsets+i.MaskedUsers == 1:
		text += " (" + own[0] + " has a value of its own)"
	default:
		text += " (" + and(own) + " have values of their own)"
	}
	return text + unless(i.Unless)
}

// unless names files that may set something, of which nobody knows what is in them.
func unless(files []string) string {
	switch len(files) {
	case 0:
		return ""
	case 1:
		return ", unless " + files[0] + " sets it"
	}
	return ", unless " + and(short(files)) + " set it"
}

// short are some files by name, and how many more there are.
func short(files []string) []string {
	if len(files) > named {
		files = append(slices.Clone(files[:named]), fmt.Sprintf("%d more", len(files)-named))
	}
	return files
}

// noEffect says why nobody sees a change.
func (d *Diff) noEffect(ch *Change) string {
	i := &ch.Impact
	switch {
	case len(i.Masked) > 0:
		files := short(i.Masked)
		if len(files) > 1 {
			return "no effect: " + and(files) + " set it, too, and win"
		}
		return "no effect: " + files[0] + " sets it, too, and wins"
	case i.MaskedHandsets+i.MaskedUsers > 0:
		return "no effect: the value is in effect already"
	case ch.file.Role.OfUser:
		return "no effect: no handset lets users of this folder log in"
	}
	return "no effect: no handset reads this file"
}

func (d *Diff) users(indexes []int, verbose bool) string {
	var all []string
	for _, n := range indexes {
		all = append(all, d.Users[n].Name())
	}
	return names(all, "user", verbose)
}

// names tells a few by name and counts many.
func names(all []string, what string, verbose bool) string {
	if len(all) > named && !verbose {
		return plural(len(all), what)
	}
	if len(all) > 1 {
		what += "s"
	}
	return what + " " + and(all)
}

// kinds names handsets that nobody listed, those whose names differ in the last word
// together.
func kinds(all []Handset) []string {
	var order []Handset
	words := map[Handset][]string{}
	for _, h := range all {
		at := strings.LastIndex(h.Unlisted, " ") + 1
		of := Handset{Unlisted: h.Unlisted[:at], Folder: h.Folder}
		if words[of] == nil {
			order = append(order, of)
		}
		words[of] = append(words[of], h.Unlisted[at:])
	}
	var out []string
	for _, of := range order {
		last := words[of]
		of.Unlisted += and(last)
		out = append(out, of.Name())
	}
	return out
}

func and(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

// effects says in words what a change does to who sees it.
func (ch *Change) effects() []string {
	if ch.Impact.None() || ch.Kind == Unknown {
		return nil
	}
	out := []string{ch.Level().label()}
	if l := ch.Level(); l != LevelLogIn && l != LevelNew && l != LevelGone {
		out = append(out, "at "+string(ch.Impact.When))
	}
	if ch.ofEmergency() {
		out = append(out, "decides who can be called for help")
	}
	if ch.Stated.IsValid() {
		out = append(out, "as "+ch.Stated.String()+" says")
	}
	if len(ch.Impact.States) > 0 {
		out = append(out, "state "+strings.Join(ch.Impact.States, ", "))
	}
	if ch.Unsure {
		why := " without --secrets"
		if lacks := lacking(ch.Valueless); lacks != "" {
			why = ": " + lacks
		}
		out = append(out, "whether its value changes is unknown"+why)
	}
	if ch.Varies {
		out = append(out, map[Kind]string{Added: "in the place of what each handset says", Removed: "what each handset says takes over"}[ch.Kind])
	}
	if ch.Keeps {
		out = append(out, "phones keep the value that they have")
	}
	return out
}

// initial says what the vendor has where no file says otherwise, of a parameter that
// comes or goes; empty where that is not known.
func (ch *Change) initial() string {
	if ch.Default == nil || ch.Impact.None() || ch.Kind == Unknown {
		return ""
	}
	return "default " + diag.Quoted(*ch.Default)
}

// Subject says what a file is, in words.
func (f *File) Subject() string {
	switch {
	case f.Role.Named:
		return f.Role.Subject + " " + artifact.Called(f.Label, baseName(f.Path))
	case f.Label == "":
		return f.Role.Subject // the path tells whose it is
	case f.Role.Subject == "":
		return "handset " + artifact.Called(f.Label, f.Entity)
	}
	return f.Role.Subject + " of " + artifact.Called(f.Label, f.Entity)
}

// parameters counts those of a file that came or went.
func (f *File) parameters() int {
	n := 0
	for _, ch := range f.Changes {
		if ch.Kind == f.Kind && f.Kind != Changed && !ch.again {
			n++
		}
	}
	return n
}

// Level is how much a change asks for attention.
type Level string

const (
	LevelRestart  Level = "restart"
	LevelLogIn    Level = "restart-at-log-in"
	LevelUnknown  Level = "restart-unknown"
	LevelHarmless Level = "no-restart"
	LevelNew      Level = "new"  // of a handset that comes, and starts anyhow
	LevelGone     Level = "gone" // of a handset or a person that goes
	LevelNone     Level = "no-effect"
)

// levels are all, what asks for most attention first.
var levels = []Level{LevelRestart, LevelLogIn, LevelUnknown, LevelHarmless, LevelNew, LevelGone, LevelNone}

// rank is smaller for what asks for more attention.
func (l Level) rank() int { return slices.Index(levels, l) }

// label is the level in words, the same in every format.
func (l Level) label() string {
	switch l {
	case LevelRestart:
		return "restart"
	case LevelLogIn:
		return "restart at log-in"
	case LevelUnknown:
		return "may restart"
	case LevelNew:
		return "new"
	case LevelGone:
		return "gone"
	case LevelHarmless:
		return "no restart"
	}
	return "no effect"
}

// Level is how much the change asks for attention.
func (ch *Change) Level() Level {
	i := &ch.Impact
	switch {
	case i.None():
		return LevelNone
	case i.goes && !i.stays:
		return LevelGone
	case len(i.Handsets) > 0 && !i.stays:
		return LevelNew
	case ch.Restart == catalogue.RestartYes && len(i.Handsets) == 0:
		return LevelLogIn
	case ch.Restart == catalogue.RestartYes:
		return LevelRestart
	case ch.Restart == catalogue.RestartNo:
		return LevelHarmless
	}
	return LevelUnknown
}

// Effective lists the changes that people may want to read: not those of lists whose
// effect is told elsewhere.
func (f *File) Effective() []*Change {
	return slices.DeleteFunc(slices.Clone(f.Changes), func(ch *Change) bool { return ch.lists() && ch.file.Kind != Changed })
}

// Told lists the changes that people are to read: whatever handsets read now. The
// others are told in short.
func (f *File) Told() []*Change {
	return slices.DeleteFunc(f.Effective(), func(ch *Change) bool { return !ch.told() })
}

// Folded lists the changes that have no effect.
func (f *File) Folded() []*Change {
	return slices.DeleteFunc(f.Effective(), func(ch *Change) bool { return ch.told() || ch.Kind == Unknown || ch.Level() != LevelNone })
}

func (ch *Change) told() bool {
	if ch.Kind == Unknown {
		return false
	}
	if ch.file.Role.OfUser && ch.factory() {
		return false // what nobody declares
	}
	switch ch.Level() {
	case LevelNone:
		return ch.file.Role.Aside || ch.lists() || len(ch.Impact.Elsewhere) > 0
	case LevelGone:
		return false // with its handset or person
	case LevelNew:
		// A master file is told by what its handset boots.
		return ch.file.Role.Lists == "" && !ch.factory()
	}
	return true
}

// factory reports whether a parameter of a handset that comes is as the vendor has it:
// nobody declares it, and the file sets it back for those who log in.
func (ch *Change) factory() bool {
	f := ch.file
	return ch.Kind == Added && f.new != nil && f.new.Compiled != nil && !ch.Pos.IsValid()
}

// undeclared says how many parameters of a file that comes nobody declares; empty if there
// are none, or if they are told.
func (f *File) undeclared() string {
	n := 0
	for _, ch := range f.Changes {
		if ch.factory() && (ch.Level() == LevelNew || f.Role.OfUser) {
			n++
		}
	}
	switch {
	case n == 0:
		return ""
	case f.Role.OfUser:
		return plural(n, "more parameter") + " that nobody declares, so that nothing stays of whoever was logged in before"
	}
	return "no effect: " + plural(n, "more parameter") + ", which a new phone has as the vendor made it"
}

// withoutEffect says which changes of a file nobody sees, and why if it is the same for
// all. It is empty if there are none.
func (d *Diff) withoutEffect(f *File) string {
	folded := f.Folded()
	if len(folded) == 0 {
		return f.undeclared()
	}
	var all []string
	why := strings.TrimPrefix(d.noEffect(folded[0]), "no effect: ")
	for _, ch := range folded {
		all = append(all, ch.Parameter+" "+ch.inShort())
		if strings.TrimPrefix(d.noEffect(ch), "no effect: ") != why {
			why = ""
		}
	}
	said := "no effect: " + and(short(all))
	if why != "" {
		said += " (" + why + ")"
	}
	return said
}

// inShort is what a parameter was and is, in a sentence.
func (ch *Change) inShort() string {
	old, new := ch.Old.String(), ch.New.String()
	switch {
	case !ch.Had():
		return new
	case !ch.Has():
		return old
	case ch.Old.Hidden && ch.New.Hidden:
		return mask + ", changed"
	}
	return old + " → " + new
}
