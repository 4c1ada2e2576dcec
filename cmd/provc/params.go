package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler/lookup"
	"provc/compiler/vendor"
)

// wholly is how many hits are told with all that is known of them.
const wholly = 12

func paramsCommand(vendors vendor.List) *cobra.Command {
	format := "text"
	cmd := &cobra.Command{
		Use:   "params [words]",
		Short: "Search the catalogue of parameters",
		Long: `Params lists parameters, the best hit first: how each is written in CUE, what is
allowed, the vendor's default, its home file, and whether a change restarts a
handset. Words are a name or a part of one, a pattern such as 'prov.login.*', a
value, or words of a description, in any letter case. x, y and z in a name stand for
indexes; with a number, as in ptt.channel.24.subscribed, the default is that of the
index.`,
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
			return lookup.Print(cmd.OutOrStdout(), format, hits, wholly)
		},
	}
	cmd.Flags().StringVar(&format, "format", format, "`format`: "+strings.Join(lookup.Formats, ", "))
	cli.CompleteFlag(cmd, "format", lookup.Formats)
	return cmd
}
