package vendor

import (
	"io/fs"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/xmlfile"
)

// List is the vendors that a run knows.
type List []Vendor

// Find returns the vendor of a name, or nil.
func (l List) Find(name string) Vendor {
	if i := slices.IndexFunc(l, func(v Vendor) bool { return v.Name() == name }); i >= 0 {
		return l[i]
	}
	return nil
}

// Names lists the vendors, sorted.
func (l List) Names() []string {
	names := make([]string, len(l))
	for i, v := range l {
		names[i] = v.Name()
	}
	slices.Sort(names)
	return names
}

// PhoneWritten recognises a file that phones of any of the vendors write; see
// PhoneWriter.
func (l List) PhoneWritten(path string) (entity string, ok bool) {
	for _, w := range With[PhoneWriter](l) {
		if entity, ok = w.PhoneWritten(path); ok {
			return entity, true
		}
	}
	return "", false
}

// ReadWritten reads a file that phones of one of the vendors write; see PhoneWriter.
func (l List) ReadWritten(path string, data []byte) ([]artifact.Param, []xmlfile.Fault) {
	for _, w := range With[PhoneWriter](l) {
		if _, ok := w.PhoneWritten(path); ok {
			return w.ReadWritten(path, data)
		}
	}
	return nil, nil
}

// IsPassword reports whether people log in by a parameter.
func (l List) IsPassword(parameter string) bool {
	return slices.ContainsFunc(With[PhoneWriter](l), func(w PhoneWriter) bool { return w.Password() == parameter })
}

// Schemas are the folders of all schemas side by side, as users import them.
func (l List) Schemas() fs.FS { return schemas(l) }

// Catalogues are the schemas as the vendors read them, which takes time at first.
func (l List) Catalogues() []*catalogue.Schema {
	all := make([]*catalogue.Schema, len(l))
	for i, v := range l {
		all[i] = v.Schema()
	}
	return all
}

// With lists the vendors that have a capability.
func With[C any](l List) []C {
	var all []C
	for _, v := range l {
		if c, ok := v.(C); ok {
			all = append(all, c)
		}
	}
	return all
}

// schemas is a file system whose top holds one folder a vendor.
type schemas List

func (s schemas) Open(name string) (fs.File, error) {
	folder, _, _ := strings.Cut(name, "/")
	v := List(s).Find(folder)
	if v == nil || !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return v.Schema().Folder().Open(name)
}

// ReadDir lists the folders without looking into one.
func (s schemas) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." {
		folder, _, _ := strings.Cut(name, "/")
		if v := List(s).Find(folder); v != nil {
			return fs.ReadDir(v.Schema().Folder(), name)
		}
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	var all []fs.DirEntry
	for _, v := range List(s).Names() {
		info, err := fs.Stat(s, v)
		if err != nil {
			return nil, err
		}
		all = append(all, fs.FileInfoToDirEntry(info))
	}
	return all, nil
}
