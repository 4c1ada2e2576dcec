package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"provc/compiler/output/disk"
	"provc/compiler/output/record"
)

// What provc keeps for itself lies in one folder of the root that only the
// account which builds can read. The hashes there would let somebody who has
// them and the rest of a file guess a short password in it; a key beside them
// would lie just as open, so the folder's mode is what protects them.
const (
	stateDir     = ".provc"
	manifestPath = stateDir + "/manifest" // what the last finished build owns
	nextPath     = stateDir + "/next"     // what a build that is not finished will own
	lockPath     = stateDir + "/lock"
)

// sum identifies the bytes of a file.
type sum = record.Sum

// readManifest reads the record at a path, or nil where there is none.
func readManifest(root disk.FS, name string) (*record.Manifest, error) {
	text, err := readText(root, name, maxRecord)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m, err := record.Parse(text)
	if err == nil && name == manifestPath && !m.Whole {
		err = errCutOff
	}
	if errors.Is(err, record.ErrPart) || errors.Is(err, record.ErrNewer) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("it is %w; restore it from a backup, or remove it and build with --adopt", err)
	}
	return m, nil
}

var errCutOff = errors.New("cut off")

// maxRecord is larger than any record: it has room for some ten million files.
const maxRecord = 1 << 30

// readText reads a file of provc's own that is no larger than max.
func readText(root disk.FS, name string, max int64) (string, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", disk.NewObstacle(name, info.Mode())
	}
	if info.Size() > max {
		return "", fmt.Errorf("too large, with %d bytes", info.Size())
	}
	f, err := root.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var data strings.Builder
	data.Grow(int(info.Size()))
	_, err = io.Copy(&data, io.LimitReader(f, max))
	return data.String(), err
}
