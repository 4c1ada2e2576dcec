// Command provc compiles office-phone deployments, declared in CUE, into the
// files that the phones fetch.
package main

import (
	"io"

	"github.com/spf13/cobra"

	"provc/cmd/provc/build"
	"provc/cmd/provc/cli"
	"provc/cmd/provc/handsets"
	"provc/cmd/provc/review"
	commands "provc/cmd/provc/vendors"
	"provc/compiler/vendors"
)

func main() { cli.Main(rootCommand()) }

// run is main with its surroundings given.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return cli.Run(rootCommand(), args, stdin, stdout, stderr)
}

func rootCommand() *cobra.Command {
	root := cli.Root()
	group := func(id, title string, of ...*cobra.Command) {
		root.AddGroup(&cobra.Group{ID: id, Title: title})
		for _, cmd := range of {
			cmd.GroupID = id
			root.AddCommand(cmd)
		}
	}
	all := vendors.All()
	group("work", "Every day:", vetCommand(), build.Command(), review.Diff(all), handsets.Drift(all), handsets.Simulate(all), fmtCommand(), secretsCommand())
	group("ask", "To look things up:", askCommand(all), explainCommand(all), paramsCommand(all), checksCommand(all))
	group("start", "To begin:", initCommand(all), importCommand(all), vendorCommand(all), lspCommand(all))
	for _, v := range commands.All() {
		if len(v.Commands) == 0 {
			continue
		}
		group(v.ID, "For "+v.Title+":", v.Commands...)
	}
	root.AddCommand(manCommand(), versionCommand())
	return root
}
