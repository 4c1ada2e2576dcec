package main

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler/starter"
	"provc/compiler/vendor"
	"provc/recipes/ci"
)

func initCommand(all vendor.List) *cobra.Command {
	var o starter.Options
	vendors := append(all.Names(), "both")
	forges := append(slices.Sorted(maps.Keys(ci.Forges)), "none")
	of, forge := "both", "none"
	cmd := &cobra.Command{
		Use:   "init DIR",
		Short: "Make a repository to begin with",
		Long: `Init makes a repository that builds at once, for you to change into your own: a
commented deployment for each vendor, a table of people, passwords in a file that
stays out of git, settings for editors, and, with --ci, a file that has a forge check
each change. It replaces nothing.`,
		Example: `  provc init phones --vendor ` + all.Names()[0] + ` --ci github`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("which folder shall the repository be made in? provc init DIR, such as provc init phones, or provc init . for this one")
			}
			return cobra.MaximumNArgs(1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Dir, o.Vendors = args[0], all
			if of != "both" {
				o.Vendors = vendor.List{all.Find(of)}
			}
			if forge != "none" {
				o.Forge = forge
			}
			if err := cli.Choice("vendor", of, vendors); err != nil {
				return err
			}
			if err := cli.Choice("ci", forge, forges); err != nil {
				return err
			}
			names, _, err := starter.Write(cmd.Context(), o)
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			for _, name := range names {
				fmt.Fprintln(w, filepath.Join(o.Dir, filepath.FromSlash(name)))
			}
			fmt.Fprintf(w, "\nNext:\n")
			for _, next := range []string{"cd " + quoted(o.Dir), "provc vet ./...", "provc build ./... -o root --secrets secrets.yaml"} {
				fmt.Fprintln(w, "  "+next)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&of, "vendor", of, "whose phones: `vendor` "+strings.Join(vendors, ", "))
	cmd.Flags().StringVar(&forge, "ci", forge, "`forge` that checks changes: "+strings.Join(forges, ", "))
	cli.CompleteFlag(cmd, "vendor", vendors)
	cli.CompleteFlag(cmd, "ci", forges)
	return cmd
}

// quoted is a name as a shell takes it.
func quoted(name string) string {
	if strings.ContainsFunc(name, func(r rune) bool {
		return !strings.ContainsRune("/._-+@,=:abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", r)
	}) {
		return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
	}
	return name
}
