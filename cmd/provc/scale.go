package main

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

// scaleFlags adds the flags that say how the work is spread and what of it is
// kept. They never change what comes out.
func scaleFlags(cmd *cobra.Command, o *compiler.Options) {
	f := cmd.Flags()
	f.VarP(jobsFlag{}, "jobs", "j", "use at most `N` processors (default all)")
	f.Var(&shardFlag{o}, "shard", "on the i-th of n machines, do every n-th package: `i/n`")
	f.Var(&cacheFlag{o}, "cache", "`folder` that keeps what was found of packages, or off (default provc in the user's cache folder)")
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

// jobsFlag says how many goroutines run at a time, whatever they do.
type jobsFlag struct{}

func (jobsFlag) String() string { return "" }
func (jobsFlag) Type() string   { return "int" }

func (jobsFlag) Set(value string) error {
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		return fmt.Errorf("must be a number, at least 1")
	}
	runtime.GOMAXPROCS(n)
	return nil
}

type cacheFlag struct{ o *compiler.Options }

func (c *cacheFlag) String() string { return "" }
func (c *cacheFlag) Type() string   { return "string" }

func (c *cacheFlag) Set(value string) error {
	if value == "" {
		return fmt.Errorf("must be a folder, or off")
	}
	c.o.Cache = value
	if value == "off" {
		c.o.Cache = ""
	}
	return nil
}

type shardFlag struct{ o *compiler.Options }

func (s *shardFlag) String() string { return "" }
func (s *shardFlag) Type() string   { return "string" }

func (s *shardFlag) Set(value string) error {
	i, n, _ := strings.Cut(value, "/")
	shard, err := strconv.Atoi(i)
	shards, err2 := strconv.Atoi(n)
	if err != nil || err2 != nil || shard < 1 || shard > shards {
		return fmt.Errorf("must be i/n, with i from 1 to n, such as 2/5")
	}
	s.o.Shard, s.o.Shards = shard, shards
	return nil
}
