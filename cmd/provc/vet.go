package main

import (
	"errors"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
)

func vetCommand() *cobra.Command {
	var o compiler.Options
	var format string
	cmd := &cobra.Command{
		Use:   "vet [packages or files]",
		Short: "Check packages without writing anything",
		Long: `Vet checks the deployments of CUE packages and prints what is wrong with them.
Secrets are not resolved. Packages are CUE patterns such as ./sites/denver or
./...; without any, the package of the working folder. A file stands for its package, and
where that deploys nothing, for all of the module, which may use it.`,
		Example: `  provc vet ./...
  provc vet ./wards -q --format json
  provc vet wards/wards.cue wards/people.csv      # as a hook of git does`,
		ValidArgsFunction: cli.CompletePackages,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Recall = true
			p := &cli.Printer{Cmd: cmd, Format: format, Text: cmd.OutOrStdout()}
			return p.Done(vet(p, o, args))
		},
	}
	cli.PackageFlags(cmd, &o)
	cli.ScaleFlags(cmd, &o)
	cli.FormatFlag(cmd, &format)
	return cmd
}

func vet(p *cli.Printer, o compiler.Options, args []string) error {
	if err := p.Valid(); err != nil {
		return err
	}
	packages, modules, err := compiler.Holders("", args)
	if err != nil {
		return err
	}
	o.Packages = packages
	done := cli.Progress(p.Cmd, "checking")
	result, err := compiler.Compile(p.Cmd.Context(), o)
	if none := compiler.NoDeploymentError(""); modules != nil && errors.As(err, &none) {
		o.Packages = modules
		result, err = compiler.Compile(p.Cmd.Context(), o)
	}
	done()
	if err != nil {
		return err
	}
	if err := p.Report(result.Findings); err != nil {
		return err
	}
	if len(result.Packages) == 0 && o.Shards == 0 {
		return cli.NothingDeployed(o.Packages)
	}
	cli.Summary(p.Cmd, "%s checked: %s", cli.Count(len(result.Packages), "package"), cli.Content(result.Packages...))
	return nil
}
