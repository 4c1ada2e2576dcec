package kind

import (
	"fmt"
	"slices"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
)

// foreigners are the foreign files of a kind of handset, those of models among
// them, the strongest first: a handset's, its group's, its model's, the deployment's.
func (s Stack) foreigners(models []facts.Model) []*facts.Foreigners {
	last := len(s) - 1
	all := make([]*facts.Foreigners, 0, len(s)+len(models))
	for _, l := range s[:last] {
		all = append(all, &l.Foreign)
	}
	for i := range models {
		all = append(all, &models[i].Foreign)
	}
	return append(all, &s[last].Foreign)
}

// Among puts the names of foreign files around those of our own, the strongest
// first. A name is there once, where it is strongest. Models are none, or the one
// that the list is for.
func (s Stack) Among(ours []string, models ...facts.Model) []string {
	if len(models) == 0 && !slices.ContainsFunc(s, func(l *facts.Layer) bool { return l.Foreign.Any() }) {
		return ours
	}
	layers := s.foreigners(models)
	var all []string
	add := func(files []facts.Foreign) {
		for _, f := range files {
			if !slices.Contains(all, f.Name) {
				all = append(all, f.Name)
			}
		}
	}
	for _, l := range layers {
		add(l.Before)
	}
	if len(models) > 0 && models[0].Instead != nil {
		add(models[0].Instead)
	} else {
		all = append(all, ours...)
	}
	for _, l := range layers {
		add(l.After)
	}
	return all
}

// MaySet returns a foreign file by which handsets of this kind may have another
// value of a parameter than we give them, or nil: one that is stronger than ours,
// or a weaker one where none of our layers sets it. A name that ends in * stands
// for all parameters that begin so. A file that is declared to set the parameter
// goes before one that may set anything. Of what model a handset is, nobody knows:
// the files of all models count.
func (s Stack) MaySet(name string) *facts.Foreign {
	var found *facts.Foreign
	look := func(files []facts.Foreign, excluded func(string) bool) {
		for i := range files {
			if f := &files[i]; (found == nil || f.GoesBefore(found)) && f.MaySetBeside(name, excluded) {
				found = f
			}
		}
	}
	models := s[len(s)-1].Models
	for _, l := range s.foreigners(models) {
		look(l.Before, nil)
		look(l.After, s.Sets)
	}
	for i := range models {
		look(models[i].Instead, nil)
	}
	return found
}

// Sets reports whether one of our layers sets a parameter.
func (s Stack) Sets(name string) bool {
	return slices.ContainsFunc(s, func(l *facts.Layer) bool { return l.Param(name) != nil })
}

// Unless softens a finding that would be wrong if handsets of this kind had other
// values of some parameters than we give them, and a foreign file may give them
// such (MaySet). The finding names the file then. An error becomes a warning, and
// a warning a note; where the deployment says that the file sets the parameter, it
// is taken at its word, and the finding is a note.
//
// A check writes
//
//	c.Add(s.Unless(lineWithoutServer.At(…), "reg.1.server.*", "voIpProt.server.*"))
//
// of a finding about a kind of handset that rests on an absent or wrong value of
// what it names. Where a value of ours can never be right, whoever adds to it, as
// with a false where only true makes sense, the check does not ask. A check that
// takes a foreign file for an answer, and then says nothing, asks MaySet itself. For
// an error that plain CUE finds, too, its relation in relations.cue asks _#maySet.
func (s Stack) Unless(d diag.Diagnostic, names ...string) diag.Diagnostic {
	return Unless([]Stack{s}, d, names...)
}

// Unless softens a finding about several kinds of handset (Stack.Unless) that would
// be wrong if one of them had other values.
func Unless(kinds []Stack, d diag.Diagnostic, names ...string) diag.Diagnostic {
	var file *facts.Foreign
	var of string
	for _, s := range kinds {
		for _, name := range names {
			if f := s.MaySet(name); f != nil && (file == nil || f.GoesBefore(file)) {
				file, of = f, name
			}
		}
	}
	switch {
	case file == nil:
		return d
	case d.Severity == diag.Error && !file.Bounded:
		d.Severity = diag.Warning
	default:
		d.Severity = diag.Note
	}
	d.Summary += fmt.Sprintf(", unless %s sets %s", file.Shown(), of)
	return d.WithRelated(file.Pos, file.Shown()+" is named here")
}
