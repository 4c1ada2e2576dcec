package cli

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
	"github.com/spf13/pflag"

	"provc/compiler/diag"
)

// Exit codes.
const (
	ExitFindings = 1 // the configuration is wrong, or what is compared differs
	ExitFailure  = 2 // could not run: usage, files, network
)

// Root is provc with some commands.
func Root(commands ...*cobra.Command) *cobra.Command {
	root := &cobra.Command{
		Use:           "provc",
		Short:         "Compile office-phone deployments from CUE",
		Long:          "provc compiles what administrators declare in CUE into the files that office phones fetch.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       Built().Version,
	}
	root.SetVersionTemplate("provc {{.Version}}\n")
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	Group(root)
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return FlagError(cmd, err, func(p Printer, err error) error { return p.Done(err) })
	})
	root.PersistentFlags().String("color", "auto", "colour in messages: auto, always or never")
	CompleteFlag(root, "color", Colors)
	root.PersistentFlags().BoolP("quiet", "q", false, "tell errors alone")
	root.AddCommand(commands...)
	return root
}

// Main runs provc with what the process was given.
func Main(root *cobra.Command) {
	CollectWhileReading()
	os.Exit(Run(root, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Run is Main with its surroundings given, and returns the exit code. Errors are printed,
// and exit codes chosen, here alone.
func Run(root *cobra.Command, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, ErrFindings):
		return ExitFindings
	}
	fmt.Fprintf(stderr, "provc: %s\n", diag.Visible(strings.TrimSpace(err.Error())))
	return ExitFailure
}

// FlagError tells of a wrong flag in the format of findings, too, as far as the format was
// read by then. It adds to a flag that is not known the one that was probably meant.
func FlagError(cmd *cobra.Command, err error, tell func(Printer, error) error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && len(unknown.GetSpecifiedName()) >= 2 {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
		err = fmt.Errorf("%w%s", err, Guess("--"+unknown.GetSpecifiedName(), names))
	}
	if f := cmd.Flags().Lookup("format"); f != nil {
		return tell(Printer{Cmd: cmd, Format: f.Value.String()}, err)
	}
	return err
}
