package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/output/disk"
)

// attr is who may do what with a file.
type attr struct {
	mode     fs.FileMode
	uid, gid int  // -1: as it comes
	must     bool // a group that cannot be given is an error
	missed   *few // where the path is noted if the group cannot be given
	path     string
}

// first is the mode with which a file is created. If its owner or group is changed
// afterwards, nobody else may read the file before that.
func (a attr) first() fs.FileMode {
	if a.uid >= 0 || a.gid >= 0 {
		return 0o600
	}
	return a.mode
}

// give sets user and group of a file that was created with the first mode, and then its
// mode. Only root can keep another user's ownership; then a failure is ignored. A group is
// what lets the server read the file, so that a failure to set it is an error, or at least
// noted.
func (a attr) give(f disk.File) error {
	if a.uid < 0 && a.gid < 0 {
		return nil
	}
	err := f.Chown(a.uid, a.gid)
	if err != nil && a.uid >= 0 && a.gid >= 0 {
		err = f.Chown(-1, a.gid)
	}
	switch {
	case err != nil && a.gid >= 0 && a.must:
		return fmt.Errorf("its group %d cannot be kept", a.gid)
	case err != nil && a.gid >= 0:
		a.missed.add(a.path)
	}
	return f.Chmod(a.mode)
}

// attrs decides the mode and group of each file of a build, and collects what an
// administrator should know of that, to tell it once and not for each file.
type attrs struct {
	mode    fs.FileMode            // of Options
	folders map[string]fs.FileInfo // that are there
	missing []string               // that are not, parents first
	user    int                    // this process's
	group   int

	shut    few // new files with secrets that others, who may read the folder, cannot read
	open    few // replaced files with secrets that everybody can read
	foreign few // new files and folders that could not get their folder's group
}

func (b *build) newAttrs() (*attrs, error) {
	a := &attrs{mode: b.opt.Mode.Perm(), folders: map[string]fs.FileInfo{}, user: os.Geteuid(), group: os.Getegid()}
	if b.foreign {
		a.foreign.add(".")
	}
	for _, dir := range append([]string{"."}, b.needed...) {
		info, err := b.fs.Lstat(dir)
		block := (*disk.Obstacle)(nil)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			a.missing = append(a.missing, dir)
		case b.handsets[dir] && (errors.As(err, &block) || err == nil && info.Mode()&fs.ModeSymlink != 0):
			// Handsets write there, provc does not.
		case err != nil:
			return nil, b.failed("read", dir, err)
		case info.Mode().IsDir():
			a.folders[dir] = info
		default:
			return nil, b.failed("make", dir, disk.NewObstacle(dir, info.Mode()))
		}
	}
	return a, nil
}

// of gives the attributes of a file: those of the one it replaces, or else the
// mode of the options and the folder's group.
func (a *attrs) of(f *artifact.File, replaced fs.FileInfo) attr {
	sensitive, folder := f.Sensitive(), path.Dir(f.Path)
	if replaced != nil {
		mode := replaced.Mode().Perm()
		if sensitive && mode&0o004 != 0 && a.mode&0o004 == 0 {
			a.open.add(f.Path)
		}
		uid, gid, ok := disk.Owner(replaced)
		if !ok {
			return attr{mode: mode, uid: -1, gid: -1}
		}
		if uid == a.user {
			uid = -1
		}
		if gid == a.groupIn(folder) {
			gid = -1
		}
		return attr{mode: mode, uid: uid, gid: gid, must: true}
	}
	dir := a.folders[folder]
	mode := a.mode
	switch {
	case mode == 0 && sensitive:
		mode = 0o640
		if dir != nil && dir.Mode()&0o005 == 0o005 {
			a.shut.add(f.Path)
		}
	case mode == 0:
		mode = 0o644
	}
	_, gid, ok := disk.Owner(dir)
	if !ok || gid == a.groupIn(folder) {
		gid = -1
	}
	return attr{mode: mode, uid: -1, gid: gid, missed: &a.foreign, path: f.Path}
}

// groupIn is the group that a new file of this process gets in a folder.
func (a *attrs) groupIn(dir string) int {
	info := a.folders[dir]
	if _, gid, ok := disk.Owner(info); ok && (runtime.GOOS != "linux" || info.Mode()&fs.ModeSetgid != 0) {
		return gid
	}
	return a.group
}

// findings tells what was noted.
func (a *attrs) findings() diag.List {
	var found diag.List
	add := func(names *few, check *diag.Check, summary, hint string) {
		if names.n > 0 {
			found.Add(check.At(diag.Pos{}, "%s", summary).WithDetail("%s", names.String()).WithHint(hint))
		}
	}
	add(&a.shut, rootModeClosed, "new files that hold secrets got mode 0640, which shuts out a server that is neither owner nor of the group",
		"a TFTP server needs --mode 0644, or a folder of its group")
	add(&a.open, rootModeOpen, "replaced files hold secrets and keep a mode that lets every account read them", "chmod o-r them, or give --mode 0644 if that is meant")
	add(&a.foreign, rootGroup, "this account cannot give the folder's group to what it writes", "check that the server can read it")
	return found
}

// few counts names and keeps the first of them in alphabetical order, to show in a
// message. Several goroutines may add.
type few struct {
	mu    sync.Mutex
	n     int
	names []string
}

// fewNames is how many.
const fewNames = 9

func (f *few) add(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.n++
	i, _ := slices.BinarySearch(f.names, name)
	if i < fewNames {
		f.names = slices.Insert(f.names, i, name)
		f.names = f.names[:min(len(f.names), fewNames)]
	}
}

func (f *few) String() string {
	s := strings.Join(f.names, ", ")
	if more := f.n - len(f.names); more > 0 {
		s += fmt.Sprintf(" and %d more", more)
	}
	return s
}

// recordAttr is who may read the record: whoever may read it now, since an administrator
// may have opened it to a group of people who build.
func (b *build) recordAttr() attr {
	info, err := b.fs.Lstat(manifestPath)
	if err != nil {
		return attr{mode: 0o600, uid: -1, gid: -1}
	}
	uid, gid, ok := disk.Owner(info)
	if !ok || uid == os.Geteuid() {
		uid = -1
	}
	if !ok || gid == os.Getegid() {
		gid = -1
	}
	return attr{mode: info.Mode().Perm(), uid: uid, gid: gid, missed: &few{}}
}
