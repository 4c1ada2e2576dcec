package main

import (
	"io"
	"os"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/lsp"
	"provc/compiler/vendor"
)

func lspCommand(vendors vendor.List) *cobra.Command {
	var o compiler.Options
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Help an editor while somebody writes deployments",
		Long: `Lsp is a language server: an editor starts it and speaks the Language Server Protocol
with it over stdin and stdout. It finds what vet finds, while somebody types, offers
to mend it, tells what parameters mean and whom lines reach, and completes names.

It stands beside CUE's own server, cue lsp, which knows the language: docs/editors.md
says how editors run both.`,
		Example: `  provc lsp    # an editor does that; it waits for messages`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			cli.CollectWhileTyping()
			return lsp.Serve(cmd.Context(), reader(cmd.InOrStdin()), writer(cmd.OutOrStdout()), lsp.Options{Vendors: vendors, Tags: o.Tags, Day: o.Day, Version: cli.Built().Version})
		},
	}
	cli.PackageFlags(cmd, &o)
	cmd.Flags().Bool("stdio", true, "speak over stdin and stdout, as it always does; editors say so")
	return cmd
}

// reader is where messages come from, closed when there are no more to read.
func reader(in io.Reader) io.ReadCloser {
	if in == os.Stdin {
		return os.Stdin
	}
	return io.NopCloser(in)
}

type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

// writer is where messages go.
func writer(out io.Writer) io.WriteCloser {
	if out == os.Stdout {
		return os.Stdout
	}
	return unclosed{out}
}
