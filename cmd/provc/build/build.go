// Package build has the command that writes what packages compile to into provisioning
// roots, or tells what it would write.
package build

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/cache"
	"provc/compiler/diag"
	"provc/compiler/drift"
	"provc/compiler/output"
	"provc/compiler/secret"
	"provc/compiler/vendors"
)

// Command is the command.
func Command() *cobra.Command {
	var b builder
	var format string
	cmd := &cobra.Command{
		Use:   "build [packages] -o DIR",
		Short: "Compile packages into a provisioning root",
		Long: `Build compiles the deployments of CUE packages and writes what phones fetch. One
package: DIR is its provisioning root. With a pattern that ends in ..., each
package has the root DIR/<folder of the package>. If anything is wrong with the
configuration, nothing is written.

With --shard i/n and a pattern, only every n-th package is built. Each package has
a root of its own, so what n machines build is copied into one folder.

Only files that provc has written are ever changed or removed; what phones write
is never touched. With --check, the root is compared and nothing is written. With
--list, files that come to the root and files that go are printed, for a script that
copies them to another machine; see docs/output.md.

With --digest, a line is printed that sums up what would be written: an approval can
name it, and --expect refuses to write anything else; see docs/review.md.`,
		Example: `  provc build ./wards -o /srv/provisioning --secrets secrets.yaml
  provc build ./... -o /srv/provisioning --secrets secrets.yaml --check    # has anybody touched it?`,
		ValidArgsFunction: cli.CompletePackages,
		RunE: func(cmd *cobra.Command, args []string) error {
			b.Printer = cli.Printer{Cmd: cmd, Format: format, Text: cmd.ErrOrStderr()}
			b.options.Packages = args
			if err := b.ready(); err != nil {
				return b.Done(err)
			}
			return b.Done(b.run(cmd))
		},
	}
	cli.PackageFlags(cmd, &b.options)
	cli.ScaleFlags(cmd, &b.options)
	cli.SecretFlags(cmd, &b.secrets)
	cli.FormatFlag(cmd, &format)
	f := cmd.Flags()
	f.StringVarP(&b.output.Root, "output", "o", "", "the provisioning root, a `folder`")
	f.BoolVar(&b.check, "check", false, "compare the root with what would be written, and write nothing")
	f.StringVar(&b.mode, "mode", "", "`permissions` of new files (default 0640 with secrets, 0644 without)")
	f.BoolVar(&b.output.Force, "force", false, "replace and remove provc's files even if somebody has edited them")
	f.BoolVar(&b.output.Adopt, "adopt", false, "take over files that are in the way, and first tell what changes with them for phones and people")
	f.StringVar(&b.copies, "copies", "", "with --adopt: `folder` for copies of what is replaced (default DIR.before-provc)")
	f.BoolVar(&b.list, "list", false, "print which files come and go, in the order that live phones can take, and write nothing")
	f.BoolVar(&b.prune, "prune", false, "with a pattern: empty the roots of packages that are gone")
	f.IntVar(&b.output.AllowRemovals, "allow-removals", 0, "remove up to `N` people and handsets from a root, even if that is most of them")
	f.BoolVar(&b.output.NoSync, "no-sync", false, "do not wait until files are on disk")
	cli.DigestFlags(cmd, &b.digests, "print the digest of what would be written, and write nothing; needs no -o and no secrets", "write nothing unless the `digest` of what would be written is this one")
	f.StringVar(&b.staging, "staging", "", "a second `folder`, for a trusted network, from which new phones get their identities")
	return cmd
}

// ready checks the flags, and turns the mode into a number.
func (b *builder) ready() error {
	if err := b.digestible(); err != nil {
		return err
	}
	if b.output.Root == "" && !b.digests.Show {
		return errors.New("build needs -o DIR, the provisioning root")
	}
	if b.mode != "" {
		m, err := strconv.ParseUint(b.mode, 8, 9)
		if err != nil || m == 0 {
			return fmt.Errorf("--mode takes permissions in octal, such as 0640, not %q", b.mode)
		}
		b.output.Mode = fs.FileMode(m)
	}
	if b.prune && !compiler.Several(b.options.Packages) {
		return errors.New("--prune needs a pattern that ends in ..., such as ./...: it empties the roots of packages that the pattern no longer finds")
	}
	if b.list {
		if err := b.listable(); err != nil {
			return err
		}
	}
	if b.copies != "" && !b.output.Adopt {
		return errors.New("--copies goes with --adopt: nothing else replaces what provc did not write")
	}
	if b.output.AllowRemovals < 0 {
		return errors.New("--allow-removals takes how many people and handsets may go")
	}
	if b.staging != "" {
		return disjoint(b.output.Root, b.staging)
	}
	return nil
}

