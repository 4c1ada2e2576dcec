package main

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler/importer"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
	"provc/recipes/ci"
)

func importCommand(all vendor.List) *cobra.Command {
	o := importer.Options{Makers: vendors.Makers()}
	forges := append(slices.Sorted(maps.Keys(ci.Forges)), "none")
	forge := "none"
	cmd := &cobra.Command{
		Use:   "import DIR -o REPO",
		Short: "Make a repository of a provisioning root that exists already",
		Long: `Import reads the files that phones fetch today, whoever made them, and makes a
repository of CUE that says the same: parameters of all handsets, groups, handsets,
people. Passwords go into secrets.yaml, which stays out of git. It tells what became
of each parameter. It writes nothing into DIR, and replaces nothing in REPO.`,
		Example: `  provc import /srv/tftp -o phones --lift
  provc import /srv/tftp -o phones --others 'pbx/*'`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Dir = args[0]
			if err := cli.Choice("ci", forge, forges); err != nil {
				return err
			}
			if o.Repo == "" {
				return errors.New("name the repository to make with -o")
			}
			done := cli.Progress(cmd, "reading "+o.Dir)
			defer done()
			imported, err := importer.Read(cmd.Context(), o)
			if err != nil {
				return err
			}
			if forge == "none" {
				forge = ""
			}
			err = imported.Write(cmd.Context(), o.Repo, all, forge)
			done()
			if errors.Is(err, importer.ErrNothing) {
				err = fmt.Errorf("%s: %w", o.Dir, err)
			}
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			for _, name := range imported.Files {
				fmt.Fprintln(w, filepath.Join(o.Repo, filepath.FromSlash(name)))
			}
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVarP(&o.Repo, "out", "o", "", "the `folder` of the repository, new or empty")
	f.StringVar(&o.Name, "name", "", "the `name` of the package; default that of DIR")
	f.BoolVar(&o.Lift, "lift", false, "say once what many handsets or people have in common")
	f.BoolVar(&o.Origins, "origins", false, "write beside each parameter which file and line it comes from")
	f.StringArrayVar(&o.Others, "others", nil, "`pattern` of files that somebody else makes, such as a PBX: they stay as they are")
	f.StringVar(&o.Server, "server", "", "`URL` that Cisco's phones fetch from, where no file tells")
	f.StringToStringVar(&o.Models, "model", nil, "models of Cisco's phones, as `MAC=MODEL`, where no file tells")
	f.StringToStringVar(&o.MACs, "mac", nil, "MACs of Cisco's phones, as `userID=MAC`, where no file tells")
	f.StringVar(&forge, "ci", forge, "`forge` that checks changes: "+strings.Join(forges, ", "))
	cli.CompleteFlag(cmd, "ci", forges)
	return cmd
}
