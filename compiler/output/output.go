// Package output writes what a configuration compiles to into a live
// provisioning root, where handsets read and write at the same time.
//
// provc keeps a record of the files it owns, and changes and removes only
// those. A build goes in steps, such that a handset that boots at any moment,
// and a build that follows one killed at any moment, find a root that works:
//
//  1. The record of the build to come is begun: the folders it will touch.
//  2. Each file that differs is written beside its target, under a name that
//     no handset asks for. What does not differ is left alone.
//  3. The record is completed with every file and its hash; one sync.
//  4. The files are renamed onto their targets, those that are referred to
//     before those that refer to them; then files that are no longer emitted
//     are removed, in the reverse order; sync.
//  5. The record takes the place of the former one; sync.
//
// A failure before step 4 undoes everything. After a kill, or a failure in
// step 4, both records are there, and the next build knows a file as provc's
// own by the hash that either has for it.
//
// A root that does not exist yet is built aside instead and renamed as a whole.
package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/output/disk"
	"provc/compiler/output/record"
)

// Options say where and how a tree is written.
type Options struct {
	Root    string      // the provisioning root
	Package string      // identity of the CUE package that the root belongs to
	Mode    fs.FileMode // of new files; 0: 0640 for files that hold secrets, else 0644
	NoSync  bool        // do not wait for the disk: for roots that need not outlive a power cut
	Force   bool        // replace and remove owned files that a person has edited
	Adopt   bool        // take over files that are in the way, and a root of another package

	// Copies is a folder outside of the root, for copies of what adoption replaces. One
	// that is there stays as it is: then a number is put behind the name. Empty: none are
	// kept.
	Copies string

	// AllowRemovals is how many people and handsets may go where more than half of them do.
	AllowRemovals int
	// Staging says that people and handsets go as they should: they have enrolled.
	Staging bool
	// Prune removes all that is owned, of a root whose package is gone.
	Prune bool

	// Program identifies this provc. Nil: it is not noted who wrote a root.
	Program []byte
	// Tell is given what should be known before the first file is replaced. Nil: it is
	// among the report's findings.
	Tell func(found diag.List)

	// Inputs is a digest of everything that the tree is made from. It becomes part of
	// the fingerprint that UpToDate compares. Nil: no fingerprint is written.
	Inputs []byte

	// Later is given a function that writes the fingerprint. A caller that builds
	// several roots calls it after the last of them: stamps that are taken a moment after
	// the files were written prove more (see fresh). Nil: it is written at once.
	Later func(keep func())

	// Differs is called with each file that is missing in the root or has other bytes
	// there, before anything is replaced. Several goroutines call it at once. Nil: nobody
	// wants to know.
	Differs func(f *artifact.File, missing bool)

	// Secret gives the value of a secret by its name. Several goroutines call
	// it at once.
	Secret func(name string) (value string, ok bool)

	open    func(dir string) (disk.FS, error) // Open; tests put faults between
	workers int                               // goroutines that render; 0: one a processor
}

// Report says what a build did, or for Check what it would do. Paths are
// slash-separated, relative to the root, and sorted.
type Report struct {
	Created   []string // was missing
	Changed   []string // had other bytes
	Removed   []string // is no longer emitted
	Adopted   []string // was there and not provc's; with other bytes, it is in Changed too
	Unchanged int      // files that were right as they were
	Copies    string   // the folder that holds copies of what was adopted and replaced; empty if none does
	Copied    int      // how many
	Findings  diag.List
}

// Clean reports whether the root holds exactly what it should.
func (r *Report) Clean() bool {
	return len(r.Created)+len(r.Changed)+len(r.Removed) == 0 && !r.Findings.HasErrors()
}

// Write makes the root hold the tree. If the report's findings have errors,
// nothing was written. An error means that the build could not be done; unless
// it says otherwise, nothing was changed.
func Write(ctx context.Context, tree *artifact.Tree, opt Options) (*Report, error) {
	b := newBuild(tree, opt)
	if b.report.Findings = checkTree(tree); b.report.Findings.HasErrors() {
		return b.refused(), nil
	}
	err := b.writeRoot(ctx)
	switch {
	case err != nil:
		b.removeMade()
		return nil, err
	case b.report.Findings.HasErrors():
		b.removeMade()
		return b.refused(), nil
	}
	return b.done(), nil
}

// writeRoot makes the root hold the tree, unless findings forbid it.
func (b *build) writeRoot(ctx context.Context) (err error) {
	if b.isNew() {
		b.dir = asideOf(b.opt.Root)
		if err := b.clearAside(); err != nil {
			return err
		}
	}
	if err := b.makeFolders(b.dir); err != nil {
		return b.failed("make", ".", err)
	}
	if b.aside() && !slices.Contains(b.made, b.dir) {
		return b.locked() // another build has just made it
	}
	lock, err := b.enter()
	if err != nil {
		return err
	}
	defer b.fs.Close()
	defer lock.Close()
	defer func() {
		if err != nil || b.report.Findings.HasErrors() {
			b.emptyMade()
		}
	}()

	if err := b.readRecords(); err != nil {
		return err
	}
	if b.begun != nil {
		if err := b.cleanUp(); err != nil {
			return err
		}
	}
	if err := b.survey(ctx); err != nil {
		return err
	}
	if b.begun != nil {
		if err := b.settle(); err != nil {
			return err
		}
	}
	if err := b.plan(); err != nil || b.report.Findings.HasErrors() {
		return err
	}
	b.meetReplaced()
	if err := b.meetHandsets(); err != nil {
		return err
	}
	if err := b.stage(ctx); err != nil {
		return err
	}
	if b.staging.whole {
		if found := b.rewritten(); b.opt.Tell != nil && len(found) > 0 {
			b.opt.Tell(found)
		} else {
			b.report.Findings.Add(found...)
		}
		bring := b.commit
		if b.aside() {
			bring = b.appear
		}
		if err := bring(); err != nil {
			return err
		}
		b.keepProgram()
	}
	b.keepFingerprint(ctx)
	return nil
}

