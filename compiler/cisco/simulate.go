package cisco

import (
	"fmt"
	"strings"

	"provc/compiler/cisco/facts"
	"provc/compiler/cisco/files"
	"provc/compiler/cisco/rule"
	"provc/compiler/handset"
	"provc/compiler/handset/cisco"
	web "provc/compiler/handset/server"
)

// Handset is a virtual phone of a model.
func (Phones) Handset(o handset.Options) (handset.Handset, error) {
	p := facts.ProductsByName()[o.Model]
	switch {
	case o.Model == "":
		return nil, fmt.Errorf("which phone it is decides what it asks for: give its model, one of %s", strings.Join(facts.ProductNames(), ", "))
	case p == nil:
		return nil, fmt.Errorf("model %s is not known: known are %s", o.Model, strings.Join(facts.ProductNames(), ", "))
	case !facts.MACForm.MatchString(o.ID):
		return nil, fmt.Errorf("a phone is named by its MAC, such as 0026cb5f1a20: found %q", o.ID)
	}
	o.Facts = handset.FactsOf(facts.Schema())
	return cisco.New(o, modelOf(p)), nil
}

// modelOf is what a virtual phone knows of its model.
func modelOf(p *facts.Product) cisco.Model {
	return cisco.Model{
		Name:  p.Name,
		PSN:   p.PSN,
		Asks:  "/" + strings.Replace(p.Asks, p.PSN, "$PSN", 1),
		Lines: p.Lines,
		Knows: func(parameter string) bool { return p.Has(facts.Elements()[parameter]) },
		Initial: func(parameter string) string {
			e := facts.Elements()[parameter]
			if e == nil {
				return ""
			}
			value, _ := p.DefaultOf(e)
			return value
		},
		Rule: decide,
		Read: func(data []byte) (map[string]string, error) {
			params, err := files.ReadParams(data)
			values := make(map[string]string, len(params))
			for _, param := range params {
				values[param.Name] = param.Value
			}
			return values, err
		},
	}
}

// decide evaluates a profile rule for a virtual phone.
func decide(text string, values map[string]string) (d cisco.Decision, err error) {
	state, err := rule.NewState(values)
	if err != nil {
		return d, err
	}
	result, err := rule.Eval(text, rule.Profile, state)
	if err != nil {
		return d, err
	}
	d.Sets = map[string]string{}
	for _, s := range result.Assignments {
		d.Sets[s.Name] = s.Value
	}
	if r := result.Request; r != nil {
		d.Fetch = &cisco.Fetch{Scheme: r.Scheme, Host: r.Host, Port: r.Port, Path: r.Path, As: web.Login{User: r.UID, Password: r.Pwd.Reveal()}}
	}
	return d, nil
}

// Models lists the products that a deployment can name.
func (Phones) Models() []string { return facts.ProductNames() }

// Takes reports whether phones of a model know a parameter.
func (Phones) Takes(model, parameter string) bool {
	p := facts.ProductsByName()[model]
	return p != nil && p.Has(facts.Elements()[parameter])
}
