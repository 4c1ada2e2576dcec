package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
	"provc/compiler/handbook"
	"provc/compiler/vendor"
)

func checksCommand(vendors vendor.List) *cobra.Command {
	return &cobra.Command{
		Use:   "checks [id...]",
		Short: "List the checks, or explain one with an example",
		RunE: func(cmd *cobra.Command, args []string) error {
			sets := handbook.Sets(vendors)
			if len(args) == 0 {
				return handbook.List(cmd.OutOrStdout(), sets)
			}
			var checks []*diag.Check
			for _, id := range args {
				c := handbook.Find(sets, id)
				if c == nil {
					hint := ""
					if near := catalogue.Nearest(id, handbook.IDs(sets)); near != "" {
						hint = "; did you mean " + near + "?"
					}
					return fmt.Errorf("there is no check %s%s", id, hint)
				}
				checks = append(checks, c)
			}
			for i, c := range checks {
				if i > 0 {
					fmt.Fprintln(cmd.OutOrStdout())
				}
				if err := handbook.Page(cmd.OutOrStdout(), c); err != nil {
					return err
				}
			}
			return nil
		},
	}
}
