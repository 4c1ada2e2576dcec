//go:build unix

package main

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"
)

// A forge as far as a machine can be one: it reads the file that says what jobs there
// are, clones the repository for each, and runs the steps as they are printed. Programs
// come from this machine, but for ssh, which stands for any server by this one.

// forge is where a repository lies.
type forge struct {
	*testing.T
	origin string // a bare repository
	server *httptest.Server
	path   string // of programs; provc is not among them

	mu       sync.Mutex
	readOnly bool
	comments []comment
	history  []comment // each comment as it was written
}

type comment struct {
	id   int
	user int
	bot  bool
	body string
}

// robot is the user whose token jobs have.
const robot = 41

// jobToken lets jobs write comments.
const jobToken = "t0ken"

// newForge has a repository with one commit, which a command makes in the folder $REPOSITORY.
func newForge(t *testing.T, command string) *forge {
	t.Helper()
	for _, name := range []string{"bash", "git", "rsync", "curl", "jq", "tar", "awk"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skip(name, "is not here")
		}
	}
	f := &forge{T: t, origin: filepath.Join(t.TempDir(), "origin.git"), path: pathOfSteps(t)}
	// Others have said so much that ours is not on the first page, and one of them has
	// written what ours begins with.
	for i := range 130 {
		f.comments = append(f.comments, comment{id: i + 1, user: 7, body: fmt.Sprintf("looks good (%d)", i)})
	}
	f.comments = append(f.comments, comment{id: 131, user: 7, body: "<!-- provc diff -->\nnot ours"})
	f.server = httptest.NewServer(f)
	t.Cleanup(f.server.Close)

	dir := filepath.Join(t.TempDir(), "phones")
	f.must(".", strings.ReplaceAll(command, "$REPOSITORY", dir))
	f.must(dir, "git init -q -b main && git add . && git commit -qm Phones && git init -q --bare -b main "+f.origin+
		" && git remote add origin "+f.origin+" && git push -q origin main")
	return f
}

// pathOfSteps is where steps find programs: a folder with stand-ins, and all but provc,
// which they install.
func pathOfSteps(t *testing.T) string {
	t.Helper()
	bin := t.TempDir()
	for name, script := range map[string]string{
		// What sshd does with a command. HOOK, if it is set, sees it before.
		"ssh": "while case $1 in -l) shift; true ;; -*) true ;; *) false ;; esac do shift; done\nshift\n[ -z \"${HOOK:-}\" ] || sh -c \"$HOOK\" hook \"$*\" || exit 255\nexec sh -c \"$*\"",
		// What the image of a job lacks is on this machine already.
		"apt-get": "for name do case $name in -*|update|install|ca-certificates) ;; openssh-client) ;; *) command -v \"$name\" >/dev/null || { echo \"no $name\" >&2; exit 1; } ;; esac done",
	} {
		if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"+script+"\n"), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	provc, err := exec.LookPath("provc")
	if err != nil {
		t.Fatal(err)
	}
	dirs := slices.DeleteFunc(filepath.SplitList(os.Getenv("PATH")), func(dir string) bool { return dir == filepath.Dir(provc) })
	return strings.Join(append([]string{bin}, dirs...), string(filepath.ListSeparator))
}

// must runs a command of this machine, with provc.
func (f *forge) must(dir, command string) string {
	f.Helper()
	cmd := exec.CommandContext(f.Context(), "bash", "-ec", command)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GIT_AUTHOR_NAME=ana", "GIT_AUTHOR_EMAIL=ana@hospital.example", "GIT_COMMITTER_NAME=ana",
		"GIT_COMMITTER_EMAIL=ana@hospital.example", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull, "XDG_CACHE_HOME="+f.TempDir())
	out, err := cmd.CombinedOutput()
	if err != nil {
		f.Fatalf("%s: %v\n%s", command, err, out)
	}
	return string(out)
}

// commit changes files on a branch, which begins at main, and pushes it. It also makes
// what main would be with the branch, as forges do.
func (f *forge) commit(branch, script string) {
	f.Helper()
	dir := f.TempDir()
	f.must(dir, "git clone -q "+f.origin+" . && git switch -q "+branch+" 2>/dev/null || git switch -qc "+branch)
	f.must(dir, script)
	f.must(dir, "git add -A && git commit -qm Change && git push -q origin "+branch)
	f.must(dir, "git checkout -q --detach origin/main && git merge -q --no-ff -m Merge "+branch+" && git push -qf origin HEAD:refs/pull/1/merge")
}

