package main

import (
	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
)

func vetCommand() *cobra.Command {
	var o compiler.Options
	var format string
	cmd := &cobra.Command{
		Use:   "vet [packages]",
		Short: "Check packages without writing anything",
		Long: `Vet checks the deployments of CUE packages and prints what is wrong with them.
Secrets are not resolved. Packages are CUE patterns such as ./sites/denver or
./...; without any, the package of the working folder.`,
		Example: `  provc vet ./...
  provc vet ./wards -q --format json`,
		ValidArgsFunction: cli.CompletePackages,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Packages, o.Recall = args, true
			p := &printer{cmd: cmd, format: format, text: cmd.OutOrStdout()}
			return p.done(vet(p, o))
		},
	}
	cli.PackageFlags(cmd, &o)
	scaleFlags(cmd, &o)
	formatFlag(cmd, &format)
	return cmd
}

func vet(p *printer, o compiler.Options) error {
	if err := p.valid(); err != nil {
		return err
	}
	result, err := compiler.Compile(p.cmd.Context(), o)
	if err != nil {
		return err
	}
	if err := p.report(result.Findings); err != nil {
		return err
	}
	cli.Summary(p.cmd, "%s checked", cli.Count(len(result.Packages), "package"))
	return nil
}
