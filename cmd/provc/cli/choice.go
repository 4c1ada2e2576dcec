package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"provc/compiler/meant"
)

// Choice says what a flag takes, if a value is not among it, and nothing otherwise.
func Choice(flag, value string, allowed []string) error {
	for _, a := range allowed {
		if a == value {
			return nil
		}
	}
	last := len(allowed) - 1
	return fmt.Errorf("--%s takes %s or %s, not %q%s", flag, strings.Join(allowed[:last], ", "), allowed[last], value, Guess(value, allowed))
}

// Guess asks whether the nearest of some names was meant; empty if none is near.
func Guess(name string, names []string) string {
	near := meant.Nearest(name, names)
	if near == "" {
		return ""
	}
	return "; did you mean " + near + "?"
}

// CompleteFlag has shells complete the values of a flag.
func CompleteFlag(cmd *cobra.Command, flag string, values []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // there is no such flag
	}
}

// Group turns a command into one that only holds others: alone it tells of them, and
// it guesses which of them a wrong name means.
func Group(cmd *cobra.Command) {
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return cmd.Help() }
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return nil
		}
		var names []string
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				names = append(names, c.Name())
			}
		}
		return fmt.Errorf("%s has no command %q%s", cmd.CommandPath(), args[0], Guess(args[0], append(names, "help")))
	}
}
