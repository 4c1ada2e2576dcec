package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/ask"
	"provc/compiler/diag"
	"provc/compiler/diff"
	"provc/compiler/root"
	"provc/compiler/table"
	"provc/compiler/vendor"
)

func askCommand(vendors vendor.List) *cobra.Command {
	a := asker{options: compiler.Options{Vendors: vendors}}
	cmd := &cobra.Command{
		Use:   "ask [question] [packages]",
		Short: "Answer questions about the fleet",
		Long: `Ask answers a question about all handsets and people that packages declare, by a table
in which each row says where in the CUE it comes from. Alone it lists the questions.

With --base, it tells what of the answer is another than at a git revision. It needs no
secrets, and writes nothing.`,
		Example: `  provc ask                                        # which questions are there?
  provc ask who-can-call 112 ./...
  provc ask who-can-log-in brian ./wards --base main`,
		ValidArgsFunction: completeQuestions,
		RunE: func(cmd *cobra.Command, args []string) error {
			a.Printer = cli.Printer{Cmd: cmd, Format: "text", Text: cmd.ErrOrStderr()}
			return a.run(cmd, args)
		},
	}
	cli.PackageFlags(cmd, &a.options)
	f := cmd.Flags()
	f.StringVar(&a.base, "base", "", "tell what of the answer is another than at a git `revision`")
	f.StringVar(&a.as, "format", "text", "`format`: "+strings.Join(table.Formats, ", "))
	cli.CompleteFlag(cmd, "format", table.Formats)
	f.BoolVarP(&a.verbose, "verbose", "v", false, "one row for each handset and person")
	f.BoolVar(&a.exitCode, "exit-code", false, "exit with 1 if the answer has a row")
	return cmd
}

// completeQuestions completes the name of a question, and then packages.
func completeQuestions(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return cli.CompletePackages(cmd, args, typed)
	}
	var names []string
	for _, q := range ask.Questions {
		if strings.HasPrefix(q.Name, typed) {
			names = append(names, q.Name+"\t"+q.Asks)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

// asker is one run of ask.
type asker struct {
	options  compiler.Options
	base     string
	as       string // the format
	verbose  bool
	exitCode bool
	cli.Printer
}

func (a *asker) run(cmd *cobra.Command, words []string) error {
	if err := cli.Choice("format", a.as, table.Formats); err != nil {
		return err
	}
	if len(words) == 0 {
		if a.base != "" || a.exitCode {
			return errors.New("--base and --exit-code go with a question; provc ask alone lists them")
		}
		return a.print(cmd, ask.List())
	}
	q, err := ask.Find(words[0])
	if err != nil {
		return err
	}
	args, packages, err := q.Split(words[1:])
	if err != nil {
		return err
	}
	a.options.Packages = packages
	now, err := a.fleet(cmd)
	if err != nil {
		return err
	}
	var t *table.Table
	if a.base == "" {
		t, err = q.Ask(now, args)
	} else {
		var was *ask.Fleet
		if was, err = a.before(cmd); err != nil {
			return err
		}
		t, err = q.Compare(was, now, args)
	}
	if err != nil {
		return err
	}
	if err := a.print(cmd, t); err != nil {
		return err
	}
	if a.exitCode && len(t.Rows) > 0 {
		return cli.ErrFindings
	}
	return nil
}

// fleet compiles the packages.
func (a *asker) fleet(cmd *cobra.Command) (*ask.Fleet, error) {
	over := cli.Progress(cmd, "compiling")
	result, err := compiler.Compile(cmd.Context(), a.options)
	over()
	if err != nil {
		return nil, err
	}
	if err := a.wrong(result.Findings); err != nil {
		return nil, err
	}
	if len(result.Packages) == 0 {
		return nil, cli.NothingDeployed(a.options.Packages)
	}
	if len(result.Packages) > 1 && !result.Several {
		return nil, fmt.Errorf("ask takes one package, or a pattern that ends in ...; these are %d packages", len(result.Packages))
	}
	return ask.New(result.Root("the working tree"), credentials(result), ""), nil
}

// wrong reports errors alone: warnings and notes are for those who write.
func (a *asker) wrong(findings diag.List) error {
	return a.Report(slices.DeleteFunc(slices.Clone(findings), func(d diag.Diagnostic) bool { return d.Severity != diag.Error }))
}

// before compiles the packages as of the base.
func (a *asker) before(cmd *cobra.Command) (*ask.Fleet, error) {
	result, err := cli.CompileBase(cmd.Context(), a.options, a.options.Packages, a.base)
	switch {
	case errors.As(err, new(cli.NoBaseError)):
		return nil, err
	case err != nil:
		return nil, a.Report(diag.List{diff.BaseBroken.At(diag.Pos{}, "the base %s does not compile", a.base).WithDetail("%v", err)})
	case result == nil:
		return ask.New(root.Compiled(a.base, a.options.Vendors), nil, a.base), nil
	case result.Findings.HasErrors():
		findings := diag.List{diff.BaseBroken.At(diag.Pos{}, "the base %s does not compile", a.base)}
		findings.Add(cli.AtRevision(a.base, result.Findings)...)
		return nil, a.wrong(findings)
	}
	return ask.New(result.Root(a.base), credentials(result), a.base), nil
}

// credentials are what the web server is to know of all packages.
func credentials(r *compiler.Result) []artifact.Credential {
	var all []artifact.Credential
	for _, p := range r.Packages {
		all = append(all, p.Credentials...)
	}
	return all
}

func (a *asker) print(cmd *cobra.Command, t *table.Table) error {
	t.Whole = a.verbose
	out := cmd.OutOrStdout()
	return t.Write(out, a.as, cli.Width(out))
}
