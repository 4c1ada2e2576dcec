// Package cli is what commands of provc have in common.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"provc/compiler"
	"provc/compiler/diag"
	"provc/compiler/excerpt"
	"provc/compiler/mend"
	"provc/compiler/vendors"
)

// Rules of terminal output. stdout carries the result of a command, stderr
// everything else. A command that succeeds says on stderr what it did, in a line for
// each root, unless --quiet. Colour follows the terminal, NO_COLOR and --color.

// ErrFindings says that findings were printed and that they count.
var ErrFindings = errors.New("findings")

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// Colors are the values of --color.
var Colors = []string{"auto", "always", "never"}

// Colourful decides about colour for a stream.
func Colourful(cmd *cobra.Command, w io.Writer) (bool, error) {
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
		return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && isTerminal(w), nil
	}
	return false, Choice("color", when, Colors)
}

// narrow is how wide lines are where no terminal says it.
const narrow = 80

// Width is how many characters a line of a stream has: what COLUMNS says, else the
// terminal.
func Width(w io.Writer) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	return narrow
}

// Excerpts gives findings the lines that they are about.
func Excerpts(findings diag.List) diag.List {
	found := slices.Clone(findings)
	excerpt.New(os.ReadFile, vendors.All().Catalogues).Fill(found)
	return found
}

// Mended gives findings, for programs, what their hints do to files.
func Mended(findings diag.List) diag.List {
	mend.Fill(findings, os.ReadFile)
	return findings
}

// Report prints findings and turns errors among them into ErrFindings.
func Report(cmd *cobra.Command, w io.Writer, findings diag.List) error {
	colour, err := Colourful(cmd, w)
	if err != nil {
		return err
	}
	if err := diag.WriteText(w, Excerpts(Told(cmd, findings)), diag.TextOptions{Colour: colour, Width: Width(w)}); err != nil {
		return err
	}
	if findings.HasErrors() {
		return ErrFindings
	}
	return nil
}

// Told lists the findings that a person asked for: with --quiet, errors alone.
func Told(cmd *cobra.Command, findings diag.List) diag.List {
	if !quiet(cmd) {
		return findings
	}
	return slices.DeleteFunc(slices.Clone(findings), func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
}

func quiet(cmd *cobra.Command) bool {
	q, _ := cmd.Flags().GetBool("quiet") // absent where a command stands alone, in tests
	return q
}

// Summary says what was done.
func Summary(cmd *cobra.Command, format string, args ...any) {
	if !quiet(cmd) {
		fmt.Fprintln(cmd.ErrOrStderr(), diag.Line(fmt.Sprintf(format, args...)))
	}
}

// Content says what packages hold, and how much was found of it.
func Content(packages ...*compiler.Package) string {
	var handsets, users, warnings, notes int
	for _, p := range packages {
		handsets, users = handsets+p.Handsets, users+p.Users
		warnings, notes = warnings+p.Warnings, notes+p.Notes
	}
	said := Count(handsets, "handset") + ", " + Count(users, "user")
	if warnings > 0 {
		said += ", " + Count(warnings, "warning")
	}
	if notes > 0 {
		said += ", " + Count(notes, "note")
	}
	return said
}

// Count puts a number before a word.
func Count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
