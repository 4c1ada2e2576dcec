package evaluate

import (
	"fmt"
	"strings"

	"cuelang.org/go/cue/errors"

	"provc/compiler/diag"
)

// embedFaults are beginnings of what CUE says of a file that it cannot embed, and what
// they mean. Nothing of the file is shown.
var embedFaults = []struct{ begins, means, hint string }{
	{"open %v: no such file", "there is no such file", "the path is relative to the file that embeds"},
	{"no matches for glob", "no file matches the pattern", "the pattern is relative to the file that embeds"},
	{"extension not fully specified", "the end of its name does not say what it holds", "add its type, such as type=text"},
	{"encoding %q not", "files of this kind cannot be embedded", "what can be are .json, .yaml, .toml, .cue and, with type=text, any text"},
	{"unknown file extension", "the end of its name does not say what it holds", "add its type, such as type=text"},
	{"no encoding specified for file", "the end of its name does not say what it holds", "add its type, such as type=text"},
	{"unknown filetype", "there is no such type", "types are json, yaml, toml, text and binary, among others"},
	{"cannot embed directories", "it is a folder", "name a file, or a pattern: glob=\"*.json\""},
	{"%v is a directory", "it is a folder", "name a file, or a pattern: glob=\"*.json\""},
	{"only relative files", "its path begins at the root", "the path is relative to the file that embeds"},
	{"cannot refer to parent directory", "its path leads out of the folder", "only files of the folder and those below can be embedded"},
	{"path not normalized", "its path has parts that lead nowhere, such as ./", "write it without them"},
	{"attribute must have file or glob", "the attribute names no file", "write @embed(file=x.json)"},
	{"attribute cannot have both file and glob", "the attribute names a file and a pattern", "keep one of them"},
	{"allowEmptyGlob must be", "allowEmptyGlob is for patterns", "leave it out"},
	{"cannot embed file %q: in different module", "it belongs to another module", ""},
	{"cannot embed files when not in a module", "there is no cue.mod", "provc init makes one"},
	{"cannot embed files: no module root", "there is no cue.mod", "provc init makes one"},
	{"streaming not implemented", "it holds more than one value", "keep one document in it"},
	{"failed to decode", "what it holds cannot be read", "correct it, or name its type, such as type=text"},
}

// embedded tells why a file cannot be embedded, with the place within it.
func (e *Evaluator) embedded(d *diag.Diagnostic, err errors.Error) {
	d.Summary = "a file cannot be embedded"
	for one := err; one != nil; {
		format, args := one.Msg()
		if said := fmt.Sprintf(format, args...); format == "%s" || format == "%v" {
			format = said
		}
		for _, f := range embedFaults {
			if strings.HasPrefix(format, f.begins) {
				d.Detail, d.Hint = f.means, f.hint
			}
		}
		var next errors.Error
		if !errors.As(errors.Unwrap(one), &next) {
			break
		}
		one = next
	}
	for _, p := range errors.Positions(err) {
		at := e.Position(p)
		if at.IsValid() && at.File != d.Pos.File {
			// CUE names it from the root of the module.
			d.Detail = "what it holds cannot be read"
			d.Related = []diag.Related{{Message: "what is wrong is here", Pos: at}}
			break
		}
	}
}
