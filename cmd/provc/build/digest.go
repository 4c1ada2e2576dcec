package build

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/digest"
	"provc/compiler/vendors"
)

// digestible says what build --digest does not go with.
func (b *builder) digestible() error {
	switch {
	case b.digests.Show && (b.check || b.list || b.prune):
		return errors.New("--digest prints a digest and neither compares nor writes: leave --check, --list and --prune out")
	case b.digests.Show && b.Format != "text":
		return errors.New("--digest prints a line of text: leave --format out")
	case b.digests.Expect != "" && b.list:
		return errors.New("--list writes nothing that could be expected: leave --expect out")
	}
	return b.digests.Parse(digest.State)
}

// sum makes the digest of what is to be built: it prints it, or compares it with the one
// that is expected.
func (b *builder) sum(cmd *cobra.Command, result *compiler.Result) error {
	root, err := cli.DigestRoot(result, b.options.Packages, "", vendors.All())
	if err != nil {
		return err
	}
	sum, found := root.State()
	switch {
	case found.HasErrors():
	case b.digests.Show:
		_, err := fmt.Fprintln(cmd.OutOrStdout(), sum)
		return err
	default:
		found = sum.Expect(b.digests.Approved, "diff --base tells what is another than at the commit that was approved")
	}
	return b.Report(found)
}
