package importer

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"provc/compiler/importer/draft"
	"provc/compiler/starter"
	"provc/compiler/vendor"
)

// Write makes the repository, as provc init would lay it out. It replaces nothing, and
// never writes below the folder that was read.
func (i *Import) Write(ctx context.Context, dir string, vendors vendor.List, forge string) error {
	if err := i.apart(dir); err != nil {
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
	i.Files, err = starter.Write(ctx, starter.Options{
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

// apart makes sure that the repository does not lie within the folder that is read,
// nor the other way round: phones would fetch it.
func (i *Import) apart(repo string) error {
	from, err := filepath.Abs(i.Tree.Dir)
	if err != nil {
		return err
	}
	to, err := filepath.Abs(repo)
	if err != nil {
		return err
	}
	if rel, err := filepath.Rel(from, to); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return fmt.Errorf("%s lies within %s, and import writes nothing there; name a folder elsewhere with -o", repo, i.Tree.Dir)
	}
	return nil
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