// builder is one run of build.
type builder struct {
	options compiler.Options
	secrets secret.Source
	output  output.Options
	mode    string // as given
	check   bool
	list    bool
	prune   bool
	copies  string // folder for what adoption replaces; empty: beside the root
	staging string // folder of the staging tree; empty: none is asked for
	digests cli.Digests
	cli.Printer

	resolver *secret.Resolver
}

func (b *builder) run(cmd *cobra.Command) error {
	if err := b.Valid(); err != nil {
		return err
	}
	b.options.Recall = b.staging == "" && !b.list && !b.digests.Wanted() // else all trees are needed
	done := cli.Progress(cmd, "compiling")
	result, err := compiler.Compile(cmd.Context(), b.options)
	done()
	if err != nil {
		return err
	}
	if n := len(result.Packages); n > 1 && !result.Several {
		return fmt.Errorf("build takes one package, or a pattern that ends in ..., which gives each a folder of its own below %s; these are %d packages", b.output.Root, n)
	}
	if b.digests.Wanted() && !result.Findings.HasErrors() {
		if err := b.sum(cmd, result); err != nil || b.digests.Show {
			return cmp.Or(b.Report(result.Findings), err)
		}
	}
	findings := result.Findings
	if !findings.HasErrors() && !b.list {
		found, err := b.complete(cmd, result)
		if err != nil {
			return err
		}
		findings.Add(found...)
	}
	if err := b.Report(findings.Sorted()); err != nil {
		return err
	}
	if len(result.Packages) == 0 && b.options.Shards == 0 {
		b.prune = false // a pattern that finds nothing is mostly a wrong one
		_, err := b.sweep(cmd, result)
		return cmp.Or(err, cli.NothingDeployed(b.options.Packages))
	}
	if err := cmp.Or(apart(b.output.Root, result), beside(b.output.Root, result)); err != nil {
		return err
	}
	if b.list {
		return b.printSteps(cmd, result)
	}
	cli.CollectAfterReading()
	var later []func()
	b.output.Later = func(keep func()) { later = append(later, keep) }
	differs := false
	for _, p := range result.Packages {
		root := cli.Below(b.output.Root, result, p)
		if p.Tree == nil {
			b.tell(cmd, root, &output.Report{}, p)
			continue
		}
		if hint := above(b.output.Root, p); hint != "" && result.Several {
			cli.Summary(cmd, "%s", hint)
		}
		o := b.output
		o.Root, o.Package, o.Inputs = root, p.ImportPath, b.inputs(p)
		done, err := b.write(cmd, p.Tree, o)
		if err != nil {
			return err
		}
		b.tell(cmd, root, done, p)
		differs = differs || b.check && !done.Clean()
		if b.staging == "" {
			continue
		}
		if p.Staging == nil {
			p.Staging = &artifact.Tree{} // whoever had identities staged is enrolled
		}
		o.Root, o.Package, o.Inputs, o.Staging = cli.Below(b.staging, result, p), p.ImportPath+cli.OfStaging, nil, true
		if done, err = b.write(cmd, p.Staging, o); err != nil {
			return err
		}
		cli.Summary(cmd, "%s: %s", o.Root, b.did(done))
		differs = differs || b.check && !done.Clean()
	}
	for _, keep := range later {
		keep()
	}
	extra, err := b.sweep(cmd, result)
	if err != nil {
		return err
	}
	if differs || extra {
		return cli.ErrFindings
	}
	return nil
}

// complete finds the values of secrets, and makes the trees of those packages
// whose roots are not as the last build left them.
func (b *builder) complete(cmd *cobra.Command, result *compiler.Result) (diag.List, error) {
	resolver, findings, err := secret.Open(b.secrets)
	if err != nil {
		return nil, err
	}
	b.resolver = resolver
	found, err := result.Complete(cmd.Context(), b.needed(result)...)
	if err != nil {
		return nil, err
	}
	findings.Add(found...)
	if findings.HasErrors() {
		return findings, nil
	}
	values, found := result.Resolve(resolver)
	findings.Add(found...)
	b.output.Secret = values.Get
	return findings, nil
}

