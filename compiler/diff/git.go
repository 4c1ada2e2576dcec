package diff

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/meant"
)

// Checkout is a revision of a git repository in a folder of its own. The
// working tree, the index and the repository's own records stay as they are:
// objects are read, and written elsewhere.
type Checkout struct {
	Revision string // as the user says it
	Dir      string // the folder that stands for the working folder
	root     string
	tree     string // the working tree that it is of
	folder   string // of the working folder in it
}

// NewCheckout reads a revision of the repository that a folder is in. A
// revision that ends in "..." means where it and HEAD parted.
func NewCheckout(ctx context.Context, dir, revision string) (*Checkout, error) {
	g := git{ctx, dir}
	top, err := g.line("rev-parse", "--show-toplevel")
	if errors.Is(err, exec.ErrNotFound) {
		return nil, errors.New("--base needs the command git, which is not installed")
	}
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && !bytes.Contains(exit.Stderr, []byte("not a git repository")) {
		return nil, g.failed("rev-parse", err)
	}
	if err != nil {
		return nil, fmt.Errorf("--base needs a git repository, and %s is in none", where(dir))
	}
	folder, err := g.line("rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	commit, err := g.commit(revision)
	if err != nil {
		return nil, err
	}
	root, err := os.MkdirTemp("", "provc-base-")
	if err != nil {
		return nil, err
	}
	c := &Checkout{Revision: revision, root: root, tree: top, folder: strings.TrimSuffix(folder, "/")}
	c.Dir = filepath.Join(root, filepath.FromSlash(c.folder))
	if err := c.extract(git{ctx, top}, commit, ""); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// Close removes the folder.
func (c *Checkout) Close() error { return os.RemoveAll(c.root) }

// Pattern is what a package pattern of the working folder is in the checkout;
// nothing if the revision has no such folder.
func (c *Checkout) Pattern(pattern string) (string, bool, error) {
	folder, below := strings.CutSuffix(pattern, "...")
	switch {
	case filepath.IsAbs(folder):
		rel, err := filepath.Rel(c.tree, folder)
		if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return "", false, fmt.Errorf("package %s is not in the git repository %s", pattern, c.tree)
		}
		folder = filepath.Join(c.root, rel)
	case folder == "" || folder == "." || folder == ".." || strings.HasPrefix(folder, "./") || strings.HasPrefix(folder, "../"):
		if p := path.Join("/top", c.folder, folder); p != "/top" && !strings.HasPrefix(p, "/top/") {
			return "", false, fmt.Errorf("package %s is not in the git repository %s", pattern, c.tree)
		}
		folder = filepath.Join(c.Dir, folder)
	default:
		return pattern, true, nil // an import path
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return "", false, nil
	}
	rel, err := filepath.Rel(c.Dir, folder)
	if err != nil {
		return "", false, err
	}
	rel = "./" + filepath.ToSlash(rel)
	if below {
		rel = path.Clean(rel) + "/..."
		if !strings.HasPrefix(rel, ".") {
			rel = "./" + rel
		}
	}
	return rel, true, nil
}

// where is how a sentence calls a folder.
func where(dir string) string {
	if dir == "" || dir == "." {
		return "the working folder"
	}
	return dir
}

// git runs git in a folder.
type git struct {
	ctx context.Context
	dir string
}

func (g git) command(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(g.ctx, "git", args...)
	cmd.Dir = g.dir
	cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	return cmd
}

func (g git) line(args ...string) (string, error) {
	out, err := g.command(args...).Output()
	return strings.TrimSuffix(string(out), "\n"), err
}

// commit finds the commit of a revision.
func (g git) commit(revision string) (string, error) {
	name, parted := strings.CutSuffix(revision, "...")
	if name == "" || strings.HasPrefix(name, "-") {
		return "", unknownRevision(revision)
	}
	commit, err := g.line("rev-parse", "--verify", "--quiet", "--end-of-options", name+"^{commit}")
	if err != nil {
		return "", g.noRevision(name)
	}
	if !parted {
		return commit, nil
	}
	base, err := g.line("merge-base", commit, "HEAD")
	if err != nil {
		if g.shallow() {
			return "", fmt.Errorf("it cannot be told where %s and HEAD parted: this is a shallow clone; fetch more of the history, as with git fetch --unshallow", name)
		}
		return "", fmt.Errorf("%s and HEAD have no common history; compare with %s itself: --base %s", name, name, name)
	}
	return base, nil
}

func unknownRevision(name string) error {
	return fmt.Errorf("there is no revision %q: --base takes a branch, a tag or a commit, such as HEAD~1", name)
}

// noRevision says that there is no such revision, and what may be meant.
func (g git) noRevision(name string) error {
	all := g.revisions()
	near := ""
	if i := slices.IndexFunc(all, func(r string) bool { _, of, ok := strings.Cut(r, "/"); return ok && of == name }); i >= 0 {
		near = all[i]
	} else {
		near = meant.Nearest(name, all)
	}
	switch {
	case g.shallow():
		return fmt.Errorf("there is no revision %q here: this is a shallow clone; fetch more of the history, as with git fetch --unshallow", name)
	case near != "":
		return fmt.Errorf("there is no revision %q; did you mean %s?", name, near)
	}
	return unknownRevision(name)
}

// object is an entry of a tree.
type object struct{ mode, id, path string }

// extract writes the files of a commit below a folder of the checkout.
func (c *Checkout) extract(g git, commit, below string) error {
	list, err := g.command("ls-tree", "-r", "-z", "--full-tree", commit).Output()
	if err != nil {
		return g.failed("ls-tree", err)
	}
	var blobs []object
	for entry := range strings.SplitSeq(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		head, name, ok := strings.Cut(entry, "\t")
		fields := strings.Fields(head)
		if !ok || len(fields) != 3 {
			continue
		}
		o := object{fields[0], fields[2], name}
		if fields[1] == "commit" {
			if err := c.submodule(g, o, below); err != nil {
				return err
			}
			continue
		}
		blobs = append(blobs, o)
	}
	return c.write(g, blobs, below)
}

// submodule reads the commit that a repository names of another.
func (c *Checkout) submodule(g git, o object, below string) error {
	sub := git{g.ctx, filepath.Join(g.dir, filepath.FromSlash(o.path))}
	top, err := sub.line("rev-parse", "--show-toplevel")
	if err != nil || sameFolder(top, g.dir) || sub.command("cat-file", "-e", o.id+"^{commit}").Run() != nil {
		return fmt.Errorf("%s is a submodule, and its commit %.12s, which %s names, is not here; run git submodule update --init %s", o.path, o.id, c.Revision, o.path)
	}
	return c.extract(sub, o.id, path.Join(below, o.path))
}

func sameFolder(a, b string) bool {
	x, errA := os.Stat(a)
	y, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(x, y)
}

// write reads objects in one go and writes them.
func (c *Checkout) write(g git, blobs []object, below string) error {
	cmd := g.command("cat-file", "--batch")
	var ids bytes.Buffer
	for _, o := range blobs {
		ids.WriteString(o.id + "\n")
	}
	cmd.Stdin = &ids
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return g.failed("cat-file", err)
	}
	r := bufio.NewReader(out)
	for _, o := range blobs {
		if err = c.blob(r, o, below); err != nil {
			break
		}
	}
	if err != nil {
		out.Close()
		cmd.Wait()
		return err
	}
	if err := cmd.Wait(); err != nil {
		return g.failed("cat-file", err)
	}
	return nil
}

