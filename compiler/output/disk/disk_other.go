//go:build !linux

package disk

import (
	"io/fs"
	"os"
	"runtime"
)

// SyncsFileSystem is false where each file has to be synced by itself, and
// SyncFolder adds the names in a folder.
const SyncsFileSystem = false

// HasStamps is false: on these systems provc keeps no fingerprints.
const HasStamps = false

// SyncFolder makes the names in an open folder durable.
func SyncFolder(f *os.File) error {
	if runtime.GOOS == "windows" {
		return nil // NTFS keeps names in its journal, and folders cannot be synced
	}
	return f.Sync()
}

// Device tells no file systems apart.
func Device(fs.FileInfo) uint64 { return 0 }

// StampOf knows of no stamp.
func StampOf(fs.FileInfo) (Stamp, bool) { return Stamp{}, false }

func (f *openFolder) create(name string, mode fs.FileMode) (*os.File, error) {
	return f.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
}

func (f *openFolder) renameNew(from, to string) error { return f.linkNew(from, to) }
