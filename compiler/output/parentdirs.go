package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"provc/compiler/output/disk"
)

// This file makes the folder of a new root and the folders that it lies in, and removes
// them if the build fails.

// makeFolders makes a folder, and the folders that it lies in, as far as they are missing.
func (b *build) makeFolders(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = disk.NewObstacle(dir, info.Mode())
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if _, err := os.Lstat(dir); err == nil {
		return &disk.Obstacle{Path: dir, What: "a symbolic link that leads nowhere"}
	}
	above := filepath.Dir(dir)
	if err := b.makeFolders(above); err != nil {
		return err
	}
	parent, err := disk.Open(above)
	if err != nil {
		return err
	}
	defer parent.Close()
	base := filepath.Base(dir)
	if err := parent.Mkdir(base); errors.Is(err, fs.ErrExist) {
		return nil // another build was faster
	} else if err != nil {
		return err
	}
	b.made = append(b.made, dir)
	return b.openUp(parent, base, above)
}

// emptyMade removes what lies in a folder aside; or provc's own folder from a root that
// this build has made in its place, if nothing but the lock is left in it. The build must
// still hold the lock.
func (b *build) emptyMade() {
	if b.aside() {
		os.RemoveAll(b.dir)
		return
	}
	if !slices.Contains(b.made, b.dir) {
		return
	}
	if left, err := b.fs.ReadDir(stateDir); err == nil && len(left) == 1 {
		b.fs.Remove(lockPath)
		b.fs.Remove(stateDir)
	}
}

// removeMade removes the folders that were made for the root, if nothing lies in them.
func (b *build) removeMade() {
	for i := len(b.made) - 1; i >= 0; i-- {
		os.Remove(b.made[i])
	}
}

// openUp makes a folder as open as the one above. Where that is shared by
// strangers, as /tmp is, only this account may write.
func (b *build) openUp(in disk.FS, name, above string) error {
	info, err := os.Stat(above)
	if err != nil {
		return err
	}
	if info.Mode()&fs.ModeSticky != 0 {
		return in.Chmod(name, info.Mode().Perm()&^0o022)
	}
	given, err := likeParent(in, name, info)
	b.foreign = b.foreign || !given
	return err
}

// likeParent gives a folder mode, group and owner of its parent; an administrator
// who is not root may be unable to give the group, and cannot give the owner.
func likeParent(in disk.FS, name string, parent fs.FileInfo) (given bool, err error) {
	uid, gid, ok := disk.Owner(parent)
	given = !ok || in.Chown(name, uid, gid) == nil || in.Chown(name, -1, gid) == nil
	return given, in.Chmod(name, parent.Mode())
}
