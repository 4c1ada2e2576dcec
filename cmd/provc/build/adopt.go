package build

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler/artifact"
	"provc/compiler/diff"
	"provc/compiler/output"
	"provc/compiler/root"
	"provc/compiler/vendors"
)

// adopt tells what changes for phones and people where files are taken over that provc
// did not write, before any is. It says where copies of them go.
func (b *builder) adopt(cmd *cobra.Command, tree *artifact.Tree, o *output.Options) error {
	if !o.Adopt {
		return nil
	}
	top := b.output.Root // of several roots
	if o.Staging {
		top = b.staging
	}
	copies := b.copies
	if copies == "" {
		copies = filepath.Clean(top) + ".before-provc"
	}
	if err := disjoint(top, copies); err != nil {
		return errors.New("copies of what is adopted must not lie in the root, where phones would fetch them: say another folder with --copies")
	}
	rel, err := filepath.Rel(top, o.Root)
	if err != nil {
		return err
	}
	o.Copies = filepath.Join(copies, rel)
	would, err := output.Check(cmd.Context(), tree, *o)
	if err != nil {
		return err
	}
	if len(would.Adopted) == 0 || would.Findings.HasErrors() {
		return nil // the build tells
	}
	all := vendors.All()
	now, err := root.Files(o.Root, all)
	if err != nil {
		return err
	}
	old := &diff.Side{Root: now}
	new := diff.Compiled("the packages", "", all, root.Part{Tree: tree})
	new.Stay(now, would.Removed)
	change := diff.Compare(old, new, diff.Options{Secret: o.Secret})
	out := cmd.OutOrStdout()
	fmt.Fprintf(out, "%s: %s not written by provc; what changes with them:\n", o.Root, cli.Count(len(would.Adopted), "file"))
	colour, err := cli.Colourful(cmd, out)
	if err != nil {
		return err
	}
	return diff.WriteText(out, change, diff.TextOptions{Colour: colour, Width: cli.Width(out)})
}

// copied says where copies of adopted files are.
func copied(done *output.Report) string {
	if done.Copied == 0 {
		return ""
	}
	return fmt.Sprintf("; what was there before: %s in %s", cli.Count(done.Copied, "file"), done.Copies)
}
