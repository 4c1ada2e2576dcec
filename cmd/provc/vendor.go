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
	"provc/compiler/vendored"
	"provc/schema"
)

func vendorCommand(vendors vendor.List) *cobra.Command {
	var check, module bool
	cmd := &cobra.Command{
		Use:   "vendor [dir]",
		Short: "Copy the schema into a CUE module, for editors and plain cue",
		Long: `Vendor writes the schema that this provc holds under cue.mod/pkg of the CUE
module in a folder (default: the working folder), so that cue vet and editors
find it. provc itself does not need it there. Comments in it say of each parameter
what it may be, its default, whether a change restarts phones, and the file that
holds it: language servers show them.

With --module, the folder becomes the module provc.internal/schema itself, to be
published, or to be named in cue.mod/local-module.cue of other modules.

With --check, what lies there is compared with what would be written, and nothing
is written: the exit code is 1 if they differ.`,
		Example: `  provc vendor && cue vet ./...
  provc vendor --check    # is it the schema of this provc?
  provc vendor --module schema && cd schema && cue mod publish v0.1.0`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) == 1 {
				dir = args[0]
			}
			files, err := vendored.Files(vendors.Catalogues())
			if err != nil {
				return err
			}
			place := inModule
			if module {
				place = asModule
			}
			c, err := place(dir, vendors.Names())
			if err != nil {
				return err
			}
			if check {
				return c.check(cmd, files)
			}
			if err := c.write(files); err != nil {
				return err
			}
			cli.Summary(cmd, "%s: the schema of %s", c.root, strings.Join(vendors.Names(), " and "))
			return nil
		},
	}
	cmd.Flags().BoolVar(&module, "module", false, "make the folder the schema's own module, such as one to publish")
	cmd.Flags().BoolVar(&check, "check", false, "compare what is vendored with what would be written, and write nothing")
	return cmd
}

// schemaCopy is the schema on a disk.
type schemaCopy struct {
	root    string
	folders []string // of root, with slashes, which hold nothing else
	module  []byte   // cue.mod/module.cue, where it is to be made
	by      string   // the command that writes it
}

const moduleFile = "cue.mod/module.cue"

// inModule is the schema in a module of somebody's.
func inModule(dir string, _ []string) (*schemaCopy, error) {
	if _, err := os.Stat(filepath.Join(dir, moduleFile)); err != nil {
		return nil, fmt.Errorf("%s is not the root of a CUE module: it has no %s; cue mod init makes one", dir, moduleFile)
	}
	return &schemaCopy{root: filepath.Join(dir, "cue.mod", "pkg", filepath.FromSlash(schema.Module)), folders: []string{"."}, by: "provc vendor"}, nil
}

// asModule is the schema as its own module, in a folder that is empty, not there, or that
// module already: what another folder holds might be lost.
func asModule(dir string, folders []string) (*schemaCopy, error) {
	c := &schemaCopy{root: dir, folders: folders, by: "provc vendor --module"}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if len(entries) == 0 {
		c.module = schema.ModuleFile
		return c, nil
	}
	text, err := os.ReadFile(filepath.Join(dir, moduleFile))
	first, _, _ := bytes.Cut(schema.ModuleFile, []byte("\n"))
	if err != nil || !bytes.Contains(text, first) {
		return nil, fmt.Errorf("%s is neither empty nor the module %s, so nothing is replaced there; name another folder", dir, schema.Module)
	}
	return c, nil
}

// write replaces what the folders hold.
func (c *schemaCopy) write(files map[string][]byte) error {
	for _, folder := range c.folders {
		if err := os.RemoveAll(filepath.Join(c.root, folder)); err != nil {
			return err
		}
	}
	if c.module != nil {
		files[moduleFile] = c.module
	}
	for name, text := range files {
		name = filepath.Join(c.root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// check compares what the folders hold with the files that they should hold.
func (c *schemaCopy) check(cmd *cobra.Command, want map[string][]byte) error {
	there := map[string][]byte{}
	for _, folder := range c.folders {
		if err := readFolder(there, os.DirFS(c.root), folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
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
		cli.Summary(cmd, "%s: as it should be", c.root)
		return nil
	}
	what := fmt.Sprintf("is not the schema that this provc holds: %d missing, %d changed, %d extra", missing, changed, extra)
	if missing == len(want) && changed+extra == 0 {
		what = "does not hold the schema"
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "%s %s; %s writes it\n", c.root, what, c.by)
	return cli.ErrFindings
}

// readFolder adds the files of a folder and of those below it.
func readFolder(files map[string][]byte, from fs.FS, folder string) error {
	return fs.WalkDir(from, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name], err = fs.ReadFile(from, name)
		return err
	})
}
