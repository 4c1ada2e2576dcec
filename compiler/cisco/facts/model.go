package facts

import (
	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// Parameters of extension mobility and of fetching profiles (OL-20443-01).
const (
	EMEnable         = "EM_Enable"
	EMUserDomain     = "EM_User_Domain"
	EMLoginState     = "EM_Login_State"
	EMPhoneUserID    = "EM_Phone_User_ID"
	EMPhonePassword  = "EM_Phone_Password"
	EMMobileUserID   = "EM_Mobile_User_ID"
	EMMobilePassword = "EM_Mobile_Password"
	ProfileRule      = "Profile_Rule"
	ResyncPeriodic   = "Resync_Periodic"
	SoftKeyEnable    = "Programmable_Softkey_Enable"
	IdleKeyList      = "Idle_Key_List"
)

// Setting is a parameter with a value; element is nil for one that the
// catalogue lacks.
type Setting struct {
	artifact.Param
	Element *Element
	Free    *settings.Setting // under unlisted; nil in params. It is valid until the decoder is reset
}

// Private reports whether not everybody may read the value. Of a parameter that the
// catalogue lacks, a name that sounds like a secret's is no reason to leave it out.
func (s *Setting) Private() bool { return s.Sensitive && (s.Element != nil || s.Secret != "") }

// Layer is what a deployment, a model, a phone, a user or the default profile
// says.
type Layer struct {
	Pos     diag.Pos
	Accepts *vendor.Acceptor // nil for the deployment, of which its caller knows
	Params  []Setting
}

// Param is the layer's setting of a parameter, or nil. A nil layer has none.
func (l *Layer) Param(name string) *Setting {
	if l == nil {
		return nil
	}
	for i := range l.Params {
		if l.Params[i].Name == name {
			return &l.Params[i]
		}
	}
	return nil
}

// Model is what a deployment says of the phones of a model.
type Model struct {
	Name string
	Layer
}

// Phone is a phone that is listed.
type Phone struct {
	MAC      string
	Label    string
	Model    string
	ModelPos diag.Pos
	Product  *Product // nil if the model is not known
	Identity
	Anonymous bool        // it has no identity, and nobody logs in on it
	Lacking   string      // the half of its identity that is not declared, if the other is
	Previous  []*Identity // which it may still have
	Layer
}

// User is a person who logs in on phones.
type User struct {
	Identity
	Label string
	Layer
}

// Identity is what somebody authenticates with.
type Identity struct {
	ID       string
	IDPos    diag.Pos
	Password artifact.Param
}

// named is a parameter's name in a list, or with what people may do with it.
type named struct {
	Value string
	Pos   diag.Pos
}

// Deployment is a Cisco deployment as plain facts.
type Deployment struct {
	Name      string
	Pos       diag.Pos
	Folder    string
	Server    string
	ServerPos diag.Pos
	Domain    named
	Rule      *named // as text; nil if provc makes it
	Base      Layer
	Models    []*Model // by name
	Fallback  Layer    // the default profile's own
	KeepLocal map[string]diag.Pos
	Access    map[string]named
	Restarts  settings.Restarts // what the team has seen for itself
	Doubts    settings.Doubts   // what is in error of all that

	// Phones and people are decoded when they are asked for: there may be very
	// many.
	Phones, Users value.Entities
}

// ModelLayer is the layer of a model, or nil.
func (d *Deployment) ModelLayer(name string) *Layer {
	for _, m := range d.Models {
		if m.Name == name {
			return &m.Layer
		}
	}
	return nil
}

// Layers are what a phone takes its parameters from, the strongest first.
type Layers []*Layer

// Param is the setting of a parameter in effect, or nil.
func (ls Layers) Param(name string) *Setting {
	for _, l := range ls {
		if s := l.Param(name); s != nil {
			return s
		}
	}
	return nil
}
