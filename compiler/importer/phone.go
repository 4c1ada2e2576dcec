package importer

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"strings"

	"provc/compiler"
	"provc/compiler/artifact"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/root"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// PhoneOptions say which phone to read, and beside which package.
type PhoneOptions struct {
	File    string // what was saved from the phone
	MAC     string // empty: that of the file's name
	Package string // of CUE, such as .; empty for none
	Vendors vendor.List
	Makers  []draft.Maker
	draft.Wishes
}

// Phone is what a file that was saved from a phone says beyond its model and deployment.
type Phone struct {
	Text    []byte   // in CUE
	Secrets []string // their names, with the line of the file that has the value
	Residue []*tree.Setting
	Lacks   []*tree.Setting // what phones of the model do not know: they keep it for others
	Blank   int             // passwords that are empty, and are left out: phones do not save them
	Notes   []string        // what people should know of the whole

	Settings, Factory, Beneath, Own int // all, as from the factory, as what is beneath says, its own
}

var isMAC = regexp.MustCompile(`^[0-9a-f]{12}$`)

// ReadPhone reads what was saved from a phone, and holds it against the values that a
// package has for phones of its model.
func ReadPhone(ctx context.Context, o PhoneOptions) (*Phone, error) {
	f, err := tree.ReadFile(o.File)
	if err != nil {
		return nil, err
	}
	mac := strings.ToLower(strings.NewReplacer(":", "", "-", "", ".", "").Replace(cmp.Or(o.MAC, draft.MAC(f.Path))))
	switch {
	case o.MAC != "" && !isMAC.MatchString(mac):
		return nil, fmt.Errorf("--as %s: a MAC has twelve hexadecimal digits", o.MAC)
	case mac == "":
		return nil, fmt.Errorf("%s: the name of the file tells no MAC; say it with --as", o.File)
	}
	p := &draft.Package{Name: "phone", Secrets: &draft.Secrets{}}
	var one *draft.One
	for _, m := range o.Makers {
		if m, ok := m.(draft.PhoneMaker); ok && one == nil {
			one = m.Phone(f, mac, o.Wishes, p)
		}
	}
	if one == nil || len(one.Says) == 0 {
		return nil, fmt.Errorf("%s: no parameter of a phone is in it", o.File)
	}
	beneath, deployment, err := o.beneath(ctx, one)
	if err != nil {
		return nil, err
	}
	out := &Phone{}
	own := draft.Layer{}
	for name, param := range one.Says {
		out.Settings++
		has, known := beneath(name)
		initial, factory := one.Initial(name)
		switch {
		case param.Text == "" && one.Desk.IsSecret(name):
			out.Blank++
			param.Drop(tree.Fate{Kind: tree.Implied, Note: "phones do not save passwords"})
			continue
		case known && has.Secret == "" && has.Value == param.Text:
			out.Beneath++
			param.Drop(tree.Fate{Kind: tree.Arrived, Where: deployment})
			continue
		case !known && factory && initial == param.Text:
			out.Factory++
			param.Drop(tree.Fate{Kind: tree.Implied, Note: "as from the factory"})
			continue
		case known:
			param.Note = cmp.Or(deployment, "the deployment") + " says " + shown(has)
		}
		out.Own++
		own[name] = param
	}
	entity := one.Frame
	one.Desk.Write(entity, strings.TrimPrefix(deployment+".phones."+draft.InPath(mac), "."), own, one.Secret)
	field := &draft.Field{Label: "phones", Value: &draft.Value{}}
	field.Value.Add(mac, entity)
	if deployment != "" {
		field = &draft.Field{Label: deployment, Value: &draft.Value{Fields: []*draft.Field{field}}}
	}
	if out.Text, err = draft.Snippet(field); err != nil {
		return nil, err
	}
	for _, s := range f.Settings {
		switch {
		case s.Fate.Kind == tree.Product:
			out.Lacks = append(out.Lacks, s)
			if _, ok := own[s.Name]; ok {
				out.Own--
			}
		case s.Fate.IsResidue() && s.Fate.Kind != tree.Undecided:
			out.Residue = append(out.Residue, s)
		}
	}
	out.Notes = one.Notes
	out.Secrets = p.Secrets.Names()
	return out, nil
}

// shown is a value as a comment shows it.
func shown(p artifact.Param) string {
	if p.Secret != "" || p.Sensitive {
		return "another password"
	}
	return value.Shown(p.Value)
}

// beneath compiles the package, and tells what a phone of its would get if it said nothing
// itself, and what the deployment is called.
func (o *PhoneOptions) beneath(ctx context.Context, one *draft.One) (get func(name string) (artifact.Param, bool), deployment string, err error) {
	nothing := func(string) (artifact.Param, bool) { return artifact.Param{}, false }
	if o.Package == "" {
		return nothing, "", nil
	}
	result, err := compiler.Compile(ctx, compiler.Options{Packages: []string{o.Package}, Vendors: o.Vendors})
	if err != nil {
		return nil, "", err
	}
	if result.Findings.HasErrors() {
		return nil, "", fmt.Errorf("%s does not compile; provc vet %s says why", o.Package, o.Package)
	}
	r := root.Compiled(o.Package, o.Vendors, root.Part{Tree: result.Packages[0].Tree})
	h := one.Beneath(r.Account())
	if h == nil {
		return nothing, "", nil
	}
	for _, l := range h.Layers {
		if f := r.At(l.Path); f != nil && f.Compiled != nil {
			deployment = f.Compiled.Owner
		}
	}
	v := h.View
	v.Layers = nil
	for _, l := range h.Layers {
		if f := r.At(l.Path); f == nil || f.Entity() != one.MAC {
			v.Layers = append(v.Layers, l)
		}
	}
	return func(name string) (artifact.Param, bool) {
		s, ok := v.Get(name)
		return s.Param, ok
	}, deployment, nil
}
