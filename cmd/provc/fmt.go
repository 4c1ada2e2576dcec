package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	cueerrors "cuelang.org/go/cue/errors"
	"cuelang.org/go/cue/format"
	"cuelang.org/go/cue/parser"
	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
)

func fmtCommand() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "fmt [files or folders]",
		Short: "Lay out CUE files as everybody does",
		Long: `Fmt rewrites CUE files in CUE's own layout, and prints the names of those that it
changed. Of a folder it takes the files in it, of one that ends in ... those below,
too; without any, those of the working folder.`,
		Example: `  provc fmt ./...
  provc fmt --check ./...    # change nothing; exit with 1 if something would`,
		ValidArgsFunction: cli.CompletePackages,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"."}
			}
			var files []string
			for _, arg := range args {
				found, err := cueFiles(arg)
				if err != nil {
					return err
				}
				files = append(files, found...)
			}
			slices.Sort(files)
			changed, err := layOut(slices.Compact(files), check)
			for _, name := range changed {
				fmt.Fprintln(cmd.OutOrStdout(), name)
			}
			if err == nil && check && len(changed) > 0 {
				return cli.ErrFindings
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "change nothing; exit with 1 if something would change")
	return cmd
}

// cueFiles lists the CUE files that an argument stands for, those of cue.mod left out.
func cueFiles(arg string) ([]string, error) {
	dir, below := strings.CutSuffix(arg, "...")
	dir = filepath.Clean(filepath.FromSlash(dir))
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return nil, err
	case !info.IsDir():
		return []string{dir}, nil
	case !below:
		return filepath.Glob(filepath.Join(dir, "*.cue"))
	}
	var files []string
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "cue.mod" || strings.HasPrefix(d.Name(), ".") && name != dir):
			return filepath.SkipDir
		case !d.IsDir() && strings.HasSuffix(name, ".cue"):
			files = append(files, name)
		}
		return nil
	})
	return files, err
}

// layOut formats files, or says which it would change. One that is not CUE stops
// nothing: the others are done.
func layOut(files []string, check bool) (changed []string, err error) {
	for _, name := range files {
		text, readErr := os.ReadFile(name)
		if readErr != nil {
			err = errors.Join(err, readErr)
			continue
		}
		file, wrong := parser.ParseFile(name, text, parser.ParseComments)
		if wrong != nil {
			place := name
			if at := cueerrors.Positions(wrong); len(at) > 0 {
				place = fmt.Sprintf("%s:%d:%d", name, at[0].Line(), at[0].Column())
			}
			err = errors.Join(err, fmt.Errorf("%s: the file is not CUE, and stays as it is; provc vet says more", place))
			continue
		}
		better, formatErr := format.Node(file)
		if formatErr != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", name, formatErr))
			continue
		}
		if bytes.Equal(text, better) {
			continue
		}
		changed = append(changed, name)
		if !check {
			err = errors.Join(err, replace(name, better))
		}
	}
	return changed, err
}

// replace replaces a file as a whole, so that no moment shows a part of it.
func replace(name string, data []byte) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".provc-fmt-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(info.Mode().Perm()), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
