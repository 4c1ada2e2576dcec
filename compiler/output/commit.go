package output

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync/atomic"

	"provc/compiler/artifact"
)

// commit makes the staged build the one that handsets see.
func (b *build) commit() error {
	if !b.opt.NoSync {
		if err := b.fs.Sync(append(b.folders(), stateDir)); err != nil {
			b.takeBack()
			return fmt.Errorf("%w; nothing was changed", b.failed("sync", ".", err))
		}
	}
	done, err := b.replaceAll()
	if err == nil {
		var n int
		n, err = b.removeAll()
		done += n
	}
	if err == nil {
		err = b.finish(&done)
	}
	switch {
	case err == nil:
		b.report.Findings.Add(b.staging.attrs.findings()...)
		return nil
	case done == 0:
		b.takeBack()
		return fmt.Errorf("%w; nothing was changed", err)
	}
	// The order of the steps keeps the root consistent at every moment; undoing them
	// would not. Both records stay, and the next build goes on from here.
	b.removeTemps()
	return fmt.Errorf("%w; by then, %d of %d steps were done, and no handset is referred to a missing file; build again to finish",
		err, done, b.steps())
}

// steps counts what commit has to do.
func (b *build) steps() int {
	n := 1 // the record
	for i := range b.targets {
		if t := &b.targets[i]; t.todo == write || t.todo == remove {
			n++
		}
	}
	return n
}

// replaceAll renames the temporary files onto their targets: a file comes before those
// that refer to it. It returns how many.
func (b *build) replaceAll() (n int, err error) {
	var done atomic.Int64
	for phase := artifact.Leaf; phase <= artifact.Entry && err == nil; phase++ {
		// Within a phase, no file refers to another: their order is free.
		err = each(context.Background(), b.opt.workers, len(b.targets), func(i int) error {
			if t := &b.targets[i]; !t.staged || t.phase != phase {
				return nil
			}
			ok, err := b.replace(i)
			if ok {
				done.Add(1)
			}
			if err != nil {
				return b.failed("replace", b.path(i), err)
			}
			return nil
		})
	}
	return int(done.Load()), err
}

var errMeanwhile = errors.New("somebody changed it during the build")

// replace brings one file to its place, if that is still as it was found.
func (b *build) replace(i int) (done bool, err error) {
	if b.targets[i].was().info == nil {
		return b.place(i)
	}
	if err := b.unmoved(i); err != nil {
		return false, err
	}
	if err := b.fs.Rename(b.temp(i), b.path(i)); err != nil {
		return false, err
	}
	b.targets[i].staged = false
	return true, nil
}

// place puts one file where nothing was. What a handset or a person has put there
// meanwhile stays.
func (b *build) place(i int) (done bool, err error) {
	t, temp, name := &b.targets[i], b.temp(i), b.path(i)
	err = b.fs.RenameNew(temp, name)
	switch {
	case err == nil:
		t.staged = false
		return true, nil
	case errors.Is(err, fs.ErrExist) && b.seed(t):
		t.todo = keep // the handset was faster
		return false, b.dropTemp(i)
	case errors.Is(err, fs.ErrExist):
		return false, errMeanwhile
	}
	// Some file systems can neither do that nor link files.
	if _, err := b.fs.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return false, cmp.Or(err, errMeanwhile)
	}
	if err := b.fs.Rename(temp, name); err != nil {
		return false, err
	}
	t.staged = false
	return true, nil
}

func (b *build) dropTemp(i int) error {
	if err := b.fs.Remove(b.temp(i)); err != nil {
		return err
	}
	b.targets[i].staged = false
	return nil
}

// unmoved returns an error unless a target is as it was when it was looked at.
func (b *build) unmoved(i int) error {
	now, err := b.fs.Lstat(b.path(i))
	if err == nil && !b.targets[i].found.same(now) || errors.Is(err, fs.ErrNotExist) {
		return errMeanwhile
	}
	return err
}

// removeAll removes what is no longer emitted: a file goes before those that it refers
// to. It returns how many.
func (b *build) removeAll() (n int, err error) {
	var list []int
	for i := range b.targets {
		if b.targets[i].todo == remove {
			list = append(list, i)
		}
	}
	if len(list) > 0 && !b.opt.NoSync {
		if err := b.fs.Sync(b.folders()); err != nil {
			return 0, b.failed("sync", ".", err)
		}
	}
	slices.SortStableFunc(list, func(i, j int) int { return cmp.Compare(b.targets[j].phase, b.targets[i].phase) })
	for _, i := range list {
		err := b.unmoved(i)
		if err == nil {
			err = b.fs.Remove(b.path(i))
		}
		if err != nil {
			return n, b.failed("remove", b.path(i), err)
		}
		n++
	}
	for _, dir := range b.unused() {
		// A folder that a handset writes into just now stays.
		if b.emptied(dir) {
			if err := b.fs.Remove(dir); err != nil && b.emptied(dir) {
				return n, b.failed("remove", dir, err)
			}
		}
	}
	return n, nil
}

// finish makes the record of this build the one that counts.
func (b *build) finish(done *int) error {
	if !b.opt.NoSync {
		if err := b.fs.Sync(b.folders()); err != nil {
			return b.failed("sync", ".", err)
		}
	}
	if err := b.fs.Rename(nextPath, manifestPath); err != nil {
		return b.failed("write", manifestPath, err)
	}
	*done++
	if !b.opt.NoSync {
		if err := b.fs.Sync([]string{stateDir}); err != nil {
			return b.failed("sync", stateDir, err)
		}
	}
	return nil
}
