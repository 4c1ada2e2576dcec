//go:build unix

package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// hooked is a repository in which git runs hooks.
type hooked struct {
	*testing.T
	dir string
	env []string
}

// newHooked has the repository that provc init makes, committed.
func newHooked(t *testing.T) *hooked {
	t.Helper()
	if testing.Short() {
		t.Skip("many processes")
	}
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	home := t.TempDir()
	h := &hooked{T: t, dir: filepath.Join(t.TempDir(), "phones"), env: append(os.Environ(),
		"HOME="+home, "XDG_CACHE_HOME="+filepath.Join(home, "cache"), "PRE_COMMIT_HOME="+filepath.Join(home, "pre-commit"),
		"GIT_AUTHOR_NAME=ana", "GIT_AUTHOR_EMAIL=ana@hospital.example", "GIT_COMMITTER_NAME=ana", "GIT_COMMITTER_EMAIL=ana@hospital.example",
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull, "LC_ALL=C.UTF-8")}
	if out, err := exec.CommandContext(t.Context(), "provc", "init", h.dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	h.must("git init -q -b main && git add . && git commit -qm Phones")
	return h
}

func (h *hooked) run(script string) (string, error) {
	cmd := exec.CommandContext(h.Context(), "sh", "-ec", script)
	cmd.Dir, cmd.Env = h.dir, h.env
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (h *hooked) must(script string) string {
	h.Helper()
	out, err := h.run(script)
	if err != nil {
		h.Fatalf("%s: %v\n%s", script, err, out)
	}
	return out
}

// takes commits a change, which the hooks should let through.
func (h *hooked) takes(change string) {
	h.Helper()
	if out, err := h.run(change + "\ngit add -A && git commit -m Change"); err != nil {
		h.Errorf("%s: the commit is refused\n%s", change, out)
		h.must("git reset -q --hard")
	}
}

// refuses commits a change, which the hooks should not let through, for a reason that they
// tell. The change is taken back.
func (h *hooked) refuses(change, why string) {
	h.Helper()
	out, err := h.run(change + "\ngit add -A && git commit -m Change")
	if err == nil {
		h.Errorf("%s: the commit is taken\n%s", change, out)
		h.must("git reset -q --hard HEAD^")
		return
	}
	if !regexp.MustCompile(why).MatchString(out) {
		h.Errorf("%s: the commit is refused without %s\n%s", change, why, out)
	}
	h.must("git reset -q --hard")
}

// commits tries the hook on what people commit.
func (h *hooked) commits() {
	h.Helper()
	h.takes("sed -i 's/automaticLogout: 30/automaticLogout: 45/' wards/wards.cue")
	h.refuses("sed -i 's/automaticLogout: 45/automaticLogout: \"x\"/' wards/wards.cue", `wards/wards\.cue:\d+:\d+: error: `)
	h.refuses("echo 'ana,Ana,4011' >> wards/people.csv", `wards/people\.csv:\d+:\d+: error: `)
	h.takes("mkdir docs && echo text > docs/notes.txt")
	h.takes("git rm -rq desks")
	// A package that only others use stands for those.
	h.takes(`mkdir lib && printf 'package lib\n\nhalf: 30\n' > lib/lib.cue
		sed -i 's/^import .*/import (\n\t"phones.example\/phones\/lib"\n\t"provc.internal\/schema\/spectralink"\n)/; s/automaticLogout: 45/automaticLogout: lib.half/' wards/wards.cue`)
	h.refuses("sed -i 's/30/-3/' lib/lib.cue", `error: `)
}

// The line of docs/ci.md for git alone.
func TestGitHook(t *testing.T) {
	t.Parallel()
	h := newHooked(t)
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "ci.md"))
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```sh\n(#!/bin/sh\ngit diff .*?)```").FindSubmatch(page)
	if block == nil {
		t.Fatal("the page has no hook")
	}
	if err := os.WriteFile(filepath.Join(h.dir, ".git", "hooks", "pre-commit"), block[1], 0o777); err != nil {
		t.Fatal(err)
	}
	h.commits()
}

// What provc init configures, and the hooks of this repository, by pre-commit itself.
func TestPreCommit(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("pre-commit"); err != nil {
		t.Skip(err)
	}
	for name, config := range map[string]string{
		"init": "",
		"repository": `repos:
  - repo: HOOKS
    rev: v1.0.0
    hooks: [{id: provc-fmt-system}, {id: provc-vet-system}]
`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHooked(t)
			if config != "" {
				hooks, err := filepath.Abs(filepath.Join("..", "..", ".pre-commit-hooks.yaml"))
				from := t.TempDir()
				h.must("cd " + from + " && cp " + hooks + " . && git init -q && git add . && git commit -qm Hooks && git tag v1.0.0")
				name := filepath.Join(h.dir, ".pre-commit-config.yaml")
				if err := errors.Join(err, os.WriteFile(name, []byte(strings.ReplaceAll(config, "HOOKS", from)), 0o666)); err != nil {
					t.Fatal(err)
				}
				h.must("git add . && git commit -qm Hooks")
			}
			h.must("pre-commit install")
			h.commits()
			h.refuses("sed -i 's/^\tparams: {/\tparams:   {/' wards/wards.cue", `provc fmt\.+Failed`)
			if out := h.must("pre-commit run --all-files"); strings.Contains(out, "Failed") || strings.Contains(out, "Skipped") {
				t.Errorf("all files: %s", out)
			}
		})
	}
}

// The two ways to have a hook differ in nothing else.
func TestHooksAreAlike(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", ".pre-commit-hooks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var hooks []map[string]any
	if err := yaml.Unmarshal(text, &hooks); err != nil {
		t.Fatal(err)
	}
	by := map[string]string{}
	for _, h := range hooks {
		id := h["id"].(string)
		want := "golang"
		if strings.HasSuffix(id, "-system") {
			want = "system"
		}
		if h["language"] != want {
			t.Errorf("%s is of language %s, want %s", id, h["language"], want)
		}
		delete(h, "id")
		delete(h, "language")
		rest, err := yaml.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		by[id] = string(rest)
	}
	for _, id := range []string{"provc-vet", "provc-fmt"} {
		if by[id] == "" || by[id] != by[id+"-system"] {
			t.Errorf("%s is\n%s and %s-system\n%s", id, by[id], id, by[id+"-system"])
		}
	}
}
