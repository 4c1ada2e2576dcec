package build

import (
	"bufio"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/output"
	"provc/compiler/output/record"
	"provc/compiler/vendors"
)

// listable says what --list does not go with.
func (b *builder) listable() error {
	switch {
	case b.check:
		return errors.New("build takes --list or --check, not both")
	case b.staging != "":
		return errors.New("--list tells of the provisioning root alone: leave --staging out")
	case b.Format != "text":
		return errors.New("--list prints lines of text: leave --format out")
	}
	return nil
}

// printSteps prints which files come to the roots and which go, in the order in which live
// roots may take them. It writes nothing, and reads no more than the records.
func (b *builder) printSteps(cmd *cobra.Command, result *compiler.Result) error {
	var steps []record.Step
	add := func(root string, tree *artifact.Tree, m *record.Manifest) error {
		within, err := filepath.Rel(b.output.Root, root)
		for _, s := range record.Steps(tree, m) {
			s.Path = path.Join(filepath.ToSlash(within), s.Path)
			steps = append(steps, s)
		}
		return err
	}
	for _, p := range result.Packages {
		root := cli.Below(b.output.Root, result, p)
		m, err := output.Record(root)
		if err != nil {
			return err
		}
		if m != nil && len(m.Entries) > 0 && m.Package != p.ImportPath && !b.output.Adopt {
			return fmt.Errorf("%s belongs to another package: it was built from %q, this is %q; list another folder, or say --adopt", root, m.Package, p.ImportPath)
		}
		if err := add(root, p.Tree, m); err != nil {
			return err
		}
	}
	roots, err := cli.Gone(b.output.Root, result)
	if err != nil {
		return err
	}
	for _, root := range roots {
		if !b.prune {
			if err := b.Report(diag.List{root.Finding()}); err != nil {
				return err
			}
			continue
		}
		if err := add(root.Dir, &artifact.Tree{PhoneWritten: vendors.All().PhoneWritten}, root.Record); err != nil {
			return err
		}
	}
	slices.SortFunc(steps, record.Step.Compare)
	out := bufio.NewWriter(cmd.OutOrStdout())
	for _, s := range steps {
		what := fmt.Sprint(s.Phase + 1)
		switch {
		case s.Removed:
			what = "remove"
		case s.Seed:
			what = "seed"
		}
		fmt.Fprintf(out, "%s\t%s\n", what, s.Path)
	}
	return out.Flush()
}
