package output

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"provc/compiler/artifact"
)

// commit makes the staged build the one that handsets see.
func (b *build) commit() error {
	if !b.opt.NoSync {
		if err := b.fs.sync(append(b.folders(), stateDir)); err != nil {
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
	// Going on in order is what keeps the root consistent, going back would
	// not be: both records stay, and the next build goes on from here.
	b.removeTemps()
	return fmt.Errorf("%w; by then, %d of %d steps were done, and no handset is referred to a missing file; build again to finish",
		err, done, b.steps())
}

// steps counts what commit has to do.
func (b *build) steps() int {
	n := 1 // the record
	for _, t := range b.targets {
		if t.todo == write || t.todo == remove {
			n++
		}
	}
	return n
}

// replaceAll renames the temporary files onto their targets, those that are
// referred to first. It returns how many.
func (b *build) replaceAll() (n int, err error) {
	for phase := artifact.Leaf; phase <= artifact.Entry; phase++ {
		for _, t := range b.targets {
			if t.temp == "" || t.file.Phase != phase {
				continue
			}
			done, err := b.replace(t)
			if done {
				n++
			}
			if err != nil {
				return n, b.failed("replace", t.path, err)
			}
		}
	}
	return n, nil
}

var errMeanwhile = errors.New("somebody changed it during the build")

// replace brings one file to its place, if that is still as it was found.
func (b *build) replace(t *target) (done bool, err error) {
	if t.info != nil {
		if err := b.unmoved(t); err != nil {
			return false, err
		}
		if err := b.fs.rename(t.temp, t.path); err != nil {
			return false, err
		}
		t.temp = ""
		return true, nil
	}
	// Nothing was there. A link, unlike a rename, never replaces what a handset
	// or a person may have put there meanwhile.
	err = b.fs.link(t.temp, t.path)
	switch {
	case err == nil:
		return true, b.dropTemp(t)
	case errors.Is(err, fs.ErrExist) && t.file.Seed:
		t.todo = keep // the handset was faster
		return false, b.dropTemp(t)
	case errors.Is(err, fs.ErrExist):
		return false, errMeanwhile
	}
	// Some file systems have no links.
	if _, err := b.fs.lstat(t.path); !errors.Is(err, fs.ErrNotExist) {
		return false, cmp.Or(err, errMeanwhile)
	}
	if err := b.fs.rename(t.temp, t.path); err != nil {
		return false, err
	}
	t.temp = ""
	return true, nil
}

func (b *build) dropTemp(t *target) error {
	if err := b.fs.remove(t.temp); err != nil {
		return err
	}
	t.temp = ""
	return nil
}

// unmoved returns an error unless a target is as it was when it was looked at.
func (b *build) unmoved(t *target) error {
	now, err := b.fs.lstat(t.path)
	if err == nil && !t.same(now) || errors.Is(err, fs.ErrNotExist) {
		return errMeanwhile
	}
	return err
}

// removeAll removes what is no longer emitted: first what refers to others.
// It returns how many.
func (b *build) removeAll() (n int, err error) {
	var list []*target
	for _, t := range b.targets {
		if t.todo == remove {
			list = append(list, t)
		}
	}
	if len(list) > 0 && !b.opt.NoSync {
		if err := b.fs.sync(b.folders()); err != nil {
			return 0, b.failed("sync", ".", err)
		}
	}
	slices.SortStableFunc(list, func(s, t *target) int { return int(t.phase()) - int(s.phase()) })
	for _, t := range list {
		err := b.unmoved(t)
		if err == nil {
			err = b.fs.remove(t.path)
		}
		if err != nil {
			return n, b.failed("remove", t.path, err)
		}
		n++
	}
	for _, dir := range b.unused() {
		// A handset may write into it just now, which is as good.
		if b.emptied(dir) {
			if err := b.fs.remove(dir); err != nil && b.emptied(dir) {
				return n, b.failed("remove", dir, err)
			}
		}
	}
	return n, nil
}

// phase of a target that is no longer emitted.
func (t *target) phase() artifact.Phase {
	if t.committed != nil {
		return t.committed.phase
	}
	return t.begun.phase
}

// finish makes the record of this build the one that counts.
func (b *build) finish(done *int) error {
	if !b.opt.NoSync {
		if err := b.fs.sync(b.folders()); err != nil {
			return b.failed("sync", ".", err)
		}
	}
	if err := b.fs.rename(nextPath, manifestPath); err != nil {
		return b.failed("write", manifestPath, err)
	}
	*done++
	if !b.opt.NoSync {
		if err := b.fs.sync([]string{stateDir}); err != nil {
			return b.failed("sync", stateDir, err)
		}
	}
	return nil
}
