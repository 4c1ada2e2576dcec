package load

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/load"
	"cuelang.org/go/cue/parser"

	"provc/compiler/diag"
)

// notLoaded is the summary of what cannot be told better.
const notLoaded = "the folder does not load as a CUE package"

// folderError tells why a folder is no package, where nothing of a file's is wrong in
// itself.
func (l *Loader) folderError(inst *build.Instance, e errors.Error) diag.Diagnostic {
	var none *load.NoFilesError
	var several *load.MultiplePackageError
	dir := inst.Dir
	if of, ok := l.lost.Load(inst); ok {
		dir = of.(string)
	}
	switch {
	case errors.As(e, &none):
		if d, ok := l.withoutPackage(dir); ok {
			return d
		}
		d := CUEPackage.At(diag.Pos{File: l.Relative(dir)}, notLoaded)
		l.below(&d, dir)
		return d
	case errors.As(e, &several):
		if d, ok := l.severalPackages(several); ok {
			return d
		}
	default:
		if d, ok := l.moduleFault(dir); ok {
			return d
		}
		if d, ok := l.dependencyFault(dir); ok {
			return d
		}
		if d, ok := l.unreadable(e.Error()); ok {
			return d
		}
	}
	if d, ok := l.brokenFile(dir); ok {
		return d
	}
	format, args := e.Msg()
	d := CUEPackage.At(diag.Pos{File: l.Relative(inst.Dir)}, notLoaded)
	d.Detail = l.OneLine(cmp.Or(fmt.Sprintf(format, args...), e.Error()))
	if inst.Dir == "" {
		l.pattern(&d, dir)
	}
	return d
}

// clause is the package line of a file.
type clause struct {
	file string
	name string // empty if there is none
	at   diag.Pos
}

// clauses are the package lines of the files of a folder that can be read.
func (l *Loader) clauses(dir string) (all []clause) {
	names, _ := filepath.Glob(filepath.Join(dir, "*.cue"))
	for _, name := range names {
		if base := filepath.Base(name); base[0] == '_' || base[0] == '.' {
			continue
		}
		text, err := l.Files.Read(name)
		if err != nil {
			continue
		}
		c := clause{file: name, at: diag.Pos{File: l.Relative(name), Line: 1, Column: 1}}
		file, err := parser.ParseFile(name, text, parser.ImportsOnly)
		if err != nil {
			continue
		}
		for _, d := range file.Decls {
			if p, ok := d.(*ast.Package); ok {
				c.name, c.at = p.Name.Name, l.Position(p.Pos())
			}
		}
		all = append(all, c)
	}
	return all
}

// brokenFile is about a folder in which CUE finds no package, since a file is not valid.
func (l *Loader) brokenFile(dir string) (diag.Diagnostic, bool) {
	names, _ := filepath.Glob(filepath.Join(dir, "*.cue"))
	for _, name := range names {
		text, err := l.Files.Read(name)
		if err != nil {
			continue
		}
		_, err = parser.ParseFile(name, text)
		for _, e := range errors.Errors(err) {
			d := CUESyntax.At(l.Position(e.Position()), "the file is not valid CUE")
			l.meant(&d, e)
			return d, true
		}
	}
	return diag.Diagnostic{}, false
}

// withoutPackage is about a folder with files none of which says to which package it
// belongs.
func (l *Loader) withoutPackage(dir string) (diag.Diagnostic, bool) {
	all := l.clauses(dir)
	if len(all) == 0 || all[0].name != "" {
		return diag.Diagnostic{}, false
	}
	return CUEPackage.At(all[0].at, "the file begins without a package line").Proposed(packageLine(packageName(dir))), true
}

// packageLine proposes to begin a file with one.
func packageLine(name string) diag.Proposal {
	return diag.Write("package "+name, diag.Fix{Edits: []diag.Edit{{New: "package " + name + "\n\n"}}})
}

var noName = regexp.MustCompile(`[^A-Za-z0-9_]+`)

// packageName is what the package of a folder may be called.
func packageName(dir string) string {
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
			if d, ok := l.withoutPackage(dir); ok {
				return fmt.Sprintf(": %s begins without a package line; %s", d.Pos.File, d.Hint)
			}
		}
	}
	return ""
}

