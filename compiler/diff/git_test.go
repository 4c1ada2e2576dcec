package diff

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repository is a repository of git in which tests may put branches where they like.
type repository struct {
	t       *testing.T
	dir     string
	commits map[string]string // IDs, by what tests call them
}

// newRepository makes a repository without a commit, out of the reach of what the account
// has set for git.
func newRepository(t *testing.T) *repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull, "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.example", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b.example",
		"GIT_AUTHOR_DATE": "2026-02-01T12:00:00Z", "GIT_COMMITTER_DATE": "2026-03-01T12:00:00Z",
	} {
		t.Setenv(name, value)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
	r := &repository{t, dir, map[string]string{}}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r *repository) git(args ...string) string {
	r.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = r.dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		r.t.Fatalf("git %s: %v: %s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// commit makes a commit of an index on others, by what tests call them.
func (r *repository) commit(name string, parents ...string) {
	r.t.Helper()
	args := []string{"commit-tree", r.git("write-tree"), "-m", name}
	for _, p := range parents {
		args = append(args, "-p", r.commits[p])
	}
	r.commits[name] = r.git(args...)
}

// refs has the repository have these references alone: commits, or names of others.
func (r *repository) refs(head string, refs map[string]string) {
	r.t.Helper()
	if err := os.RemoveAll(filepath.Join(r.dir, ".git/refs")); err != nil {
		r.t.Fatal(err)
	}
	refs["refs/heads"] = "" // git knows a repository by it
	for name, to := range refs {
		file := filepath.Join(r.dir, ".git", name)
		switch {
		case to == "":
			if err := os.MkdirAll(file, 0o700); err != nil {
				r.t.Fatal(err)
			}
		case r.commits[to] != "":
			write(r.t, file, []byte(r.commits[to]+"\n"))
		default:
			write(r.t, file, []byte("ref: "+to+"\n"))
		}
	}
	write(r.t, filepath.Join(r.dir, ".git/HEAD"), []byte("ref: "+head+"\n"))
}

// Where nobody says what a change is held against, it is where HEAD left the default
// branch: of the remote before one of ours, under the name that git is told before the
// usual ones. It is HEAD where there is none, or nothing has left it.
func TestDefaultBase(t *testing.T) {
	r := newRepository(t)
	fails := func(dir, want string) {
		t.Helper()
		if got, err := DefaultBase(t.Context(), dir); err == nil || err.Error() != "diff needs --base REV, --against DIR, or two folders: "+want {
			t.Errorf("got %q, %v", got, err)
		}
	}
	fails(r.dir, "the git repository has no commit yet")
	outside := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(outside)+string(filepath.ListSeparator)+filepath.Dir(r.dir))
	fails(outside, outside+" is in no git repository")

	r.commit("old")
	r.commit("ours", "old")
	r.commit("theirs", "old")
	r.commit("stranger")
	for _, x := range []struct {
		name string
		refs map[string]string
		want string
	}{
		{"no default branch", map[string]string{"refs/heads/work": "ours", "refs/heads/other": "old"}, "HEAD"},
		{"one that went on", map[string]string{"refs/heads/work": "ours", "refs/heads/main": "theirs"}, "main..."},
		{"the old name", map[string]string{"refs/heads/work": "ours", "refs/heads/master": "old"}, "master..."},
		{"both names", map[string]string{"refs/heads/work": "ours", "refs/heads/master": "old", "refs/heads/main": "old"}, "main..."},
		{"nothing has left it", map[string]string{"refs/heads/work": "old", "refs/heads/main": "theirs"}, "HEAD"},
		{"it is HEAD", map[string]string{"refs/heads/work": "ours", "refs/heads/main": "ours"}, "HEAD"},
		{"no history in common", map[string]string{"refs/heads/work": "ours", "refs/heads/main": "stranger"}, "HEAD"},
		{"a tag is no branch", map[string]string{"refs/heads/work": "ours", "refs/tags/main": "old"}, "HEAD"},
		{"the remote's before ours", map[string]string{"refs/heads/work": "ours", "refs/heads/main": "ours", "refs/remotes/origin/main": "old"}, "origin/main..."},
		{"the remote's by the old name before ours", map[string]string{"refs/heads/work": "ours", "refs/heads/main": "ours", "refs/remotes/origin/master": "old"}, "origin/master..."},
		{"what the remote calls so", map[string]string{"refs/heads/work": "ours", "refs/remotes/origin/main": "ours", "refs/remotes/origin/dev": "old", "refs/remotes/origin/HEAD": "refs/remotes/origin/dev"}, "origin/dev..."},
		{"what the remote calls so and is gone", map[string]string{"refs/heads/work": "ours", "refs/heads/main": "old", "refs/remotes/origin/HEAD": "refs/remotes/origin/dev"}, "main..."},
		{"another remote's", map[string]string{"refs/heads/work": "ours", "refs/remotes/fork/main": "old"}, "HEAD"},
	} {
		r.refs("refs/heads/work", x.refs)
		if got, err := DefaultBase(t.Context(), r.dir); err != nil || got != x.want {
			t.Errorf("%s: got %q, %v, want %q", x.name, got, err, x.want)
		}
	}

	r.git("config", "init.defaultBranch", "trunk")
	r.refs("refs/heads/work", map[string]string{"refs/heads/work": "ours", "refs/heads/main": "old", "refs/heads/trunk": "old"})
	if got, err := DefaultBase(t.Context(), r.dir); err != nil || got != "trunk..." {
		t.Errorf("the name that git is told: got %q, %v", got, err)
	}
}

// A shallow clone has not the history that a change is held against, and says so; it
// never takes HEAD for it.
func TestShallow(t *testing.T) {
	r := newRepository(t)
	r.commit("old")
	r.commit("ours", "old")
	r.commit("theirs", "old")
	r.refs("refs/heads/work", map[string]string{"refs/heads/work": "ours"})
	write(t, filepath.Join(r.dir, ".git/shallow"), []byte(r.commits["ours"]+"\n"+r.commits["theirs"]+"\n"))
	_, err := DefaultBase(t.Context(), r.dir)
	if want := "this is a shallow clone without the default branch, so that there is nothing to compare with; fetch more of the history, as with git fetch --unshallow, or name a revision with --base"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	r.refs("refs/heads/work", map[string]string{"refs/heads/work": "ours", "refs/heads/main": "theirs"})
	_, err = DefaultBase(t.Context(), r.dir)
	if want := "it cannot be told where main and HEAD parted: this is a shallow clone; fetch more of the history, as with git fetch --unshallow"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	_, err = NewCheckout(t.Context(), r.dir, "HEAD~1")
	if want := `there is no revision "HEAD~1" here: this is a shallow clone; fetch more of the history, as with git fetch --unshallow`; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}

// A revision that there is not is told with what may be meant.
func TestNoRevision(t *testing.T) {
	r := newRepository(t)
	r.commit("old")
	r.commit("stranger")
	r.refs("refs/heads/work", map[string]string{"refs/heads/work": "old", "refs/heads/orphan": "stranger", "refs/remotes/origin/main": "old", "refs/tags/v1.0": "old"})
	outside := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(outside)+string(filepath.ListSeparator)+filepath.Dir(r.dir))
	const takes = ": --base takes a branch, a tag or a commit, such as HEAD~1"
	for _, x := range []struct{ dir, revision, want string }{
		{r.dir, "nosuch", `there is no revision "nosuch"` + takes},
		{r.dir, "", `there is no revision ""` + takes},
		{r.dir, "...", `there is no revision "..."` + takes},
		{r.dir, "--all", `there is no revision "--all"` + takes},
		{r.dir, "main", `there is no revision "main"; did you mean origin/main?`},
		{r.dir, "wrok", `there is no revision "wrok"; did you mean work?`},
		{r.dir, "v1.1...", `there is no revision "v1.1"; did you mean v1.0?`},
		{r.dir, "orphan...", "orphan and HEAD have no common history; compare with orphan itself: --base orphan"},
		{outside, "main", "--base needs a git repository, and " + outside + " is in none"},
	} {
		c, err := NewCheckout(t.Context(), x.dir, x.revision)
		if err == nil || err.Error() != x.want {
			t.Errorf("%q: got %v, %v, want %s", x.revision, c, err, x.want)
		}
	}
	if where("") != "the working folder" || where(".") != "the working folder" || where("x") != "x" {
		t.Error("a folder is called otherwise")
	}
}

