//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
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
