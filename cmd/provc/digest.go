package main

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
