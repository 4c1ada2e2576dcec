package main

import (
	"errors"
	"fmt"
	"strings"

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
			p := &printer{cmd: cmd, format: format, text: cmd.OutOrStdout()}
			return p.done(vet(p, o, args))
		},
	}
	cli.PackageFlags(cmd, &o)
	scaleFlags(cmd, &o)
	formatFlag(cmd, &format)
	return cmd
}

func vet(p *printer, o compiler.Options, args []string) error {
	if err := p.valid(); err != nil {
		return err
	}
	packages, modules, err := compiler.Holders("", args)
	if err != nil {
		return err
	}
	o.Packages = packages
	done := cli.Progress(p.cmd, "checking")
	result, err := compiler.Compile(p.cmd.Context(), o)
	if none := compiler.NoDeploymentError(""); modules != nil && errors.As(err, &none) {
		o.Packages = modules
		result, err = compiler.Compile(p.cmd.Context(), o)
	}
	done()
	if err != nil {
		return err
	}
	if err := p.report(result.Findings); err != nil {
		return err
	}
	if len(result.Packages) == 0 && o.Shards == 0 {
		return nothingDeployed(o.Packages)
	}
	cli.Summary(p.cmd, "%s checked: %s", cli.Count(len(result.Packages), "package"), cli.Content(result.Packages...))
	return nil
}

// nothingDeployed says that patterns lead to no deployment.
func nothingDeployed(patterns []string) error {
	return fmt.Errorf("no deployment under %s: no package there has a top-level field with a vendor", strings.Join(patterns, " "))
}
