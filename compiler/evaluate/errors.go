package evaluate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/errors"

	"provc/compiler/diag"
	"provc/compiler/load"
	"provc/compiler/load/fault"
	"provc/compiler/meant"
	"provc/compiler/value"
)

// translate puts an error of CUE's evaluation, of a value at a place, into a sentence.
// What values are is shown only as far as it stands in the text, away from whatever may
// be a secret.
func (e *Evaluator) translate(err errors.Error, at diag.Pos) diag.Diagnostic {
	format, args := err.Msg()
	name := subject(err.Path())
	d := cueValue.At(e.Position(err.Position()), "%s%s", name, notEvaluated)
	places := e.userPlaces(err)
	if (!d.Pos.IsValid() || e.IsSchema(d.Pos.File)) && len(places) > 0 {
		d.Pos = places[0]
	}
	if !d.Pos.IsValid() {
		d.Pos = at
	}
	arg := func(i int) string {
		if i < len(args) {
			return fmt.Sprint(args[i])
		}
		return ""
	}
	switch {
	case strings.HasPrefix(format, "conflicting values"):
		d.Check = cueConflict.ID
		d.Summary = name + " is declared with two different values"
		if strings.Contains(format, "mismatched types") {
			d.Summary = fmt.Sprintf("%s is declared once as %s and once as %s", name, kindWord(arg(2)), kindWord(arg(3)))
		}
		if len(places) > 0 {
			d.Pos = places[0]
		}
		for _, p := range places {
			if p != d.Pos {
				d.Related = append(d.Related, diag.Related{Message: "another value is here", Pos: p})
			}
		}
		if !slices.ContainsFunc(err.Path(), value.LooksSecret) {
			e.bothValues(&d)
		}
	case strings.HasPrefix(format, "reference %q not found"):
		d.Check = cueReference.ID
		d.Summary = fmt.Sprintf("%s is not declared", arg(0))
		d.Hint = "declare it, or correct the name"
		if e.conceals(d.Pos) {
			d.Summary = "a name stands here that is not declared"
		}
		e.mistaken(&d, func(text []byte, offset int) (meant.Mistake, bool) {
			return meant.Name(text, offset, e.Importable())
		})
		if near := e.template(arg(0), d.Pos); near != "" {
			d = d.Proposed(diag.DidYouMean(near, diag.Respell(arg(0), near)))
		}
	case strings.HasPrefix(format, "undefined field"):
		d.Check = cueReference.ID
		d.Summary = fmt.Sprintf("%s refers to a field %s", name, arg(0)) + notThere
		if e.conceals(d.Pos) {
			d.Summary = name + " refers to a field" + notThere
		} else if near := meant.Nearest(arg(0), e.definitionsBeside(d.Pos)); near != "" {
			d = d.Proposed(diag.DidYouMean(near, diag.Respell(arg(0), near)))
		}
	case strings.HasPrefix(format, "builtin package"):
		d.Check = fault.CUEImport.ID
		d.Summary = fmt.Sprintf("package %q cannot be found", arg(0))
		d.Hint = fault.WhereImportsLie
		if near := e.NearImport(strconv.Quote(arg(0))); near != "" {
			d = d.Proposed(diag.DidYouMean(strconv.Quote(near), diag.Respell(strconv.Quote(arg(0)), strconv.Quote(near))))
		}
	case strings.HasPrefix(format, "imported and not used"):
		d.Check = fault.CUEImport.ID
		d.Summary = fmt.Sprintf("package %s", arg(0)) + notUsed
		e.undeployed(&d, arg(0))
	case strings.HasPrefix(format, "unreferenced alias or let clause"):
		d.Check = cueReference.ID
		d.Summary = fmt.Sprintf("%s is defined by let but not used", arg(0))
		if e.conceals(d.Pos) {
			d.Summary = "a name is defined by let but not used"
		}
		e.mistaken(&d, meant.Alias)
	case strings.HasPrefix(format, "incomplete value"), strings.HasPrefix(format, "non-concrete value"):
		d.Check = cueIncomplete.ID
		d.Summary = name + notDefinite
		e.mistaken(&d, meant.Unembedded)
	case strings.HasPrefix(format, "field is required"):
		d.Check = cueIncomplete.ID
		d.Summary = name + " is required but absent"
	case strings.HasPrefix(format, "field not allowed"):
		d.Summary = name + notAllowed
	case strings.Contains(format, "structural cycle"), strings.Contains(format, "cycle error"):
		d.Check = cueReference.ID
		d.Summary = name + " refers to itself"
		e.mistaken(&d, meant.Itself)
	case strings.HasPrefix(format, "invalid value"):
		d.Summary = name + " breaks a constraint of its declaration"
	case strings.HasPrefix(format, "cannot range over"):
		d.Summary = fmt.Sprintf("%s is made by a comprehension over %s, which is neither a list nor a struct", name, kindWord(arg(1)))
	case strings.HasPrefix(format, "incompatible list lengths"):
		d.Check = cueConflict.ID
		d.Summary = fmt.Sprintf("%s is declared as a list of %s and as one of %s elements", name, arg(0), arg(1))
	case strings.HasPrefix(format, "index out of range"):
		d.Check = cueReference.ID
		d.Summary = fmt.Sprintf("%s refers to element %s of a list of %s", name, arg(0), arg(1))
	case strings.HasPrefix(format, "invalid operands"), strings.HasPrefix(format, "invalid operation"), strings.HasPrefix(format, "cannot use %s (type %s) as type"):
		d.Summary = name + " is computed from values of kinds that do not go together"
		e.mistaken(&d, meant.Operands)
	case strings.HasPrefix(format, "preference mark not allowed"):
		d.Summary = name + " has the mark * of a default, which stands before one of several values"
		e.mistaken(&d, meant.Starred)
	case strings.HasPrefix(format, "failed arithmetic"):
		d.Summary = fmt.Sprintf("%s cannot be computed: %s", name, arg(0))
	case strings.HasPrefix(format, "cannot call non-function"):
		d.Check = cueReference.ID
		d.Summary = name + " calls what is no function"
		if !e.conceals(d.Pos) {
			d.Summary = fmt.Sprintf("%s calls %s, which is no function", name, arg(0))
		}
	case strings.HasPrefix(format, notAvailable):
		d = e.outdated(d, arg(2), arg(3))
	case strings.HasPrefix(format, "@%s") && arg(0) == "embed":
		e.embedded(&d, err)
	case format == "%s": // error("…") of the user's own, or of the schema
		d.Summary = name + ": " + e.OneLine(arg(0))
		if text, offset, ok := e.text(d.Pos); ok && !meant.Says(text, offset, arg(0)) {
			d.Summary = name + " is refused by an error of the package's own"
			d.Detail = "its text is put together, perhaps of secrets, and not shown"
		}
	}
	return d
}

