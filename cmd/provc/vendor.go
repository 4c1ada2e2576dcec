package main

import (
	"bytes"
	"errors"
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
	var check bool
	cmd := &cobra.Command{
		Use:   "vendor [dir]",
		Short: "Copy the schema into a CUE module, for editors and plain cue",
		Long: `Vendor writes the schema that this provc holds under cue.mod/pkg of the CUE
module in a folder (default: the working folder), so that cue vet and editors
find it. provc itself does not need it there.

With --check, what lies there is compared with what would be written, and nothing
is written: the exit code is 1 if they differ.`,
		Example: `  provc vendor && cue vet ./...
  provc vendor --check    # is it the schema of this provc?`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			if _, err := os.Stat(filepath.Join(dir, "cue.mod", "module.cue")); err != nil {
				return fmt.Errorf("%s is not the root of a CUE module: it has no cue.mod/module.cue; cue mod init makes one", dir)
			}
			to := filepath.Join(dir, "cue.mod", "pkg", filepath.FromSlash(schema.Module))
			whole, err := schemaFiles(vendors)
			if err != nil {
				return err
			}
			if check {
				return checkVendored(cmd, to, whole)
			}
			if err := os.RemoveAll(to); err != nil {
				return err
			}
			for name, text := range whole {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(to, name)), 0o777); err != nil {
					return err
				}
				if err := os.WriteFile(filepath.Join(to, name), text, 0o666); err != nil {
					return err
				}
			}
			cli.Summary(cmd, "%s: the schema of %s", to, strings.Join(vendors.Names(), " and "))
			return nil
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "compare what is vendored with what would be written, and write nothing")
	return cmd
}

// schemaFiles are the files of the schema, by their names below its folder.
func schemaFiles(vendors vendor.List) (map[string][]byte, error) {
	files := map[string][]byte{}
	for _, v := range vendors {
		if err := readFolder(files, v.Schema().Folder(), v.Name()); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// readFolder adds the files of a folder and of those below it.
func readFolder(files map[string][]byte, from fs.FS, folder string) error {
	return fs.WalkDir(from, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[filepath.FromSlash(name)], err = fs.ReadFile(from, name)
		return err
	})
}

// checkVendored compares a folder with the files that it should hold.
func checkVendored(cmd *cobra.Command, folder string, want map[string][]byte) error {
	there := map[string][]byte{}
	if err := readFolder(there, os.DirFS(folder), "."); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	var missing, changed int
	for name, text := range want {
		switch got, ok := there[name]; {
		case !ok:
			missing++
		case !bytes.Equal(got, text):
			changed++
		}
		delete(there, name)
	}
	extra := len(there)
	if missing+changed+extra == 0 {
		cli.Summary(cmd, "%s: as it should be", folder)
		return nil
	}
	what := fmt.Sprintf("is not the schema that this provc holds: %d missing, %d changed, %d extra", missing, changed, extra)
	if missing == len(want) && changed+extra == 0 {
		what = "does not hold the schema"
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s %s; provc vendor writes it\n", folder, what)
	return cli.ErrFindings
}
