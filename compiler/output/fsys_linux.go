package output

import (
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// syncsFileSystem says that syncFolder makes the whole file system of a folder
// durable, so that files need no sync of their own.
const syncsFileSystem = true

// hasStamps says that files have stamps.
const hasStamps = true

func syncFolder(f *os.File) error { return unix.Syncfs(int(f.Fd())) }

// device tells file systems apart.
func device(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Dev)
	}
	return 0
}

// stampOf is the stamp of a file, if it has one.
func stampOf(info fs.FileInfo) (stamp, bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return stamp{}, false
	}
	return stamp{int64(st.Ino), st.Size, st.Mtim.Nano(), st.Ctim.Nano()}, true
}
