package cisco

import (
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// Parameters of extension mobility and of fetching profiles (OL-20443-01).
const (
	emEnable         = "EM_Enable"
	emUserDomain     = "EM_User_Domain"
	emLoginState     = "EM_Login_State"
	emPhoneUserID    = "EM_Phone_User_ID"
	emPhonePassword  = "EM_Phone_Password"
	emMobileUserID   = "EM_Mobile_User_ID"
	emMobilePassword = "EM_Mobile_Password"
	profileRule      = "Profile_Rule"
	resyncPeriodic   = "Resync_Periodic"
	softKeyEnable    = "Programmable_Softkey_Enable"
	idleKeyList      = "Idle_Key_List"
)

// setting is a parameter with a value; element is nil for one that the
// catalogue lacks.
type setting struct {
	artifact.Param
	element *element
}

// layer is what a deployment, a model, a phone, a user or the default profile
// says.
type layer struct {
	pos    diag.Pos
	params []setting // by name
	byName map[string]*setting
}

func newLayer(pos diag.Pos, params []setting) *layer {
	slices.SortFunc(params, func(a, b setting) int { return compareNames(a.Name, b.Name) })
	l := &layer{pos: pos, params: params, byName: make(map[string]*setting, len(params))}
	for i := range params {
		l.byName[params[i].Name] = &params[i]
	}
	return l
}

// param is the layer's setting of a parameter, or nil. A nil layer has none.
func (l *layer) param(name string) *setting {
	if l == nil {
		return nil
	}
	return l.byName[name]
}

type model struct {
	name string
	layer
}

type phone struct {
	mac      string
	model    string
	modelPos diag.Pos
	product  *product // nil if the model is not known
	identity
	previous []*identity // which it may still have
	layer
}

type user struct {
	identity
	layer
}

// identity is what somebody authenticates with.
type identity struct {
	id       string
	idPos    diag.Pos
	password artifact.Param
}

// named is a parameter's name in a list, or with what people may do with it.
type named struct {
	value string
	pos   diag.Pos
}

// deployment is a Cisco deployment as plain facts.
type deployment struct {
	name      string
	pos       diag.Pos
	folder    string
	server    string
	serverPos diag.Pos
	domain    named
	rule      *named // as text; nil if provc makes it
	base      layer
	models    []*model // by name
	phones    []*phone // by MAC
	users     []*user  // by ID
	fallback  layer    // the default profile's own
	keepLocal map[string]diag.Pos
	access    map[string]named
}

// modelLayer is the layer of a model, or nil.
func (d *deployment) modelLayer(name string) *layer {
	for _, m := range d.models {
		if m.name == name {
			return &m.layer
		}
	}
	return nil
}

// inUse lists the products that phones stand for, by name; without phones,
// those that are declared.
func (d *deployment) inUse() []*product {
	used := map[*product]bool{}
	for _, p := range d.phones {
		used[p.product] = true
	}
	if len(d.phones) == 0 {
		for _, m := range d.models {
			used[products()[m.name]] = true
		}
	}
	var list []*product
	for _, name := range productNames() {
		if p := products()[name]; used[p] {
			list = append(list, p)
		}
	}
	return list
}
