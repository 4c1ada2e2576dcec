package handsets

import (
	"errors"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/drift"
	"provc/compiler/fetched"
	"provc/compiler/handset/server"
	"provc/compiler/secret"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Drift is the command that tells what handsets and people have made of a root.
func Drift(vendors vendor.List) *cobra.Command {
	d := drifter{options: compiler.Options{Vendors: vendors}}
	cmd := &cobra.Command{
		Use:   "drift [packages] --root DIR|URL [--log FILE…]",
		Short: "Tell what handsets and people have made of a root",
		Long: `Drift compares what packages say with a live provisioning root, in which handsets keep
what people change at them. It tells which of these settings mask what is declared,
whose password was set at a handset, which files are left of people and handsets that
are gone, which files handsets left damaged, and which files of provc's own somebody
has edited or removed. For each it says what to do. It writes nothing.

A URL shows only names that can be guessed, and the report says what cannot be seen. A
server's user and password stand in $PROVC_SERVER_USER and $PROVC_SERVER_PASSWORD, or in
a netrc file; no other server gets them.

With --log, access logs tell who has fetched what is deployed now, who still has what
was before, and who asks for files that are not there.

No secret needs a value, and none is ever shown. With --secrets, a password that a
handset keeps and that is the declared one is no drift.`,
		Example: `  provc drift ./wards --root /srv/provisioning               # why does my change do nothing?
  provc drift ./... --root /srv/provisioning --exit-code     # every night
  provc drift ./wards --root /srv/provisioning --log /var/log/apache2/access.log*`,
		ValidArgsFunction: cli.CompletePackages,
		RunE: func(cmd *cobra.Command, args []string) error {
			d.options.Packages = d.logs.take(args)
			d.Printer = cli.Printer{Cmd: cmd, Format: "text", Text: cmd.ErrOrStderr()}
			return d.done(d.run(cmd))
		},
	}
	cli.PackageFlags(cmd, &d.options)
	cli.SecretFlags(cmd, &d.secrets)
	f := cmd.Flags()
	f.StringVar(&d.root, "root", "", "the live provisioning root, a `folder or URL`")
	f.StringVar(&d.as, "format", "text", "`format`: "+strings.Join(drift.Formats, ", "))
	cli.CompleteFlag(cmd, "format", drift.Formats)
	f.BoolVar(&d.exitCode, "exit-code", false, "exit with 1 if anything masks what is declared; with --log, if anybody still has what was before")
	logFlags(cmd, &d.logs)
	return cmd
}

// drifter is one run of drift.
type drifter struct {
	options  compiler.Options
	secrets  secret.Source
	root     string
	as       string // the format
	exitCode bool
	logs     logs

	printed bool
	cli.Printer
}

func (d *drifter) run(cmd *cobra.Command) error {
	if err := cli.Choice("format", d.as, drift.Formats); err != nil {
		return err
	}
	if len(d.logs.names) > 0 {
		return d.fetched(cmd)
	}
	if d.logs.since != "" || d.logs.zone != "" || d.logs.year != 0 {
		return errors.New("--since, --zone and --year go with --log")
	}
	if d.root == "" {
		return errors.New("drift needs --root DIR or URL, the live provisioning root")
	}
	live, done, err := d.live()
	if err != nil {
		return err
	}
	defer done()
	o, err := d.declared(cmd)
	if err != nil {
		return err
	}
	o.Live = live
	over := cli.Progress(cmd, live.Name())
	r, err := drift.Find(cmd.Context(), o)
	over()
	if err != nil {
		return err
	}
	if err := d.print(cmd, r); err != nil {
		return err
	}
	if d.exitCode && len(r.Masks) > 0 {
		return cli.ErrFindings
	}
	return nil
}

// live is the root, a folder or what a server has.
func (d *drifter) live() (live drift.Live, done func(), err error) {
	if !strings.Contains(d.root, "://") {
		live, err = drift.Folder(d.root, d.options.Vendors)
		return live, func() {}, err
	}
	login, err := server.LoginFor(d.root, os.LookupEnv)
	if err != nil {
		return nil, nil, err
	}
	s, err := server.Open(d.root, server.Options{Login: login})
	if err != nil {
		return nil, nil, err
	}
	return drift.Server(s), func() { s.Close() }, nil
}

// shownRoot is the root without credentials.
func (d *drifter) shownRoot() string {
	if u, err := url.Parse(d.root); err == nil && u.User != nil {
		u.User = nil
		return value.Masked(u.String())
	}
	return value.Masked(d.root)
}

// declared compiles the packages.
func (d *drifter) declared(cmd *cobra.Command) (o drift.Options, err error) {
	over := cli.Progress(cmd, "compiling")
	result, err := compiler.Compile(cmd.Context(), d.options)
	over()
	if err != nil {
		return o, err
	}
	// Warnings and notes are for those who write: drift is about the root.
	wrong := slices.DeleteFunc(slices.Clone(result.Findings), func(f diag.Diagnostic) bool { return f.Severity != diag.Error })
	if err := d.report(wrong); err != nil {
		return o, err
	}
	if len(result.Packages) == 0 {
		return o, cli.NothingDeployed(d.options.Packages)
	}
	if d.secrets.File != "" {
		values, found, err := cli.Resolve(result, d.secrets)
		if err != nil {
			return o, err
		}
		if err := d.report(found.Sorted()); err != nil {
			return o, err
		}
		o.Secret = values.Get
	}
	o.Root = result.Root("what is declared")
	for _, p := range result.Parts() {
		o.Folders = append(o.Folders, p.Folder)
	}
	return o, nil
}

func (d *drifter) print(cmd *cobra.Command, r *drift.Report) error {
	out := cmd.OutOrStdout()
	switch d.as {
	case "json":
		d.printed = true
		return drift.WriteJSON(out, r, d.Found)
	case "markdown":
		return drift.WriteMarkdown(out, r)
	}
	colour, err := cli.Colourful(cmd, out)
	if err != nil {
		return err
	}
	return drift.WriteText(out, r, drift.TextOptions{Colour: colour, Width: cli.Width(out)})
}

// report takes findings in.
func (d *drifter) report(findings diag.List) error {
	if d.as == "json" {
		d.Found.Add(findings...)
		if findings.HasErrors() {
			return cli.ErrFindings
		}
		return nil
	}
	return d.Printer.Report(findings)
}

// done prints a document of findings alone where drift did not come about.
func (d *drifter) done(err error) error {
	if err == nil || d.as != "json" || d.printed {
		return err
	}
	if !errors.Is(err, cli.ErrFindings) {
		d.Found.Add(diag.Failure(err))
	}
	found, out := cli.Excerpts(d.Found.Sorted()), d.Cmd.OutOrStdout()
	if len(d.logs.names) > 0 {
		return errors.Join(err, fetched.WriteJSON(out, &fetched.Report{}, found))
	}
	return errors.Join(err, drift.WriteJSON(out, &drift.Report{Root: d.shownRoot()}, found))
}
