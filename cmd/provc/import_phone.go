package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler/importer"
)

// phone makes the CUE of a single phone of what was saved from it. It is held against the
// package that is named, or the one that is here.
func (i *importing) phone(cmd *cobra.Command, args []string) error {
	o := importer.PhoneOptions{File: i.saved, MAC: i.mac, Vendors: i.vendors, Makers: i.options.Makers, Wishes: i.options.Wishes}
	if len(args) == 1 {
		o.Package = args[0]
	} else if here, _ := filepath.Glob("*.cue"); len(here) > 0 {
		o.Package = "."
	}
	p, err := importer.ReadPhone(cmd.Context(), o)
	if err != nil {
		return err
	}
	if _, err := cmd.OutOrStdout().Write(p.Text); err != nil {
		return err
	}
	w := cmd.ErrOrStderr()
	for _, s := range p.Residue {
		said := string(s.Fate.Kind)
		if s.Fate.Note != "" {
			said += ": " + s.Fate.Note
		}
		fmt.Fprintf(w, "%s:%d: %s, %s\n", i.saved, s.Line, s.Name, said)
	}
	for _, note := range p.Notes {
		fmt.Fprintf(w, "%s\n", note)
	}
	if n := len(p.Lacks); n > 0 {
		others := ": it is left out"
		if n > 1 {
			others = ", nor " + cli.Count(n-1, "other parameter") + " of the file: they are left out"
		}
		fmt.Fprintf(w, "%s:%d: %s%s\n", i.saved, p.Lacks[0].Line, p.Lacks[0].Fate.Note, others)
	}
	if p.Blank > 0 {
		fmt.Fprintf(w, "%s empty in the file, and left out, for phones do not save them: add those that the phone has\n", map[bool]string{true: "1 password is", false: cli.Count(p.Blank, "password") + " are"}[p.Blank == 1])
	}
	if len(p.Secrets) > 0 {
		fmt.Fprintf(w, "for secrets.yaml, with the values that the file has: %s\n", strings.Join(p.Secrets, ", "))
	}
	cli.Summary(cmd, "%s: %s: %d as from the factory, %d as the model and the deployment say, %d of its own", i.saved, cli.Count(p.Settings, "parameter"), p.Factory, p.Beneath, p.Own)
	return nil
}
