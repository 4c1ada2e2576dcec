// Package fault says why a package does not load, and what of its files CUE passes over: in
// sentences, at the place that is to be mended.
package fault

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"

	"provc/compiler/diag"
	"provc/compiler/load"
	"provc/compiler/meant"
)

// Of tells why a package could not be loaded.
func Of(l *load.Loader, inst *build.Instance) diag.List {
	var findings diag.List
	broken := map[string]bool{} // files whose first mistake is told; the rest follows from it
	for _, e := range errors.Errors(inst.Err) {
		format, _ := e.Msg()
		d := CUESyntax.At(l.Position(e.Position()), "the file is not valid CUE")
		switch {
		case strings.HasPrefix(format, importFailed):
			importError(l, &d, inst, e)
		case !e.Position().IsValid() || isModuleFile(e.Position().Filename()):
			d = folderError(l, inst, e)
			if slices.ContainsFunc(findings, func(f diag.Diagnostic) bool { return f.Pos == d.Pos && f.Message() == d.Message() }) {
				continue // CUE tells each alternative
			}
		default:
			if broken[d.Pos.File] {
				continue
			}
			broken[d.Pos.File] = true
			if load.IsNotUTF8(e) {
				d = wrongEncoding(l, e)
				break
			}
			explain(l, &d, e)
		}
		findings.Add(d)
	}
	return findings.Sorted()
}

// isModuleFile tells the files that say what a module is from those of packages.
func isModuleFile(name string) bool {
	return filepath.Base(filepath.Dir(name)) == "cue.mod"
}

// explain says what is wrong with the syntax of a file: what its text seems to have been
// meant for or, where that cannot be told, what the parser found.
func explain(l *load.Loader, d *diag.Diagnostic, e errors.Error) {
	pos := e.Position()
	text, err := l.Files.Read(pos.Filename())
	if err == nil {
		if m, ok := meant.Syntax(text, pos.Offset()); ok {
			Mistaken(d, text, m)
			return
		}
	}
	format, args := e.Msg()
	d.Detail = syntax(format, args)
}

// Mistaken tells a mistake in the text of the file that a finding is about.
func Mistaken(d *diag.Diagnostic, text []byte, m meant.Mistake) {
	*d = d.Proposed(m.Proposal())
	d.Summary, d.Detail = m.Summary, ""
	at := func(offset int) diag.Pos {
		line, column := meant.Place(text, offset)
		return diag.Pos{File: d.Pos.File, Line: line, Column: column}
	}
	d.Pos = at(m.Offset)
	if m.Opening >= 0 {
		d.Related = append(d.Related, diag.Related{Message: "it opens here", Pos: at(m.Opening)})
	}
}

// Indented finds fields of a package's files that are indented as if they belonged
// elsewhere.
func Indented(l *load.Loader, inst *build.Instance) (findings diag.List) {
	for _, f := range inst.BuildFiles {
		text, err := l.Files.Read(f.Filename)
		if err != nil {
			continue
		}
		for _, m := range meant.Indented(text) {
			d := CUEIndentation.At(diag.Pos{File: l.Relative(f.Filename)}, "")
			Mistaken(&d, text, m)
			findings.Add(d)
		}
	}
	return findings
}

// found are the parser's names of tokens whose text may be a secret.
var found = map[string]string{
	"IDENT": "a name", "STRING": "text", "INT": "a number", "FLOAT": "a number", "INTERPOLATION": "text", "ATTRIBUTE": "an attribute",
	"ILLEGAL": "something that is no CUE",
}

// syntax says what the parser found, in words, without anything of the text that may be
// a secret.
func syntax(format string, args []any) string {
	switch format {
	case "expected %s, found '%s'", "expected %s, found '%s' %s":
		tok := fmt.Sprint(args[1])
		if tok == "EOF" {
			return fmt.Sprintf("%s is missing at the end of the file", args[0])
		}
		return fmt.Sprintf("expected %s, found %s", args[0], cmp.Or(found[tok], strconv.Quote(tok)))
	case "expected %s, found newline":
		return fmt.Sprintf("expected %s, found the end of the line", args[0])
	case "missing ',' in %s":
		return fmt.Sprintf("a comma or a new line is missing between two parts of a %s", strings.TrimSuffix(fmt.Sprint(args[0]), " literal"))
	case "missing ',' before newline in %s":
		return fmt.Sprintf("a comma is missing before the end of the line in a %s", strings.TrimSuffix(fmt.Sprint(args[0]), " literal"))
	case "illegal token %q", "invalid import path: %s", "invalid package name %s":
		format, _, _ := strings.Cut(format, " %")
		return strings.TrimSuffix(format, ":")
	}
	return load.FirstLine(fmt.Sprintf(format, args...))
}
