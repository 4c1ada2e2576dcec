package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/output"
	"provc/compiler/output/record"
)

// OfStaging marks in a record the package whose staging tree a folder holds.
const OfStaging = " (staging)"

// GoneRoot is a root whose package no longer deploys.
type GoneRoot struct {
	Dir    string
	Pkg    string // the package's folder
	Record *record.Manifest
}

// Gone finds the roots in a folder whose packages the patterns would name, were they
// still there.
func Gone(folder string, result *compiler.Result) ([]GoneRoot, error) {
	if folder == "" || !result.Several {
		return nil, nil
	}
	roots, err := output.RootsBelow(folder)
	if err != nil {
		return nil, fmt.Errorf("cannot look for roots in %s: %w", folder, err)
	}
	used := map[string]bool{}
	for _, p := range result.Packages {
		used[Below(folder, result, p)] = true
	}
	var found []GoneRoot
	for _, dir := range roots {
		if used[dir] {
			continue
		}
		m, err := output.Record(dir)
		if err != nil {
			return nil, err
		}
		at, err := filepath.Rel(folder, dir)
		if err != nil || m == nil || len(m.Entries) == 0 {
			continue
		}
		if pkg, ok := result.Gone(strings.TrimSuffix(m.Package, OfStaging), filepath.ToSlash(at)); ok {
			found = append(found, GoneRoot{dir, pkg, m})
		}
	}
	return found, nil
}

func (r GoneRoot) Finding() diag.Diagnostic {
	return output.RootGone.At(diag.Pos{}, "%s is still served, though package %s no longer deploys", r.Dir, r.Pkg).
		WithDetail("it holds %s that provc wrote", Count(len(r.Record.Entries), "file")).
		WithHint("remove them with build --prune, or bring the package back")
}

// Below is the root of a package: the folder itself, or one below it where there
// are several packages.
func Below(root string, result *compiler.Result, p *compiler.Package) string {
	if !result.Several {
		return root
	}
	return filepath.Join(root, filepath.FromSlash(p.Dir))
}
