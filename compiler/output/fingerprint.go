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
// files that it left, so that UpToDate can tell a root that nobody has touched
// without making or reading any file. Nothing rests on it: without it, or with
// one that is damaged or of another build, a root is looked at in full.

const (
	fingerprintPath  = stateDir + "/inputs"
	fingerprintTitle = "provc inputs 2\n"
)

// fingerprint is that record. The file holds the title, then the fields in this order,
// numbers in eight bytes, and last a sum of all before it.
type fingerprint struct {
	digest   sum     // of Options.Inputs
	manifest sum     // of the bytes of the manifest
	taken    int64   // the file system's time, when each file was known to be right
	stamps   []stamp // of the manifest's files
}

// fingerprintSize is the size of the file without stamps.
const fingerprintSize = len(fingerprintTitle) + 3*sha256.Size + 8

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
func (in *fingerprint) fresh(s stamp) bool { return s.changed >= in.taken }

func (in *fingerprint) anyFresh() bool { return slices.ContainsFunc(in.stamps, in.fresh) }

// write writes the record.
func (in *fingerprint) write(w io.Writer) error {
	h := sha256.New()
	buf := bufio.NewWriterSize(io.MultiWriter(h, w), 64<<10)
	buf.WriteString(fingerprintTitle)
	buf.Write(in.digest[:])
	buf.Write(in.manifest[:])
	number := func(n int64) { buf.Write(binary.LittleEndian.AppendUint64(buf.AvailableBuffer(), uint64(n))) }
	number(in.taken)
	for _, s := range in.stamps {
		number(s.inode)
		number(s.size)
		number(s.modified)
		number(s.changed)
	}
	if err := buf.Flush(); err != nil {
		return err
	}
	_, err := w.Write(h.Sum(nil))
	return err
}

// readFingerprint reads the record, or returns nil if it is missing or damaged.
func readFingerprint(fsys fsys) *fingerprint {
	// A stamp takes less room than a file's line in the manifest, so a larger record
	// is not worth reading.
	manifest, err := fsys.lstat(manifestPath)
	if err != nil {
		return nil
	}
	text, err := readText(fsys, fingerprintPath, int64(fingerprintSize)+manifest.Size())
	if err != nil {
		return nil
	}
	return parseFingerprint([]byte(text))
}

// parseFingerprint returns nil unless the data is what write has written.
func parseFingerprint(data []byte) *fingerprint {
	if len(data) < fingerprintSize || (len(data)-fingerprintSize)%stampSize != 0 || !bytes.HasPrefix(data, []byte(fingerprintTitle)) {
		return nil
	}
	end := len(data) - sha256.Size
	if sha256.Sum256(data[:end]) != sum(data[end:]) {
		return nil
	}
	rest := data[len(fingerprintTitle):end]
	take := func(n int) (b []byte) {
		b, rest = rest[:n], rest[n:]
		return b
	}
	number := func() int64 { return int64(binary.LittleEndian.Uint64(take(8))) }
	in := &fingerprint{digest: sum(take(sha256.Size)), manifest: sum(take(sha256.Size)), taken: number()}
	in.stamps = make([]stamp, len(rest)/stampSize)
	for i := range in.stamps {
		in.stamps[i] = stamp{inode: number(), size: number(), modified: number(), changed: number()}
	}
	return in
}

// keepFingerprint has the record of a build that is finished written, now or later.
func (b *build) keepFingerprint(ctx context.Context) {
	switch {
	case b.opt.Inputs == nil || !hasStamps:
	case b.opt.Later == nil:
		b.writeFingerprint(ctx)
	default:
		b.opt.Later(func() {
			if b.openRoot() != nil {
				return
			}
			defer b.fs.close()
			if lock, err := b.lock(); err == nil {
				defer lock.Close()
				b.writeFingerprint(ctx)
			}
		})
	}
}

// writeFingerprint writes the record. If it cannot, the next build takes the longer
// way, and fails if that is in order.
func (b *build) writeFingerprint(ctx context.Context) {
	if in := readFingerprint(b.fs); !b.staging.whole && in != nil {
		if _, ok := b.upToDate(in); ok && in.digest == sha256.Sum256(b.opt.Inputs) && !in.anyFresh() {
			return
		}
	}
	b.takeFingerprint(func(in *fingerprint) error {
		in.digest, in.manifest = sha256.Sum256(b.opt.Inputs), b.recordSum()
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

// takeFingerprint replaces the record. The time in it is that of the file that it is
// written to: the file system's own.
func (b *build) takeFingerprint(fill func(in *fingerprint) error) {
	temp := tempName(stateDir, 1)
	f, err := b.create(temp, 0o600)
	if err != nil {
		return
	}
	write := func() error {
		if err := b.recordAttr().give(f); err != nil {
			return err
		}
		in := &fingerprint{taken: b.timeOf(temp)}
		if err := fill(in); err != nil {
			return err
		}
		return in.write(f)
	}
	err = cmp.Or(write(), f.Close())
	if err == nil {
		err = b.fs.rename(temp, fingerprintPath)
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