// Check compares the root with the tree and writes nothing. It takes no lock, so what
// it reports of a root that is being built may be out of date.
func Check(ctx context.Context, tree *artifact.Tree, opt Options) (*Report, error) {
	b := newBuild(tree, opt)
	if b.report.Findings = checkTree(tree); b.report.Findings.HasErrors() {
		return b.refused(), nil
	}
	if _, err := os.Stat(opt.Root); errors.Is(err, fs.ErrNotExist) {
		b.fs = nowhere{}
	} else if err := b.openRoot(); err != nil {
		return nil, err
	}
	defer b.fs.Close()
	if err := b.readRecords(); err != nil {
		return nil, err
	}
	if b.begun == nil && b.committed == nil {
		// No record says what provc owns there: it is a copy, such as a golden tree, or
		// somebody else's root. Files are compared by their bytes alone.
		b.opt.Adopt = true
	}
	if b.begun != nil {
		b.report.Findings.Add(rootUnfinished.At(diag.Pos{}, "a build of %s is at work or was stopped halfway", opt.Root).WithHint("the next build finishes it"))
	}
	if err := b.survey(ctx); err != nil {
		return nil, err
	}
	if err := b.plan(); err != nil {
		return nil, err
	}
	if b.begun != nil || b.committed != nil {
		b.meetReplaced()
		if err := b.meetHandsets(); err != nil {
			return nil, err
		}
	}
	if err := b.render(ctx, nil); err != nil {
		return nil, err
	}
	b.report.Findings.Add(b.rewritten()...)
	return b.done(), nil
}

// build is one run of Write or Check.
type build struct {
	opt       Options
	tree      *artifact.Tree
	dir       string   // where the root is built: in its place, or aside
	made      []string // the folders made for a new root, parents first, itself the last
	foreign   bool     // one of these folders could not get the group of its parent
	fs        disk.FS
	committed *record.Manifest // what the last finished build left; nil: there was none
	begun     *record.Manifest // what a build that was stopped left; nil: there was none
	onDisk    *record.Manifest // the record as it lies there now
	needed    []string         // the tree's folders, parents first
	handsets  map[string]bool  // those of them that handsets write into
	targets   []target         // by path
	staging   staging
	report    Report
}

func newBuild(tree *artifact.Tree, opt Options) *build {
	if opt.open == nil {
		opt.open = disk.Open
	}
	if opt.Secret == nil {
		opt.Secret = func(string) (string, bool) { return "", false }
	}
	opt.Root = filepath.Clean(opt.Root) // a slash at its end would follow a link
	tree.Sort()
	b := &build{opt: opt, tree: tree, dir: opt.Root}
	b.needed, b.handsets = foldersOf(b.tree)
	return b
}

func (b *build) openRoot() (err error) {
	if b.fs, err = b.opt.open(b.dir); err != nil {
		return b.failed("open", ".", err)
	}
	return nil
}

// readRecords reads the record of an unfinished build first. If that build ends while
// Check reads, Check then finds the same record as the finished one.
func (b *build) readRecords() (err error) {
	if b.begun, err = readManifest(b.fs, nextPath); err != nil {
		return b.failed("read", nextPath, err)
	}
	if b.begun != nil && !b.begun.Whole {
		b.begun.Entries = nil // none of them has taken its place yet
	}
	if b.committed, err = readManifest(b.fs, manifestPath); err != nil {
		return b.failed("read", manifestPath, err)
	}
	b.onDisk = b.committed
	return nil
}

// refused is the report of a build that its findings forbid.
func (b *build) refused() *Report { return &Report{Findings: b.report.Findings.Sorted()} }

// done completes the report.
func (b *build) done() *Report {
	r := &b.report
	created := 0
	for i := range b.targets {
		if b.targets[i].creates() {
			created++
		}
	}
	r.Created = slices.Grow(r.Created, created)
	for i := range b.targets {
		t := &b.targets[i]
		switch {
		case t.creates():
			r.Created = append(r.Created, b.path(i))
		case !t.emitted() && (t.todo == remove || t.todo == refuse && t.found.owned()):
			r.Removed = append(r.Removed, b.path(i))
		case t.todo == write, t.todo == refuse && t.was().owned():
			r.Changed = append(r.Changed, b.path(i))
		case t.emitted() && t.todo == keep:
			r.Unchanged++
		}
		if t.adopted {
			r.Adopted = append(r.Adopted, b.path(i))
		}
	}
	r.Findings = r.Findings.Sorted()
	return r
}

// creates reports whether a file comes where none was.
func (t *target) creates() bool { return t.todo == write && t.was().info == nil }

// failed is the one sentence of an error: what could not be done to which file.
func (b *build) failed(verb, name string, err error) error {
	switch e := err.(type) {
	case *fs.PathError:
		err = e.Err
	case *os.LinkError:
		err = e.Err
	case *os.SyscallError:
		err = e.Err
	}
	return fmt.Errorf("cannot %s %s: %w", verb, filepath.Join(b.opt.Root, filepath.FromSlash(name)), err)
}

// nowhere is the file system of a root that does not exist yet.
type nowhere struct{ disk.FS }

func (nowhere) Lstat(string) (fs.FileInfo, error)     { return nil, fs.ErrNotExist }
func (nowhere) ReadDir(string) ([]fs.DirEntry, error) { return nil, fs.ErrNotExist }
func (nowhere) Close() error                          { return nil }
