package main

import (
	"context"

	"provc/compiler"
	"provc/compiler/diff"
)

// compileBase compiles packages as of a git revision; patterns name them as of now. The
// result is nil where the revision has none of them.
func compileBase(ctx context.Context, o compiler.Options, patterns []string, revision string) (*compiler.Result, error) {
	checkout, err := diff.NewCheckout(ctx, o.Dir, revision)
	if err != nil {
		return nil, errNoBase{err}
	}
	defer checkout.Close()
	o.Dir, o.Packages = checkout.Dir, nil
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	for _, p := range patterns {
		there, ok, err := checkout.Pattern(p)
		if err != nil {
			return nil, errNoBase{err}
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

// errNoBase is the error of a base that there is not, rather than one that does not
// compile.
type errNoBase struct{ error }

func (e errNoBase) Unwrap() error { return e.error }
