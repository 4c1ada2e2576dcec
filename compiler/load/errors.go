package load

import (
	"cmp"
	"fmt"
	"strings"

	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"

	"provc/compiler/diag"
)

// Errors tells why a package could not be loaded.
func (l *Loader) Errors(inst *build.Instance) diag.List {
	var findings diag.List
	broken := map[string]bool{} // files whose first mistake is told; the rest follows from it
	for _, e := range errors.Errors(inst.Err) {
		format, args := e.Msg()
		d := cueSyntax.At(l.Position(e.Position()), "the file is not valid CUE")
		switch {
		case strings.HasPrefix(format, importFailed):
			l.importError(&d, inst, e)
		case !e.Position().IsValid() && len(e.InputPositions()) == 0:
			// Nothing of the user's is wrong in itself: no files, two packages in
			// one folder, a module file that does not load.
			d.Check = cuePackage.ID
			d.Pos = diag.Pos{File: l.Relative(inst.Dir)}
			d.Summary = "the folder does not load as a CUE package"
			d.Detail = l.OneLine(cmp.Or(fmt.Sprintf(format, args...), e.Error()))
		default:
			if broken[d.Pos.File] {
				continue
			}
			broken[d.Pos.File] = true
			if isNotUTF8(e) {
				d = l.notUTF8(e)
				break
			}
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
	return firstLine(fmt.Sprintf(format, args...))
}