// Ignored warns of files beside a package that CUE passes over, because they begin
// without a package line.
func (l *Loader) Ignored(inst *build.Instance) diag.List {
	if len(inst.IgnoredFiles)+len(inst.OrphanedFiles) == 0 {
		return nil
	}
	var findings diag.List
	for _, c := range l.clauses(inst.Dir) {
		if c.name == "" {
			findings.Add(cuePackageLine.At(c.at, "the file begins without a package line, so nothing in it counts").
				Proposed(packageLine(inst.PkgName)))
		}
	}
	return findings
}

// severalPackages is about a folder with files of several packages. The file at fault is
// that of the rarest, or that of another name than the folder's.
func (l *Loader) severalPackages(e *load.MultiplePackageError) (diag.Diagnostic, bool) {
	dir := e.Dir
	if !filepath.IsAbs(dir) {
		dir = l.Absolute(dir)
	}
	all := l.clauses(dir)
	count := map[string]int{}
	for _, c := range all {
		count[c.name]++
	}
	if len(count) < 2 {
		return diag.Diagnostic{}, false
	}
	rank := func(c clause) int {
		rank := 4 * count[c.name]
		if c.name == filepath.Base(dir) {
			rank++
		}
		return rank
	}
	byRank := slices.Clone(all)
	slices.SortStableFunc(byRank, func(a, b clause) int { return rank(b) - rank(a) })
	most, odd := byRank[0], byRank[len(byRank)-1]
	if most.name == odd.name || most.name == "" {
		return diag.Diagnostic{}, false
	}
	if odd.name == "" {
		return CUEPackage.At(odd.at, "the file begins without a package line").Proposed(packageLine(most.name)), true
	}
	return CUEPackage.At(odd.at, "a folder holds one package, and this file is of package %s", odd.name).
		Proposed(diag.Write("package "+most.name, diag.Respell("package "+odd.name, "package "+most.name)).
			Before(", or move the file into a folder of its own")).
		WithRelated(most.at, "this one is of package "+most.name), true
}

// opened is the name of a file that CUE failed to open, in what it says of that.
var opened = regexp.MustCompile(`(?:open|read|stat) (.+\.cue):`)

// unreadable is about a file that cannot be read.
func (l *Loader) unreadable(message string) (d diag.Diagnostic, ok bool) {
	found := opened.FindStringSubmatch(message)
	if found == nil {
		return d, false
	}
	name := l.Absolute(filepath.FromSlash(found[1]))
	at := diag.Pos{File: l.Relative(name)}
	if info, err := os.Lstat(name); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
			return CUEPackage.At(at, "the file is a symbolic link that leads nowhere").WithHint("remove it, or correct where it leads"), true
		}
	}
	_, err := os.ReadFile(name)
	if err == nil {
		return d, false
	}
	return CUEPackage.At(at, "the file cannot be read").WithDetail("%s", plain(err)), true
}

var quotedPath = regexp.MustCompile(`"([^"]+)"`)

// pattern adds to a finding about a pattern, of a folder, which was probably meant.
func (l *Loader) pattern(d *diag.Diagnostic, dir string) {
	found := quotedPath.FindStringSubmatch(d.Detail)
	if found == nil {
		return
	}
	name := found[1]
	if info, err := os.Stat(l.Absolute(name)); err == nil && info.IsDir() && !IsPath(name) {
		d.Summary = fmt.Sprintf("%s without ./ is the path of an import, not a folder", name)
		d.Detail, d.Hint = "", "write ./"+name
		return
	}
	if !strings.Contains(d.Detail, "matched no packages") || strings.HasSuffix(name, "...") {
		if strings.HasPrefix(d.Detail, "standard library") {
			d.Summary, d.Detail = fmt.Sprintf("there is no package %q, and no folder of this name", name), ""
		}
		return
	}
	l.below(d, dir)
}

// below says, of a folder without a package, where below it packages are.
func (l *Loader) below(d *diag.Diagnostic, dir string) {
	folders, _, _ := FoldersBelow(dir)
	folders = slices.DeleteFunc(folders, func(f string) bool { return f == dir })
	if len(folders) == 0 {
		d.Summary, d.Detail = "there is no file of CUE here, nor in folders below", ""
		d.Hint = "provc init makes a first deployment"
		return
	}
	slices.Sort(folders)
	var names []string
	for _, f := range slices.Compact(folders) {
		names = append(names, "./"+l.Relative(f))
	}
	if len(names) > 3 {
		names = append(names[:3], "…")
	}
	d.Summary, d.Detail = "no package is in this folder itself", ""
	d.Hint = fmt.Sprintf("packages are in %s; use ./...", strings.Join(names, ", "))
}