// needed lists the recalled packages whose roots are not as the last build left
// them.
func (b *builder) needed(result *compiler.Result) []*compiler.Package {
	var mu sync.Mutex
	var needed []*compiler.Package
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range result.Packages {
		if p.Tree != nil {
			continue
		}
		group.Go(func() error {
			if !b.isUpToDate(p, cli.Below(b.output.Root, result, p)) {
				mu.Lock()
				defer mu.Unlock()
				needed = append(needed, p)
			}
			return nil
		})
	}
	group.Wait()
	return needed
}

// isUpToDate reports whether a root is as the last build of the same package left
// it.
func (b *builder) isUpToDate(p *compiler.Package, root string) bool {
	inputs := b.inputs(p)
	for _, seed := range p.Seeds {
		if _, err := os.Lstat(filepath.Join(root, filepath.FromSlash(seed))); err != nil {
			return false // to be written again
		}
	}
	o := b.output
	o.Package = p.ImportPath
	if !b.check {
		o.Inputs = inputs
	}
	_, ok := output.UpToDate(root, inputs, o)
	return ok
}

// inputs identifies all that a package's files are made of; nil where that is
// not known.
func (b *builder) inputs(p *compiler.Package) []byte {
	secrets, ok := b.resolver.Fingerprint(p.Secrets)
	if p.Inputs == nil || !ok {
		return nil
	}
	sum := sha256.Sum256(slices.Concat(p.Inputs, secrets))
	return sum[:]
}

// write brings one root up to date, or compares it.
func (b *builder) write(cmd *cobra.Command, tree *artifact.Tree, o output.Options) (*output.Report, error) {
	root := o.Root
	act := output.Write
	if b.check {
		act = output.Check
	}
	if id, err := cache.Program(); err == nil {
		sum := sha256.Sum256(id)
		o.Program = sum[:]
	}
	if err := b.adopt(cmd, tree, &o); err != nil {
		return nil, err
	}
	var failed error
	o.Tell = func(found diag.List) { failed = b.Report(placed(found, root)) }
	watch := drift.Watch{Dir: root, Tree: tree, Vendors: vendors.All(), Secret: o.Secret}
	o.Differs = watch.Differs
	over := cli.Progress(cmd, root)
	done, err := act(cmd.Context(), tree, o)
	over()
	if err = cmp.Or(err, failed); err != nil {
		return nil, err
	}
	masked, err := watch.Findings()
	if err != nil {
		return nil, err
	}
	done.Findings.Add(masked...)
	if err := b.Report(placed(done.Findings.Sorted(), root)); err != nil {
		return nil, err
	}
	if b.check {
		out := cmd.OutOrStdout()
		list := func(what string, paths []string) {
			for _, path := range paths {
				path = filepath.ToSlash(filepath.Join(root, path))
				if b.Format == "text" {
					fmt.Fprintf(out, "%s %s\n", what, diag.Visible(path))
					continue
				}
				b.Found.Add(output.RootDiffers.At(diag.Pos{File: path}, "%s is %s: the root is not what the packages compile to", path, what))
			}
		}
		list("missing", done.Created)
		list("changed", done.Changed)
		list("extra", done.Removed)
	}
	return done, nil
}

// tell says what was done to the root of a package.
func (b *builder) tell(cmd *cobra.Command, root string, done *output.Report, p *compiler.Package) {
	p.Warnings += done.Findings.Count(diag.Warning)
	p.Notes += done.Findings.Count(diag.Note)
	cli.Summary(cmd, "%s: %s%s; %s", root, b.did(done), copied(done), cli.Content(p))
}

// did says in words what a build did, or what a check found.
func (b *builder) did(done *output.Report) string {
	created, changed, removed, nothing := "new", "changed", "removed", "nothing to change"
	if b.check {
		created, changed, removed, nothing = "missing", "would change", "extra", "as it should be"
	}
	var said []string
	for _, x := range []struct {
		n    int
		what string
	}{{len(done.Created), created}, {len(done.Changed), changed}, {len(done.Removed), removed}} {
		if x.n > 0 {
			said = append(said, fmt.Sprintf("%d %s", x.n, x.what))
		}
	}
	if said == nil {
		return nothing
	}
	return strings.Join(said, ", ")
}

// placed puts the root before the paths of findings about it.
func placed(findings diag.List, root string) diag.List {
	for i := range findings {
		if p := &findings[i].Pos; p.File != "" && p.Line == 0 && !filepath.IsAbs(p.File) {
			p.File = filepath.ToSlash(filepath.Join(root, p.File))
		}
	}
	return findings
}
