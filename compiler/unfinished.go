package compiler

import (
	"path"
	"sort"

	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/load"
	"provc/compiler/load/fault"
	"provc/compiler/meant"
)

// unfinished says of labels with nothing behind their colon that they have no value,
// where the field of the next line is refused as theirs. All else is left out, as it is
// of a file that is no CUE: it may follow from that.
func (r *run) unfinished(findings diag.List) diag.List {
	var told diag.List
	files := map[string]*labels{}
	for _, d := range findings {
		file := d.Pos.File
		if d.Severity != diag.Error || path.Ext(file) != ".cue" {
			continue
		}
		if files[file] == nil {
			files[file] = labelsOf(r.loader, file)
		}
		for _, m := range files[file].refused(d) {
			said := fault.CUESyntax.At(diag.Pos{File: file}, "")
			fault.Mistaken(&said, files[file].text, m)
			told.Add(said)
		}
	}
	if len(told) == 0 {
		return findings
	}
	return told.Sorted()
}

// labels are the labels of a file that have nothing behind their colon.
type labels struct {
	text []byte
	all  []meant.Unfinished
	told map[int]bool
}

func labelsOf(l *load.Loader, file string) *labels {
	text, err := l.Files.Read(l.Absolute(file))
	if err != nil {
		return &labels{} // it has been told, or is made by CUE
	}
	return &labels{text, meant.AllUnfinished(text), map[int]bool{}}
}

// refused are the labels, unless they are told, whose value a finding refuses: the field
// of the next line itself or, as a name that nobody knows, what is in it.
func (l *labels) refused(d diag.Diagnostic) (all []meant.Mistake) {
	if len(l.all) == 0 {
		return nil
	}
	places := []diag.Pos{d.Pos}
	for _, other := range d.Related {
		if other.Pos.File == d.Pos.File {
			places = append(places, other.Pos)
		}
	}
	for _, p := range places {
		at := meant.Offset(l.text, p.Line, p.Column)
		i := sort.Search(len(l.all), func(i int) bool { return l.all[i].Taken > at }) - 1
		if i < 0 || l.told[i] || at >= l.all[i].End || at != l.all[i].Taken && !isUnknown(d) {
			continue
		}
		l.told[i] = true
		all = append(all, l.all[i].Mistake)
	}
	return all
}

// isUnknown reports whether a finding is about a name that nobody knows.
func isUnknown(d diag.Diagnostic) bool {
	switch d.Check {
	case settings.FieldUnknown.ID, settings.ParameterUnknown.ID, settings.ParameterIndex.ID:
		return true
	}
	return false
}
