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

	"provc/compiler/output/disk"
)

// The fingerprint of a root says what it was built from, and what the file system
// tells of each file that the build left. UpToDate compares it, and need not make or
// read any file. Nothing depends on it: where it is missing, damaged or another
// build's, the root is compared file by file.

const (
	fingerprintPath  = stateDir + "/inputs"
	fingerprintTitle = "provc inputs 2\n"
)

// fingerprint is what the file holds: a title, these fields in this order with each
// number in eight bytes, and at the end a checksum of all that.
type fingerprint struct {
	digest   sum          // hash of Options.Inputs
	manifest sum          // hash of the manifest file
	taken    int64        // when each file was known to be right, by the file system's clock
	stamps   []disk.Stamp // one for each file of the manifest, in its order
}

// fingerprintSize is the size of the file without stamps.
const fingerprintSize = len(fingerprintTitle) + 3*sha256.Size + 8

// stampSize is how many bytes a stamp takes in the file.
const stampSize = 4 * 8

// fresh reports whether the stamp proves nothing: a change after the file was compared
// could bear the same time.
func (in *fingerprint) fresh(s disk.Stamp) bool { return s.Changed >= in.taken }

func (in *fingerprint) anyFresh() bool { return slices.ContainsFunc(in.stamps, in.fresh) }

// write writes the file.
func (in *fingerprint) write(w io.Writer) error {
	h := sha256.New()
	buf := bufio.NewWriterSize(io.MultiWriter(h, w), 64<<10)
	buf.WriteString(fingerprintTitle)
	buf.Write(in.digest[:])
	buf.Write(in.manifest[:])
	number := func(n int64) { buf.Write(binary.LittleEndian.AppendUint64(buf.AvailableBuffer(), uint64(n))) }
	number(in.taken)
	for _, s := range in.stamps {
		number(s.Inode)
		number(s.Size)
		number(s.Modified)
		number(s.Changed)
	}
	if err := buf.Flush(); err != nil {
		return err
	}
	_, err := w.Write(h.Sum(nil))
	return err
}

// readFingerprint reads the file. It returns nil if that is missing or damaged.
func readFingerprint(root disk.FS) *fingerprint {
	// A stamp takes fewer bytes than a line of the manifest, so a file that is larger
	// than this is damaged.
	manifest, err := root.Lstat(manifestPath)
	if err != nil {
		return nil
	}
	text, err := readText(root, fingerprintPath, int64(fingerprintSize)+manifest.Size())
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
	in.stamps = make([]disk.Stamp, len(rest)/stampSize)
	for i := range in.stamps {
		in.stamps[i] = disk.Stamp{Inode: number(), Size: number(), Modified: number(), Changed: number()}
	}
	return in
}

// keepFingerprint writes the fingerprint of a finished build, now or when Options.Later
// says.
func (b *build) keepFingerprint(ctx context.Context) {
	switch {
	case b.opt.Inputs == nil || !disk.HasStamps:
	case b.opt.Later == nil:
		b.writeFingerprint(ctx)
	default:
		b.opt.Later(func() {
			if b.openRoot() != nil {
				return
			}
			defer b.fs.Close()
			if lock, err := b.lock(); err == nil {
				defer lock.Close()
				b.writeFingerprint(ctx)
			}
		})
	}
}

// writeFingerprint writes the fingerprint. It ignores failures: without a fingerprint,
// the next build compares every file, and reports what fails then.
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
		stamps := make([]disk.Stamp, len(b.targets))
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

// stampLeft takes the stamp of a file as the build leaves it. A file that the build
// compared must still be the same one. A file that the build wrote may have been changed
// by somebody since it was in its place; then its stamp is fresh, and UpToDate reads it.
func (b *build) stampLeft(i int) (disk.Stamp, error) {
	info, err := b.fs.Lstat(b.path(i))
	if err != nil {
		return disk.Stamp{}, err
	}
	now, ok := disk.StampOf(info)
	if t := &b.targets[i]; t.todo == keep {
		found, _ := disk.StampOf(t.found.info)
		ok = ok && found == now
	}
	if !ok {
		return disk.Stamp{}, errMeanwhile
	}
	return now, nil
}

// timeOf is when a file was last changed, by the file system's clock. It is 0 if that
// cannot be known, so that every stamp counts as fresh.
func (b *build) timeOf(name string) int64 {
	info, err := b.fs.Lstat(name)
	if err != nil {
		return 0
	}
	s, _ := disk.StampOf(info)
	return s.Changed
}

// takeFingerprint replaces the fingerprint. The time that a file system gives the new
// file is the time in the fingerprint: clocks of other machines do not matter.
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
		err = b.fs.Rename(temp, fingerprintPath)
	}
	if err != nil {
		b.fs.Remove(temp)
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
