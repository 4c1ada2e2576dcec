package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"provc/compiler/secret"
)

// The recipes that spread the work over machines, run as their systems would:
// the roots that come out are those that one build writes, with modes and records.
func TestShardRecipes(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes")
	}
	t.Parallel()
	for name, recipe := range map[string]func(c *ci) string{
		"gitlab-ci.yml": gitlab, "github.yml": github, "indexed-job.yaml": indexedJob, "parallel.sh": parallel,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join("..", "..", "recipes", "ci", name))
			if err != nil {
				t.Fatal(err)
			}
			c := &ci{T: t, text: text}
			one := c.checkout()
			c.run(one, "provc build ./... -o root")
			want, got := readRoots(t, filepath.Join(one, "root")), readRoots(t, recipe(c))
			for name := range want {
				if got[name] != want[name] {
					t.Errorf("%s is %.100q, want %.100q", name, got[name], want[name])
				}
			}
			if len(got) != len(want) || len(got) < 20 {
				t.Errorf("%d files and folders, want %d", len(got), len(want))
			}
		})
	}
}

// readRoots reads what lies in a folder, with modes, but for what belongs to one
// place or time: locks, and how the file system knows the files.
func readRoots(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || name == dir || strings.HasSuffix(name, ".provc/lock") || strings.HasSuffix(name, ".provc/inputs") {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		data := []byte(nil)
		if !d.IsDir() {
			data, err = os.ReadFile(name)
		}
		all[strings.TrimPrefix(name, dir)] = info.Mode().String() + " " + string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// ci is what CI systems have in common.
type ci struct {
	*testing.T
	text []byte // of the recipe
}

// checkout makes a folder with the configuration.
func (c *ci) checkout() string {
	dir := c.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "examples"))); err != nil {
		c.Fatal(err)
	}
	return dir
}

// run runs a step there.
func (c *ci) run(dir, step string, env ...string) {
	c.Helper()
	cmd := exec.CommandContext(c.Context(), "sh", "-ec", step)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(dir, "cache"), "HOME="+dir)
	data, err := os.ReadFile(filepath.Join(dir, "secrets.yaml"))
	values := map[string]string{}
	if err := errors.Join(err, yaml.Unmarshal(data, &values)); err != nil {
		c.Fatal(err)
	}
	for name, value := range values {
		cmd.Env = append(cmd.Env, secret.EnvName(name)+"="+value)
	}
	cmd.Env = append(cmd.Env, env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		c.Fatalf("%s: %v\n%s", step, err, out)
	}
}

// keep copies files from one place to another as the artifacts of a forge may:
// without modes, hidden files and empty folders. A file goes into the folder to.
func (c *ci) keep(from, to string) {
	c.Helper()
	err := filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".")
		switch {
		case d.IsDir() && hidden:
			return fs.SkipDir
		case d.IsDir() || hidden:
			return nil
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		if rel == "." { // a file was asked for
			rel = d.Name()
		}
		data, err := os.ReadFile(name)
		return errors.Join(err, os.MkdirAll(filepath.Dir(filepath.Join(to, rel)), 0o777), os.WriteFile(filepath.Join(to, rel), data, 0o644))
	})
	if err != nil {
		c.Fatal(err)
	}
}

func (c *ci) decode(to any) {
	c.Helper()
	if err := yaml.Unmarshal(c.text, to); err != nil {
		c.Fatal(err)
	}
}

