// Package review has the command for those who review a change: what it does, for whom, or
// what another provc makes of the same sources.
package review

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/diff"
	"provc/compiler/drift"
	"provc/compiler/secret"
	"provc/compiler/vendor"
)

// Diff is the command that tells what changes.
func Diff(vendors vendor.List) *cobra.Command {
	d := differ{vendors: vendors, options: compiler.Options{Vendors: vendors}}
	cmd := &cobra.Command{
		Use:   "diff [packages] [--base REV] | [packages] --against DIR | OLD NEW",
		Short: "Tell what changes, for whom, and what restarts",
		Long: `Diff tells what changes for handsets and users, parameter by parameter.

With --base, packages as of a git revision are compared with packages as they
are now; REV... (three dots) is where REV and HEAD parted. Without, it is where HEAD
left the default branch, or HEAD where there is none. With --against, a
folder is compared with what packages compile to: a deployed provisioning root,
or a golden tree. With --base-provc, it is two versions of provc that are compared:
which findings are new or gone, and which bytes differ, for whom. OLD and NEW are
two folders.

No secret needs a value, and none is ever shown but with --show-secrets.`,
		Example: `  provc diff ./...                                # what does my branch do?
  provc diff ./... --base HEAD                    # what is not committed yet?
  provc diff ./... --base origin/main... --format markdown
  provc diff ./wards --against /srv/provisioning  # what would a build change?
  provc diff ./... --base-provc ./provc-0.1       # what does an upgrade change?`,
		ValidArgsFunction: cli.CompletePackages,
		RunE: func(cmd *cobra.Command, args []string) error {
			d.args = args
			d.Printer = cli.Printer{Cmd: cmd, Format: d.as, Text: cmd.ErrOrStderr()}
			if slices.Contains(diff.ForPeople, d.as) {
				d.Printer.Format = "text"
			}
			return d.done(d.run(cmd))
		},
	}
	cli.PackageFlags(cmd, &d.options)
	cli.SecretFlags(cmd, &d.secrets)
	f := cmd.Flags()
	f.StringVar(&d.base, "base", "", "compare with the packages as of a git `revision`")
	f.StringVar(&d.against, "against", "", "compare with a `folder`: a deployed root, or a golden tree")
	f.StringVar(&d.baseProvc, "base-provc", "", "compare with what another provc, a `program`, makes of the same packages")
	f.StringVar(&d.as, "format", "text", "`format`: "+strings.Join(diff.Formats, ", "))
	cli.CompleteFlag(cmd, "format", diff.Formats)
	f.BoolVarP(&d.verbose, "verbose", "v", false, "tell every file, handset and user")
	f.BoolVar(&d.exitCode, "exit-code", false, "exit with 1 if anything differs")
	f.StringVar(&d.failOn, "fail-on", "", "exit with 1 on any of these `kinds` of change: "+strings.Join(diff.Policies(), ", "))
	cli.CompleteFlag(cmd, "fail-on", diff.Policies())
	f.BoolVar(&d.allowBroken, "allow-broken-base", false, "where the base does not compile, compare with nothing")
	cli.DigestFlags(cmd, &d.digests, "print the digest of the change alone", "exit with 1 unless the `digest` of the change is this one")
	f.BoolVar(&d.showSecrets, "show-secrets", false, "with --format unified: show the values of secrets, so that the output is a patch")
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return cli.FlagError(cmd, err, failed) })
	return cmd
}

// differ is one run of diff.
type differ struct {
	vendors     vendor.List
	args        []string
	options     compiler.Options
	secrets     secret.Source
	base        string
	against     string
	baseProvc   string
	as          string // the format
	failOn      string
	verbose     bool
	exitCode    bool
	allowBroken bool
	showSecrets bool
	digests     cli.Digests

	compare diff.Options
	was     *compiler.Result // what the packages of the base compile to, if that is known
	now     *compiler.Result // what packages compile to; nil where folders are compared
	title   diff.Title
	told    diag.List // what was reported
	beside  int       // of what was reported, the first that is not of the packages as they are
	printed bool
	cli.Printer
}

func (d *differ) run(cmd *cobra.Command) error {
	if d.baseProvc != "" {
		if err := d.upgradable(); err != nil {
			return err
		}
		return d.upgrade(cmd)
	}
	policies, err := diff.ParsePolicies(d.failOn)
	if err != nil {
		return err
	}
	if err := d.usage(); err != nil {
		return err
	}
	if d.base == "" && d.against == "" && !d.folders() {
		if err := d.byDefault(cmd); err != nil {
			return err
		}
	}
	if slices.Contains([]string{"markdown", "html", "json"}, d.as) {
		d.entitle(cmd)
	}
	old, new, err := d.sides(cmd)
	if err != nil {
		return err
	}
	var unexpected error
	if d.digests.Wanted() {
		if unexpected = d.sum(cmd); d.digests.Show {
			return unexpected
		}
	}
	result := diff.Compare(old, new, d.compare)
	result.Title = d.title
	if d.against != "" {
		masked, err := drift.Against(d.against, d.now.Root(d.against), result.Settings(), d.compare.Secret)
		if err != nil {
			return err
		}
		result.Findings.Add(masked...)
	}
	caught := result.Violations(policies)
	if err := d.print(cmd, result, policies); err != nil {
		return err
	}
	for _, v := range caught {
		fmt.Fprintf(cmd.ErrOrStderr(), "provc: --fail-on %s: %s\n", v.Policy, diag.Visible(v.What))
	}
	if unexpected != nil {
		return unexpected
	}
	if len(caught) > 0 || d.exitCode && !result.Empty() {
		return cli.ErrFindings
	}
	return nil
}

