// Command provc compiles office-phone deployments, declared in CUE, into the
// files that the phones fetch.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"provc/cmd/provc/build"
	"provc/cmd/provc/cli"
	"provc/cmd/provc/handsets"
	"provc/cmd/provc/review"
	commands "provc/cmd/provc/vendors"
	"provc/compiler/diag"
	"provc/compiler/vendors"
)

// Exit codes.
const (
	exitFindings = 1 // the configuration is wrong, or what is compared differs
	exitFailure  = 2 // could not run: usage, files, network
)

func main() {
	cli.CollectWhileReading()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is main with its surroundings given. Errors are printed, and exit codes
// chosen, here alone.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, cli.ErrFindings):
		return exitFindings
	}
	fmt.Fprintf(stderr, "provc: %s\n", diag.Visible(strings.TrimSpace(err.Error())))
	return exitFailure
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "provc",
		Short:         "Compile office-phone deployments from CUE",
		Long:          "provc compiles what administrators declare in CUE into the files that office phones fetch.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       cli.Built().Version,
	}
	root.SetVersionTemplate("provc {{.Version}}\n")
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	cli.Group(root)
	root.SetFlagErrorFunc(flagError)
	root.PersistentFlags().String("color", "auto", "colour in messages: auto, always or never")
	cli.CompleteFlag(root, "color", cli.Colors)
	root.PersistentFlags().BoolP("quiet", "q", false, "tell errors alone")
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
