package main

import (
	"bytes"
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/explain"
	"provc/compiler/lookup"
	"provc/compiler/trace"
	"provc/compiler/vendor"
)

func explainCommand(vendors vendor.List) *cobra.Command {
	x := explainer{vendors: vendors, options: compiler.Options{Vendors: vendors}}
	cmd := &cobra.Command{
		Use:   "explain [package] [--phone MAC] [--user ID] [parameters]",
		Short: "Tell why a handset does what it does",
		Long: `Explain tells of each parameter the value that a handset acts on, the file that
gives it, all that this one beats, and the places of the CUE that took part.

--phone is a handset on which nobody is logged in, by its MAC in any usual form, its
identity or its label; --user a person on whatever handset, by user ID or label; both
together the person on that handset. With neither, it is the handsets that are not
listed; with parameters, each listed one, too.

Parameters are names, with x, y and z for any index, beginnings of names up to a dot,
or patterns with * and ?. The package is the folder that you are in, unless another is
named.

--overrides has files count, too, that handsets wrote (<user>-phone.cfg,
<MAC>-phone.cfg, <MAC>-web.cfg). --html writes one page for all handsets and people.`,
		Example: `  provc explain ./wards --phone 00:90:7a:0e:7f:e5
  provc explain ./wards --phone 00907a0e7fe5 --user brian up.idleTimeout
  provc explain ./wards 'prov.login.*'
  provc explain ./wards --user brian --overrides /srv/tftp
  provc explain ./wards --html fleet.html`,
		ValidArgsFunction: x.complete,
		RunE: func(cmd *cobra.Command, args []string) error {
			x.packageOf(args)
			return x.run(cmd)
		},
	}
	cli.PackageFlags(cmd, &x.options)
	f := cmd.Flags()
	f.StringVar(&x.phone, "phone", "", "explain the handset with this `MAC`, identity or label")
	f.StringVar(&x.user, "user", "", "explain what the person with this `ID` acts on")
	f.StringVar(&x.overrides, "overrides", "", "`folder` with files that handsets wrote, such as the provisioning root")
	f.StringVar(&x.page, "html", "", "write a page for all handsets and people to a `file`; - is stdout")
	f.StringVar(&x.format, "format", "text", "`format`: "+strings.Join(explain.Formats, ", "))
	f.BoolVarP(&x.verbose, "verbose", "v", false, "name each handset that has a value")
	cli.CompleteFlag(cmd, "format", explain.Formats)
	for flag, names := range map[string]func(*explain.Fleet, func(id, label string)){"phone": phones, "user": users} {
		if err := cmd.RegisterFlagCompletionFunc(flag, x.completeNames(names)); err != nil {
			panic(err) // there is no such flag
		}
	}
	return cmd
}

// explainer is one run of explain.
type explainer struct {
	vendors    vendor.List
	options    compiler.Options
	name       string // of the package
	parameters []string
	phone      string
	user       string
	overrides  string
	page       string
	format     string
	verbose    bool
}

// packageOf takes the package from the arguments, if one is named: parameters have no
// slash in them, and are no folders.
func (x *explainer) packageOf(args []string) {
	x.name, x.parameters = ".", args
	if len(args) > 0 && isPackage(args[0]) {
		x.name, x.parameters = args[0], args[1:]
	}
	x.options.Packages = []string{x.name}
}

