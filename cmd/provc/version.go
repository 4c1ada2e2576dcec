package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print build information",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			version, revision, cue := "(devel)", "", ""
			if info, ok := debug.ReadBuildInfo(); ok {
				if info.Main.Version != "" {
					version = info.Main.Version
				}
				for _, s := range info.Settings {
					if s.Key == "vcs.revision" {
						revision = s.Value
					}
				}
				for _, m := range info.Deps {
					if m.Path == "cuelang.org/go" {
						cue = m.Version
					}
				}
			}
			out := cmd.OutOrStdout()
			fmt.Fprintf(out, "provc %s\n", version)
			if revision != "" {
				fmt.Fprintf(out, "revision %s\n", revision)
			}
			fmt.Fprintf(out, "cue %s\n", cue)
			fmt.Fprintf(out, "go %s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}
