// Package vendors is the registry of commands that are for the phones of one
// vendor.
package vendors

import (
	"slices"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cisco"
)

// Commands lists them.
func Commands() []*cobra.Command {
	return slices.Concat(
		cisco.Commands(),
	)
}
