package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"provc/compiler"
)

// ScaleFlags adds the flags that say how the work is spread and what of it is
// kept. They never change what comes out.
func ScaleFlags(cmd *cobra.Command, o *compiler.Options) {
	f := cmd.Flags()
	f.FuncP("jobs", "j", "use at most `N` processors (default all)", setJobs)
	f.Func("shard", "on the i-th of n machines, do every n-th package: `i/n`", func(value string) error { return setShard(o, value) })
	f.Func("cache", "`folder` that keeps what was found of packages, or off (default provc in the user's cache folder)", func(value string) error { return setCache(o, value) })
	o.Cache = userCache()
}

// userCache is where the user's programs keep what they can compute again; empty
// if there is no such place.
func userCache() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "provc")
}

// setJobs says how many goroutines run at a time, whatever they do.
func setJobs(value string) error {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		return fmt.Errorf("must be a number, at least 1")
	}
	runtime.GOMAXPROCS(n)
	return nil
}

func setCache(o *compiler.Options, value string) error {
	if value == "" {
		return fmt.Errorf("must be a folder, or off")
	}
	o.Cache = value
	if value == "off" {
		o.Cache = ""
	}
	return nil
}

func setShard(o *compiler.Options, value string) error {
	i, n, _ := strings.Cut(value, "/")
	shard, err := strconv.Atoi(i)
	shards, err2 := strconv.Atoi(n)
	if err != nil || err2 != nil || shard < 1 || shard > shards {
		return fmt.Errorf("must be i/n, with i from 1 to n, such as 2/5")
	}
	o.Shard, o.Shards = shard, shards
	return nil
}
