package build

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/output"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// apart refuses roots of which one lies where another has files: each would count what
// the other owns as extra.
func apart(root string, result *compiler.Result) error {
	for _, a := range result.Packages {
		for _, b := range result.Packages {
			inner, below := strings.CutPrefix(path.Clean(b.Dir)+"/", path.Clean(a.Dir)+"/")
			if path.Clean(a.Dir) == "." {
				inner, below = path.Clean(b.Dir)+"/", true
			}
			if a == b || !below {
				continue
			}
			for _, folder := range a.Folders {
				if strings.HasPrefix(folder+"/", inner) {
					return fmt.Errorf("the root of package %s would lie in %s, where package %s has files: give the folder another name, or build the packages into two roots", b.Dir, filepath.Join(root, filepath.FromSlash(a.Dir), filepath.FromSlash(folder)), a.Dir)
				}
			}
		}
	}
	return nil
}

// beside refuses a root that holds sources: whoever fetches from it could fetch them and
// what lies there with them, and files with passwords would lie in git.
func beside(root string, result *compiler.Result) error {
	for _, p := range result.Packages {
		dir := cli.Below(root, result, p)
		sources, _ := filepath.Glob(filepath.Join(dir, "*.cue"))
		if _, err := os.Stat(filepath.Join(dir, "cue.mod")); err == nil {
			sources = append(sources, filepath.Join(dir, "cue.mod"))
		}
		if len(sources) > 0 {
			return fmt.Errorf("%s holds sources, such as %s: whoever fetches from a provisioning root could fetch them, too, and passwords would lie among them; build into a folder of its own, such as -o root", dir, filepath.Base(sources[0]))
		}
	}
	return nil
}

// above says that a pattern builds a package for the first time into a folder below one
// in which phones find the same files already, made by somebody else: they go on reading
// those. It is empty where that is not so.
func above(root string, p *compiler.Package) string {
	dir := filepath.Join(root, filepath.FromSlash(p.Dir))
	if p.Tree == nil || dir == filepath.Clean(root) {
		return ""
	}
	if _, err := os.Lstat(dir); err == nil {
		return "" // it is meant to be there
	}
	if m, err := output.Record(root); m != nil || err != nil {
		return "" // what lies here is of another package, which phones read beside this one
	}
	starters := vendor.With[vendor.Starter](vendors.All())
	for i := range p.Tree.Len() {
		name := p.Tree.Path(i)
		if !slices.ContainsFunc(starters, func(s vendor.Starter) bool { return s.Starts(name) }) {
			continue
		}
		if _, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name))); err == nil {
			return fmt.Sprintf("%s: phones find %s here already, and what is built into %s does not reach them; to take these files over, name the package: provc build ./%s -o %s --adopt", root, name, dir, path.Clean(p.Dir), root)
		}
	}
	return ""
}

// disjoint refuses a staging tree that lies in the provisioning root, or the root in
// it: whoever can fetch from the one must not get at the other.
func disjoint(root, staging string) error {
	real := func(dir string) (string, error) {
		dir, err := filepath.Abs(dir)
		if err != nil {
			return "", err
		}
		// What does not exist yet has no links in it.
		for up, rest := dir, ""; ; up, rest = filepath.Dir(up), filepath.Join(filepath.Base(up), rest) {
			if r, err := filepath.EvalSymlinks(up); err == nil {
				return filepath.Join(r, rest), nil
			}
			if up == filepath.Dir(up) {
				return dir, nil
			}
		}
	}
	a, err := real(root)
	if err != nil {
		return err
	}
	b, err := real(staging)
	if err != nil {
		return err
	}
	within := func(a, b string) bool {
		rel, err := filepath.Rel(a, b)
		return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
	}
	if within(a, b) || within(b, a) {
		return fmt.Errorf("--staging %s and -o %s must lie apart: the staging tree holds the phones' passwords, for a trusted network only", staging, root)
	}
	return nil
}
