package diff

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
)

// DefaultBase is the revision that a change is held against where nobody names one:
// where HEAD left the default branch, or HEAD itself where there is no such branch.
func DefaultBase(ctx context.Context, dir string) (string, error) {
	g := git{ctx, dir}
	if _, err := g.line("rev-parse", "--show-toplevel"); errors.Is(err, exec.ErrNotFound) {
		return "", fmt.Errorf("diff %s: the command git is not installed", needs)
	} else if err != nil {
		return "", fmt.Errorf("diff %s: %s is in no git repository", needs, where(dir))
	}
	head, err := g.line("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
	if err != nil {
		return "", fmt.Errorf("diff %s: the git repository has no commit yet", needs)
	}
	branch := g.defaultBranch()
	if branch == "" {
		if g.shallow() {
			return "", errors.New("this is a shallow clone without the default branch, so that there is nothing to compare with; fetch more of the history, as with git fetch --unshallow, or name a revision with --base")
		}
		return "HEAD", nil
	}
	base, err := g.commit(branch + "...")
	switch {
	case err != nil && g.shallow():
		return "", err
	case err != nil || base == head:
		return "HEAD", nil
	}
	return branch + "...", nil
}

const needs = "needs --base REV, --against DIR, or two folders"

// defaultBranch is the branch that others are made from: the remote's, else one of the
// usual name; empty if there is none.
func (g git) defaultBranch() string {
	if ref, err := g.line("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD"); err == nil && g.has(ref) {
		return ref
	}
	names := []string{"main", "master"}
	if name, err := g.line("config", "--get", "init.defaultBranch"); err == nil && name != "" {
		names = append([]string{name}, names...)
	}
	for _, prefix := range []string{"origin/", ""} {
		for _, name := range names {
			if g.has(prefix + name) {
				return prefix + name
			}
		}
	}
	return ""
}

// has reports whether there is a branch, of ours or of a remote.
func (g git) has(branch string) bool {
	for _, refs := range []string{"refs/heads/", "refs/remotes/"} {
		if _, err := g.line("rev-parse", "--verify", "--quiet", refs+branch+"^{commit}"); err == nil {
			return true
		}
	}
	return false
}

func (g git) shallow() bool {
	shallow, _ := g.line("rev-parse", "--is-shallow-repository")
	return shallow == "true"
}

// revisions are the names of branches and tags.
func (g git) revisions() []string {
	names, err := g.line("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/remotes", "refs/tags")
	if err != nil {
		return nil
	}
	return strings.Fields(names)
}
