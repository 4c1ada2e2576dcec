package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/lookup"
	"provc/compiler/vendor"
)

// wholly is how many hits are told with all that is known of them.
const wholly = 12

func paramsCommand(vendors vendor.List) *cobra.Command {
	format, in := "text", []string(nil)
	cmd := &cobra.Command{
		Use:   "params [words]",
		Short: "Search the catalogue of parameters",
		Long: `Params lists parameters, the best hit first: how each is written in CUE, what is
allowed, the vendor's default, its home file, and whether a change restarts a
handset. Words are a name or a part of one, a pattern such as 'prov.login.*', a
value, or words of a description, in any letter case. x, y and z in a name stand for
indexes; with a number, as in ptt.channel.24.subscribed, the default is that of the
index. What deployments say under restarts is told beside it: those of --in, or of the
working folder.`,
		Example: `  provc params log out
  provc params reg.2.label
  provc params 'prov.login.*'`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			var names []string
			for _, h := range lookup.All(vendors.Catalogues()) {
				if strings.HasPrefix(h.Param.Name, typed) {
					names = append(names, h.Param.Name)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := cli.Choice("format", format, lookup.Formats); err != nil {
				return err
			}
			all := vendors.Catalogues()
			if len(args) == 0 {
				return lookup.Print(cmd.OutOrStdout(), format, lookup.All(all), 0)
			}
			hits, err := lookup.Find(all, args)
			if err != nil {
				return err
			}
			if len(hits) == 0 {
				guess := "; words may be a part of a name, or of what it is for"
				if near := lookup.Nearest(all, args); near != "" {
					guess = "; did you mean " + near + "?"
				}
				return fmt.Errorf("no parameter fits %q%s", strings.Join(args, " "), guess)
			}
			if err := state(cmd, vendors, hits, in); err != nil {
				return err
			}
			return lookup.Print(cmd.OutOrStdout(), format, hits, wholly)
		},
	}
	cmd.Flags().StringSliceVar(&in, "in", nil, "tell what deployments in these `packages` say under restarts")
	cmd.Flags().StringVar(&format, "format", format, "`format`: "+strings.Join(lookup.Formats, ", "))
	cli.CompleteFlag(cmd, "format", lookup.Formats)
	return cmd
}

// state adds what deployments say under restarts to what is told of parameters. Without
// packages it is those of the working folder, if one mentions it: a search waits for no
// package.
func state(cmd *cobra.Command, vendors vendor.List, hits []lookup.Hit, packages []string) error {
	if packages == nil {
		files, _ := filepath.Glob("*.cue")
		mentioned := false
		for _, name := range files {
			text, err := os.ReadFile(name)
			mentioned = mentioned || err == nil && bytes.Contains(text, []byte("restarts"))
		}
		if !mentioned {
			return nil
		}
	}
	result, err := compiler.Compile(cmd.Context(), compiler.Options{Packages: packages, Vendors: vendors})
	if err != nil {
		if packages == nil {
			return nil // nobody asked for the package
		}
		return err
	}
	for _, p := range result.Packages {
		for deployment, stated := range p.Tree.Restarts {
			lookup.State(hits, deployment, stated)
		}
	}
	return nil
}
