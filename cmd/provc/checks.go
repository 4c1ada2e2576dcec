package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler/diag"
	"provc/compiler/handbook"
	"provc/compiler/vendor"
)

func checksCommand(vendors vendor.List) *cobra.Command {
	return &cobra.Command{
		Use:   "checks [id...]",
		Short: "List the checks, or explain one with an example",
		Example: `  provc checks
  provc checks literal-secret`,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return handbook.IDs(handbook.Sets(vendors)), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			sets := handbook.Sets(vendors)
			if len(args) == 0 {
				return handbook.List(cmd.OutOrStdout(), sets)
			}
			var checks []*diag.Check
			for _, id := range args {
				c := handbook.Find(sets, id)
				if c == nil {
					return fmt.Errorf("there is no check %s%s", id, guessCheck(id, handbook.IDs(sets)))
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

// guessCheck asks whether one of the ids that hold a text was meant, or else the
// nearest.
func guessCheck(text string, ids []string) string {
	var holding []string
	for _, id := range ids {
		if strings.Contains(id, strings.ToLower(text)) {
			holding = append(holding, id)
		}
	}
	switch len(holding) {
	case 0:
		return cli.Guess(text, ids)
	case 1:
		return "; did you mean " + holding[0] + "?"
	}
	return "; did you mean one of " + strings.Join(holding, ", ") + "?"
}
