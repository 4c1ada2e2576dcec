package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/output"
	"provc/compiler/output/record"
	"provc/compiler/vendors"
)

// ofStaging marks in a record the package whose staging tree a folder holds.
const ofStaging = " (staging)"

// goneRoot is a root whose package no longer deploys.
type goneRoot struct {
	dir    string
	pkg    string // the package's folder
	record *record.Manifest
}

// gone finds the roots in a folder whose packages the patterns would name, were they
// still there.
func gone(folder string, result *compiler.Result) ([]goneRoot, error) {
	if folder == "" || !result.Several {
		return nil, nil
	}
	roots, err := output.RootsBelow(folder)
	if err != nil {
		return nil, fmt.Errorf("cannot look for roots in %s: %w", folder, err)
	}
	used := map[string]bool{}
	for _, p := range result.Packages {
		used[below(folder, result, p)] = true
	}
	var found []goneRoot
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
		if pkg, ok := result.Gone(strings.TrimSuffix(m.Package, ofStaging), filepath.ToSlash(at)); ok {
			found = append(found, goneRoot{dir, pkg, m})
		}
	}
	return found, nil
}

// sweep removes the roots of packages that are gone, if that is wanted, and else tells of
// them. It reports whether a check has found any.
func (b *builder) sweep(cmd *cobra.Command, result *compiler.Result) (differs bool, err error) {
	for _, folder := range []string{b.output.Root, b.staging} {
		roots, err := gone(folder, result)
		if err != nil {
			return false, err
		}
		for _, root := range roots {
			if !b.prune {
				if err := b.report(diag.List{root.finding()}); err != nil {
					return false, err
				}
			}
			if !b.prune && !b.check {
				continue
			}
			nothing := &artifact.Tree{PhoneWritten: vendors.All().PhoneWritten}
			o := b.output
			o.Root, o.Package, o.Prune = root.dir, root.record.Package, true
			done, err := b.write(cmd, nothing, o)
			if err != nil {
				return false, err
			}
			cli.Summary(cmd, "%s: %s; its package %s no longer deploys", root.dir, b.did(done), root.pkg)
			differs = differs || b.check && !done.Clean()
		}
	}
	return differs, nil
}

func (r goneRoot) finding() diag.Diagnostic {
	return output.RootGone.At(diag.Pos{}, "%s is still served, though package %s no longer deploys", r.dir, r.pkg).
		WithDetail("it holds %s that provc wrote", cli.Count(len(r.record.Entries), "file")).
		WithHint("remove them with build --prune, or bring the package back")
}
