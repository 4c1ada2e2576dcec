package main

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"provc/compiler"
	"provc/compiler/digest"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// digests are the flags that make and compare digests.
type digests struct {
	show   bool
	expect string

	approved digest.Digest // what expect says
}

func digestFlags(cmd *cobra.Command, d *digests, show, expect string) {
	f := cmd.Flags()
	f.BoolVar(&d.show, "digest", false, show)
	f.StringVar(&d.expect, "expect", "", expect)
}

// parse reads what is expected, if anything is.
func (d *digests) parse(kind digest.Kind) (err error) {
	switch {
	case d.show && d.expect != "":
		return errors.New("--digest prints a digest, --expect compares with one: give one of them")
	case d.expect == "":
		return nil
	}
	if d.approved, err = digest.Parse(d.expect, kind); err != nil {
		return fmt.Errorf("--expect: %w", err)
	}
	return nil
}

// wanted reports whether a digest is to be made.
func (d *digests) wanted() bool { return d.show || d.expect != "" }

// rootOf sums up what packages compile to, each in its folder if they are several.
func rootOf(r *compiler.Result, patterns []string, revision string, vendors vendor.List) (*digest.Root, error) {
	var parts []digest.Part
	for _, p := range r.Packages {
		part := digest.Part{Tree: p.Tree, Staging: p.Staging, Credentials: p.Credentials}
		if r.Several || len(patterns) > 1 {
			part.Folder = path.Clean(filepath.ToSlash(p.Dir))
		}
		parts = append(parts, part)
	}
	return digest.Of(vendors, revision, parts...)
}

// digestible says what build --digest does not go with.
func (b *builder) digestible() error {
	switch {
	case b.digests.show && (b.check || b.list || b.prune):
		return errors.New("--digest prints a digest and neither compares nor writes: leave --check, --list and --prune out")
	case b.digests.show && b.format != "text":
		return errors.New("--digest prints a line of text: leave --format out")
	case b.digests.expect != "" && b.list:
		return errors.New("--list writes nothing that could be expected: leave --expect out")
	}
	return b.digests.parse(digest.State)
}

// sum makes the digest of what is to be built: it prints it, or compares it with the one
// that is expected.
func (b *builder) sum(cmd *cobra.Command, result *compiler.Result) error {
	root, err := rootOf(result, b.options.Packages, "", vendors.All())
	if err != nil {
		return err
	}
	sum, found := root.State()
	switch {
	case found.HasErrors():
	case b.digests.show:
		_, err := fmt.Fprintln(cmd.OutOrStdout(), sum)
		return err
	default:
		found = sum.Expect(b.digests.approved, "diff --base tells what is another than at the commit that was approved")
	}
	return b.report(found)
}

// digestible says what diff --digest and --expect do not go with.
func (d *differ) digestible() error {
	switch {
	case !d.digests.wanted():
		return nil
	case d.against != "" || d.base == "" && d.folders():
		return errors.New("the digest of a change is made of what packages compile to, then and now, in which secrets have names: give --base, and neither --against nor two folders")
	case d.digests.show && d.as != "text":
		return errors.New("--digest prints a line of text: leave --format out")
	}
	return d.digests.parse(digest.Change)
}

// sum makes the digest of the change: it prints it, or compares it with the one that is
// expected.
func (d *differ) sum(cmd *cobra.Command) error {
	old, new := d.was, d.now
	if old == nil {
		old = &compiler.Result{} // all packages are new
	}
	was, err := rootOf(old, d.args, d.base, d.vendors)
	if err != nil {
		return err
	}
	is, err := rootOf(new, d.args, "", d.vendors)
	if err != nil {
		return err
	}
	sum, found, err := digest.Between(was, is)
	switch {
	case err != nil:
		return err
	case found.HasErrors():
	case d.digests.show:
		_, err := fmt.Fprintln(cmd.OutOrStdout(), sum)
		return err
	default:
		found = sum.Expect(d.digests.approved, "look at what changes now, and approve it anew if it is right")
	}
	return d.report(found)
}
