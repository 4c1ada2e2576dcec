// Package vendors is the registry of commands that are for the phones of one
// vendor.
package vendors

import (
	"github.com/spf13/cobra"

	"provc/cmd/provc/cisco"
)

// Vendor is the commands for the phones of a vendor.
type Vendor struct {
	ID       string
	Title    string // of the phones
	Commands []*cobra.Command
}

// All lists them.
func All() []Vendor {
	return []Vendor{
		{"cisco", "Cisco phones", cisco.Commands()},
	}
}
