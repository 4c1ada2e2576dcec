//go:build unix

package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provc/recipes/ci"
)

// flow is the workflow of a forge in its repository.
type flow struct {
	*forge
	text   []byte
	run    func(text []byte, e event) (ran map[string]*job, failed map[string]error)
	ref    string // what main would be with the branch
	gitlab bool

	root    string // where phones fetch from
	secrets string
}

func newFlow(t *testing.T, name string) *flow {
	t.Helper()
	f := newForge(t, "provc init $REPOSITORY --ci "+name)
	text, err := os.ReadFile(filepath.Join("..", "..", "recipes", "ci", name, ci.Forges[name]))
	if err != nil {
		t.Fatal(err)
	}
	w := &flow{forge: f, text: text, gitlab: name == "gitlab", run: f.githubJobs, ref: "refs/pull/1/merge", root: filepath.Join(t.TempDir(), "tftp")}
	if w.gitlab {
		w.run = f.gitlabJobs
	}
	if err := os.Mkdir(w.root, 0o777); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	f.must(dir, "git clone -q "+f.origin+" .")
	w.secrets = madeUp(f.must(dir, "provc secrets list ./..."))
	return w
}

// madeUp are values for secrets that a list names.
func madeUp(list string) string {
	var b strings.Builder
	for _, name := range regexp.MustCompile(`(?m)^(line|login|phone)_\w+`).FindAllString(list, -1) {
		fmt.Fprintf(&b, "%s: \"%06d\"\n", name, b.Len()*7919%1000000)
	}
	return b.String()
}

// conditions are those of jobs, with the kinds of event for which they are true.
var conditions = map[string]string{
	`$CI_PIPELINE_SOURCE == "merge_request_event"`:                                               "request",
	`$DEPLOY_TO && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"`: "merge",
	`$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH`:                                                    "merge",
	`$DEPLOY_TO && $CI_PIPELINE_SOURCE == "schedule"`:                                            "night",

	"github.event_name == 'pull_request'": "request",
	"vars.DEPLOY_TO != '' && github.ref == 'refs/heads/main' && (github.event_name == 'push' || github.event_name == 'workflow_dispatch')": "merge",
	"vars.DEPLOY_TO != '' && github.event_name == 'schedule'":                                                                              "night",
}

// newEvent is one of a kind, with nothing else that jobs know of it.
func (f *forge) newEvent(kind, ref string) event {
	e := event{forge: f, ref: ref, env: map[string]string{}, values: map[string]string{}}
	for condition, when := range conditions {
		e.values[condition] = fmt.Sprint(when == kind)
	}
	return e
}

// review runs what a forge runs for a request to merge.
func (w *flow) review(fork, disruptive bool) (map[string]*job, map[string]error) {
	w.Helper()
	w.mu.Lock()
	w.readOnly = fork
	w.mu.Unlock()
	e := w.newEvent("request", w.ref)
	e.env["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = "main"
	maps.Copy(e.values, map[string]string{
		"github.event.pull_request.head.repo.full_name == github.repository && github.actor != 'dependabot[bot]'": fmt.Sprint(!fork),
		"!contains(github.event.pull_request.labels.*.name, 'disruptive')":                                        fmt.Sprint(!disruptive),

		"github.base_ref": "main", "github.event.number": "1", "github.token": jobToken,
	})
	if !fork {
		e.env["PROVC_TOKEN"] = jobToken
	}
	if disruptive {
		e.env["CI_MERGE_REQUEST_LABELS"] = "wards,disruptive"
	}
	return w.run(w.text, e)
}

// deploy runs what a forge runs for what is merged.
func (w *flow) deploy(flags string) (*job, error) {
	w.Helper()
	return w.alone("deploy", w.onServer("merge", flags))
}

// drift runs what a forge runs each night.
func (w *flow) drift() (*job, error) {
	w.Helper()
	return w.alone("drift", w.onServer("night", ""))
}

// alone runs a job, and no other.
func (w *flow) alone(job string, e event) (*job, error) {
	w.Helper()
	ran, failed := w.run(w.text, e)
	if got := slices.Sorted(maps.Keys(ran)); !slices.Equal(got, []string{job}) {
		w.Fatalf("%s run, want %s", got, job)
	}
	return ran[job], failed[job]
}

// onServer is an event of main, with what jobs need to reach the server.
func (w *flow) onServer(kind, flags string) event {
	to, host := "phones@tftp.example:"+w.root, "tftp.example ssh-ed25519 AAAA"
	e := w.newEvent(kind, "main")
	maps.Copy(e.env, map[string]string{"DEPLOY_TO": to, "PROVC_FLAGS": flags})
	maps.Copy(e.values, map[string]string{
		"vars.DEPLOY_TO": to, "vars.DEPLOY_KNOWN_HOSTS": host, "secrets.DEPLOY_KEY": "a key", "secrets.PHONE_SECRETS": w.secrets,
		"inputs.flags": flags,
	})
	e.inEnv = map[string]string{"PHONE_SECRETS": w.secrets, "DEPLOY_KEY": "a key\n", "DEPLOY_KNOWN_HOSTS": host + "\n"}
	return e
}

// merge brings a branch to main.
func (w *flow) merge(branch string) {
	w.Helper()
	dir := w.TempDir()
	w.must(dir, "git clone -q "+w.origin+" . && git merge -q --no-ff -m Merge origin/"+branch+" && git push -q origin main")
}

// asItShouldBe compares the root with what one build of main makes.
func (w *flow) asItShouldBe() {
	w.Helper()
	dir := w.TempDir()
	w.must(dir, "git clone -q "+w.origin+" .")
	if err := os.WriteFile(filepath.Join(dir, "secrets.yaml"), []byte(w.secrets), 0o600); err != nil {
		w.Fatal(err)
	}
	w.must(dir, "provc build ./... -o "+w.root+" --secrets secrets.yaml --check")
	w.must(w.root, `[ -z "$(find . -path '*/.provc/next')" ]`)
}
