// Package starter makes a repository to begin with: deployments that compile as they
// are, which their owners change into their own, and what belongs around them.
package starter

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"math/big"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"provc/compiler"
	"provc/compiler/vendor"
	"provc/recipes/ci"
)

// files holds what every repository begins with.
//
//go:embed all:files
var files embed.FS

// Options say what a repository is made of.
type Options struct {
	Dir     string // is made, if it is not there
	Vendors vendor.List
	Forge   string // one of ci.Forges; empty for none

	// Content is a package that is there already; nil begins with those of the vendors.
	Content *Content
}

// Content is a package that another command made.
type Content struct {
	Files   map[string][]byte // without a folder
	Folder  string            // where it lies in the repository
	What    string            // it is, in a sentence, without a full stop
	By      string            // the command
	Secrets []byte            // the file of passwords
}

// secretsName is the file of passwords. It stays out of git.
const secretsName = "secrets.yaml"

// Write makes a repository and returns the names of its files, sorted, and how to take
// them back. It replaces nothing: if any of them is there, it makes none. If it fails, or
// the context ends, nothing is left of what it made.
func Write(ctx context.Context, o Options) (names []string, _ *Removal, err error) {
	made := &Removal{}
	defer func() {
		if err != nil {
			made.Undo()
		}
	}()
	if err := Ready(o.Dir); err != nil {
		return nil, nil, err
	}
	files, err := repository(o)
	if err != nil {
		return nil, nil, err
	}
	names = append(slices.Collect(maps.Keys(files)), secretsName)
	slices.Sort(names)
	var there []string
	for _, name := range names {
		if _, err := os.Lstat(filepath.Join(o.Dir, filepath.FromSlash(name))); err == nil {
			there = append(there, name)
		}
	}
	if len(there) > 0 {
		return nil, nil, fmt.Errorf("%s holds %s, and %s replaces nothing; name a folder that is new or empty", o.Dir, strings.Join(there, ", "), o.command())
	}
	within := func(name string) string { return filepath.Join(o.Dir, filepath.FromSlash(name)) }
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := made.file(ctx, within(name), files[name], 0o666); err != nil {
			return nil, nil, err
		}
	}
	var values []byte
	if o.Content != nil {
		values = o.Content.Secrets
	} else {
		values, err = passwords(ctx, o)
	}
	if err == nil {
		err = made.file(ctx, within(secretsName), values, 0o600)
	}
	if err != nil {
		return nil, nil, err
	}
	return names, made, nil
}

// command is what makes the repository.
func (o *Options) command() string {
	if o.Content != nil {
		return o.Content.By
	}
	return "init"
}

// repository makes all files but that of passwords, by name.
func repository(o Options) (map[string][]byte, error) {
	made := map[string][]byte{}
	take := func(from fs.FS, folder string, change func([]byte) ([]byte, error)) error {
		return fs.WalkDir(from, ".", func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			data, err := fs.ReadFile(from, name)
			if err != nil {
				return err
			}
			made[path.Join(folder, name)], err = change(data)
			return err
		})
	}
	asIs := func(data []byte) ([]byte, error) { return data, nil }

	var folders, searches, check string // of the README
	for _, v := range vendor.With[vendor.Beginner](o.Vendors) {
		b := v.Beginning()
		searches += fmt.Sprintf("provc params '%s'\n", b.Search)
		check = cmp.Or(check, b.Check)
		if o.Content != nil {
			continue
		}
		if err := take(b.Files, b.Folder, asIs); err != nil {
			return nil, err
		}
		folders += fmt.Sprintf("| `%s/` | %s |\n", b.Folder, b.What)
	}
	if c := o.Content; c != nil {
		folders = fmt.Sprintf("| `%s/` | %s |\n", c.Folder, c.What)
		for name, data := range c.Files {
			made[path.Join(c.Folder, name)] = data
		}
	}
	checked := ""
	if o.Forge != "" {
		for _, from := range ci.Files(o.Forge) {
			if err := take(from, "", asIs); err != nil {
				return nil, err
			}
		}
		checked = fmt.Sprintf("| `%s`, `ci/` | checks each change, tells reviewers whom it reaches, and deploys; docs/ci.md of provc says what to set up |\n", ci.Forges[o.Forge])
	}
	built, server := "...", inFolders
	if c := o.Content; c != nil {
		built, server = c.Folder, fmt.Sprintf(takingOver, c.Folder)
	}
	fill := strings.NewReplacer("«module»", moduleName(o.Dir), "«folders»\n", folders, "«ci»\n", checked, "«built»", built, "«server»", server, "«searches»\n", searches, "«check»", check, "«command»", o.command())
	all, err := fs.Sub(files, "files")
	if err != nil {
		return nil, err
	}
	return made, take(all, "", func(data []byte) ([]byte, error) { return []byte(fill.Replace(string(data))), nil })
}

// inFolders says in the README where each package is built on a server.
const inFolders = `; on the server, give ` + "`-o`" + ` the
folder that the phones fetch from, and each package gets a folder of its own there.`

// takingOver says in the README how the package comes into the root that it was made of.
const takingOver = `.

## On the server

ROOT stands for the folder that phones fetch from, which holds the files that were
imported. The first command tells what changes with them and writes nothing, the second
takes them over, with a copy of what was there:

` + "```sh" + `
provc build ./%[1]s -o ROOT --secrets secrets.yaml --adopt --check
provc build ./%[1]s -o ROOT --secrets secrets.yaml --adopt
` + "```" + `

From then on a build needs no ` + "`--adopt`" + `. Name the package: with ` + "`./...`" + ` it is built into
ROOT/%[1]s, where these phones fetch nothing. docs/migrating.md of provc tells more.`

var unusual = regexp.MustCompile(`[^a-z0-9]+`)

// moduleName makes a module's name of that of its folder.
func moduleName(dir string) string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		abs = dir
	}
	name := strings.Trim(unusual.ReplaceAllString(strings.ToLower(filepath.Base(abs)), "-"), "-")
	if name == "" {
		name = "phones"
	}
	return "phones.example/" + name + "@v0"
}

// passwords makes up a value for each secret that the repository names.
func passwords(ctx context.Context, o Options) ([]byte, error) {
	result, err := compiler.Compile(ctx, compiler.Options{Dir: o.Dir, Packages: []string{"./..."}, Vendors: o.Vendors})
	if err != nil {
		return nil, err
	}
	if result.Findings.HasErrors() {
		return nil, fmt.Errorf("%s does not compile; provc vet ./... there says why", o.Dir)
	}
	var names []string
	for _, use := range result.SecretUses() {
		names = append(names, use.Name)
	}
	slices.Sort(names)
	var b bytes.Buffer
	b.WriteString("# Passwords: password: secret: \"login_ana\" in CUE stands for login_ana here. provc\n# init made them up. This file stays out of git.\n")
	for _, name := range slices.Compact(names) {
		length, from := 16, "abcdefghijkmnpqrstuvwxyz23456789"
		if strings.HasPrefix(name, "login_") {
			length, from = 6, "0123456789" // somebody types it on a handset
		}
		fmt.Fprintf(&b, "%s: %q\n", name, random(length, from))
	}
	return b.Bytes(), nil
}

func random(length int, from string) string {
	text := make([]byte, length)
	for i := range text {
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(from))))
		if err != nil {
			panic(err) // never, says crypto/rand
		}
		text[i] = from[n.Int64()]
	}
	return string(text)
}
