package main

import (
	"errors"
	"path/filepath"

	"github.com/spf13/cobra"

	"provc/compiler"
	"provc/compiler/output"
)

func mergeCommand() *cobra.Command {
	var b builder
	var format string
	cmd := &cobra.Command{
		Use:   "merge PART... -o DIR",
		Short: "Put together what several machines have built",
		Long: `Merge takes the folders that builds with --shard i/n have written, and writes
the provisioning root that one build would have written, with the same record.
It keeps to what build keeps to: only files of provc's are changed or removed.

A root that lies in parts is put together, and all n must be there. A root that
is whole in one of the folders is taken over as it is. So it goes with a pattern,
too: each root lies in the same place below DIR as below the folder of its part.

The parts need their hidden folders .provc. Nothing is written if a file of a
part is missing or has changed.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			b.printer = printer{cmd: cmd, format: format, text: cmd.ErrOrStderr()}
			if err := b.ready(); err != nil {
				return b.done(err)
			}
			return b.done(b.merge(args))
		},
	}
	outputFlags(cmd, &b)
	formatFlag(cmd, &format)
	return cmd
}

func (b *builder) merge(parts []string) error {
	if err := b.valid(); err != nil {
		return err
	}
	if len(parts) == 0 {
		return errors.New("merge needs the folders of the parts")
	}
	roots, findings, err := output.Join(b.cmd.Context(), parts, compiler.PhoneWritten)
	if err != nil {
		return err
	}
	if err := b.report(findings.Sorted()); err != nil {
		return err
	}
	differs := false
	for _, root := range roots {
		clean, err := b.write(b.cmd, root.Tree, root.Package, filepath.Join(b.output.Root, filepath.FromSlash(root.Dir)), nil)
		root.Close()
		if err != nil {
			return err
		}
		differs = differs || !clean
	}
	if differs {
		return errFindings
	}
	return nil
}
