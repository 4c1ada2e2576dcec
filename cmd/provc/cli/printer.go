package cli

import (
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"provc/compiler/diag"
	"provc/compiler/handbook"
	"provc/compiler/vendors"
)

// Printer prints the findings of a command in the format that was asked for:
// text as they come, another format whole and at the end, to stdout.
type Printer struct {
	Cmd    *cobra.Command
	Format string
	Text   io.Writer // where text goes
	Found  diag.List
}

// FormatFlag adds the flag that chooses the format of findings.
func FormatFlag(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", "`format` of findings: "+strings.Join(diag.Formats, ", "))
	CompleteFlag(cmd, "format", diag.Formats)
}

// Valid says what is wrong with the format.
func (p *Printer) Valid() error { return Choice("format", p.Format, diag.Formats) }

// Report takes findings in and turns errors among them into the exit code.
func (p *Printer) Report(findings diag.List) error {
	if p.Format == "text" {
		return Report(p.Cmd, p.Text, findings)
	}
	p.Found.Add(Told(p.Cmd, findings)...)
	if findings.HasErrors() {
		return ErrFindings
	}
	return nil
}

// Done prints what was held back, a failure to run among it.
func (p *Printer) Done(err error) error {
	if p.Format == "text" || p.Valid() != nil {
		return err
	}
	if err != nil && !errors.Is(err, ErrFindings) {
		p.Found.Add(diag.Failure(err))
	}
	if err := diag.Print(p.Cmd.OutOrStdout(), p.Format, Mended(Excerpts(p.Found.Sorted())), handbook.Sets(vendors.All())); err != nil {
		return err
	}
	return err
}
