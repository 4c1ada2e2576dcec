package load

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Holders replaces the files among patterns by the packages that hold them: those of the
// nearest folder upwards with files of CUE in it, for tables may lie below. What lies in no
// package, such as module.cue, may be of any one of its module, and so may a package that
// only others use: modules are the patterns of all packages there, or nil if no pattern is
// a file.
func (l *Loader) Holders(patterns []string) (packages, modules []string, err error) {
	of := map[string]string{} // the module of a file's package
	for _, pattern := range patterns {
		info, err := os.Stat(l.Absolute(pattern))
		if err != nil || info.IsDir() {
			packages, modules = append(packages, pattern), append(modules, pattern)
			continue
		}
		at := filepath.Dir(l.Absolute(pattern))
		if ModuleRoot(at) == "" && !holdsCUE(at) {
			return nil, nil, fmt.Errorf("no package holds %s: no file of CUE lies beside it, and no cue.mod in a folder above", pattern)
		}
		root := cmp.Or(ModuleRoot(at), at)
		whole := l.asPattern(root) + "/..."
		for !holdsCUE(at) && at != root {
			at = filepath.Dir(at)
		}
		pkg := whole
		if rel, err := filepath.Rel(root, at); err == nil && holdsCUE(at) && (&below{dir: root}).reaches(filepath.ToSlash(rel)) {
			pkg = l.asPattern(at)
		}
		packages, modules, of[pkg] = append(packages, pkg), append(modules, whole), whole
	}
	if len(of) == 0 {
		return patterns, nil, nil
	}
	packages = slices.DeleteFunc(packages, func(pkg string) bool { return of[pkg] != pkg && slices.Contains(packages, of[pkg]) })
	slices.Sort(packages)
	slices.Sort(modules)
	return slices.Compact(packages), slices.Compact(modules), nil
}

// holdsCUE reports whether a folder holds files of CUE.
func holdsCUE(dir string) bool {
	files, err := filepath.Glob(filepath.Join(dir, "*.cue"))
	return err == nil && len(files) > 0
}

// asPattern is a folder as CUE takes it for a pattern.
func (l *Loader) asPattern(dir string) string {
	rel := l.Relative(dir)
	if filepath.IsAbs(rel) || strings.HasPrefix(rel, ".") {
		return rel
	}
	return "./" + rel
}
