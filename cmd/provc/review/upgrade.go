package review

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/diff"
	"provc/compiler/root"
	"provc/compiler/secret"
	"provc/compiler/upgrade"
)

// upgradable says what --base-provc does not go with.
func (d *differ) upgradable() error {
	switch {
	case d.base != "" || d.against != "":
		return errors.New("--base-provc compares two versions of provc on the same sources: leave --base and --against out")
	case d.digests.Wanted() || d.failOn != "" || d.showSecrets || d.allowBroken:
		return errors.New("--base-provc takes --format, --verbose and --exit-code, and none of the flags that say how to compare two states of the sources")
	}
	return cli.Choice("format", d.as, upgrade.Formats)
}

// upgrade compares what another provc makes of the packages.
func (d *differ) upgrade(cmd *cobra.Command) error {
	other, err := upgrade.Open(cmd.Context(), d.baseProvc)
	if err != nil {
		return err
	}
	d.options.Packages = d.args
	now, err := compiler.Compile(cmd.Context(), d.options)
	if err != nil {
		return err
	}
	if len(now.Packages) > 1 && !now.Several {
		return fmt.Errorf("--base-provc builds packages, and build takes one, or a pattern that ends in ...; these are %d packages", len(now.Packages))
	}
	args := d.args
	for _, tag := range d.options.Tags {
		args = append(args, "--tag", tag)
	}
	if d.options.Day != "" {
		args = append(args, "--now", d.options.Day)
	}
	before, err := other.Vet(cmd.Context(), args...)
	if err != nil {
		return err
	}
	c := &upgrade.Comparison{Old: other.String(), New: cli.Built().Version, Findings: upgrade.CompareFindings(before, now.Findings.JSON())}
	if now.Findings.HasErrors() {
		c.Unbuilt = "this provc finds errors"
	} else if err := d.rebuild(cmd, c, other, now, args); err != nil {
		return err
	}
	if err := d.printUpgrade(cmd, c); err != nil {
		return err
	}
	if now.Findings.HasErrors() || d.exitCode && !c.Empty() {
		return cli.ErrFindings
	}
	return nil
}

// rebuild has the other provc write the packages into a folder, with values of secrets
// that are made up, and compares the files with those that this one would write.
func (d *differ) rebuild(cmd *cobra.Command, c *upgrade.Comparison, other *upgrade.Other, now *compiler.Result, args []string) error {
	aside, err := os.MkdirTemp("", "provc-other-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(aside)
	values := now.MadeUp()
	secrets := filepath.Join(aside, "secrets.yaml")
	if err := writeSecrets(secrets, values); err != nil {
		return err
	}
	dir := filepath.Join(aside, "root")
	found, ok, err := other.Build(cmd.Context(), dir, secrets, args...)
	if err != nil {
		return err
	}
	if !ok {
		c.Unbuilt = other.String() + " finds errors"
		for _, f := range found {
			if f.Severity == "error" {
				c.Unbuilt += ", the first of them: " + f.Message
				break
			}
		}
		return nil
	}
	old, err := root.Folder(dir, d.vendors)
	if err != nil {
		return err
	}
	old.Name = other.String()
	return c.CompareFiles(old, now.Root("this provc"), values.Get)
}

// writeSecrets writes a file of secrets, as build reads it.
func writeSecrets(name string, values secret.Values) error {
	texts := map[string]string{}
	for name, v := range values {
		texts[name] = v.Reveal()
	}
	data, err := json.Marshal(texts) // which is YAML, too
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}

func (d *differ) printUpgrade(cmd *cobra.Command, c *upgrade.Comparison) error {
	out := cmd.OutOrStdout()
	if d.as == "json" {
		d.printed = true
		return upgrade.WriteJSON(out, c)
	}
	colour, err := cli.Colourful(cmd, out)
	if err != nil {
		return err
	}
	return upgrade.WriteText(out, c, diff.TextOptions{Verbose: d.verbose, Colour: colour, Width: cli.Width(out)})
}