// causes leaves out what follows from another finding: names that are not declared behind
// an alias that was meant for a label, and imports that nothing uses since their name is
// misspelt.
func causes(findings diag.List) diag.List {
	type line struct {
		file string
		line int
	}
	assigned, misspelt := map[line]bool{}, map[string]bool{}
	for _, d := range findings {
		if d.Check == cueReference.ID {
			misspelt[d.Pos.File] = true
			if strings.HasPrefix(d.Summary, meant.Assigned) {
				assigned[line{d.Pos.File, d.Pos.Line}] = true
			}
		}
	}
	return slices.DeleteFunc(findings, func(d diag.Diagnostic) bool {
		switch d.Check {
		case cueReference.ID:
			return assigned[line{d.Pos.File, d.Pos.Line}] && !strings.HasPrefix(d.Summary, meant.Assigned)
		case fault.CUEImport.ID:
			return misspelt[d.Pos.File] && strings.HasSuffix(d.Summary, notUsed)
		}
		return false
	})
}

// notUsed ends what is said of an import.
const notUsed = " is imported but not used"

// text is the user's file that a place is in, and the place as an offset.
func (e *Evaluator) text(at diag.Pos) (text []byte, offset int, ok bool) {
	if !at.IsValid() || at.Line == 0 || e.IsSchema(at.File) {
		return nil, 0, false
	}
	text, err := e.Files.Read(e.Absolute(at.File))
	if err != nil {
		return nil, 0, false
	}
	offset = meant.Offset(text, at.Line, at.Column)
	return text, offset, offset >= 0
}

// conceals reports whether a secret may stand at a place.
func (e *Evaluator) conceals(at diag.Pos) bool {
	text, offset, ok := e.text(at)
	return ok && meant.Conceals(text, offset)
}

// mistaken tells what the text at the place of a finding was probably meant for, if that
// can be told.
func (e *Evaluator) mistaken(d *diag.Diagnostic, find func([]byte, int) (meant.Mistake, bool)) bool {
	text, offset, ok := e.text(d.Pos)
	if !ok {
		return false
	}
	m, ok := find(text, offset)
	if ok {
		fault.Mistaken(d, text, m)
	}
	return ok
}

