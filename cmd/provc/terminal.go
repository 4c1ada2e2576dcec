package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"provc/compiler/diag"
)

// Rules of terminal output. stdout carries the result of a command, stderr
// everything else. A command that succeeds says nothing but for a summary line
// where stderr is a terminal. Colour follows the terminal, NO_COLOR and --color.

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// colourful decides about colour for a stream.
func colourful(cmd *cobra.Command, w io.Writer) (bool, error) {
	when, err := cmd.Flags().GetString("color")
	if err != nil {
		return false, err
	}
	switch when {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
		return os.Getenv("NO_COLOR") == "" && isTerminal(w), nil
	}
	return false, fmt.Errorf("--color is auto, always or never, not %q", when)
}

// report prints findings and turns errors among them into the exit code.
func report(cmd *cobra.Command, w io.Writer, findings diag.List) error {
	colour, err := colourful(cmd, w)
	if err != nil {
		return err
	}
	if err := diag.WriteText(w, findings, colour); err != nil {
		return err
	}
	if findings.HasErrors() {
		return errFindings
	}
	return nil
}

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
}

// flagError tells of a wrong flag in the format of findings, too, as far as the
// format was read by then.
func flagError(cmd *cobra.Command, err error) error {
	if f := cmd.Flags().Lookup("format"); f != nil {
		p := printer{cmd: cmd, format: f.Value.String()}
		if cmd.Name() == "diff" && p.format == "json" {
			return (&differ{as: p.format, printer: p}).done(err)
		}
		return p.done(err)
	}
	return err
}

// valid says what is wrong with the format.
func (p *printer) valid() error { return diag.BadFormat(p.format, diag.Formats) }

// report takes findings in and turns errors among them into the exit code.
func (p *printer) report(findings diag.List) error {
	if p.format == "text" {
		return report(p.cmd, p.text, findings)
	}
	p.found.Add(findings...)
	if findings.HasErrors() {
		return errFindings
	}
	return nil
}

// done prints what was held back, a failure to run among it.
func (p *printer) done(err error) error {
	if p.format == "text" || p.valid() != nil {
		return err
	}
	if err != nil && !errors.Is(err, errFindings) {
		p.found.Add(diag.Failure(err))
	}
	if err := diag.Print(p.cmd.OutOrStdout(), p.format, p.found.Sorted(), false); err != nil {
		return err
	}
	return err
}

// summary says what was done, to a person.
func summary(cmd *cobra.Command, format string, args ...any) {
	if w := cmd.ErrOrStderr(); isTerminal(w) {
		fmt.Fprintf(w, format+"\n", args...)
	}
}

// count puts a number before a word.
func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
