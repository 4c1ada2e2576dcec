package cli

import (
	"runtime/debug"
	"time"
)

// Build is what a program knows of its own making.
type Build struct {
	Version, Revision, CUE string
	Time                   time.Time // of the revision; the epoch if it is not known
}

// Built tells how this program was made.
func Built() Build {
	b := Build{Version: "(devel)", Time: time.Unix(0, 0).UTC()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if info.Main.Version != "" {
		b.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.time":
			if t, err := time.Parse(time.RFC3339, s.Value); err == nil {
				b.Time = t
			}
		}
	}
	for _, m := range info.Deps {
		if m.Path == "cuelang.org/go" {
			b.CUE = m.Version
		}
	}
	return b
}
