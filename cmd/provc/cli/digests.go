package cli

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"provc/compiler"
	"provc/compiler/digest"
	"provc/compiler/vendor"
)

// Digests are the flags that make and compare digests.
type Digests struct {
	Show   bool
	Expect string

	Approved digest.Digest // what expect says
}

// DigestFlags adds the flags, told as a command has them.
func DigestFlags(cmd *cobra.Command, d *Digests, show, expect string) {
	f := cmd.Flags()
	f.BoolVar(&d.Show, "digest", false, show)
	f.StringVar(&d.Expect, "expect", "", expect)
}

// Parse reads what is expected, if anything is.
func (d *Digests) Parse(kind digest.Kind) (err error) {
	switch {
	case d.Show && d.Expect != "":
		return errors.New("--digest prints a digest, --expect compares with one: give one of them")
	case d.Expect == "":
		return nil
	}
	if d.Approved, err = digest.Parse(d.Expect, kind); err != nil {
		return fmt.Errorf("--expect: %w", err)
	}
	return nil
}

// Wanted reports whether a digest is to be made.
func (d *Digests) Wanted() bool { return d.Show || d.Expect != "" }

// DigestRoot sums up what packages compile to, each in its folder if they are several.
func DigestRoot(r *compiler.Result, patterns []string, revision string, vendors vendor.List) (*digest.Root, error) {
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
