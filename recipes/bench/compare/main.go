//go:build linux

// Command compare measures provc beside the tools that evaluate the same data:
// each command in turn, so that what else the machine does falls on all alike,
// medians of several rounds: time, processor time (which depends less on what
// else the machine does) and peak memory. It prints the tables of
// docs/performance.md.
//
//	recipes/bench/run.sh [-rounds 5] [-only fleet,pattern,guard,growth,rebuild,jsonnet,start] [-slow]
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

var (
	bin    = flag.String("bin", "", "folder of the programs provc and fleet")
	work   = flag.String("work", "", "folder to work in, best in memory")
	rounds = flag.Int("rounds", 5, "rounds, of which the median counts")
	only   = flag.String("only", "", "some of fleet, pattern, guard, growth, rebuild, jsonnet, start")
	slow   = flag.Bool("slow", false, "also cue vet of a whole fleet under the full schema: minutes, and 9 GB")
)

// command is what is measured. Before each run, before is called.
type command struct {
	name   string
	args   []string
	before func()
	dir    string

	times  []time.Duration
	cpu    []time.Duration // of all processors
	memory []int64         // kB
}

func main() {
	log.SetFlags(0)
	flag.Parse()
	tables := []struct {
		name string
		do   func()
	}{{"fleet", fleetTable}, {"pattern", patternTable}, {"guard", guardTable}, {"growth", growthTable}, {"rebuild", rebuildTable}, {"jsonnet", jsonnetTable}, {"start", startTable}}
	for _, t := range tables {
		if *only == "" || slices.Contains(strings.Split(*only, ","), t.name) {
			t.do()
		}
	}
}

// measure runs the commands in turn.
func measure(commands ...*command) {
	for range *rounds {
		for _, c := range commands {
			c.run()
		}
	}
}

func (c *command) run() {
	if c.before != nil {
		c.before()
	}
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "PROVC_SECRET_ALL=x")
	var said bytes.Buffer
	cmd.Stderr = &said
	start := time.Now()
	if err := cmd.Run(); err != nil {
		log.Fatalf("%s: %v\n%s", strings.Join(c.args, " "), err, said.String())
	}
	c.times = append(c.times, time.Since(start))
	c.cpu = append(c.cpu, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	c.memory = append(c.memory, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
}

func median[T int64 | time.Duration](all []T) T {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}

// table prints commands with their ratio to the first.
func table(title string, commands ...*command) {
	fmt.Printf("\n**%s**\n\n| command | time | of the first | processor time | of the first | peak memory | of the first |\n|---|---:|---:|---:|---:|---:|---:|\n", title)
	first := commands[0]
	for _, c := range commands {
		t, p, m := median(c.times), median(c.cpu), median(c.memory)
		fmt.Printf("| %s | %.2f s | %.2f | %.2f s | %.2f | %d MB | %.2f |\n", c.name,
			t.Seconds(), float64(t)/float64(median(first.times)),
			p.Seconds(), float64(p)/float64(median(first.cpu)),
			m/1024, float64(m)/float64(median(first.memory)))
	}
}

func provc(args ...string) []string { return append([]string{filepath.Join(*bin, "provc")}, args...) }

func fleet(dir string, args ...string) string {
	dir = filepath.Join(*work, dir)
	run(filepath.Join(*bin, "fleet"), append(args, dir)...)
	return dir
}

func run(name string, args ...string) {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		log.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

// build is a cold build of one package into a fresh folder.
func build(name, dir string, more ...string) *command {
	out := filepath.Join(*work, "out")
	return &command{
		name:   name,
		args:   provc(append([]string{"build", "--no-sync", "-o", out}, more...)...),
		dir:    dir,
		before: func() { os.RemoveAll(out) },
	}
}