func (c *Checkout) blob(r *bufio.Reader, o object, below string) error {
	head, err := r.ReadString('\n')
	if err != nil {
		return fmt.Errorf("git cat-file ended early at %s", o.path)
	}
	fields := strings.Fields(head)
	if len(fields) != 3 {
		return fmt.Errorf("%s of %s is not in the repository; is it a partial clone?", o.path, c.Revision)
	}
	size, err := strconv.ParseInt(fields[2], 10, 64)
	if err != nil {
		return fmt.Errorf("git cat-file said %q", head)
	}
	data := io.LimitReader(r, size)
	file := filepath.Join(c.root, filepath.FromSlash(path.Join(below, o.path)))
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	if o.mode == "120000" {
		target, err := io.ReadAll(data)
		if err != nil {
			return err
		}
		if filepath.IsLocal(filepath.Join(filepath.Dir(filepath.FromSlash(path.Join(below, o.path))), string(target))) && !filepath.IsAbs(string(target)) {
			if err := os.Symlink(string(target), file); err != nil {
				return err
			}
		}
	} else {
		w, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		_, err = io.Copy(w, data)
		if err := errors.Join(err, w.Close()); err != nil {
			return err
		}
	}
	_, err = r.Discard(1) // the newline after the object
	return err
}

// failed makes a sentence of a failure of git.
func (g git) failed(what string, err error) error {
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && len(exit.Stderr) > 0 {
		said, _, _ := strings.Cut(string(exit.Stderr), "\n")
		return fmt.Errorf("git %s: %s", what, strings.TrimPrefix(said, "fatal: "))
	}
	return fmt.Errorf("git %s: %v", what, err)
}
