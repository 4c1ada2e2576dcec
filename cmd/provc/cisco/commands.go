// Package cisco has the commands that are for Cisco phones.
package cisco

import "github.com/spf13/cobra"

// Commands lists the commands.
func Commands() []*cobra.Command {
	return []*cobra.Command{htdigestCommand(), ruleCommand()}
}
