package compiler

import (
	"fmt"
	"slices"

	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/load/fault"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// mistaken finds that a deployment was probably meant for another vendor: most of its
// names are unknown to its own, and known to the other. It says so in the place of all
// else, which follows from that.
func mistaken(d *value.Deployment, of vendor.Vendor, found diag.List, vendors vendor.List) (diag.Diagnostic, bool) {
	unknown := strangers(found)
	if unknown < 3 {
		return diag.Diagnostic{}, false
	}
	for _, other := range vendors {
		if other.Name() == of.Name() {
			continue
		}
		if _, found := other.Compile(d); 2*strangers(found) < unknown {
			return vendorMistaken.At(d.Pos, "is this a %s deployment? %s has fields and parameters of %s", of.Name(), d.Name, other.Name()).
				WithHint(fmt.Sprintf("write %s: %s.#Deployment & {, and import its schema", d.Name, other.Name())), true
		}
	}
	return diag.Diagnostic{}, false
}

// strangers counts findings of names that a vendor does not know, or misses.
func strangers(found diag.List) (n int) {
	for _, d := range found {
		switch d.Check {
		case settings.FieldUnknown.ID, settings.FieldMissing.ID, settings.ParameterUnknown.ID, settings.ParameterIndex.ID:
			n++
		}
	}
	return n
}

// misindented leaves out what is said of a field that is indented as if it belonged
// elsewhere, and is not allowed where it does: the indentation is the mistake.
func misindented(findings diag.List) diag.List {
	cause := map[diag.Pos]int{} // by line
	line := func(d diag.Diagnostic) diag.Pos { return diag.Pos{File: d.Pos.File, Line: d.Pos.Line} }
	for i, d := range findings {
		if d.Check == fault.CUEIndentation.ID {
			cause[line(d)] = i
		}
	}
	if len(cause) == 0 {
		return findings
	}
	follows := map[int]bool{}
	for n, d := range findings {
		switch d.Check {
		case settings.FieldUnknown.ID, settings.FieldValue.ID, settings.ParameterUnknown.ID:
			if i, ok := cause[line(d)]; ok && d.Severity == diag.Error {
				findings[i].Severity = diag.Error
				follows[n] = true
			}
		}
	}
	n := -1
	return slices.DeleteFunc(findings, func(diag.Diagnostic) bool {
		n++
		return follows[n]
	})
}
