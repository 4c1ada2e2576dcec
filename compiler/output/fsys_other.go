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
