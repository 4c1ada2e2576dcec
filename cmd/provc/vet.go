package main

import (
	"github.com/spf13/cobra"

	"provc/compiler"
)

func vetCommand() *cobra.Command {
	var o compiler.Options
	cmd := &cobra.Command{
		Use:   "vet [packages]",
		Short: "Check packages without writing anything",
		Long: `Vet checks the deployments of CUE packages and prints what is wrong with them.
Secrets are not resolved. Packages are CUE patterns such as ./sites/denver or
./...; without any, the package of the working folder.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Packages = args
			result, err := compiler.Compile(cmd.Context(), o)
			if err != nil {
				return err
			}
			if err := report(cmd, cmd.OutOrStdout(), result.Findings); err != nil {
				return err
			}
			summary(cmd, "%s checked", count(len(result.Packages), "package"))
			return nil
		},
	}
	tagFlag(cmd, &o)
	return cmd
}

// tagFlag adds the flag that sets CUE tags.
func tagFlag(cmd *cobra.Command, o *compiler.Options) {
	cmd.Flags().StringArrayVarP(&o.Tags, "tag", "t", nil, "set a CUE tag, as `key=value`")
}
