package output

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Provisioning roots", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of what lies in a root, and of what comes there.
var (
	// RootDiffers is for who compares a root.
	RootDiffers = checks.New("root-differs")
	// RootGone is for who looks at all roots in a folder.
	RootGone          = checks.New("root-gone")
	rootEarlierHolder = checks.New("root-earlier-holder")
	rootEmptied       = checks.New("root-emptied")
	rootFileEdited    = checks.New("root-file-edited")
	rootFileNotOwned  = checks.New("root-file-not-owned")
	rootGroup         = checks.New("root-group")
	rootHandsetFile   = checks.New("root-handset-file")
	rootLeftover      = checks.New("root-leftover")
	rootMoved         = checks.New("root-moved")
	rootModeClosed    = checks.New("root-mode-closed")
	rootModeOpen      = checks.New("root-mode-open")
	rootNotRegular    = checks.New("root-not-regular")
	rootOtherPackage  = checks.New("root-other-package")
	rootPath          = checks.New("root-path")
	rootRemovals      = checks.New("root-removals")
	rootRepaired      = checks.New("root-repaired")
	rootReplaced      = checks.New("root-replaced")
	rootRewritten     = checks.New("root-rewritten")
	rootUnfinished    = checks.New("root-unfinished")
)
