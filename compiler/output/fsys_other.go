//go:build !linux

package output

import (
	"io/fs"
	"os"
	"runtime"
)

// syncsFileSystem is false where each file has to be synced by itself, and
// syncFolder adds the names in a folder.
const syncsFileSystem = false

// hasStamps is false: on these systems provc keeps no fingerprints.
const hasStamps = false

func syncFolder(f *os.File) error {
	if runtime.GOOS == "windows" {
		return nil // NTFS keeps names in its journal, and folders cannot be synced
	}
	return f.Sync()
}

func device(fs.FileInfo) uint64 { return 0 }

func stampOf(fs.FileInfo) (stamp, bool) { return stamp{}, false }

func (f *openFolder) create(name string, mode fs.FileMode) (*os.File, error) {
	return f.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
}

func (f *openFolder) renameNew(from, to string) error { return f.linkNew(from, to) }
