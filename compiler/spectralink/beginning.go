package spectralink

import (
	"embed"
	"io/fs"

	"provc/compiler/spectralink/relations"
	"provc/compiler/vendor"
)

//go:embed beginning/wards
var beginning embed.FS

// Beginning is two wards whose people log in on any handset.
func (Handsets) Beginning() vendor.Beginning {
	files, err := fs.Sub(beginning, "beginning/wards")
	if err != nil {
		panic(err) // the path is valid
	}
	return vendor.Beginning{
		Files:  files,
		Folder: "wards",
		What:   "handsets of two wards (Spectralink), and who logs in on them",
		Search: "prov.login.*",
		Check:  relations.PTTPersistent.ID,
	}
}
