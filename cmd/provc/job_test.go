//go:build unix

package main

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

// event is what a job runs for.
type event struct {
	forge  *forge
	ref    string // that is cloned
	values map[string]string
	env    map[string]string
	inEnv  map[string]string // what the forge keeps for jobs, by name
}

// archive is that of a release, but for the size of its program, which runs that of the
// tests.
func archive(w io.Writer) error {
	name, err := exec.LookPath("provc")
	if err != nil {
		return err
	}
	data := []byte("#!/bin/sh\nexec '" + name + "' \"$@\"\n")
	zip := gzip.NewWriter(w)
	out := tar.NewWriter(zip)
	err = out.WriteHeader(&tar.Header{Name: "provc", Mode: 0o755, Size: int64(len(data))})
	_, err2 := out.Write(data)
	return errors.Join(err, err2, out.Close(), zip.Close())
}

// job is a machine that runs the steps of a job.
type job struct {
	f    *forge
	name string
	home string
	dir  string // the clone
	path string
	env  map[string]string
	log  strings.Builder
}

// newJob clones the repository, whole or without its history.
func (f *forge) newJob(name, ref string, whole bool) *job {
	f.Helper()
	j := &job{f: f, name: name, home: f.TempDir(), dir: f.TempDir(), path: f.path, env: map[string]string{}}
	depth := " --depth 1"
	if whole {
		depth = ""
	}
	f.must(j.dir, "git init -q && git remote add origin file://"+f.origin+" && git fetch -q"+depth+" origin "+ref+
		" && git checkout -q --detach FETCH_HEAD")
	if whole {
		f.must(j.dir, "git fetch -q origin")
	}
	return j
}

// step runs a step of a shell. The error is what it exits with.
func (j *job) step(shell []string, script string, env map[string]string) error {
	cmd := exec.CommandContext(j.f.Context(), shell[0], append(shell[1:], script)...)
	cmd.Dir = j.dir
	cmd.Env = []string{"PATH=" + j.path, "HOME=" + j.home, "TMPDIR=" + j.home, "CI=true", "LC_ALL=C.UTF-8", "GIT_CONFIG_NOSYSTEM=1"}
	for _, vars := range []map[string]string{j.env, env} {
		for name, value := range vars {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	out, err := cmd.CombinedOutput()
	j.log.Write(out)
	return err
}

// read is a file that a job has made, below its clone.
func (j *job) read(name string) string {
	j.f.Helper()
	data, err := os.ReadFile(filepath.Join(j.dir, name))
	if err != nil {
		j.f.Fatal(err)
	}
	return string(data)
}

// summary is what a job tells beside its log, on GitHub.
func (j *job) summary() string {
	text, err := os.ReadFile(j.env["GITHUB_STEP_SUMMARY"])
	if err != nil {
		j.f.Error(err)
	}
	return string(text)
}

// says fails the test where a job does not say something.
func (j *job) says(pattern string) {
	j.f.Helper()
	if !regexp.MustCompile(pattern).MatchString(j.log.String()) {
		j.f.Errorf("%s does not say %s:\n%s", j.name, pattern, &j.log)
	}
}
