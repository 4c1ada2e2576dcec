//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"provc/cmd/provc/scripttest"
)

// The recipes that spread the work over machines, run as their systems would: the roots
// that come out are those that one build writes, with modes and records.
func TestShardRecipes(t *testing.T) {
	if testing.Short() {
		t.Skip("many processes")
	}
	t.Parallel()
	for name, recipe := range map[string]func(t *testing.T, text []byte) string{
		"gitlab-ci.yml": gitlab, "github.yml": github, "indexed-job.yaml": indexedJob, "parallel.sh": parallel,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(filepath.Join("..", "..", "recipes", "ci", "shards", name))
			if err != nil {
				t.Fatal(err)
			}
			one := checkout(t)
			step(t, one, "provc build ./... -o root --secrets secrets.yaml")
			want, got := readRoots(t, filepath.Join(one, "root")), readRoots(t, recipe(t, text))
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

// included is a line that says of which file the next block is a copy.
var included = regexp.MustCompile("(?ms)which is `(recipes/[^`]+)`:\n\n```\\w+\n(.*?)^```")

// What docs/ci.md shows of recipes is what they are.
func TestIncludedRecipes(t *testing.T) {
	t.Parallel()
	page := filepath.Join("..", "..", "docs", "ci.md")
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	right := included.ReplaceAllFunc(text, func(block []byte) []byte {
		m := included.FindSubmatchIndex(block)
		recipe, err := os.ReadFile(filepath.Join("..", "..", string(block[m[2]:m[3]])))
		if err != nil {
			t.Fatal(err)
		}
		n++
		return slices.Concat(block[:m[4]], recipe, block[m[5]:])
	})
	switch {
	case n < 5:
		t.Errorf("%s includes %d recipes", page, n)
	case bytes.Equal(text, right):
	case *scripttest.Update:
		if err := os.WriteFile(page, right, 0o666); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s does not show the recipes as they are; go test ./cmd/provc -run Included -update", page)
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

// checkout makes a folder with the configuration, and the passwords, which nobody but its
// owner reads.
func checkout(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "examples")))
	if err := errors.Join(err, os.Chmod(filepath.Join(dir, "secrets.yaml"), 0o600)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// step runs a step there.
func step(t *testing.T, dir, step string, env ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sh", "-ec", step)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+filepath.Join(dir, "cache"), "HOME="+dir)
	cmd.Env = append(cmd.Env, env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", step, err, out)
	}
}

// spread is a repository of the examples on a forge, and a server without a root.
func spread(t *testing.T) *flow {
	t.Helper()
	examples, err := filepath.Abs(filepath.Join("..", "..", "examples"))
	if err != nil {
		t.Fatal(err)
	}
	f := newForge(t, "cp -R "+examples+" $REPOSITORY && rm $REPOSITORY/secrets.yaml && cp -R "+filepath.Join(examples, "..", "recipes", "ci", "all")+"/. $REPOSITORY")
	w := &flow{forge: f, root: t.TempDir()}
	secrets, err := os.ReadFile(filepath.Join(examples, "secrets.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	w.secrets = strings.TrimSuffix(string(secrets), "\n")
	return w
}

func gitlab(t *testing.T, text []byte) string {
	w := spread(t)
	return w.all(w.gitlabJobs(text, w.onServer("merge", "")))
}

func github(t *testing.T, text []byte) string {
	w := spread(t)
	return w.all(w.githubJobs(text, w.onServer("merge", "")))
}

// all is the root that jobs have deployed to, none of which may have failed.
func (w *flow) all(ran map[string]*job, failed map[string]error) string {
	w.Helper()
	if got := slices.Sorted(maps.Keys(ran)); !slices.Equal(got, []string{"deploy"}) || len(failed) > 0 {
		w.Fatalf("%s run, and of them fail %v\n%s", got, failed, &ran["deploy"].log)
	}
	return w.root
}

// indexedJob runs every pod, and one of them again, as Kubernetes may.
func indexedJob(t *testing.T, text []byte) string {
	volume, secrets := t.TempDir(), checkout(t)
	text = bytes.ReplaceAll(text, []byte("/volume/"), []byte(volume+"/"))
	text = bytes.ReplaceAll(text, []byte("/secrets/"), []byte(secrets+"/"))
	for docs := yaml.NewDecoder(bytes.NewReader(text)); ; {
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
			t.Fatal(err)
		}
		pod := job.Spec.Template.Spec.Containers[0]
		if strings.Join(pod.Command, " ") != "sh -ec" {
			t.Errorf("command %q", pod.Command)
		}
		n := max(job.Spec.Completions, 1)
		for i := range n + 1 {
			step(t, checkout(t), pod.Args[0], fmt.Sprintf("JOB_COMPLETION_INDEX=%d", i%n))
		}
	}
}

// parallel runs the script with a stand-in for GNU parallel, one by one.
func parallel(t *testing.T, text []byte) string {
	dir, bin := checkout(t), t.TempDir()
	stand := "#!/bin/sh\nwhile read -r i; do $(echo \"$@\" | sed \"s/{}/$i/g\") || exit; done\n"
	if err := os.WriteFile(filepath.Join(bin, "parallel"), []byte(stand), 0o777); err != nil {
		t.Fatal(err)
	}
	step(t, dir, string(text), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	return filepath.Join(dir, "root")
}
