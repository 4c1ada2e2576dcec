package output

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"sync"
)

// staging is what a build has put into the root before the first file of it
// is replaced, and can take back.
type staging struct {
	record  file     // nextPath, begun
	folders []string // made, parents first
	attrs   *attrs
}

// stage renders every file and writes those that differ beside their targets.
// It leaves b.next nil if the root is right as it is, and else complete on the
// disk. On failure it takes everything back.
func (b *build) stage(ctx context.Context) (err error) {
	defer func() {
		if err != nil {
			b.takeBack()
			err = fmt.Errorf("%w; nothing was changed", err)
		}
	}()
	if b.staging.attrs, err = b.newAttrs(); err != nil {
		return err
	}
	begin := sync.OnceValue(b.begin) // with the first file that differs
	err = b.render(ctx, func(i int, t *target, data []byte) error {
		if err := begin(); err != nil {
			return err
		}
		return b.stageFile(i, t, data)
	})
	if err != nil {
		return err
	}
	next := b.record()
	if b.unchanged(next) {
		return nil
	}
	if err := begin(); err != nil {
		return err
	}
	if err := b.permit(); err != nil {
		return err
	}
	if err := b.complete(next); err != nil {
		return b.failed("write", nextPath, err)
	}
	b.next = next
	return nil
}

// render makes the bytes of every file, and passes on those that differ from
// what lies there. Each is gone from memory before the next is made.
func (b *build) render(ctx context.Context, differs func(i int, t *target, data []byte) error) error {
	return each(ctx, b.opt.workers, len(b.targets), func(i int) error {
		t := b.targets[i]
		if t.file == nil || t.todo != write && t.todo != compare {
			return nil
		}
		data, err := t.file.Bytes(b.opt.Secret)
		if err != nil {
			return err
		}
		t.want = sha256.Sum256(data)
		if t.todo == compare && t.want == t.have {
			t.todo = keep
			return nil
		}
		t.todo = write
		if differs == nil {
			return nil
		}
		return differs(i, t, data)
	})
}

// record is what provc will own after this build, all files rendered.
func (b *build) record() *manifest {
	m := &manifest{pkg: b.opt.Package, folders: b.recordFolders()}
	for _, t := range b.targets {
		if f := t.file; f != nil && !f.Seed {
			m.entries = append(m.entries, entry{path: f.Path, sum: t.want, phase: f.Phase, owner: f.Owner, entity: f.Entity})
		}
	}
	return m
}

// unchanged reports whether there is nothing to be done.
func (b *build) unchanged(next *manifest) bool {
	for _, t := range b.targets {
		if t.todo == write || t.todo == remove {
			return false
		}
	}
	return len(b.staging.attrs.missing) == 0 && next.equal(b.onDisk)
}

// begin writes the head of the record to be, which names the folders that will
// hold temporary files, and makes those that are missing.
func (b *build) begin() error {
	head := &manifest{pkg: b.opt.Package, folders: b.recordFolders()}
	var err error
	if b.staging.record, err = b.fs.create(nextPath); err != nil {
		return b.failed("write", nextPath, err)
	}
	err = b.recordAttr().give(b.staging.record)
	if err == nil {
		_, err = b.staging.record.Write(head.head())
	}
	if err == nil && !b.opt.NoSync {
		err = b.staging.record.Sync()
	}
	if err != nil {
		return b.failed("write", nextPath, err)
	}
	for i, dir := range b.staging.attrs.missing {
		if err := b.makeFolder(dir, len(b.targets)+i); err != nil {
			return b.failed("make", dir, err)
		}
	}
	return nil
}

// stageFile writes a file's bytes beside its target.
func (b *build) stageFile(n int, t *target, data []byte) error {
	temp := tempName(path.Dir(t.path), n)
	t.temp = temp
	if err := b.writeFile(temp, b.staging.attrs.of(t), data); err != nil {
		return b.failed("write", t.path, err)
	}
	return nil
}

// writeFile makes a file. Its bytes come last, when only those can read it who
// should.
func (b *build) writeFile(name string, a attr, data []byte) error {
	f, err := b.fs.create(name)
	if errors.Is(err, fs.ErrExist) && b.fs.remove(name) == nil {
		f, err = b.fs.create(name) // of a build that a power cut stopped
	}
	if err != nil {
		return err
	}
	err = a.give(f)
	if err == nil {
		_, err = f.Write(data)
	}
	if err == nil && !syncsFileSystem && !b.opt.NoSync {
		err = f.Sync()
	}
	return cmp.Or(err, f.Close())
}

// permit finds out whether files can be replaced and removed, while there is
// still a way back: of what a folder's mode forbids, a temporary file shows
// all but the sticky bit, which keeps accounts from each other's files.
func (b *build) permit() error {
	folders := map[string]fs.FileInfo{}
	for i, t := range b.targets {
		if t.info == nil || t.todo != write && t.todo != remove {
			continue
		}
		dir := path.Dir(t.path)
		info := folders[dir]
		if info == nil {
			var err error
			if info, err = b.fs.lstat(dir); err != nil {
				return b.failed("read", dir, err)
			}
			folders[dir] = info
			if t.todo == remove {
				t.temp = tempName(dir, i)
				err := b.writeFile(t.temp, attr{mode: 0o600, uid: -1, gid: -1}, nil)
				if err == nil {
					err = b.dropTemp(t)
				}
				if err != nil {
					return b.failed("remove", t.path, err)
				}
			}
		}
		if user, _, ok := owner(t.info); ok && info.Mode()&fs.ModeSticky != 0 {
			keeper, _, _ := owner(info)
			if self := os.Geteuid(); self != 0 && self != user && self != keeper {
				return b.failed("replace or remove", t.path, errors.New("it belongs to another account, and its folder is sticky"))
			}
		}
	}
	return nil
}

// complete adds the files to the record.
func (b *build) complete(next *manifest) error {
	record := b.staging.record
	b.staging.record = nil
	err := next.writeBody(record)
	if err == nil && !b.opt.NoSync && !syncsFileSystem {
		err = record.Sync()
	}
	return cmp.Or(err, record.Close())
}

// takeBack removes what stage has written. The record goes last, and only if
// nothing else is left, so that what cannot be removed now is removed by the
// next build.
func (b *build) takeBack() {
	if b.staging.record != nil {
		b.staging.record.Close()
	}
	err := b.removeTemps()
	for i := len(b.staging.folders) - 1; i >= 0; i-- {
		err = errors.Join(err, b.fs.remove(b.staging.folders[i]))
	}
	if err == nil {
		b.fs.remove(nextPath)
	}
}

// removeTemps removes the temporary files that were not renamed.
func (b *build) removeTemps() error {
	var errs []error
	for _, t := range b.targets {
		if t.temp == "" {
			continue
		}
		if err := b.fs.remove(t.temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
		t.temp = ""
	}
	return errors.Join(errs...)
}