// gitlab hands the artifacts of all jobs to those that need them.
func gitlab(c *ci) string {
	type job struct {
		Parallel  int
		Needs     []string
		Script    []string
		Artifacts struct{ Paths []string }
	}
	var jobs map[string]job
	c.decode(&jobs)
	artifacts := c.TempDir()
	build, root := jobs["phones"], jobs["root"]
	for i := range build.Parallel {
		dir := c.checkout()
		c.run(dir, strings.Join(build.Script, "\n"), fmt.Sprintf("CI_NODE_INDEX=%d", i+1), fmt.Sprintf("CI_NODE_TOTAL=%d", build.Parallel))
		for _, path := range build.Artifacts.Paths {
			c.keep(filepath.Join(dir, path), filepath.Join(artifacts, path))
		}
	}
	if len(root.Needs) != 1 || root.Needs[0] != "phones" {
		c.Errorf("the second job needs %q", root.Needs)
	}
	dir := c.checkout()
	c.keep(artifacts, dir)
	c.run(dir, strings.Join(root.Script, "\n"))
	c.run(dir, "mkdir unpacked; tar -C unpacked -xpf "+root.Artifacts.Paths[0])
	return filepath.Join(dir, "unpacked")
}

// github puts each artifact of a pattern into a folder of its name.
func github(c *ci) string {
	type step struct {
		Uses, Run string
		With      struct{ Name, Path, Pattern string }
	}
	var workflow struct {
		Jobs map[string]struct {
			Needs    string
			Strategy struct{ Matrix struct{ Shard []int } }
			Steps    []step
		}
	}
	c.decode(&workflow)
	artifacts := c.TempDir()
	do := func(dir string, steps []step, shard int) {
		for _, s := range steps {
			put := func(text string) string {
				return regexp.MustCompile(`\$\{\{ matrix\.shard \}\}`).ReplaceAllString(text, fmt.Sprint(shard))
			}
			switch action, _, _ := strings.Cut(s.Uses, "@"); action {
			case "":
				c.run(dir, put(s.Run))
			case "actions/upload-artifact":
				c.keep(filepath.Join(dir, put(s.With.Path)), filepath.Join(artifacts, put(s.With.Name)))
			case "actions/download-artifact":
				names, err := filepath.Glob(filepath.Join(artifacts, s.With.Pattern))
				if err != nil {
					c.Fatal(err)
				}
				for _, name := range names {
					c.keep(name, filepath.Join(dir, s.With.Path, filepath.Base(name)))
				}
			}
		}
	}
	build, root := workflow.Jobs["phones"], workflow.Jobs["root"]
	for _, shard := range build.Strategy.Matrix.Shard {
		do(c.checkout(), build.Steps, shard)
	}
	if root.Needs != "phones" {
		c.Errorf("the second job needs %q", root.Needs)
	}
	dir := c.checkout()
	do(dir, root.Steps, 0)
	return filepath.Join(dir, "root")
}

// indexedJob runs every pod, and one of them again, as Kubernetes may.
func indexedJob(c *ci) string {
	volume := c.TempDir()
	for docs := yaml.NewDecoder(bytes.NewReader(bytes.ReplaceAll(c.text, []byte("/volume/"), []byte(volume+"/")))); ; {
		var job struct {
			Spec struct {
				Completions int
				Template    struct {
					Spec struct {
						Containers []struct{ Command, Args []string }
					}
				}
			}
		}
		err := docs.Decode(&job)
		if errors.Is(err, io.EOF) {
			return filepath.Join(volume, "new")
		}
		if err != nil {
			c.Fatal(err)
		}
		pod := job.Spec.Template.Spec.Containers[0]
		if strings.Join(pod.Command, " ") != "sh -ec" {
			c.Errorf("command %q", pod.Command)
		}
		n := max(job.Spec.Completions, 1)
		for i := range n + 1 {
			c.run(c.checkout(), pod.Args[0], fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i%n))
		}
	}
}

// parallel runs the script with a stand-in for GNU parallel, one by one.
func parallel(c *ci) string {
	dir := c.checkout()
	bin := c.TempDir()
	stand := "#!/bin/sh\nwhile read -r i; do $(echo \"$@\" | sed \"s/{}/$i/g\") || exit; done\n"
	if err := os.WriteFile(filepath.Join(bin, "parallel"), []byte(stand), 0o777); err != nil {
		c.Fatal(err)
	}
	c.run(dir, string(c.text), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	return filepath.Join(dir, "root")
}
