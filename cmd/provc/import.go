package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler/diag"
	"provc/compiler/importer"
	"provc/compiler/importer/proof"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
	"provc/recipes/ci"
)

func importCommand(all vendor.List) *cobra.Command {
	i := importing{vendors: all, options: importer.Options{Makers: vendors.Makers()}}
	forges := append(slices.Sorted(maps.Keys(ci.Forges)), "none")
	cmd := &cobra.Command{
		Use:   "import DIR -o REPO | import --phone FILE [package]",
		Short: "Make a repository of a provisioning root that exists already",
		Long: `Import reads the files that phones fetch today, whoever made them, and makes a
repository of CUE that says the same: parameters of all handsets, groups, handsets,
people. Passwords go into secrets.yaml, which stays out of git. It tells what became
of each parameter. It writes nothing into DIR, and replaces nothing in REPO.

With --phone it reads a single file that was saved from a phone, and prints the CUE for
that phone: what it says beyond its model and the deployment of a package, the one that
is here unless another is named.`,
		Example: `  provc import /srv/tftp -o phones --lift
  provc import /srv/tftp -o phones --others 'pbx/*'
  provc import --phone spa0026cb000001.xml ./desks`,
		Args: func(cmd *cobra.Command, args []string) error {
			if i.saved != "" {
				return cobra.MaximumNArgs(1)(cmd, args)
			}
			if len(args) != 1 {
				return errors.New("name the folder that phones fetch from today, and with -o the repository to make: provc import DIR -o REPO")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if i.saved != "" {
				return i.phone(cmd, args)
			}
			i.options.Dir = args[0]
			return i.run(cmd)
		},
	}
	o := &i.options
	f := cmd.Flags()
	f.StringVarP(&o.Repo, "out", "o", "", "the `folder` of the repository, new or empty")
	f.StringVar(&o.Name, "name", "", "the `name` of the package; default that of DIR")
	f.BoolVar(&o.Lift, "lift", false, "say once what many handsets or people have in common")
	f.BoolVar(&o.Origins, "origins", false, "write beside each parameter which file and line it comes from")
	f.StringArrayVar(&o.Others, "others", nil, "`pattern` of files that somebody else makes, such as a PBX: they stay as they are")
	f.StringVar(&o.Server, "server", "", "`URL` that phones fetch from, where no file tells")
	o.Models = map[string]string{}
	f.Func("model", "`MODEL` of phones, or MAC=MODEL of one, where no file tells", func(text string) error {
		who, model, one := strings.Cut(text, "=")
		if !one {
			who, model = "", text
		}
		o.Models[strings.ToLower(who)] = model
		return nil
	})
	f.StringToStringVar(&o.MACs, "mac", nil, "MACs of phones that files know by a user ID alone, as `userID=MAC`")
	f.StringVar(&i.forge, "ci", "none", "`forge` that checks changes: "+strings.Join(forges, ", "))
	cli.CompleteFlag(cmd, "ci", forges)
	f.StringVar(&i.format, "format", "text", "`format` of the report: "+strings.Join(proof.Formats, ", "))
	cli.CompleteFlag(cmd, "format", proof.Formats)
	f.StringVar(&i.saved, "phone", "", "`file` that was saved from a phone, of which only that phone is made")
	f.StringVar(&i.mac, "as", "", "the `MAC` of --phone, where the name of the file does not tell")
	f.BoolVar(&i.strict, "strict", false, "fail if anything did not arrive as it was meant, or a file cannot be read")
	f.BoolVar(&i.verbose, "verbose", false, "tell each place, however many there are")
	return cmd
}

// importing is one run of import.
type importing struct {
	options importer.Options
	vendors vendor.List
	forge   string // none, or one whose workflow is written
	format  string
	strict  bool
	verbose bool
	saved   string // a file of a single phone
	mac     string // its
}

func (i *importing) run(cmd *cobra.Command) error {
	if err := cli.Choice("ci", i.forge, append(slices.Sorted(maps.Keys(ci.Forges)), "none")); err != nil {
		return err
	}
	if err := cli.Choice("format", i.format, proof.Formats); err != nil {
		return err
	}
	if i.options.Repo == "" {
		return errors.New("name the repository to make with -o")
	}
	if err := importer.Ready(i.options.Dir, i.options.Repo); err != nil {
		return err
	}
	tell, done := cli.Counting(cmd, "reading "+i.options.Dir, "files")
	i.options.Progress = tell
	imported, err := importer.Read(cmd.Context(), i.options)
	done()
	if err != nil {
		return i.stopped(err)
	}
	forge := i.forge
	if forge == "none" {
		forge = ""
	}
	if err := imported.Write(cmd.Context(), i.options.Repo, i.vendors, forge); errors.Is(err, importer.ErrNothing) {
		return i.nothing(cmd, imported)
	} else if err != nil {
		return i.stopped(err)
	}
	cli.CollectAfterReading()
	done = cli.Progress(cmd, "comparing what phones act on")
	report, err := proof.Check(cmd.Context(), proof.Options{
		Tree:    imported.Tree,
		Repo:    i.options.Repo,
		Package: imported.Package.Name,
		Secrets: filepath.Join(i.options.Repo, "secrets.yaml"),
		Vendors: i.vendors,
		Notes:   imported.Notes,
	})
	done()
	if err != nil {
		imported.Undo() // what nobody has proved is not left to be taken for proved
		return i.stopped(err)
	}
	return i.tell(cmd, imported, report)
}

// stopped says what is left when somebody ends an import before it is done.
func (i *importing) stopped(err error) error {
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("import was stopped before it was done: nothing is left of %s", i.options.Repo)
	}
	return err
}

// nothing tells of a folder of which nothing is made, and why: its files may all be
// refused.
func (i *importing) nothing(cmd *cobra.Command, imported *importer.Import) error {
	report, err := proof.Account(cmd.Context(), imported.Tree, imported.Notes)
	if err != nil {
		return err
	}
	if err := i.print(cmd, report); err != nil {
		return err
	}
	return fmt.Errorf("%s: %w", i.options.Dir, importer.ErrNothing)
}

// tell prints the report, and what was written.
func (i *importing) tell(cmd *cobra.Command, imported *importer.Import, report *proof.Report) error {
	if errs := slices.DeleteFunc(slices.Clone(report.Findings), func(d diag.Diagnostic) bool { return d.Severity != diag.Error }); len(errs) > 0 && i.format != "json" {
		if err := cli.Report(cmd, cmd.ErrOrStderr(), errs); err != nil && !errors.Is(err, cli.ErrFindings) {
			return err
		}
	}
	if err := i.print(cmd, report); err != nil {
		return err
	}
	lack := report.Lack()
	if lack != "" {
		lack = "; " + lack
	}
	cli.Summary(cmd, "%s: %s written; provc vet ./... tells what is worth a look in them%s", i.options.Repo, cli.Count(len(imported.Files), "file"), lack)
	if !report.Same() || !report.Whole() || i.strict && !report.Strict() {
		return cli.ErrFindings
	}
	return nil
}

func (i *importing) print(cmd *cobra.Command, report *proof.Report) error {
	out := cmd.OutOrStdout()
	switch i.format {
	case "json":
		return proof.WriteJSON(out, report)
	case "html":
		return proof.WriteHTML(out, report)
	}
	return proof.WriteText(out, report, proof.TextOptions{Width: cli.Width(out), Verbose: i.verbose})
}
