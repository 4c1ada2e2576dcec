//go:build unix

package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// gitlabFile is a file of GitLab's.
type gitlabFile struct {
	Variables map[string]string
	Default   gitlabJob
	Jobs      map[string]gitlabJob
}

type gitlabJob struct {
	Rules        []struct{ If string }
	Variables    map[string]string
	Parallel     int
	BeforeScript []string `yaml:"before_script"`
	Script       []string
	AfterScript  []string `yaml:"after_script"`
	Artifacts    struct {
		Paths   []string
		Reports map[string]string
	}
}

func readGitlab(text []byte) (file gitlabFile, err error) {
	all := map[string]yaml.Node{}
	if err := yaml.Unmarshal(text, &all); err != nil {
		return file, err
	}
	file.Jobs = map[string]gitlabJob{}
	for name, node := range all {
		var job gitlabJob
		switch name {
		case "workflow":
		case "variables":
			err = errors.Join(err, node.Decode(&file.Variables))
		case "default":
			err = errors.Join(err, node.Decode(&file.Default))
		default:
			err = errors.Join(err, node.Decode(&job))
			file.Jobs[name] = job
		}
	}
	return file, err
}

// runs reports whether the event makes one of the job's rules true. A rule that the event
// does not know is a fault of the test.
func (j gitlabJob) runs(e event) bool {
	return slices.ContainsFunc(j.Rules, func(rule struct{ If string }) bool {
		is, ok := e.values[rule.If]
		if !ok {
			e.forge.Fatalf("is it so that %s?", rule.If)
		}
		return is == "true"
	})
}

// gitlabJobs runs the jobs of a file whose rules the event makes true.
func (f *forge) gitlabJobs(text []byte, e event) (ran map[string]*job, failed map[string]error) {
	f.Helper()
	file, err := readGitlab(text)
	if err != nil {
		f.Fatal(err)
	}
	ran, failed = map[string]*job{}, map[string]error{}
	for name, spec := range file.Jobs {
		if !spec.runs(e) {
			continue
		}
		for shard := range max(spec.Parallel, 1) {
			j := f.newJob(name, e.ref, spec.Variables["GIT_DEPTH"] == "0")
			ran[name] = j
			j.gitlabEnv(e, file.Variables, spec.Variables)
			j.env["CI_NODE_INDEX"], j.env["CI_NODE_TOTAL"] = fmt.Sprint(shard+1), fmt.Sprint(max(spec.Parallel, 1))
			if err := j.gitlabScript(file.Default, spec); err != nil {
				failed[name] = err
			}
		}
	}
	return ran, failed
}

// gitlabEnv gives a job the variables of the project, the file and the job, and those that
// the forge makes.
func (j *job) gitlabEnv(e event, file, spec map[string]string) {
	for _, vars := range []map[string]string{file, e.env, spec} {
		for name, value := range vars {
			j.env[name] = os.Expand(value, func(name string) string { return e.env[name] })
		}
	}
	maps.Copy(j.env, map[string]string{
		"GITLAB_CI": "true", "CI_API_V4_URL": j.f.server.URL + "/gitlab", "CI_PROJECT_ID": "7", "CI_MERGE_REQUEST_IID": "1",
		"PROVC_URL": j.f.server.URL + "/provc.tar.gz",
	})
	for name, content := range e.inEnv {
		j.env[name] = filepath.Join(j.home, name)
		if err := os.WriteFile(j.env[name], []byte(content), 0o666); err != nil {
			j.f.Fatal(err)
		}
	}
}

// gitlabScript runs what a job does, and sees that its artifacts are there.
func (j *job) gitlabScript(common, spec gitlabJob) error {
	before := spec.BeforeScript
	if before == nil {
		before = common.BeforeScript
	}
	shell := []string{"bash", "-eo", "pipefail", "-c"}
	err := j.step(shell, strings.Join(slices.Concat(before, spec.Script), "\n"), nil)
	if err := j.step(shell, strings.Join(spec.AfterScript, "\n"), nil); err != nil {
		j.f.Errorf("after %s: %v", j.name, err)
	}
	for _, path := range slices.AppendSeq(slices.Clone(spec.Artifacts.Paths), maps.Values(spec.Artifacts.Reports)) {
		j.read(path)
	}
	return err
}
