package inventory

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Inventories", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of tables.
var (
	inventoryColumn    = checks.New("inventory-column")
	inventoryDuplicate = checks.New("inventory-duplicate")
	inventoryEmpty     = checks.New("inventory-empty")
	inventoryFile      = checks.New("inventory-file")
	inventoryRow       = checks.New("inventory-row")
)
