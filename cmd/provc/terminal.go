package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"provc/cmd/provc/cli"
	"provc/cmd/provc/review"
)

// flagError tells of a wrong flag in the format of findings, too, as far as the
// format was read by then.
func flagError(cmd *cobra.Command, err error) error {
	err = guessFlag(cmd, err)
	if f := cmd.Flags().Lookup("format"); f != nil {
		p := cli.Printer{Cmd: cmd, Format: f.Value.String()}
		if cmd.Name() == "diff" && p.Format == "json" {
			return review.Failed(p, err)
		}
		return p.Done(err)
	}
	return err
}

// guessFlag adds to a flag that is not known the one that was probably meant.
func guessFlag(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || len(unknown.GetSpecifiedName()) < 2 {
		return err
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, "--"+f.Name) })
	return fmt.Errorf("%w%s", err, cli.Guess("--"+unknown.GetSpecifiedName(), names))
}