// folders reports whether it is two folders that are to be compared, not packages.
func (d *differ) folders() bool {
	isPackage := func(arg string) bool {
		cue, _ := filepath.Glob(filepath.Join(d.options.Dir, arg, "*.cue"))
		return strings.Contains(arg, "...") || len(cue) > 0
	}
	return len(d.args) == 2 && !(isPackage(d.args[0]) && isPackage(d.args[1]))
}

// byDefault takes the base that a change is held against where nobody names one, and
// says so.
func (d *differ) byDefault(cmd *cobra.Command) (err error) {
	if d.base, err = diff.DefaultBase(cmd.Context(), d.options.Dir); err != nil {
		return err
	}
	what := d.base
	if branch, ok := strings.CutSuffix(d.base, "..."); ok {
		what = "where HEAD left " + branch
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "provc: compared with %s; --base REV says otherwise\n", what)
	return nil
}

// entitle says what is compared, to those who did not type the command.
func (d *differ) entitle(cmd *cobra.Command) {
	t := &d.title
	switch {
	case d.base != "":
		t.Old = diff.Revision(cmd.Context(), d.options.Dir, d.base)
	case d.against != "":
		t.Old.Name = d.against
	default:
		t.Old.Name, t.New.Name = d.args[0], d.args[1]
		return
	}
	t.New = diff.WorkingTree(cmd.Context(), d.options.Dir)
	for _, a := range d.args {
		t.Packages = append(t.Packages, strings.TrimPrefix(a, "./"))
	}
}

// report takes findings in, and keeps them for a comment.
func (d *differ) report(findings diag.List) error {
	d.told.Add(findings...)
	return d.Printer.Report(findings)
}

// usage says what does not go together.
func (d *differ) usage() error {
	switch {
	case d.base != "" && d.against != "":
		return errors.New("diff takes --base or --against, not both")
	case d.allowBroken && (d.against != "" || d.base == "" && d.folders()):
		return errors.New("--allow-broken-base goes with --base")
	case d.showSecrets && d.as != "unified":
		return errors.New("--show-secrets goes with --format unified")
	}
	if err := d.digestible(); err != nil {
		return err
	}
	return cli.Choice("format", d.as, diff.Formats)
}

// sides makes the two roots that are compared.
func (d *differ) sides(cmd *cobra.Command) (old, new *diff.Side, err error) {
	if d.base == "" && d.against == "" { // see byDefault
		cli.CollectWhileComparing()
		return diff.Folders(d.args[0], d.args[1], d.vendors)
	}
	d.options.Packages = d.args
	now, err := compiler.Compile(cmd.Context(), d.options)
	if err != nil {
		return nil, nil, err
	}
	if err := d.report(now.Findings); err != nil {
		return nil, nil, err
	}
	d.now = now
	d.beside = len(d.told)
	d.title.Packages = folders(d.args, now)
	results := []*compiler.Result{now}
	new = d.side("the working tree", "", now)
	if d.against != "" {
		if old, err = diff.Folder(d.against, d.vendors); err != nil {
			return nil, nil, err
		}
		var folders []string
		for _, p := range now.Parts() {
			folders = append(folders, p.Folder)
		}
		if err := old.Deployed(d.against, folders); err != nil {
			return nil, nil, err
		}
		roots, err := cli.Gone(d.against, now)
		if err != nil {
			return nil, nil, err
		}
		for _, root := range roots {
			if err := d.report(diag.List{root.Finding()}); err != nil {
				return nil, nil, err
			}
		}
	} else {
		var base *compiler.Result
		if old, base, err = d.baseSide(cmd); err != nil {
			return nil, nil, err
		}
		if d.was = base; base != nil {
			results = append(results, base)
		}
	}
	return old, new, d.resolve(cmd, results)
}

// resolve finds the values of secrets, if they are asked for.
func (d *differ) resolve(cmd *cobra.Command, results []*compiler.Result) error {
	if d.secrets.File == "" && !d.showSecrets {
		return nil
	}
	var findings diag.List
	all := secret.Values{}
	for _, r := range results {
		values, found, err := cli.Resolve(r, d.secrets)
		if err != nil {
			return err
		}
		findings.Add(found...)
		for name, v := range values {
			all[name] = v
		}
	}
	d.compare.Secret = all.Get
	if !d.showSecrets {
		return nil // what has no value is not compared
	}
	return d.report(findings.Sorted())
}

