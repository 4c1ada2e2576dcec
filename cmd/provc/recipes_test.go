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
// what comes out is what one build writes, of many packages and of one.
func TestShardRecipes(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes")
	}
	t.Parallel()
	for name, recipe := range map[string]func(c *ci) (root string){
		"gitlab-ci.yml": gitlab, "github.yml": github, "indexed-job.yaml": indexedJob, "parallel.sh": parallel,
	} {
		for _, packages := range []string{"./...", "./campus"} {
			t.Run(name+" "+packages, func(t *testing.T) {
				t.Parallel()
				text, err := os.ReadFile(filepath.Join("..", "..", "recipes", "ci", name))
				if err != nil {
					t.Fatal(err)
				}
				c := &ci{T: t, text: bytes.ReplaceAll(text, []byte("provc build ./..."), []byte("provc build "+packages))}
				one := c.checkout()
				c.run(one, "provc build "+packages+" -o root")
				want, got := readTree(t, filepath.Join(one, "root")), readTree(t, recipe(c))
				for _, files := range []map[string]string{want, got} {
					for name := range files {
						if strings.HasSuffix(name, ".provc/lock") || strings.HasSuffix(name, ".provc/inputs") {
							delete(files, name)
						}
					}
				}
				for name := range want {
					if got[name] != want[name] {
						t.Errorf("%s differs", name)
					}
				}
				if len(got) != len(want) || len(got) == 0 {
					t.Errorf("%d files, want %d", len(got), len(want))
				}
			})
		}
	}
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

// keep copies files from one place to another, without modes and empty folders,
// as archives do.
func (c *ci) keep(from, to string, hidden bool) {
	c.Helper()
	err := filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil || rel == "." || d.IsDir() && hidden {
			return err
		}
		if strings.HasPrefix(d.Name(), ".") && !hidden {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(name)
		return errors.Join(err, os.MkdirAll(filepath.Dir(filepath.Join(to, rel)), 0o777), os.WriteFile(filepath.Join(to, rel), data, 0o644))
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) { // a part may have nothing to keep
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
func gitlab(c *ci) (root string) {
	type job struct {
		Parallel  int
		Needs     []string
		Script    []string
		Artifacts struct{ Paths []string }
	}
	var jobs map[string]job
	c.decode(&jobs)
	artifacts := c.TempDir()
	build, merge := jobs["phones"], jobs["root"]
	for i := range build.Parallel {
		dir := c.checkout()
		c.run(dir, strings.Join(build.Script, "\n"), fmt.Sprintf("CI_NODE_INDEX=%d", i+1), fmt.Sprintf("CI_NODE_TOTAL=%d", build.Parallel))
		for _, path := range build.Artifacts.Paths {
			c.keep(filepath.Join(dir, path), filepath.Join(artifacts, path), true)
		}
	}
	if len(merge.Needs) != 1 || merge.Needs[0] != "phones" {
		c.Errorf("the merge needs %q", merge.Needs)
	}
	dir := c.checkout()
	c.keep(artifacts, dir, true)
	c.run(dir, strings.Join(merge.Script, "\n"))
	return filepath.Join(dir, merge.Artifacts.Paths[0])
}

// github knows only those hidden files that one asks for, and puts each artifact
// of a pattern into a folder of its name.
func github(c *ci) (root string) {
	type step struct {
		Uses, Run string
		With      struct {
			Name, Path, Pattern string
			Hidden              bool `yaml:"include-hidden-files"`
		}
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
				c.keep(filepath.Join(dir, s.With.Path), filepath.Join(artifacts, put(s.With.Name)), s.With.Hidden)
			case "actions/download-artifact":
				names, err := filepath.Glob(filepath.Join(artifacts, s.With.Pattern))
				if err != nil {
					c.Fatal(err)
				}
				for _, name := range names {
					c.keep(name, filepath.Join(dir, s.With.Path, filepath.Base(name)), true)
				}
			}
		}
	}
	build, merge := workflow.Jobs["phones"], workflow.Jobs["root"]
	for _, shard := range build.Strategy.Matrix.Shard {
		do(c.checkout(), build.Steps, shard)
	}
	if merge.Needs != "phones" {
		c.Errorf("the merge needs %q", merge.Needs)
	}
	dir := c.checkout()
	do(dir, merge.Steps, 0)
	return filepath.Join(dir, "root")
}

// indexedJob runs every pod, and one of them again, as Kubernetes may.
func indexedJob(c *ci) (root string) {
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
			return filepath.Join(volume, "root")
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
func parallel(c *ci) (root string) {
	dir := c.checkout()
	bin := c.TempDir()
	stand := "#!/bin/sh\nwhile read -r i; do $(echo \"$@\" | sed \"s/{}/$i/g\") || exit; done\n"
	if err := os.WriteFile(filepath.Join(bin, "parallel"), []byte(stand), 0o777); err != nil {
		c.Fatal(err)
	}
	c.run(dir, string(c.text), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	return filepath.Join(dir, "root")
}
