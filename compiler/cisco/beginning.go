package cisco

import (
	"embed"
	"io/fs"

	"provc/compiler/cisco/relations"
	"provc/compiler/vendor"
)

//go:embed beginning/desks
var beginning embed.FS

// Beginning is two desks that anybody may make their own for an hour.
func (Phones) Beginning() vendor.Beginning {
	files, err := fs.Sub(beginning, "beginning/desks")
	if err != nil {
		panic(err) // the path is valid
	}
	return vendor.Beginning{
		Files:  files,
		Folder: "desks",
		What:   "phones of two desks (Cisco), and who logs in on them",
		Search: "Resync_*",
		Check:  relations.EMNotEnabled.ID,
	}
}
