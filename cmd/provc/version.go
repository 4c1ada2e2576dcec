package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
)

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print build information",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			b := built()
			out := cmd.OutOrStdout()
			fmt.Fprintf(out, "provc %s\n", b.version)
			if b.revision != "" {
				fmt.Fprintf(out, "revision %s\n", b.revision)
			}
			fmt.Fprintf(out, "cue %s\n", b.cue)
			fmt.Fprintf(out, "go %s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}

// build is what a program knows of its own making.
type build struct {
	version, revision, cue string
	time                   time.Time // of the revision; the epoch if it is not known
}

func built() build {
	b := build{version: "(devel)", time: time.Unix(0, 0).UTC()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if info.Main.Version != "" {
		b.version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.revision = s.Value
		case "vcs.time":
			if t, err := time.Parse(time.RFC3339, s.Value); err == nil {
				b.time = t
			}
		}
	}
	for _, m := range info.Deps {
		if m.Path == "cuelang.org/go" {
			b.cue = m.Version
		}
	}
	return b
}
