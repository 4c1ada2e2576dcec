package output

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/output/disk"
	"provc/compiler/output/record"
)

// staging is what a build has put into the root before it replaces the first file, and
// what it removes again if it fails by then.
type staging struct {
	record  disk.File // nextPath, begun
	folders []string  // made, parents first
	attrs   *attrs
	whole   bool  // everything lies there that is to be renamed
	seen    int64 // the file system's time, before others could see what was written
}

// stage renders every file and writes those that differ beside their targets. If anything
// is to be changed, it then completes the record and sets staging.whole. If it fails, it
// removes everything that it has written.
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
	err = b.render(ctx, func(i int, f *artifact.File, data []byte) error {
		if err := begin(); err != nil {
			return err
		}
		return b.stageFile(i, f, data)
	})
	if err != nil {
		return err
	}
	if b.unchanged() {
		return nil
	}
	if err := begin(); err != nil {
		return err
	}
	if err := b.permit(); err != nil {
		return err
	}
	if err := b.keepCopies(); err != nil {
		return err
	}
	if err := b.complete(); err != nil {
		return b.failed("write", nextPath, err)
	}
	b.staging.whole, b.staging.seen = true, b.timeOf(nextPath)
	return nil
}

// render makes the bytes of every file, and calls differs for those that differ from
// what lies in the root. The bytes of one file are let go before the next is made.
func (b *build) render(ctx context.Context, differs func(i int, f *artifact.File, data []byte) error) error {
	return each(ctx, b.opt.workers, len(b.targets), func(i int) error {
		t := &b.targets[i]
		if !t.emitted() || t.todo != write && t.todo != compare {
			return nil
		}
		f := b.tree.File(int(t.file))
		data, err := f.Bytes(b.opt.Secret)
		if err != nil {
			return err
		}
		t.want = sha256.Sum256(data)
		if t.todo == compare && t.want == t.found.have {
			t.todo = keep
			return nil
		}
		t.todo = write
		if b.opt.Differs != nil {
			b.opt.Differs(f, t.was().info == nil)
		}
		if differs == nil {
			return nil
		}
		return differs(i, f, data)
	})
}

// unchanged reports whether there is nothing to be done, all files rendered.
func (b *build) unchanged() bool {
	for i := range b.targets {
		if t := &b.targets[i]; t.todo == write || t.todo == remove {
			return false
		}
	}
	if len(b.staging.attrs.missing) > 0 || b.onDisk == nil {
		return false
	}
	rest := unread(b.onDisk.Text)
	return rest.expect(b.recordHead()) && b.writeFiles(&rest) == nil && rest == ""
}

// unread is the rest of a text that is compared with what is written to it: each write
// must continue the text, and is taken off.
type unread string

func (u *unread) expect(b []byte) bool {
	_, err := u.Write(b)
	return err == nil
}

func (u *unread) Write(b []byte) (int, error) {
	if len(*u) < len(b) || string((*u)[:len(b)]) != string(b) {
		return 0, errors.New("another text")
	}
	*u = (*u)[len(b):]
	return len(b), nil
}

// recordHead is the part of the new record that is known before any file is
// rendered.
func (b *build) recordHead() []byte {
	return (&record.Manifest{Package: b.opt.Package, Folders: b.recordFolders()}).Head()
}

// writeFiles writes the rest of the new record.
func (b *build) writeFiles(w io.Writer) error {
	buf := bufio.NewWriterSize(w, 64<<10)
	var line []byte
	for i := range b.targets {
		t := &b.targets[i]
		if !b.owns(t) {
			continue
		}
		h := b.head(t)
		line = record.AppendEntry(line[:0], t.want, h.Phase, h.Owner, h.Entity, h.Path)
		if _, err := buf.Write(line); err != nil {
			return err
		}
	}
	buf.WriteString(record.LastLine + "\n")
	return buf.Flush()
}

// begin writes the head of the new record, which names the folders that will hold
// temporary files, and makes the folders that are missing.
func (b *build) begin() error {
	var err error
	attr := b.recordAttr()
	if b.staging.record, err = b.fs.Create(nextPath, attr.first()); err != nil {
		return b.failed("write", nextPath, err)
	}
	err = attr.give(b.staging.record)
	if err == nil {
		_, err = b.staging.record.Write(b.recordHead())
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
func (b *build) stageFile(i int, f *artifact.File, data []byte) error {
	b.targets[i].staged = true
	if err := b.writeFile(b.temp(i), b.staging.attrs.of(f, b.targets[i].was().info), data); err != nil {
		return b.failed("write", f.Path, err)
	}
	return nil
}

// writeFile makes a file. It sets the owner and the mode before it writes the bytes, so
// that nobody reads them who should not.
func (b *build) writeFile(name string, a attr, data []byte) error {
	f, err := b.create(name, a.first())
	if err != nil {
		return err
	}
	err = a.give(f)
	if err == nil {
		_, err = f.Write(data)
	}
	if err == nil && !disk.SyncsFileSystem && !b.opt.NoSync {
		err = f.Sync()
	}
	return cmp.Or(err, f.Close())
}

func (b *build) create(name string, mode fs.FileMode) (disk.File, error) {
	f, err := b.fs.Create(name, mode)
	if errors.Is(err, fs.ErrExist) && b.fs.Remove(name) == nil {
		f, err = b.fs.Create(name, mode) // of a build that a power cut stopped
	}
	return f, err
}

// permit finds out whether files can be replaced and removed, while the build can still
// be undone. Where files are replaced, their temporary files have shown that already;
// where files are only removed, permit makes a temporary file and removes it. In a
// sticky folder that proves nothing, so there the owner of each file is compared.
func (b *build) permit() error {
	folders := map[string]fs.FileInfo{}
	for i := range b.targets {
		t := &b.targets[i]
		if t.was().info == nil || t.todo != write && t.todo != remove {
			continue
		}
		dir := path.Dir(b.path(i))
		info := folders[dir]
		if info == nil {
			var err error
			if info, err = b.fs.Lstat(dir); err != nil {
				return b.failed("read", dir, err)
			}
			folders[dir] = info
			if t.todo == remove {
				t.staged = true
				err := b.writeFile(b.temp(i), attr{mode: 0o600, uid: -1, gid: -1}, nil)
				if err == nil {
					err = b.dropTemp(i)
				}
				if err != nil {
					return b.failed("remove", b.path(i), err)
				}
			}
		}
		if user, _, ok := disk.Owner(t.found.info); ok && info.Mode()&fs.ModeSticky != 0 {
			keeper, _, _ := disk.Owner(info)
			if self := os.Geteuid(); self != 0 && self != user && self != keeper {
				return b.failed("replace or remove", b.path(i), errors.New("it belongs to another account, and its folder is sticky"))
			}
		}
	}
	return nil
}

// complete adds the files to the record.
func (b *build) complete() error {
	record := b.staging.record
	b.staging.record = nil
	err := b.writeFiles(record)
	if err == nil && !b.opt.NoSync && !disk.SyncsFileSystem {
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
		err = errors.Join(err, b.fs.Remove(b.staging.folders[i]))
	}
	if err == nil {
		b.fs.Remove(nextPath)
	}
}

// removeTemps removes the temporary files that were not renamed.
func (b *build) removeTemps() error {
	var errs []error
	for i := range b.targets {
		if !b.targets[i].staged {
			continue
		}
		if err := b.fs.Remove(b.temp(i)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
		b.targets[i].staged = false
	}
	return errors.Join(errs...)
}
