package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"provc/cmd/provc/cli"
	"provc/compiler/diag"
	"provc/compiler/handbook"
	"provc/compiler/vendors"
)

// printer prints the findings of a command in the format that was asked for:
// text as they come, another format whole and at the end, to stdout.
type printer struct {
	cmd    *cobra.Command
	format string
	text   io.Writer // where text goes
	found  diag.List
}

// formatFlag adds the flag that chooses the format of findings.
func formatFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", "`format` of findings: "+strings.Join(diag.Formats, ", "))
	cli.CompleteFlag(cmd, "format", diag.Formats)
}

// flagError tells of a wrong flag in the format of findings, too, as far as the
// format was read by then.
func flagError(cmd *cobra.Command, err error) error {
	err = guessFlag(cmd, err)
	if f := cmd.Flags().Lookup("format"); f != nil {
		p := printer{cmd: cmd, format: f.Value.String()}
		if cmd.Name() == "diff" && p.format == "json" {
			return (&differ{as: p.format, printer: p}).done(err)
		}
		return p.done(err)
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

// valid says what is wrong with the format.
func (p *printer) valid() error { return cli.Choice("format", p.format, diag.Formats) }

// report takes findings in and turns errors among them into the exit code.
func (p *printer) report(findings diag.List) error {
	if p.format == "text" {
		return cli.Report(p.cmd, p.text, findings)
	}
	p.found.Add(cli.Told(p.cmd, findings)...)
	if findings.HasErrors() {
		return cli.ErrFindings
	}
	return nil
}

// done prints what was held back, a failure to run among it.
func (p *printer) done(err error) error {
	if p.format == "text" || p.valid() != nil {
		return err
	}
	if err != nil && !errors.Is(err, cli.ErrFindings) {
		p.found.Add(diag.Failure(err))
	}
	if err := diag.Print(p.cmd.OutOrStdout(), p.format, cli.Mended(cli.Excerpts(p.found.Sorted())), handbook.Sets(vendors.All())); err != nil {
		return err
	}
	return err
}
