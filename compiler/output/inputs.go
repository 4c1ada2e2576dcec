package output

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"slices"
)

// This file keeps what a build was made from, and how the file system knows the
// files that it left, so that AsBuilt can tell a root that nobody has touched
// without making or reading any file. Nothing rests on it: without it, or with
// one that is damaged or of another build, a root is looked at in full.

const (
	inputsPath  = stateDir + "/inputs"
	inputsTitle = "provc inputs 1\n"
)

// inputs is that record: as bytes, the title, the length of the digest, the
// digest, and then everything else as it stands here, with a sum of it all.
type inputs struct {
	digest   []byte  // of what the build was made from
	manifest sum     // of the bytes of the manifest
	taken    int64   // the file system's time, when each file was known to be right
	stamps   []stamp // of the manifest's files
}

// stamp is what a file system says of a file. Whoever writes to a file or puts
// another one in its place changes it, if only within the resolution of time.
type stamp struct {
	inode, size       int64
	modified, changed int64 // in nanoseconds
}

// stampSize is its size in the record.
const stampSize = 4 * 8

// fresh reports whether a file could have been changed after it was looked at
// without a later time to show for it.
func (in *inputs) fresh(s stamp) bool { return s.changed >= in.taken }

func (in *inputs) anyFresh() bool { return slices.ContainsFunc(in.stamps, in.fresh) }

// write writes the record.
func (in *inputs) write(w io.Writer) error {
	h := sha256.New()
	buf := bufio.NewWriterSize(io.MultiWriter(h, w), 64<<10)
	b := binary.LittleEndian.AppendUint32([]byte(inputsTitle), uint32(len(in.digest)))
	b = append(append(b, in.digest...), in.manifest[:]...)
	buf.Write(binary.LittleEndian.AppendUint64(b, uint64(in.taken)))
	for _, s := range in.stamps {
		b = b[:0]
		for _, n := range []int64{s.inode, s.size, s.modified, s.changed} {
			b = binary.LittleEndian.AppendUint64(b, uint64(n))
		}
		buf.Write(b)
	}
	if err := buf.Flush(); err != nil {
		return err
	}
	_, err := w.Write(h.Sum(nil))
	return err
}

// readInputs reads the record, or returns nil if it is not there or damaged.
func readInputs(fsys fsys) *inputs {
	text, err := readText(fsys, inputsPath)
	rest, ok := bytes.CutPrefix([]byte(text), []byte(inputsTitle))
	end := len(rest) - sha256.Size
	if err != nil || !ok || end < 4 || sha256.Sum256([]byte(text[:len(text)-sha256.Size])) != sum(rest[end:]) {
		return nil
	}
	take := func(n int) (b []byte) {
		b, rest = rest[:n], rest[n:]
		return b
	}
	number := func() int64 { return int64(binary.LittleEndian.Uint64(take(8))) }
	in := &inputs{}
	in.digest = take(4 + int(binary.LittleEndian.Uint32(rest)))[4:]
	in.manifest, in.taken = sum(take(sha256.Size)), number()
	in.stamps = make([]stamp, (len(rest)-sha256.Size)/stampSize)
	for i := range in.stamps {
		in.stamps[i] = stamp{number(), number(), number(), number()}
	}
	return in
}

// keepInputs has the record of a build that is finished written, now or later.
func (b *build) keepInputs(ctx context.Context) {
	switch {
	case b.opt.Inputs == nil || !hasStamps:
	case b.opt.Later == nil:
		b.writeInputs(ctx)
	default:
		b.opt.Later(func() {
			if b.openRoot() != nil {
				return
			}
			defer b.fs.close()
			if lock, err := b.lock(); err == nil {
				defer lock.Close()
				b.writeInputs(ctx)
			}
		})
	}
}

// writeInputs writes the record. If it cannot, the next build takes the longer
// way, and fails if that is in order.
func (b *build) writeInputs(ctx context.Context) {
	if in := readInputs(b.fs); !b.staging.whole && in != nil {
		if _, ok := b.asBuilt(in); ok && bytes.Equal(in.digest, b.opt.Inputs) && !in.anyFresh() {
			return
		}
	}
	b.takeInputs(func(in *inputs) error {
		in.digest, in.manifest = b.opt.Inputs, b.recordSum()
		if b.staging.whole {
			in.taken = min(in.taken, b.staging.seen)
		}
		stamps := make([]stamp, len(b.targets))
		err := each(ctx, b.opt.workers, len(b.targets), func(i int) (err error) {
			if b.owns(&b.targets[i]) {
				stamps[i], err = b.stampLeft(i)
			}
			return err
		})
		in.stamps = stamps[:0]
		for i := range b.targets {
			if b.owns(&b.targets[i]) {
				in.stamps = append(in.stamps, stamps[i])
			}
		}
		return err
	})
}

// stampLeft takes the stamp of a file that the build has left, if it is still
// the file that was compared. One that was written may have been changed since
// others could see it; but then its time is fresh, and it will be read.
func (b *build) stampLeft(i int) (stamp, error) {
	info, err := b.fs.lstat(b.path(i))
	if err != nil {
		return stamp{}, err
	}
	now, ok := stampOf(info)
	if t := &b.targets[i]; t.todo == keep {
		found, _ := stampOf(t.found.info)
		ok = ok && found == now
	}
	if !ok {
		return stamp{}, errMeanwhile
	}
	return now, nil
}

// timeOf is the file system's time when a file of provc's own was last changed; 0,
// before which nothing was, if that is not known.
func (b *build) timeOf(name string) int64 {
	info, err := b.fs.lstat(name)
	if err != nil {
		return 0
	}
	s, _ := stampOf(info)
	return s.changed
}

// takeInputs replaces the record. The time in it is that of the file that it is
// written to: the file system's own.
func (b *build) takeInputs(fill func(in *inputs) error) {
	temp := tempName(stateDir, 1)
	f, err := b.create(temp, 0o600)
	if err != nil {
		return
	}
	write := func() error {
		if err := b.recordAttr().give(f); err != nil {
			return err
		}
		in := &inputs{taken: b.timeOf(temp)}
		if err := fill(in); err != nil {
			return err
		}
		return in.write(f)
	}
	err = cmp.Or(write(), f.Close())
	if err == nil {
		err = b.fs.rename(temp, inputsPath)
	}
	if err != nil {
		b.fs.remove(temp)
	}
}

// recordSum is the sum of the new record's bytes.
func (b *build) recordSum() (s sum) {
	h := sha256.New()
	h.Write(b.recordHead())
	b.writeFiles(h)
	h.Sum(s[:0])
	return s
}