// baseSide compiles the packages as of a revision. A base that is broken has
// its errors shown apart.
func (d *differ) baseSide(cmd *cobra.Command) (*diff.Side, *compiler.Result, error) {
	result, err := cli.CompileBase(cmd.Context(), d.options, d.args, d.base)
	if errors.As(err, new(cli.NoBaseError)) {
		return nil, nil, err
	}
	switch {
	case err == nil && result == nil:
		return diff.Compiled(d.base, d.base, d.vendors), nil, nil // all packages are new
	case err == nil && !result.Findings.HasErrors():
		return d.side(d.base, d.base, result), result, nil
	}
	return d.brokenBase(result, err)
}

// brokenBase tells why the base does not compile, apart from what is wrong
// with the packages as they are.
func (d *differ) brokenBase(result *compiler.Result, err error) (*diff.Side, *compiler.Result, error) {
	findings := diag.List{diff.BaseBroken.At(diag.Pos{}, "the base %s does not compile", d.base).WithHint("--allow-broken-base compares with nothing")}
	if err != nil {
		findings[0].Detail = err.Error()
	} else {
		findings.Add(cli.AtRevision(d.base, result.Findings)...)
	}
	if !d.allowBroken {
		return nil, nil, d.report(findings)
	}
	findings[0].Hint = "so that it is compared with nothing"
	for i := range findings {
		findings[i].Severity = max(findings[i].Severity, diag.Warning)
	}
	return diff.Compiled(d.base, d.base, d.vendors), nil, d.report(findings)
}

// folders names packages for a title: by their folders, or, if they are many, by the
// patterns that they were asked for with.
func folders(patterns []string, r *compiler.Result) []string {
	const few = 3
	if len(r.Packages) > few {
		return patterns
	}
	var names []string
	for _, p := range r.Packages {
		name := path.Clean(filepath.ToSlash(p.Dir))
		if name == "." {
			name = path.Base(p.ImportPath)
			if _, last, ok := strings.Cut(name, ":"); ok {
				name = last
			}
		}
		names = append(names, name)
	}
	return names
}

// side is what packages compile to. Several have each a folder, as of a pattern.
func (d *differ) side(name, revision string, r *compiler.Result) *diff.Side {
	r.Several = r.Several || len(d.args) > 1
	return diff.Compiled(name, revision, d.vendors, r.Parts()...)
}

// print writes the diff. Findings about what was compared go to stderr, unless
// the format has a place for them.
func (d *differ) print(cmd *cobra.Command, result *diff.Diff, policies []diff.Policy) error {
	out := cmd.OutOrStdout()
	switch d.as {
	case "json":
		result.Findings, d.printed = append(d.Found, result.Findings...).Sorted(), true
		return diff.WriteJSON(out, result, policies)
	case "github", "gitlab", "sarif", "junit":
		d.Found.Add(result.AsFindings(policies)...)
		return nil // printed with all others, when all is done
	}
	if err := d.report(result.Findings); err != nil {
		return err
	}
	d.printed = true
	result.Findings = d.told[d.beside:].Sorted()
	switch d.as {
	case "unified":
		return diff.WriteUnified(out, result, d.compare, d.showSecrets)
	case "markdown":
		return diff.WriteMarkdown(out, result, result.Violations(policies))
	case "html":
		return diff.WriteHTML(out, result, result.Violations(policies))
	}
	colour, err := cli.Colourful(cmd, out)
	if err != nil {
		return err
	}
	return diff.WriteText(out, result, diff.TextOptions{Verbose: d.verbose, Colour: colour, Width: cli.Width(out)})
}

// done prints what was held back. A diff that did not come about is one of
// findings alone.
func (d *differ) done(err error) error {
	if d.as != "json" {
		d.Found = diff.OnFiles(d.base, d.Found)
	}
	switch {
	case !d.printed && err != nil && (d.as == "markdown" || d.as == "html"):
		return errors.Join(d.refuse(err), err)
	case d.as != "json":
		return d.Printer.Done(err)
	case d.printed:
		return err
	}
	if err != nil && !errors.Is(err, cli.ErrFindings) {
		d.Found.Add(diag.Failure(err))
	}
	if err := diff.WriteJSON(d.Cmd.OutOrStdout(), &diff.Diff{Findings: d.Found.Sorted()}, nil); err != nil {
		return err
	}
	return err
}

// failed tells of a diff that did not come about, as done does.
func failed(p cli.Printer, err error) error {
	if p.Format == "json" {
		return (&differ{as: p.Format, Printer: p}).done(err)
	}
	return p.Done(err)
}

// refuse prints a comment which says that nothing was compared, and why.
func (d *differ) refuse(err error) error {
	if !errors.Is(err, cli.ErrFindings) {
		d.told.Add(diag.Failure(err))
	}
	r := diff.Refusal{Title: d.title, Found: cli.Excerpts(cli.Told(d.Cmd, d.told))}
	if d.as == "html" {
		return r.WriteHTML(d.Cmd.OutOrStdout())
	}
	return r.WriteMarkdown(d.Cmd.OutOrStdout())
}