// A checkout has what was committed, and nothing of the working tree; a link that leads
// out of it is left away.
func TestCheckout(t *testing.T) {
	r := newRepository(t)
	for name, text := range map[string]string{"ward/ward.cue": "old", "ward/a b/ü.cue": "odd", "rooms/rooms.cue": "rooms", "empty.cue": ""} {
		write(t, filepath.Join(r.dir, name), []byte(text))
	}
	for name, to := range map[string]string{"link.cue": "ward/ward.cue", "ward/up.cue": "../rooms/rooms.cue", "out.cue": "../out.cue", "ward/out.cue": "../../out.cue", "abs.cue": filepath.Join(r.dir, "empty.cue")} {
		if err := os.Symlink(to, filepath.Join(r.dir, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	r.git("add", ".")
	r.commit("old")
	write(t, filepath.Join(r.dir, "ward/ward.cue"), []byte("new"))
	r.git("add", ".")
	r.commit("new", "old")
	r.refs("refs/heads/work", map[string]string{"refs/heads/work": "new", "refs/heads/main": "old"})
	write(t, filepath.Join(r.dir, "ward/ward.cue"), []byte("not committed"))
	status := r.git("status", "--porcelain")

	for revision, want := range map[string]string{"main": "old", "HEAD": "new", "HEAD~1": "old", "main...": "old"} {
		c, err := NewCheckout(t.Context(), filepath.Join(r.dir, "ward"), revision)
		if err != nil {
			t.Fatal(revision, err)
		}
		if c.Revision != revision || c.Dir != filepath.Join(c.root, "ward") {
			t.Errorf("%s lies in %s of %s", c.Revision, c.Dir, c.root)
		}
		got := contents(t, c.root)
		all := map[string]string{"ward/ward.cue": want, "ward/a b/ü.cue": "odd", "rooms/rooms.cue": "rooms", "empty.cue": "", "link.cue": want, "ward/up.cue": "rooms"}
		for name, text := range all {
			if is, ok := got[name]; !ok || is != text {
				t.Errorf("%s: %s is %q (%t), want %q", revision, name, is, ok, text)
			}
		}
		if len(got) != len(all) {
			t.Errorf("%s: files are %v", revision, got)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(c.root); !os.IsNotExist(err) {
			t.Errorf("the folder stays: %v", err)
		}
	}
	if now := r.git("status", "--porcelain"); now != status {
		t.Errorf("the working tree is another: %s, was %s", now, status)
	}
}

// A pattern of the working folder is the same one of the revision; one of a folder that
// the revision lacks is nothing, and one outside of the repository an error.
func TestPattern(t *testing.T) {
	r := newRepository(t)
	write(t, filepath.Join(r.dir, "ward/icu/icu.cue"), []byte("x"))
	write(t, filepath.Join(r.dir, "rooms/rooms.cue"), []byte("x"))
	r.git("add", ".")
	r.commit("old")
	r.refs("refs/heads/work", map[string]string{"refs/heads/work": "old"})
	write(t, filepath.Join(r.dir, "new/new.cue"), []byte("x"))
	c, err := NewCheckout(t.Context(), filepath.Join(r.dir, "ward"), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	outside := " is not in the git repository " + r.dir
	for _, x := range []struct{ pattern, want string }{
		{".", "./."}, {"", "./."}, {"...", "./..."}, {"./...", "./..."}, {"./icu", "./icu"}, {"./icu/...", "./icu/..."}, {"..", "./.."}, {"../rooms", "./../rooms"}, {"../...", "../..."},
		{filepath.Join(r.dir, "ward"), "./."}, {filepath.Join(r.dir, "rooms") + "/...", "../rooms/..."},
		{"example.org/wards", "example.org/wards"}, {"example.org/wards/...", "example.org/wards/..."},
		{"./none", "nothing"}, {"../new", "nothing"}, {filepath.Join(r.dir, "new"), "nothing"}, {"./icu/icu.cue", "nothing"},
		{"../..", "package ../.." + outside}, {"../../x", "package ../../x" + outside}, {"/", "package /" + outside}, {r.dir + "x", "package " + r.dir + "x" + outside}, {filepath.Dir(r.dir), "package " + filepath.Dir(r.dir) + outside},
	} {
		got, ok, err := c.Pattern(x.pattern)
		switch {
		case err != nil:
			got = err.Error()
		case !ok:
			got = "nothing" + got
		}
		if got != x.want {
			t.Errorf("%q: got %q, want %q", x.pattern, got, x.want)
		}
	}
}

// A submodule is read at the commit that the revision names, if that is here.
func TestSubmodule(t *testing.T) {
	library := newRepository(t)
	write(t, filepath.Join(library.dir, "shared.cue"), []byte("shared"))
	library.git("add", ".")
	library.commit("old")
	library.refs("refs/heads/main", map[string]string{"refs/heads/main": "old"})
	r := newRepository(t)
	write(t, filepath.Join(r.dir, "ward.cue"), []byte("ward"))
	r.git("add", ".")
	r.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.dir, "templates")
	r.commit("old")
	r.git("update-index", "--cacheinfo", "160000,"+strings.Repeat("12", 20)+",templates")
	r.commit("elsewhere", "old")
	r.refs("refs/heads/work", map[string]string{"refs/heads/work": "old", "refs/heads/main": "elsewhere"})
	c, err := NewCheckout(t.Context(), r.dir, "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got := contents(t, c.Dir); got["templates/shared.cue"] != "shared" || got["ward.cue"] != "ward" {
		t.Errorf("files are %v", got)
	}
	_, err = NewCheckout(t.Context(), r.dir, "main")
	if want := "templates is a submodule, and its commit 121212121212, which main names, is not here; run git submodule update --init templates"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	if err := os.RemoveAll(filepath.Join(r.dir, "templates")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(r.dir, "templates"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err = NewCheckout(t.Context(), r.dir, "HEAD")
	if want := "templates is a submodule, and its commit " + library.commits["old"][:12] + ", which HEAD names, is not here; run git submodule update --init templates"; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
}
