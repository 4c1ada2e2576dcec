package output

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// Joined is a provisioning root that parts make up.
type Joined struct {
	Dir     string // below the folders that were given, slash-separated; "." for themselves
	Package string
	Tree    *artifact.Tree // its files are read from the parts when they are asked for

	parts []*part
}

// Close lets go of the parts' folders.
func (j *Joined) Close() {
	for _, p := range j.parts {
		p.close()
	}
}

// Join finds the roots that lie in folders, whole or in parts, at the same place
// below each, and looks at every file. If the findings have errors, there are no
// roots. phoneWritten is that of artifact.Tree.
func Join(ctx context.Context, dirs []string, phoneWritten func(string) (string, bool)) ([]*Joined, diag.List, error) {
	var findings diag.List
	places := map[string][]*part{}
	for _, dir := range dirs {
		found, err := rootsBelow(dir)
		if err != nil {
			return nil, nil, err
		}
		for _, at := range found {
			p := &part{dir: filepath.Join(dir, filepath.FromSlash(at))}
			err := p.readRecord()
			p.close()
			if err != nil {
				findings.Add(diag.Diagnostic{Severity: diag.Error, Check: "part-unfinished",
					Summary: p.dir + " is no part of use: " + err.Error(), Hint: "build it again, into an empty folder"})
			}
			places[at] = append(places[at], p)
		}
	}
	if findings.HasErrors() {
		return nil, findings, nil
	}
	var roots []*Joined
	for _, at := range slices.Sorted(maps.Keys(places)) {
		parts := places[at]
		found := fit(at, parts)
		if !found.HasErrors() {
			var err error
			if found, err = inspect(ctx, parts, phoneWritten); err != nil {
				return nil, nil, err
			}
		}
		if found.HasErrors() {
			findings.Add(found...)
			continue
		}
		tree, found := joinTrees(parts, phoneWritten)
		findings.Add(found...)
		roots = append(roots, &Joined{at, parts[0].m.pkg, tree, parts})
	}
	if findings.HasErrors() {
		return nil, findings, nil
	}
	return roots, findings, nil
}

// rootsBelow lists the roots that lie in a folder, itself among them.
func rootsBelow(dir string) (roots []string, err error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder; name the folders that builds with --shard have written", dir)
	}
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() || path.Base(name) != stateDir {
			return err
		}
		roots = append(roots, path.Dir(name))
		return fs.SkipDir
	})
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", dir, err)
	}
	if len(roots) == 0 {
		return nil, fmt.Errorf("%s holds no part: it has no folder %s, nor has one below; copy what build has written with its hidden folders", dir, stateDir)
	}
	return roots, nil
}

// fit finds what keeps parts from making up one root; they lie at the same place
// below each of the folders that were named.
func fit(at string, parts []*part) diag.List {
	var found diag.List
	problem := func(check, hint, format string, args ...any) {
		found.Add(diag.Diagnostic{Severity: diag.Error, Check: check, Summary: fmt.Sprintf(format, args...), Hint: hint})
	}
	first, of := parts[0], map[int]*part{}
	_, n, _ := cutPart(first.m.part)
	for _, p := range parts {
		i, m, _ := cutPart(p.m.part)
		switch {
		case p.m.pkg != first.m.pkg, m != n:
			problem("part-other", "name all parts of one root, built with one n", "%s holds %s, and %s holds %s", p.dir, p.m.holds(), first.dir, first.m.holds())
		case p.m.of != first.m.of:
			problem("part-other", "build all parts from the same sources, with the same tags", "%s and %s are parts of different lists of files", first.dir, p.dir)
		case of[i] != nil:
			problem("part-twice", "name it once", "%s and %s both hold %s", of[i].dir, p.dir, p.m.holds())
		default:
			of[i] = p
		}
	}
	if missing := n - len(of); n > 0 && missing > 0 && !found.HasErrors() {
		some := few{n: missing}
		shard := ""
		for i := 1; len(some.names) < min(missing, fewNames); i++ {
			if of[i] == nil {
				some.names = append(some.names, fmt.Sprintf("%d/%d", i, n))
				shard = cmp.Or(shard, some.names[0])
			}
		}
		what := "part %s of %s is missing"
		if missing > 1 {
			what = "parts %s of %s are missing"
		}
		hint := "build with --shard " + shard + ", and name the folder here"
		if at != "." {
			hint = first.dir + " lies below a folder that was named and is no part itself: name " + first.dir + " and the folders of the other parts"
		}
		problem("part-missing", hint, what, some.String(), first.m.pkg)
	}
	return found
}

// joinTrees makes the tree of a root out of its parts.
func joinTrees(parts []*part, phoneWritten func(string) (string, bool)) (*artifact.Tree, diag.List) {
	tree := &artifact.Tree{}
	var from []*part // of each file
	for _, p := range parts {
		tree.Files = append(tree.Files, p.files...)
		from = append(from, slices.Repeat([]*part{p}, len(p.files))...)
		for _, f := range p.m.folders {
			if !f.made {
				tree.Dirs = append(tree.Dirs, f.path)
			}
		}
	}
	var found diag.List
	at := map[string]int{}
	for i, f := range tree.Files {
		if j, twice := at[f.Path]; twice {
			found.Errorf("part-twice", diag.Pos{}, "%s and %s both hold %s; build all parts from the same sources", from[j].dir, from[i].dir, f.Path)
		}
		at[f.Path] = i
	}
	tree.PhoneWritten = func(name string) (string, bool) {
		if i, ok := at[name]; ok && !tree.Files[i].Seed {
			return "", false // it only looks like one, in a folder of another vendor's
		}
		return phoneWritten(name)
	}
	tree.Sort()
	m := parts[0].m
	if m.part != "" && !found.HasErrors() && fmt.Sprintf("%x", listing(tree)) != m.of {
		found.Add(diag.Diagnostic{Severity: diag.Error, Check: "part-unfinished",
			Summary: fmt.Sprintf("the parts of %s are not the list of files that they were built from: a record is damaged", m.pkg),
			Hint:    "copy the parts again, or build them again into empty folders"})
	}
	return tree, found
}

var errNoRecord = errors.New("its build has not finished")

// readRecord reads the record of a part.
func (p *part) readRecord() error {
	disk, err := p.open()
	if err != nil {
		return err
	}
	if _, err := disk.lstat(nextPath); !errors.Is(err, fs.ErrNotExist) {
		return cmp.Or(err, errNoRecord)
	}
	info, err := disk.lstat(manifestPath)
	if errors.Is(err, fs.ErrNotExist) {
		return errNoRecord
	}
	if err != nil {
		return err
	}
	text, err := readText(disk, manifestPath)
	if err != nil {
		return err
	}
	p.modesLost = info.Mode()&0o004 != 0
	p.m, err = parseManifest(text)
	switch {
	case err == nil && !p.m.whole:
		err = errCutOff
	case err == nil && p.m.part != "" && p.m.of == "":
		return errNoRecord
	}
	if err != nil {
		return fmt.Errorf("its record is %w", err)
	}
	return nil
}
