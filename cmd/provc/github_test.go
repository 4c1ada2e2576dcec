//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// workflow is a file of GitHub's.
type workflow struct {
	Env  map[string]string
	Jobs map[string]githubJob
}

type githubJob struct {
	If       string
	Env      map[string]string
	Strategy struct{ Matrix map[string][]any }
	Steps    []githubStep
}

type githubStep struct {
	If, Uses, Run string
	Env           map[string]string
	With          map[string]string
}

// githubRun is one run of a job on GitHub.
type githubRun struct {
	*job
	event  event
	matrix map[string]string
}

// expression is what GitHub replaces.
var expression = regexp.MustCompile(`\$\{\{ (.*?) \}\}`)

// put puts values into a text. One that the event does not know is a fault of the test.
func (r *githubRun) put(text string) string {
	return expression.ReplaceAllStringFunc(text, func(s string) string {
		name := expression.FindStringSubmatch(s)[1]
		for _, values := range []map[string]string{r.matrix, r.event.values} {
			if v, ok := values[name]; ok {
				return v
			}
		}
		r.f.Fatalf("what is %s?", name)
		return ""
	})
}

// is reports whether a condition holds.
func (r *githubRun) is(condition string) bool {
	condition = strings.TrimSuffix(strings.TrimPrefix(condition, "${{ "), " }}")
	if condition == "" {
		return true
	}
	if rest, ok := strings.CutPrefix(condition, "env.WRITES "); ok {
		return (r.env["WRITES"] == "true") == strings.HasPrefix(rest, "==")
	}
	return r.put("${{ "+condition+" }}") == "true"
}

// githubJobs runs the jobs of a workflow, as often as a matrix says, and returns those that
// ran, with the error of the step that failed.
func (f *forge) githubJobs(text []byte, e event) (ran map[string]*job, failed map[string]error) {
	f.Helper()
	var w workflow
	if err := yaml.Unmarshal(text, &w); err != nil {
		f.Fatal(err)
	}
	ran, failed = map[string]*job{}, map[string]error{}
	for name, spec := range w.Jobs {
		if r := (&githubRun{job: &job{f: f}, event: e}); !r.is(spec.If) {
			continue
		}
		shards := spec.Strategy.Matrix["shard"]
		if shards == nil {
			shards = []any{""}
		}
		for _, shard := range shards {
			r := &githubRun{event: e, matrix: map[string]string{"matrix.shard": fmt.Sprint(shard)}}
			err := r.all(name, w.Env, spec)
			ran[name] = r.job
			if err != nil {
				failed[name] = err
			}
		}
	}
	return ran, failed
}

// all runs the steps of a job until one fails.
func (r *githubRun) all(name string, env map[string]string, spec githubJob) error {
	f, checkout := r.event.forge, spec.Steps[0]
	f.Helper()
	if !strings.HasPrefix(checkout.Uses, "actions/checkout@") {
		f.Fatalf("%s begins without a checkout", name)
	}
	r.job = f.newJob(name, r.event.ref, checkout.With["fetch-depth"] == "0")
	for _, vars := range []map[string]string{env, spec.Env} {
		for name, value := range vars {
			r.env[name] = r.put(value)
		}
	}
	for _, file := range []string{"GITHUB_PATH", "GITHUB_STEP_SUMMARY"} {
		r.env[file] = filepath.Join(r.home, file)
	}
	r.env["GITHUB_API_URL"], r.env["GITHUB_REPOSITORY"], r.env["RUNNER_TEMP"] = f.server.URL, "clinic/phones", f.TempDir()
	r.env["PROVC_URL"] = f.server.URL + "/provc.tar.gz"
	for _, s := range spec.Steps[1:] {
		if !r.is(s.If) {
			continue
		}
		if err := r.step(s); err != nil {
			return err
		}
		if more, err := os.ReadFile(r.env["GITHUB_PATH"]); err == nil {
			r.path = strings.TrimSpace(string(more)) + string(filepath.ListSeparator) + f.path
		}
	}
	return nil
}

// step runs a step, or sees that an action has what it needs.
func (r *githubRun) step(s githubStep) error {
	switch action, _, _ := strings.Cut(s.Uses, "@"); action {
	case "":
		env := map[string]string{}
		for name, value := range s.Env {
			env[name] = r.put(value)
		}
		return r.job.step([]string{"bash", "-ec"}, r.put(s.Run), env)
	case "actions/cache":
	case "actions/upload-artifact":
		r.read(s.With["path"])
	case "github/codeql-action/upload-sarif":
		r.read(s.With["sarif_file"])
	default:
		r.f.Fatalf("nobody here plays %s", s.Uses)
	}
	return nil
}