// ServeHTTP is the part of the forges' interfaces that jobs use: comments, and releases.
func (f *forge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	fail := func(code int) { http.Error(w, http.StatusText(code), code) }
	if r.URL.Path == "/provc.tar.gz" {
		if err := archive(w); err != nil {
			f.Error(err)
		}
		return
	}
	if r.Header.Get("Authorization") != "Bearer "+jobToken && r.Header.Get("Private-Token") != jobToken {
		fail(http.StatusUnauthorized)
		return
	}
	if r.Method != http.MethodGet && f.readOnly {
		fail(http.StatusForbidden)
		return
	}
	var in struct{ Body string }
	if r.Method != http.MethodGet {
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil || in.Body == "" || len(in.Body) > 65536 {
			fail(http.StatusUnprocessableEntity)
			return
		}
	}
	var out any
	id := ""
	switch path := r.URL.Path; {
	case r.Method == http.MethodGet && path == "/gitlab/user":
		out = map[string]any{"id": robot}
	case r.Method == http.MethodGet && (path == "/repos/clinic/phones/issues/1/comments" || path == "/gitlab/projects/7/merge_requests/1/notes"):
		page, _ := strconv.Atoi(r.FormValue("page"))
		each, _ := strconv.Atoi(r.FormValue("per_page"))
		all := []any{}
		for i, c := range f.comments {
			if each > 0 && i/each == page-1 {
				all = append(all, c.json())
			}
		}
		out = all
	case r.Method == http.MethodPost && (path == "/repos/clinic/phones/issues/1/comments" || path == "/gitlab/projects/7/merge_requests/1/notes"):
		c := comment{id: len(f.comments) + 1, user: robot, bot: true, body: in.Body}
		f.comments = append(f.comments, c)
		f.history = append(f.history, c)
		out = c.json()
		w.WriteHeader(http.StatusCreated)
	case r.Method == http.MethodPatch && cut(path, "/repos/clinic/phones/issues/comments/", &id),
		r.Method == http.MethodPut && cut(path, "/gitlab/projects/7/merge_requests/1/notes/", &id):
		n, err := strconv.Atoi(id)
		if err != nil || n < 1 || n > len(f.comments) || !f.comments[n-1].bot {
			fail(http.StatusForbidden)
			return
		}
		f.comments[n-1].body = in.Body
		f.history = append(f.history, f.comments[n-1])
		out = f.comments[n-1].json()
	default:
		fail(http.StatusNotFound)
		return
	}
	if err := json.NewEncoder(w).Encode(out); err != nil {
		f.Error(err)
	}
}

func cut(path, prefix string, rest *string) (ok bool) {
	*rest, ok = strings.CutPrefix(path, prefix)
	return ok
}

// json is a comment as both forges tell of it.
func (c comment) json() map[string]any {
	kind := map[bool]string{true: "Bot", false: "User"}[c.bot]
	return map[string]any{"id": c.id, "body": c.body, "user": map[string]any{"id": c.user, "type": kind}, "author": map[string]any{"id": c.user}}
}

// said are the comments that jobs have written or changed since it was last asked.
func (f *forge) said() []comment {
	f.mu.Lock()
	defer f.mu.Unlock()
	was := f.history
	f.history = nil
	return was
}

