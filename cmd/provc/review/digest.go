package review

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/digest"
)

// digestible says what diff --digest and --expect do not go with.
func (d *differ) digestible() error {
	switch {
	case !d.digests.Wanted():
		return nil
	case d.against != "" || d.base == "" && d.folders():
		return errors.New("the digest of a change is made of what packages compile to, then and now, in which secrets have names: give --base, and neither --against nor two folders")
	case d.digests.Show && d.as != "text":
		return errors.New("--digest prints a line of text: leave --format out")
	}
	return d.digests.Parse(digest.Change)
}

// sum makes the digest of the change: it prints it, or compares it with the one that is
// expected.
func (d *differ) sum(cmd *cobra.Command) error {
	old, new := d.was, d.now
	if old == nil {
		old = &compiler.Result{} // all packages are new
	}
	was, err := cli.DigestRoot(old, d.args, d.base, d.vendors)
	if err != nil {
		return err
	}
	is, err := cli.DigestRoot(new, d.args, "", d.vendors)
	if err != nil {
		return err
	}
	sum, found, err := digest.Between(was, is)
	switch {
	case err != nil:
		return err
	case found.HasErrors():
	case d.digests.Show:
		_, err := fmt.Fprintln(cmd.OutOrStdout(), sum)
		return err
	default:
		found = sum.Expect(d.digests.Approved, "look at what changes now, and approve it anew if it is right")
	}
	return d.report(found)
}
