package cisco

import (
	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
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
	free    *settings.Setting // under unlisted; nil in params. It is valid until the decoder is reset
}

// private reports whether not everybody may read the value. Of a parameter that the
// catalogue lacks, a name that sounds like a secret's is no reason to leave it out.
func (s *setting) private() bool { return s.Sensitive && (s.element != nil || s.Secret != "") }

// layer is what a deployment, a model, a phone, a user or the default profile
// says.
type layer struct {
	pos     diag.Pos
	accepts *vendor.Acceptor // nil for the deployment, of which its caller knows
	params  []setting
}

// param is the layer's setting of a parameter, or nil. A nil layer has none.
func (l *layer) param(name string) *setting {
	if l == nil {
		return nil
	}
	for i := range l.params {
		if l.params[i].Name == name {
			return &l.params[i]
		}
	}
	return nil
}

type model struct {
	name string
	layer
}

type phone struct {
	mac      string
	label    string
	model    string
	modelPos diag.Pos
	product  *Product // nil if the model is not known
	identity
	anonymous bool        // it has no identity, and nobody logs in on it
	lacking   string      // the half of its identity that is not declared, if the other is
	previous  []*identity // which it may still have
	layer
}

type user struct {
	identity
	label string
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
	fallback  layer    // the default profile's own
	keepLocal map[string]diag.Pos
	access    map[string]named
	restarts  settings.Restarts // what the team has seen for itself
	doubts    settings.Doubts   // what is in error of all that

	// Phones and people are decoded when they are asked for: there may be very
	// many.
	phones, users value.Entities
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

// layers are what a phone takes its parameters from, the strongest first.
type layers []*layer

// param is the setting of a parameter in effect, or nil.
func (ls layers) param(name string) *setting {
	for _, l := range ls {
		if s := l.param(name); s != nil {
			return s
		}
	}
	return nil
}