// archive is that of a release.
func archive(w io.Writer) error {
	name, err := exec.LookPath("provc")
	if err != nil {
		return err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	zip, err := gzip.NewWriterLevel(w, gzip.NoCompression)
	if err != nil {
		return err
	}
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

// says reports where a job says something, and fails the test where it does not.
func (j *job) says(pattern string) {
	j.f.Helper()
	if !regexp.MustCompile(pattern).MatchString(j.log.String()) {
		j.f.Errorf("%s does not say %s:\n%s", j.name, pattern, &j.log)
	}
}

// workflow is a file of GitHub's.
type workflow struct {
	Env  map[string]string
	Jobs map[string]struct {
		If       string
		Env      map[string]string
		Strategy struct{ Matrix map[string][]any }
		Steps    []struct {
			If, Uses, Run string
			Env           map[string]string
			With          map[string]string
		}
	}
}

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

// expression is what GitHub replaces.
var expression = regexp.MustCompile(`\$\{\{ (.*?) \}\}`)

// event is what a job runs for.
type event struct {
	ref    string // that is cloned
	values map[string]string
	env    map[string]string
	inEnv  map[string]string // what the forge keeps for jobs, by name
}

// githubJobs runs the jobs of a workflow, as often as a matrix says, and returns those that ran
// with the error of the first step that failed. A step whose condition the event does not
// know is a fault of the test.
func (f *forge) githubJobs(text []byte, e event) (ran map[string]*job, failed map[string]error) {
	f.Helper()
	var w workflow
	if err := yaml.Unmarshal(text, &w); err != nil {
		f.Fatal(err)
	}
	ran, failed = map[string]*job{}, map[string]error{}
	var put func(text string, more map[string]string) string
	put = func(text string, more map[string]string) string {
		return expression.ReplaceAllStringFunc(text, func(s string) string {
			name := expression.FindStringSubmatch(s)[1]
			for _, values := range []map[string]string{more, e.values} {
				if v, ok := values[name]; ok {
					return v
				}
			}
			f.Fatalf("what is %s?", name)
			return ""
		})
	}
	is := func(condition string, env map[string]string) bool {
		if condition == "" {
			return true
		}
		condition = strings.TrimSuffix(strings.TrimPrefix(condition, "${{ "), " }}")
		if name, equal := strings.CutPrefix(condition, "env.WRITES "); equal {
			return (env["WRITES"] == "true") == strings.HasPrefix(name, "==")
		}
		return put("${{ "+condition+" }}", nil) == "true"
	}
	for name, spec := range w.Jobs {
		if !is(spec.If, nil) {
			continue
		}
		shards := spec.Strategy.Matrix["shard"]
		if shards == nil {
			shards = []any{""}
		}
		for _, shard := range shards {
			more := map[string]string{"matrix.shard": fmt.Sprint(shard)}
			var j *job
			for _, s := range spec.Steps {
				if j == nil {
					if !strings.HasPrefix(s.Uses, "actions/checkout@") {
						f.Fatalf("%s begins without a checkout", name)
					}
					j = f.newJob(name, e.ref, s.With["fetch-depth"] == "0")
					ran[name] = j
					for _, vars := range []map[string]string{w.Env, spec.Env} {
						for name, value := range vars {
							j.env[name] = put(value, more)
						}
					}
					for _, file := range []string{"GITHUB_PATH", "GITHUB_STEP_SUMMARY"} {
						j.env[file] = filepath.Join(j.home, file)
					}
					j.env["GITHUB_API_URL"], j.env["GITHUB_REPOSITORY"], j.env["RUNNER_TEMP"] = f.server.URL, "clinic/phones", f.TempDir()
					j.env["PROVC_URL"] = f.server.URL + "/provc.tar.gz"
					continue
				}
				if !is(s.If, j.env) {
					continue
				}
				env := map[string]string{}
				for name, value := range s.Env {
					env[name] = put(value, more)
				}
				switch action, _, _ := strings.Cut(s.Uses, "@"); action {
				case "":
					if err := j.step([]string{"bash", "-ec"}, put(s.Run, more), env); err != nil {
						failed[name] = err
					}
				case "actions/cache":
				case "actions/upload-artifact":
					j.read(s.With["path"])
				case "github/codeql-action/upload-sarif":
					j.read(s.With["sarif_file"])
				default:
					f.Fatalf("nobody here plays %s", s.Uses)
				}
				if failed[name] != nil {
					break
				}
				if more, err := os.ReadFile(j.env["GITHUB_PATH"]); err == nil {
					j.path = strings.TrimSpace(string(more)) + string(filepath.ListSeparator) + f.path
				}
			}
		}
	}
	return ran, failed
}

// gitlabJobs runs the jobs of a file whose rule the event makes true.
func (f *forge) gitlabJobs(text []byte, e event) (ran map[string]*job, failed map[string]error) {
	f.Helper()
	file, err := readGitlab(text)
	if err != nil {
		f.Fatal(err)
	}
	ran, failed = map[string]*job{}, map[string]error{}
	for name, spec := range file.Jobs {
		runs := false
		for _, rule := range spec.Rules {
			is, ok := e.values[rule.If]
			if !ok {
				f.Fatalf("is it so that %s?", rule.If)
			}
			runs = runs || is == "true"
		}
		if !runs {
			continue
		}
		for shard := range max(spec.Parallel, 1) {
			j := f.newJob(name, e.ref, spec.Variables["GIT_DEPTH"] == "0")
			ran[name] = j
			for _, vars := range []map[string]string{file.Variables, e.env, spec.Variables} {
				for name, value := range vars {
					j.env[name] = os.Expand(value, func(name string) string { return e.env[name] })
				}
			}
			for name, value := range map[string]string{
				"GITLAB_CI": "true", "CI_API_V4_URL": f.server.URL + "/gitlab", "CI_PROJECT_ID": "7", "CI_MERGE_REQUEST_IID": "1",
				"CI_NODE_INDEX": fmt.Sprint(shard + 1), "CI_NODE_TOTAL": fmt.Sprint(max(spec.Parallel, 1)), "PROVC_URL": f.server.URL + "/provc.tar.gz",
			} {
				j.env[name] = value
			}
			for name, content := range e.inEnv {
				j.env[name] = filepath.Join(j.home, name)
				if err := os.WriteFile(j.env[name], []byte(content), 0o666); err != nil {
					f.Fatal(err)
				}
			}
			before := spec.BeforeScript
			if before == nil {
				before = file.Default.BeforeScript
			}
			shell := []string{"bash", "-eo", "pipefail", "-c"}
			if err := j.step(shell, strings.Join(slices.Concat(before, spec.Script), "\n"), nil); err != nil {
				failed[name] = err
			}
			if err := j.step(shell, strings.Join(spec.AfterScript, "\n"), nil); err != nil {
				f.Errorf("after %s: %v", name, err)
			}
			for _, path := range spec.Artifacts.Paths {
				j.read(path)
			}
			for _, path := range spec.Artifacts.Reports {
				j.read(path)
			}
		}
	}
	return ran, failed
}
