package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler/vendor"
	"provc/schema"
)

func vendorCommand(vendors vendor.List) *cobra.Command {
	return &cobra.Command{
		Use:   "vendor [dir]",
		Short: "Copy the schema into a CUE module, for editors and plain cue",
		Long: `Vendor writes the schema that this provc holds under cue.mod/pkg of the CUE
module in a folder (default: the working folder), so that cue vet and editors
find it. provc itself does not need it there.`,
		Example: `  provc vendor && cue vet ./...`,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			if _, err := os.Stat(filepath.Join(dir, "cue.mod", "module.cue")); err != nil {
				return fmt.Errorf("%s is not the root of a CUE module: it has no cue.mod/module.cue; cue mod init makes one", dir)
			}
			to := filepath.Join(dir, "cue.mod", "pkg", filepath.FromSlash(schema.Module))
			if err := os.RemoveAll(to); err != nil {
				return err
			}
			for _, v := range vendors {
				if err := copyFolder(v.Schema().Folder(), v.Name(), to); err != nil {
					return err
				}
			}
			cli.Summary(cmd, "%s: the schema of %s", to, strings.Join(vendors.Names(), " and "))
			return nil
		},
	}
}

// copyFolder copies a folder of a file system with all that is in it.
func copyFolder(from fs.FS, folder, to string) error {
	return fs.WalkDir(from, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(to, filepath.FromSlash(name))
		if d.IsDir() {
			return os.MkdirAll(target, 0o777)
		}
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o666)
	})
}
