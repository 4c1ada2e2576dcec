package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print build information",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			b := cli.Built()
			out := cmd.OutOrStdout()
			fmt.Fprintf(out, "provc %s\n", b.Version)
			if b.Revision != "" {
				fmt.Fprintf(out, "revision %s\n", b.Revision)
			}
			fmt.Fprintf(out, "cue %s\n", b.CUE)
			fmt.Fprintf(out, "go %s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}