func isPackage(arg string) bool {
	if strings.HasPrefix(arg, ".") || strings.ContainsAny(arg, `/\`) {
		return true
	}
	info, err := os.Stat(arg)
	return err == nil && info.IsDir()
}

func (x *explainer) run(cmd *cobra.Command) error {
	if err := cli.Choice("format", x.format, explain.Formats); err != nil {
		return err
	}
	if x.page != "" && (x.phone != "" || x.user != "" || len(x.parameters) > 0) {
		return errors.New("--html writes a page for all handsets and people: leave --phone, --user and parameters out")
	}
	if compiler.Several(x.options.Packages) {
		return errors.New("explain takes one package: name the folder that lists the handset or the person")
	}
	result, err := x.compile(cmd)
	if err != nil {
		return err
	}
	r := result.Root(x.name)
	var notes []string
	if x.overrides != "" {
		if notes, err = explain.Lay(r, x.overrides); err != nil {
			return err
		}
	}
	fleet := explain.FleetOf(r, x.said())
	if x.page != "" {
		return x.writePage(cmd, result, fleet, notes)
	}
	subjects, err := fleet.Choose(x.phone, x.user, len(x.parameters) > 0)
	if err != nil {
		return err
	}
	patterns, err := explain.Parse(x.parameters, r.Facts, explain.Names(subjects))
	if err != nil {
		return err
	}
	e := explain.Of(r, x.name, subjects, patterns)
	e.Notes = append(e.Notes, notes...)
	switch {
	case x.phone == "" && x.user == "" && len(x.parameters) == 0:
		e.Notes = append(e.Notes, fleet.Kinds()...)
	case x.phone == "" && len(x.parameters) == 0:
		e.Notes = append(e.Notes, "This is what is set for the person. Name parameters, or a handset with --phone, to see what the handset has beside that.")
	}
	if t, err := result.Trace(result.Packages[0], e.Entities()); err == nil {
		e.Trace(t)
	} else {
		e.Notes = append(e.Notes, "CUE cannot tell how these values came about; each is told with the one place that is known of it.")
	}
	return x.print(cmd, e)
}

// said is what sentences call the package.
func (x *explainer) said() string {
	if x.name == "." {
		return "this package"
	}
	return x.name
}

// compile compiles the package, and tells what is wrong with it.
func (x *explainer) compile(cmd *cobra.Command) (*compiler.Result, error) {
	done := cli.Progress(cmd, "compiling")
	result, err := compiler.Compile(cmd.Context(), x.options)
	done()
	if err != nil {
		return nil, err
	}
	if result.Findings.HasErrors() {
		return nil, cli.Report(cmd, cmd.ErrOrStderr(), result.Findings)
	}
	return result, nil
}

func (x *explainer) print(cmd *cobra.Command, e *explain.Explanation) error {
	if x.format == "json" {
		return explain.WriteJSON(cmd.OutOrStdout(), e)
	}
	colour, err := cli.Colourful(cmd, cmd.OutOrStdout())
	if err != nil {
		return err
	}
	return explain.WriteText(cmd.OutOrStdout(), e, explain.TextOptions{Colour: colour, Width: cli.Width(cmd.OutOrStdout()), Verbose: x.verbose})
}

// completeNames has shells complete handsets or people, with their labels.
func (x *explainer) completeNames(names func(*explain.Fleet, func(id, label string))) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		x.packageOf(args)
		result, err := compiler.Compile(cmd.Context(), x.options)
		if err != nil || len(result.Packages) != 1 || result.Findings.HasErrors() {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		var found []string
		prefix := typed
		if mac, _ := explain.MAC(typed); strings.Trim(mac, "0123456789abcdef") == "" {
			prefix = mac
		}
		names(explain.FleetOf(result.Root(x.name), ""), func(id, label string) {
			if !strings.HasPrefix(id, typed) && !strings.HasPrefix(id, prefix) {
				return
			}
			if label != "" && label != id {
				id = cobra.CompletionWithDesc(id, artifact.Called("", label))
			}
			found = append(found, id)
		})
		return found, cobra.ShellCompDirectiveNoFileComp
	}
}

func phones(f *explain.Fleet, offer func(id, label string)) {
	for mac, h := range f.Listed {
		if mac == "" {
			mac = h.ID
		}
		offer(mac, h.Label)
	}
}

func users(f *explain.Fleet, offer func(id, label string)) {
	for p := range f.Everyone {
		offer(p.ID, p.Label)
	}
}

// complete has shells complete a package, then parameters.
func (x *explainer) complete(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	var found []string
	if len(args) == 0 {
		packages, _ := cli.CompletePackages(cmd, args, typed)
		for _, p := range packages {
			if !strings.HasSuffix(p, "...") {
				found = append(found, p)
			}
		}
	}
	for _, h := range lookup.All(x.vendors.Catalogues()) {
		if strings.HasPrefix(h.Param.Name, typed) {
			found = append(found, h.Param.Name)
		}
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}

func (x *explainer) writePage(cmd *cobra.Command, result *compiler.Result, f *explain.Fleet, notes []string) error {
	done := cli.Progress(cmd, "writing the page")
	traced := f.Traced(func(entities map[string]map[string]bool) (*trace.Trace, error) {
		return result.Trace(result.Packages[0], entities)
	})
	var b bytes.Buffer
	title := x.name
	if title == "." {
		title = result.Packages[0].ImportPath
	}
	err := explain.WriteHTML(&b, f, title, notes, traced)
	done()
	if err != nil {
		return err
	}
	if x.page == "-" {
		_, err = b.WriteTo(cmd.OutOrStdout())
		return err
	}
	if err := os.WriteFile(x.page, b.Bytes(), 0o666); err != nil {
		return err
	}
	cli.Summary(cmd, "%s: %s", x.page, cli.Content(result.Packages[0]))
	return nil
}
