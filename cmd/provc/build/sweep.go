package build

import (
	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/vendors"
)

// sweep removes the roots of packages that are gone, if that is wanted, and else tells of
// them. It reports whether a check has found any.
func (b *builder) sweep(cmd *cobra.Command, result *compiler.Result) (differs bool, err error) {
	for _, folder := range []string{b.output.Root, b.staging} {
		roots, err := cli.Gone(folder, result)
		if err != nil {
			return false, err
		}
		for _, root := range roots {
			if !b.prune {
				if err := b.Report(diag.List{root.Finding()}); err != nil {
					return false, err
				}
			}
			if !b.prune && !b.check {
				continue
			}
			nothing := &artifact.Tree{PhoneWritten: vendors.All().PhoneWritten}
			o := b.output
			o.Root, o.Package, o.Prune = root.Dir, root.Record.Package, true
			done, err := b.write(cmd, nothing, o)
			if err != nil {
				return false, err
			}
			cli.Summary(cmd, "%s: %s; its package %s no longer deploys", root.Dir, b.did(done), root.Pkg)
			differs = differs || b.check && !done.Clean()
		}
	}
	return differs, nil
}
