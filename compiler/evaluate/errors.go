package evaluate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/errors"

	"provc/compiler/diag"
	"provc/compiler/load"
)

// translate puts an error of CUE's evaluation into a sentence. Texts are never
// shown: one of them may be a password.
func (e *Evaluator) translate(err errors.Error) diag.Diagnostic {
	format, args := err.Msg()
	name := subject(err.Path())
	d := cueValue.At(e.Position(err.Position()), "%s%s", name, notEvaluated)
	places := e.userPlaces(err)
	if (!d.Pos.IsValid() || e.IsSchema(d.Pos.File)) && len(places) > 0 {
		d.Pos = places[0]
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
	case strings.HasPrefix(format, "reference %q not found"):
		d.Check = cueReference.ID
		d.Summary = fmt.Sprintf("%s is not declared", arg(0))
		d.Hint = "declare it, or correct the name"
	case strings.HasPrefix(format, "undefined field"):
		d.Check = cueReference.ID
		d.Summary = fmt.Sprintf("%s refers to a field %s", name, arg(0)) + notThere
	case strings.HasPrefix(format, "builtin package"):
		d.Check = load.CUEImport.ID
		d.Summary = fmt.Sprintf("package %q cannot be found", arg(0))
		d.Hint = load.WhereImportsLie
	case strings.HasPrefix(format, "imported and not used"):
		d.Check = load.CUEImport.ID
		d.Summary = fmt.Sprintf("package %s is imported but not used", arg(0))
	case strings.HasPrefix(format, "unreferenced alias or let clause"):
		d.Check = cueReference.ID
		d.Summary = fmt.Sprintf("%s is defined by let but not used", arg(0))
	case strings.HasPrefix(format, "incomplete value"), strings.HasPrefix(format, "non-concrete value"):
		d.Check = cueIncomplete.ID
		d.Summary = name + notDefinite
	case strings.HasPrefix(format, "field is required"):
		d.Check = cueIncomplete.ID
		d.Summary = name + " is required but absent"
	case strings.HasPrefix(format, "field not allowed"):
		d.Summary = name + notAllowed
	case strings.Contains(format, "structural cycle"), strings.Contains(format, "cycle error"):
		d.Check = cueReference.ID
		d.Summary = name + " refers to itself"
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
	case strings.HasPrefix(format, "invalid operands"), strings.HasPrefix(format, "invalid operation"):
		d.Summary = name + " is computed from values of kinds that do not go together"
	case strings.HasPrefix(format, "failed arithmetic"):
		d.Summary = fmt.Sprintf("%s cannot be computed: %s", name, arg(0))
	case strings.HasPrefix(format, "cannot call non-function"):
		d.Check = cueReference.ID
		d.Summary = fmt.Sprintf("%s calls %s, which is no function", name, arg(0))
	case format == "%s": // error("…") of the user's own
		d.Summary = name + ": " + e.OneLine(arg(0))
	}
	return d
}

// roots picks, of all errors that CUE has for one value, the one that says most
// about the user's own files.
func (e *Evaluator) roots(err error) []errors.Error {
	var all []errors.Error
	at := map[string]int{}
	for _, one := range errors.Errors(err) {
		path := strings.Join(one.Path(), ".")
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
