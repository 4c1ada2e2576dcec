package cli

import (
	"context"
	"slices"

	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/diff"
)

// CompileBase compiles packages as of a git revision; patterns name them as of now. The
// result is nil where the revision has none of them.
func CompileBase(ctx context.Context, o compiler.Options, patterns []string, revision string) (*compiler.Result, error) {
	checkout, err := diff.NewCheckout(ctx, o.Dir, revision)
	if err != nil {
		return nil, NoBaseError{err}
	}
	defer checkout.Close()
	o.Dir, o.Packages = checkout.Dir, nil
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	for _, p := range patterns {
		there, ok, err := checkout.Pattern(p)
		if err != nil {
			return nil, NoBaseError{err}
		}
		if ok {
			o.Packages = append(o.Packages, there)
		}
	}
	if len(o.Packages) == 0 {
		return nil, nil // all packages are new
	}
	return compiler.Compile(ctx, o)
}

// NoBaseError is the error of a base that there is not, rather than one that does not
// compile.
type NoBaseError struct{ error }

func (e NoBaseError) Unwrap() error { return e.error }

// AtRevision puts a revision before the positions of findings.
func AtRevision(revision string, findings diag.List) diag.List {
	for i := range findings {
		d := &findings[i]
		if d.Pos.IsValid() {
			d.Pos.File = revision + ":" + d.Pos.File
		}
		d.Related = slices.Clone(d.Related)
		for j := range d.Related {
			d.Related[j].Pos.File = revision + ":" + d.Related[j].Pos.File
		}
	}
	return findings
}
