package importing

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"provc/compiler/diag"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/spectralink"
	"provc/compiler/spectralink/facts"
	"provc/compiler/value"
)

// Parameters that authorized numbers write, and need.
const (
	authorized  = "phoneLock.authorized."
	lockEnabled = "phoneLock.enabled"
	keysEnabled = "feature.enhancedFeatureKeys.enabled"
	mostNumbers = 5
)

// numbers writes authorizedNumbers in the place of the parameters, if handsets act on
// the same as before: where the numbers are in order, and what they need is on.
func (d *deployment) numbers(v *draft.Value, at string, l, beneath draft.Layer) draft.Layer {
	l = maps.Clone(l)
	says := false
	for name := range l {
		says = says || strings.HasPrefix(name, authorized)
	}
	if !says {
		return l
	}
	all := over(l, beneath)
	list := &draft.Value{Kind: draft.List}
	ended := false
	for n := 1; n <= mostNumbers; n++ {
		slot := authorized + strconv.Itoa(n)
		description, number := all[slot+".description"].Text, all[slot+".value"].Text
		switch {
		case number == "" && description == "":
			ended = true
			continue
		case number == "" || ended:
			return l // out of order, or nothing to call
		}
		item := &draft.Value{}
		if description != "" {
			item.Set("description", draft.NewText(description))
		}
		item.Set("value", draft.NewText(number))
		list.Items = append(list.Items, item)
	}
	if len(list.Items) > 0 && (all[lockEnabled].Text != "1" || all[keysEnabled].Text != "1") {
		return l
	}
	where := tree.Fate{Kind: tree.Arrived, Where: at + ".authorizedNumbers"}
	for name, p := range l {
		if strings.HasPrefix(name, authorized) {
			p.Drop(where)
			delete(l, name)
		}
	}
	for _, name := range []string{lockEnabled, keysEnabled} {
		if p, ok := l[name]; ok && len(list.Items) > 0 {
			p.Drop(tree.Fate{Kind: tree.Implied, Where: where.Where, Note: "authorizedNumbers turns it on"})
			delete(l, name)
		}
	}
	v.Set("authorizedNumbers", list)
	return l
}

// emergency has the deployment say that the numbers which handsets call for help must be
// callable from everywhere, if they are: else it is for people to decide.
func (d *deployment) emergency() {
	var wanted []string
	for n := 1; ; n++ {
		p, ok := d.says[emergencyNumber+strconv.Itoa(n)+".value"]
		if !ok {
			break
		}
		for number := range strings.SplitSeq(p.Text, ",") {
			if number = strings.TrimSpace(number); fits("#DialledNumber", number) && !slices.Contains(wanted, number) {
				wanted = append(wanted, number)
			}
		}
	}
	if len(wanted) == 0 {
		return
	}
	f := d.root.Set("emergencyNumbers", draft.NewList(wanted...))
	_, found := spectralink.Compile(&value.Deployment{Name: d.field.Label, Vendor: facts.Vendor, Root: d.root.Node()})
	if slices.ContainsFunc(found, func(f diag.Diagnostic) bool {
		return f.Severity == diag.Error && strings.HasPrefix(f.Check, "emergency-")
	}) {
		d.root.Remove(f.Label)
		d.note("%s cannot be called from every handset in every state, so that emergencyNumbers is left out", strings.Join(wanted, " and "))
	}
}

const emergencyNumber = "dialplan.routing.emergency."
