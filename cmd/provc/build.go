package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"provc/compiler"
	"provc/compiler/output"
)

func buildCommand() *cobra.Command {
	var o compiler.Options
	var w output.Options
	cmd := &cobra.Command{
		Use:   "build [packages] -o DIR",
		Short: "Compile packages into a provisioning root",
		Long: `Build compiles the deployments of CUE packages and writes what phones fetch. One
package: DIR is its provisioning root. With a pattern that ends in ..., each
package has the root DIR/<folder of the package>. If anything is wrong with the
configuration, nothing is written.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Packages = args
			if w.Root == "" {
				return fmt.Errorf("build needs -o DIR, the provisioning root")
			}
			return build(cmd, o, w)
		},
	}
	tagFlag(cmd, &o)
	f := cmd.Flags()
	f.StringVarP(&w.Root, "output", "o", "", "the provisioning root")
	f.BoolVar(&w.NoSync, "no-sync", false, "do not wait until files are on disk")
	return cmd
}

func build(cmd *cobra.Command, o compiler.Options, w output.Options) error {
	result, err := compiler.Compile(cmd.Context(), o)
	if err != nil {
		return err
	}
	if err := report(cmd, cmd.ErrOrStderr(), result.Findings); err != nil {
		return err
	}
	root := w.Root
	for _, p := range result.Packages {
		w.Root, w.Package = root, p.Dir
		if result.Several {
			w.Root = filepath.Join(root, filepath.FromSlash(p.Dir))
		}
		written, err := output.Write(cmd.Context(), p.Tree, w)
		if err != nil {
			return err
		}
		if err := report(cmd, cmd.ErrOrStderr(), written.Findings); err != nil {
			return err
		}
	}
	return nil
}
