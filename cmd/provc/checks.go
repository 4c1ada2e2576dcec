package main

import (
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"provc/compiler/catalogue"
	"provc/compiler/diag"
)

func checksCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "checks [id...]",
		Short: "List the checks and what they mean",
		RunE: func(cmd *cobra.Command, args []string) error {
			var known []string
			for _, c := range diag.Checks {
				known = append(known, c.ID)
			}
			for _, id := range args {
				if !slices.Contains(known, id) {
					hint := ""
					if near := catalogue.Nearest(id, known); near != "" {
						hint = "; did you mean " + near + "?"
					}
					return fmt.Errorf("there is no check %s%s", id, hint)
				}
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			for _, c := range diag.Checks {
				if len(args) > 0 && !slices.Contains(args, c.ID) {
					continue
				}
				source := ""
				if c.Source != "" {
					source = " (" + c.Source + ")"
				}
				fmt.Fprintf(w, "%s\t%s\t%s%s\n", c.ID, c.Severity, c.Meaning, source)
			}
			return w.Flush()
		},
	}
}
