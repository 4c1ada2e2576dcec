package source

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"

	"provc/compiler/diag"
)

// loadErrors tells why a package could not be loaded.
func (l *Loader) loadErrors(inst *build.Instance) diag.List {
	var findings diag.List
	broken := map[string]bool{} // files whose first mistake is told; the rest follows from it
	for _, e := range errors.Errors(inst.Err) {
		format, args := e.Msg()
		d := diag.Diagnostic{Severity: diag.Error, Check: "cue-syntax", Pos: l.position(e.Position())}
		switch {
		case strings.HasPrefix(format, importFailed):
			l.importError(&d, inst, e)
		case !e.Position().IsValid() && len(e.InputPositions()) == 0:
			// Nothing of the user's is wrong in itself: no files, two packages in
			// one folder, a module file that does not load.
			d.Check = "cue-package"
			d.Pos = diag.Pos{File: l.relative(inst.Dir)}
			d.Summary = "the folder does not load as a CUE package"
			d.Detail = oneLine(fmt.Sprintf(format, args...), l.dir)
		default:
			if broken[d.Pos.File] {
				continue
			}
			broken[d.Pos.File] = true
			d.Summary = "the file is not valid CUE"
			d.Detail = syntax(format, args)
		}
		findings.Add(d)
	}
	return findings.Sorted()
}

// syntax says what the parser found, in words.
func syntax(format string, args []any) string {
	switch format {
	case "expected %s, found '%s'":
		found := fmt.Sprint(args[1])
		if found == "EOF" {
			return fmt.Sprintf("%s is missing at the end of the file", args[0])
		}
		return fmt.Sprintf("expected %s, found %q", args[0], found)
	case "missing ',' in %s":
		return fmt.Sprintf("a comma or a new line is missing between two parts of a %s", args[0])
	}
	return oneLine(fmt.Sprintf(format, args...), "")
}

// translate puts an error of CUE's evaluation into a sentence. Texts are never
// shown: one of them may be a password.
func (l *Loader) translate(e errors.Error) diag.Diagnostic {
	format, args := e.Msg()
	name := subject(e.Path())
	d := diag.Diagnostic{Severity: diag.Error, Check: "cue-value", Pos: l.position(e.Position())}
	places := l.userPlaces(e)
	if (!d.Pos.IsValid() || l.isSchema(d.Pos)) && len(places) > 0 {
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
		d.Check = "cue-conflict"
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
		d.Check = "cue-reference"
		d.Summary = fmt.Sprintf("%s is not declared", arg(0))
		d.Hint = "declare it, or correct the name"
	case strings.HasPrefix(format, "undefined field"):
		d.Check = "cue-reference"
		d.Summary = fmt.Sprintf("%s refers to a field %s that is not there", name, arg(0))
	case strings.HasPrefix(format, "builtin package"):
		d.Check = "cue-import"
		d.Summary = fmt.Sprintf("package %q cannot be found", arg(0))
		d.Hint = whereImportsLie
	case strings.HasPrefix(format, "imported and not used"):
		d.Check = "cue-import"
		d.Summary = fmt.Sprintf("package %s is imported but not used", arg(0))
	case strings.HasPrefix(format, "unreferenced alias or let clause"):
		d.Check = "cue-reference"
		d.Summary = fmt.Sprintf("%s is defined by let but not used", arg(0))
	case strings.HasPrefix(format, "incomplete value"), strings.HasPrefix(format, "non-concrete value"):
		d.Check = "cue-incomplete"
		d.Summary = name + " has no definite value"
	case strings.HasPrefix(format, "field is required"):
		d.Check = "cue-incomplete"
		d.Summary = name + " is required but absent"
	case strings.HasPrefix(format, "field not allowed"):
		d.Check = "cue-value"
		d.Summary = name + notAllowed
	case strings.Contains(format, "structural cycle"), strings.Contains(format, "cycle error"):
		d.Check = "cue-reference"
		d.Summary = name + " refers to itself"
	case strings.HasPrefix(format, "invalid value"):
		d.Summary = name + " breaks a constraint of its declaration"
	case strings.HasPrefix(format, "cannot range over"):
		d.Summary = fmt.Sprintf("%s is made by a comprehension over %s, which is neither a list nor a struct", name, kindWord(arg(1)))
	case strings.HasPrefix(format, "incompatible list lengths"):
		d.Check = "cue-conflict"
		d.Summary = fmt.Sprintf("%s is declared as a list of %s and as one of %s elements", name, arg(0), arg(1))
	case strings.HasPrefix(format, "index out of range"):
		d.Check = "cue-reference"
		d.Summary = fmt.Sprintf("%s refers to element %s of a list of %s", name, arg(0), arg(1))
	case strings.HasPrefix(format, "invalid operands"), strings.HasPrefix(format, "invalid operation"):
		d.Summary = name + " is computed from values of kinds that do not go together"
	case strings.HasPrefix(format, "failed arithmetic"):
		d.Summary = fmt.Sprintf("%s cannot be computed: %s", name, arg(0))
	case strings.HasPrefix(format, "cannot call non-function"):
		d.Check = "cue-reference"
		d.Summary = fmt.Sprintf("%s calls %s, which is no function", name, arg(0))
	case format == "%s": // error("…") of the user's own
		d.Summary = name + ": " + oneLine(arg(0), l.dir)
	default:
		d.Summary = name + notEvaluated
	}
	return d
}

// roots picks, of all errors that CUE has for one value, the one that says most
// about the user's own files.
func (l *Loader) roots(err error) []errors.Error {
	var all []errors.Error
	at := map[string]int{}
	for _, e := range errors.Errors(err) {
		path := strings.Join(e.Path(), ".")
		i, known := at[path]
		switch {
		case len(e.Path()) == 0 || !known:
			at[path] = len(all)
			all = append(all, e)
		case len(l.userPlaces(e)) > len(l.userPlaces(all[i])):
			all[i] = e
		}
	}
	return all
}

// userPlaces lists where an error comes from, the schema's own files left out.
func (l *Loader) userPlaces(e errors.Error) []diag.Pos {
	var places []diag.Pos
	for _, p := range errors.Positions(e) {
		if at := l.position(p); at.IsValid() && !l.isSchema(at) {
			places = append(places, at)
		}
	}
	slices.SortFunc(places, diag.Pos.Compare)
	return slices.Compact(places)
}

func (l *Loader) isSchema(p diag.Pos) bool {
	return strings.Contains(p.File, "cue.mod/pkg/"+l.Module+"/")
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

// oneLine keeps a message to its first line and takes the folder's own path
// out of it.
func oneLine(s, dir string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	if dir != "" {
		s = strings.ReplaceAll(s, dir+"/", "")
	}
	return strings.TrimSuffix(s, ":")
}
