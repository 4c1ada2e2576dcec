package cisco

import (
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provc/cmd/provc/cli"
	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/output"
	"provc/compiler/secret"
)

func htdigestCommand() *cobra.Command {
	var o compiler.Options
	var s secret.Source
	var realm, file string
	cmd := &cobra.Command{
		Use:   "htdigest [packages] --realm REALM -o FILE",
		Short: "Write the credentials of people and phones for a web server",
		Long: `Htdigest writes a line user@domain:realm:hash for everybody who logs in to a
Cisco phone and for every phone, as Apache's mod_auth_digest reads them. The file
is no less secret than the passwords, and is never written into a provisioning
root.`,
		Example:           `  provc htdigest ./desks --realm phones --secrets secrets.yaml -o /etc/apache2/phones.htdigest`,
		ValidArgsFunction: cli.CompletePackages,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Packages = args
			if file == "" {
				return fmt.Errorf("htdigest needs -o FILE, or -o - for stdout")
			}
			if realm == "" || strings.ContainsAny(realm, ":\"\\\r\n") {
				return fmt.Errorf("--realm takes what the server calls itself, as in AuthName, without : \" or \\")
			}
			if err := fitFor(file); err != nil {
				return err
			}
			result, err := compiler.Compile(cmd.Context(), o)
			if err != nil {
				return err
			}
			findings := result.Findings
			var values secret.Values
			if !findings.HasErrors() {
				var found diag.List
				if values, found, err = cli.Resolve(result, s); err != nil {
					return err
				}
				findings.Add(found...)
			}
			lines, found := digests(result, values, realm)
			findings.Add(found...)
			if err := cli.Report(cmd, cmd.ErrOrStderr(), findings.Sorted()); err != nil {
				return err
			}
			if len(lines) == 0 {
				return fmt.Errorf("no deployment has people or phones that authenticate")
			}
			text := strings.Join(lines, "\n") + "\n"
			if file == toStdout {
				_, err := io.WriteString(cmd.OutOrStdout(), text)
				return err
			}
			if err := writePrivate(file, []byte(text)); err != nil {
				return err
			}
			cli.Summary(cmd, "%s: %s", file, cli.Count(len(lines), "credential"))
			return nil
		},
	}
	cli.PackageFlags(cmd, &o)
	cli.SecretFlags(cmd, &s)
	cmd.Flags().StringVar(&realm, "realm", "", "the server's realm, AuthName in Apache")
	cmd.Flags().StringVarP(&file, "output", "o", "", "the `file` to write, with mode 0600; - for stdout")
	return cmd
}

// toStdout is the name that stands for no file.
const toStdout = "-"

// fitFor says why a file must not be written: phones could fetch it, or it is a device,
// a folder or the like, in whose place a file would be put.
func fitFor(file string) error {
	if file == toStdout {
		return nil
	}
	if root := output.RootOf(filepath.Dir(file)); root != "" {
		return fmt.Errorf("%s lies in the provisioning root %s, where phones and people could fetch it; write it elsewhere", file, root)
	}
	info, err := os.Lstat(file)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("%s is a link, which would be replaced; name the file itself, or - for stdout", file)
	}
	if err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a regular file, and only such are replaced; name another, or - for stdout", file)
	}
	return nil
}

// digests are the lines of all packages, sorted. Apache takes the first line of
// a name, so one name can have one password only.
func digests(result *compiler.Result, values secret.Values, realm string) ([]string, diag.List) {
	var findings diag.List
	var lines []string
	seen := map[string]diag.Pos{}
	hash := map[string]string{}
	for _, p := range result.Packages {
		for _, c := range p.Credentials {
			password := c.Password.Value
			if c.Password.Secret != "" {
				password, _ = values.Get(c.Password.Secret)
			}
			sum := md5.Sum([]byte(c.User + ":" + realm + ":" + password))
			h := hex.EncodeToString(sum[:])
			if before, ok := hash[c.User]; ok {
				if before != h {
					findings.Add(artifact.UserIDDuplicate.At(c.Password.Pos, "%s has two passwords, and a web server knows one", c.User).
						WithRelated(seen[c.User], "the other is here"))
				}
				continue
			}
			hash[c.User], seen[c.User] = h, c.Password.Pos
			lines = append(lines, c.User+":"+realm+":"+h)
		}
	}
	slices.Sort(lines)
	return lines, findings
}

// writePrivate replaces a file in one step, readable by its owner alone.
func writePrivate(file string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), ".provc-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err := tmp.Write(data); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), file)
}
