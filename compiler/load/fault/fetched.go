package fault

import (
	"fmt"
	"strings"

	"cuelang.org/go/cue/ast"
	"cuelang.org/go/cue/build"

	"provc/compiler/diag"
	"provc/compiler/load"
)

// unfetched tells that an import leads to a module that CUE has not fetched yet.
func unfetched(d *diag.Diagnostic, inst *build.Instance, name string, cause error) bool {
	if inst.ModuleFile == nil || !strings.Contains(cause.Error(), load.NotFetched) {
		return false
	}
	d.Hint = load.NotFetched + " itself; cue mod tidy does"
	d.Detail = "a module that cue.mod/module.cue asks for is not among those that CUE has fetched"
	path := ast.ParseImportPath(strings.Trim(name, `"`)).Path
	for of, dep := range inst.ModuleFile.Deps {
		if base := ast.ParseImportPath(of).Path; path == base || strings.HasPrefix(path, base+"/") {
			d.Detail = fmt.Sprintf("module %s %s is not among those that CUE has fetched", of, dep.Version)
		}
	}
	return true
}
