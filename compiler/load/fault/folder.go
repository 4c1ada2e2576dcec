package fault

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"cuelang.org/go/cue/build"
	"cuelang.org/go/cue/errors"
	cueload "cuelang.org/go/cue/load"
	"cuelang.org/go/cue/parser"

	"provc/compiler/diag"
	"provc/compiler/load"
)

// notLoaded is the summary of what cannot be told better.
const notLoaded = "the folder does not load as a CUE package"

// folderError tells why a folder is no package, where nothing of a file's is wrong in
// itself.
func folderError(l *load.Loader, inst *build.Instance, e errors.Error) diag.Diagnostic {
	var none *cueload.NoFilesError
	var several *cueload.MultiplePackageError
	dir := inst.Dir
	if of, ok := l.LostIn(inst); ok {
		dir = of
	}
	switch {
	case errors.As(e, &none):
		if d, ok := withoutPackage(l, dir); ok {
			return d
		}
		d := CUEPackage.At(diag.Pos{File: l.Relative(dir)}, notLoaded)
		packagesBelow(l, &d, dir)
		return d
	case errors.As(e, &several):
		if d, ok := severalPackages(l, dir, several); ok {
			return d
		}
	default:
		if d, ok := moduleFault(l, dir); ok {
			return d
		}
		if d, ok := dependencyFault(l, dir); ok {
			return d
		}
		if d, ok := unreadable(l, e.Error()); ok {
			return d
		}
	}
	if d, ok := brokenFile(l, dir); ok {
		return d
	}
	format, args := e.Msg()
	d := CUEPackage.At(diag.Pos{File: l.Relative(inst.Dir)}, notLoaded)
	d.Detail = l.OneLine(cmp.Or(fmt.Sprintf(format, args...), e.Error()))
	if inst.Dir == "" {
		patternError(l, &d, dir)
	}
	return d
}

// brokenFile is about a folder in which CUE finds no package, since a file is not valid.
func brokenFile(l *load.Loader, dir string) (diag.Diagnostic, bool) {
	names, _ := filepath.Glob(filepath.Join(dir, "*.cue"))
	for _, name := range names {
		text, err := l.Files.Read(name)
		if err != nil {
			continue
		}
		_, err = parser.ParseFile(name, text)
		for _, e := range errors.Errors(err) {
			d := CUESyntax.At(l.Position(e.Position()), "the file is not valid CUE")
			explain(l, &d, e)
			return d, true
		}
	}
	return diag.Diagnostic{}, false
}

// withoutPackage is about a folder with files none of which says to which package it
// belongs.
func withoutPackage(l *load.Loader, dir string) (diag.Diagnostic, bool) {
	all := l.Clauses(dir)
	if len(all) == 0 || all[0].Name != "" {
		return diag.Diagnostic{}, false
	}
	return CUEPackage.At(all[0].At, "the file begins without a package line").Proposed(load.PackageLine(load.PackageName(dir))), true
}

// Ignored warns of files beside a package that CUE passes over, because they begin
// without a package line.
func Ignored(l *load.Loader, inst *build.Instance) diag.List {
	if len(inst.IgnoredFiles)+len(inst.OrphanedFiles) == 0 {
		return nil
	}
	var findings diag.List
	for _, c := range l.Clauses(inst.Dir) {
		if c.Name == "" {
			findings.Add(cuePackageLine.At(c.At, "the file begins without a package line, so nothing in it counts").
				Proposed(load.PackageLine(inst.PkgName)))
		}
	}
	return findings
}

// severalPackages is about a folder with files of several packages. The file at fault is
// that of the rarest, or that of another name than the folder's, or a later one.
func severalPackages(l *load.Loader, dir string, e *cueload.MultiplePackageError) (diag.Diagnostic, bool) {
	in := e.Dir
	if !filepath.IsAbs(in) { // CUE starts from the module
		in = filepath.Join(cmp.Or(load.ModuleRoot(dir), dir), filepath.FromSlash(in))
	}
	// CUE passes over what is of no package.
	all := slices.DeleteFunc(l.Clauses(in), func(c load.Clause) bool { return c.Name == "" })
	count, first := map[string]int{}, map[string]int{}
	for i, c := range all {
		if count[c.Name]++; count[c.Name] == 1 {
			first[c.Name] = i
		}
	}
	if len(count) < 2 {
		return diag.Diagnostic{}, false
	}
	rank := func(c load.Clause) int {
		rank := 4 * count[c.Name]
		if c.Name == filepath.Base(in) {
			rank++
		}
		return rank
	}
	slices.SortStableFunc(all, func(a, b load.Clause) int {
		return cmp.Or(rank(b)-rank(a), first[a.Name]-first[b.Name])
	})
	most, odd := all[0], all[len(all)-1]
	return CUEPackage.At(odd.At, "a folder holds one package, and this file is of package %s", odd.Name).
		Proposed(diag.Write("package "+most.Name, diag.Respell("package "+odd.Name, "package "+most.Name)).
			Before(", or move the file into a folder of its own")).
		WithRelated(most.At, "this one is of package "+most.Name), true
}

// opened is the name of a file that CUE failed to open, in what it says of that.
var opened = regexp.MustCompile(`(?:open|read|stat) (.+\.cue):`)

// unreadable is about a file that cannot be read.
func unreadable(l *load.Loader, message string) (d diag.Diagnostic, ok bool) {
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
	return CUEPackage.At(at, "the file cannot be read").WithDetail("%s", load.Plain(err)), true
}

var quotedPath = regexp.MustCompile(`"([^"]+)"`)

// patternError adds to a finding about a pattern, of a folder, which was probably meant.
func patternError(l *load.Loader, d *diag.Diagnostic, dir string) {
	found := quotedPath.FindStringSubmatch(d.Detail)
	if found == nil {
		return
	}
	name := found[1]
	if info, err := os.Stat(l.Absolute(name)); err == nil && info.IsDir() && !load.IsPath(name) {
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
	packagesBelow(l, d, dir)
}

// packagesBelow says, of a folder without a package, where below it packages are.
func packagesBelow(l *load.Loader, d *diag.Diagnostic, dir string) {
	folders, _, _ := load.FoldersBelow(dir)
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