// bothValues adds the values to a finding of two places, where both are written out.
func (e *Evaluator) bothValues(d *diag.Diagnostic) {
	if len(d.Related) == 1 {
		other := *d
		other.Pos, other.Related = d.Related[0].Pos, nil
		if e.mistaken(&other, meant.Loose) {
			*d = other
			return
		}
	}
	e.mistaken(d, meant.Loose)
	if len(d.Related) != 1 {
		return
	}
	one, other := e.written(d.Pos), e.written(d.Related[0].Pos)
	if one != "" && other != "" {
		d.Detail = fmt.Sprintf("%s and %s", one, other)
	}
}

// written is the scalar that is written out at a place, if it may be shown.
func (e *Evaluator) written(at diag.Pos) string {
	text, offset, ok := e.text(at)
	if !ok {
		return ""
	}
	return meant.Value(text, offset)
}

// definitionsBeside are those of the schema's package of which a place selects one.
func (e *Evaluator) definitionsBeside(at diag.Pos) []string {
	text, offset, ok := e.text(at)
	if !ok {
		return nil
	}
	return e.Definitions(meant.Selected(text, offset))
}

// template is the one of the package that somebody meant by a name that nothing
// declares, or "".
func (e *Evaluator) template(name string, at diag.Pos) string {
	if name == "" || !at.IsValid() || e.conceals(at) {
		return ""
	}
	declared := e.Declared(at.File)
	if strings.ContainsAny(name[:1], "_#") {
		return meant.Nearest(name, declared)
	}
	for _, prefix := range []string{"_", "#", "_#"} {
		if slices.Contains(declared, prefix+name) {
			return prefix + name
		}
	}
	return ""
}

// undeployed adds to the finding of an import that nothing uses what was probably meant
// to be unified with it.
func (e *Evaluator) undeployed(d *diag.Diagnostic, quoted string) {
	path, err := strconv.Unquote(quoted)
	vendor, ok := strings.CutPrefix(path, e.Module+"/")
	if err != nil || !ok {
		return
	}
	e.mistaken(d, func(text []byte, _ int) (meant.Mistake, bool) { return meant.Undeployed(text, vendor) })
}

// notAvailable begins what CUE says of a function that the language version of a module
// does not have.
const notAvailable = "%s %q is not available in version"

// outdated is about a module whose language version lacks what the schema needs.
func (e *Evaluator) outdated(d diag.Diagnostic, version, needed string) diag.Diagnostic {
	return fault.CUEPackage.At(e.ModuleVersion(d.Pos.File), "language version %s of the module is older than %s, which the schema needs", version, needed).
		Proposed(diag.Write(fmt.Sprintf("language: version: %q", load.LanguageVersion), diag.Respell(strconv.Quote(version), strconv.Quote(load.LanguageVersion))))
}

// roots picks, of all errors that CUE has for one value, the one that says most
// about the user's own files.
func (e *Evaluator) roots(err error) []errors.Error {
	var all []errors.Error
	at := map[string]int{}
	for _, one := range errors.Errors(err) {
		path := strings.Join(one.Path(), ".")
		if format, _ := one.Msg(); strings.HasPrefix(format, notAvailable) {
			return []errors.Error{one} // all else may follow from it
		}
		i, known := at[path]
		switch {
		case len(one.Path()) == 0 || !known:
			at[path] = len(all)
			all = append(all, one)
		case len(e.userPlaces(one)) > len(e.userPlaces(all[i])):
			all[i] = one
		}
	}
	return all
}

// userPlaces lists where an error comes from, the schema's own files left out.
func (e *Evaluator) userPlaces(err errors.Error) []diag.Pos {
	var places []diag.Pos
	for _, p := range errors.Positions(err) {
		if at := e.Position(p); at.IsValid() && !e.IsSchema(at.File) {
			places = append(places, at)
		}
	}
	slices.SortFunc(places, diag.Pos.Compare)
	return slices.Compact(places)
}

// subject names a value by its CUE path, list elements by their position.
func subject(path []string) string {
	if len(path) == 0 {
		return "the package"
	}
	var b strings.Builder
	for i, s := range path {
		if _, err := strconv.Atoi(s); err == nil {
			fmt.Fprintf(&b, "[%s]", s)
			continue
		}
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(s)
	}
	return b.String()
}

func kindWord(cueKind string) string {
	switch cueKind {
	case "string":
		return "text"
	case "int", "number", "float":
		return "a number"
	case "bool":
		return "a boolean"
	case "struct":
		return "a struct"
	case "list":
		return "a list"
	}
	return cueKind
}
