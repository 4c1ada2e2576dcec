package importer

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"path/filepath"

	"provc/compiler/importer/draft"
	"provc/compiler/starter"
	"provc/compiler/vendor"
)

// Write makes the repository, as provc init would lay it out. It replaces nothing, and
// never writes below the folder that was read.
func (i *Import) Write(ctx context.Context, dir string, vendors vendor.List, forge string) error {
	if err := Ready(i.Tree.Dir, dir); err != nil {
		return err
	}
	files, err := i.Sources()
	if err != nil {
		return err
	}
	secrets, err := i.Package.Secrets.YAML(`Passwords, as provc import found them in files: password: secret: "login_ana" in CUE
stands for login_ana here. This file stays out of git.`)
	if err != nil {
		return err
	}
	i.Files, i.made, err = starter.Write(ctx, starter.Options{
		Dir:     dir,
		Vendors: vendors,
		Forge:   forge,
		Content: &starter.Content{
			Files:   files,
			Folder:  i.Package.Name,
			What:    "what was imported from `" + filepath.ToSlash(i.Tree.Dir) + "`",
			By:      "import",
			Secrets: secrets,
		},
	})
	return err
}

// Undo takes back what Write has made.
func (i *Import) Undo() {
	if i.made != nil {
		i.made.Undo()
		i.made, i.Files = nil, nil
	}
}

// Ready tells whether a repository can be made of a folder: neither lies within the
// other, for phones would fetch the repository, or it would take in what is read.
func Ready(dir, repo string) error {
	from, err := lies(dir)
	if err != nil {
		return err
	}
	to, err := lies(repo)
	if err != nil {
		return err
	}
	switch {
	case from == to:
		return fmt.Errorf("%s is the folder that is read, and import writes nothing there; name a folder elsewhere with -o", repo)
	case isWithin(from, to):
		return fmt.Errorf("%s lies within %s, and import writes nothing there; name a folder elsewhere with -o", repo, dir)
	case isWithin(to, from):
		return fmt.Errorf("%s, which is read, lies within %s, and would become part of the repository; name a folder elsewhere with -o", dir, repo)
	}
	return starter.Ready(repo)
}

// lies finds where a folder lies, whatever links lead to it; it need not be there yet.
func lies(dir string) (string, error) {
	at, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	rest := ""
	for {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(real, rest), nil
		}
		if at == filepath.Dir(at) {
			return filepath.Join(at, rest), nil
		}
		rest = filepath.Join(filepath.Base(at), rest)
		at = filepath.Dir(at)
	}
}

// isWithin reports whether a folder is another or lies below it.
func isWithin(dir, file string) bool {
	rel, err := filepath.Rel(dir, file)
	return err == nil && filepath.IsLocal(rel)
}

// ErrNothing is the error of a folder in which no phone finds anything.
var ErrNothing = errors.New("no phone finds anything in it")

// many is from how many phones or people they have a file of their own.
const many = 12

// Sources are the files of the package, by name.
func (i *Import) Sources() (map[string][]byte, error) {
	p := i.Package
	files := map[string][]byte{}
	var templates, deployments []*draft.Field
	parts := map[string][]*draft.Field{}
	for _, f := range p.Fields {
		if f.Template {
			templates = append(templates, f)
			continue
		}
		// Phones and people that are many have a file of their own.
		whole := *f.Value
		whole.Fields = nil
		for _, in := range f.Value.Fields {
			name := map[string]string{"phones": "phones", "users": "people"}[in.Label]
			if name == "" || len(in.Value.Fields) < many {
				whole.Fields = append(whole.Fields, in)
				continue
			}
			parts[name] = append(parts[name], &draft.Field{Label: f.Label, Value: &draft.Value{Fields: []*draft.Field{in}}})
		}
		rest := *f
		rest.Value = &whole
		deployments = append(deployments, &rest)
	}
	if len(deployments) == 0 {
		return nil, ErrNothing
	}
	parts[p.Name] = append(deployments, parts[p.Name]...)
	if len(templates) > 0 {
		parts["templates"] = append(templates, parts["templates"]...)
	}
	for name, fields := range parts {
		text, err := p.Source(fields)
		if err != nil {
			return nil, err
		}
		files[name+".cue"] = text
	}
	for _, t := range p.Tables {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.WriteAll(t.Rows); err != nil {
			return nil, err
		}
		files[t.File] = b.Bytes()
	}
	return files, nil
}
