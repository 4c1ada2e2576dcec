package load

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/parser"

	"provc/compiler/diag"
)

// Clause is the package line of a file.
type Clause struct {
	file string
	Name string // empty if there is none
	At   diag.Pos
}

// Clauses are the package lines of the files of a folder that can be read.
func (l *Loader) Clauses(dir string) (all []Clause) {
	names, _ := filepath.Glob(filepath.Join(dir, "*.cue"))
	for _, name := range names {
		if base := filepath.Base(name); base[0] == '_' || base[0] == '.' {
			continue
		}
		text, err := l.Files.Read(name)
		if err != nil {
			continue
		}
		c := Clause{file: name, At: diag.Pos{File: l.Relative(name), Line: 1, Column: 1}}
		file, err := parser.ParseFile(name, text, parser.ImportsOnly)
		if err != nil {
			continue
		}
		for _, d := range file.Decls {
			if p, ok := d.(*ast.Package); ok {
				c.Name, c.At = p.Name.Name, l.Position(p.Pos())
			}
		}
		all = append(all, c)
	}
	return all
}

// PackageLine proposes to begin a file with one.
func PackageLine(name string) diag.Proposal {
	return diag.Write("package "+name, diag.Fix{Edits: []diag.Edit{{New: "package " + name + "\n\n"}}})
}

var noName = regexp.MustCompile(`[^A-Za-z0-9_]+`)

// PackageName is what the package of a folder may be called.
func PackageName(dir string) string {
	name := strings.Trim(noName.ReplaceAllString(filepath.Base(dir), "_"), "_")
	if name == "" || '0' <= name[0] && name[0] <= '9' {
		return "ward"
	}
	return name
}

// because says why patterns find nothing, if files in the folders that they are about
// have no package line.
func (l *Loader) because(patterns []string) string {
	for _, pattern := range patterns {
		folders, _, err := FoldersBelow(l.Absolute(strings.TrimSuffix(pattern, "...")))
		if err != nil {
			continue
		}
		for _, dir := range folders {
			if all := l.Clauses(dir); len(all) > 0 && all[0].Name == "" {
				return fmt.Sprintf(": %s begins without a package line; %s", all[0].At.File, PackageLine(PackageName(dir)).Hint)
			}
		}
	}
	return ""
}
