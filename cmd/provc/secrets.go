package main

import (
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/secret"
)

func secretsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "secrets",
		Short: "Work with secrets",
		Long: `Secrets are named in the configuration, as {secret: "name"}, and have their values
elsewhere: in a YAML file given with --secrets, plain or encrypted with age, then
in the environment, as PROVC_SECRET_<NAME>.`,
	}
	cli.Group(cmd)
	cmd.AddCommand(secretsListCommand(), secretsEncryptCommand())
	return cmd
}

func secretsListCommand() *cobra.Command {
	var o compiler.Options
	var s secret.Source
	cmd := &cobra.Command{
		Use:               "list [packages]",
		Short:             "List secrets, where each is used, and whether it has a value",
		Example:           `  provc secrets list ./... --secrets secrets.yaml`,
		ValidArgsFunction: cli.CompletePackages,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Packages = args
			result, err := compiler.Compile(cmd.Context(), o)
			if err != nil {
				return err
			}
			resolver, findings, err := secret.Open(s)
			if err != nil {
				return err
			}
			findings.Add(result.Findings...)
			if err := cli.Report(cmd, cmd.ErrOrStderr(), findings.Sorted()); err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			for _, e := range resolver.List(result.SecretUses()) {
				from := e.Source
				if from == "" {
					from = "no value"
				}
				if len(e.Uses) == 0 {
					fmt.Fprintf(w, "%s\t%s\tnot used\n", e.Name, from)
				}
				for _, u := range e.Uses {
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", e.Name, from, u.Parameter, u.Where)
				}
			}
			return w.Flush()
		},
	}
	cli.PackageFlags(cmd, &o)
	cli.SecretFlags(cmd, &s)
	return cmd
}

func secretsEncryptCommand() *cobra.Command {
	var recipients []string
	cmd := &cobra.Command{
		Use:   "encrypt -r RECIPIENT FILE",
		Short: "Encrypt a file of secrets so that a team can share it in git",
		Long: `Encrypt prints a file of secrets as text that only the recipients can read: age
or SSH public keys, or files that hold one a line. Every member of a team is a
recipient.`,
		Example: `  provc secrets encrypt -r age1… -r team.keys secrets.yaml > secrets.age`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			keys, err := secret.Recipients(recipients)
			if err != nil {
				return err
			}
			var data []byte
			if args[0] == "-" {
				data, err = io.ReadAll(cmd.InOrStdin())
			} else {
				data, err = os.ReadFile(args[0])
			}
			if err != nil {
				return err
			}
			return secret.Encrypt(cmd.OutOrStdout(), args[0], data, keys)
		},
	}
	cmd.Flags().StringArrayVarP(&recipients, "recipient", "r", nil, "public key of age or SSH, or a `file` of them")
	return cmd
}
