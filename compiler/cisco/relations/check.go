// Package relations checks what must hold between the settings, phones and people of a
// deployment, each by itself and all together.
package relations

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/cisco/facts"
	"provc/compiler/diag"
	"provc/compiler/meant"
	"provc/compiler/vendor"
)

// The relations of schema/cisco/relations.cue, with the same sentences, and what
// CUE cannot see: the rule, warnings and notes. All run in linear time over
// plain facts.

// Checker checks layers, phones and people one by one, and notes of them what
// checks between them and files need: little, however many they are. Several
// checkers may each see some of them.
type Checker struct {
	*facts.Deployment
	diag.List
	InUse     []*facts.Product // once all phones are seen
	Logins    []*facts.Product // of those, the ones that people log in on
	accepting vendor.Acceptors
	sift      *settings.Sifter
	seen
}

// New returns a checker of a deployment that has seen nothing of it.
func New(d *facts.Deployment) *Checker {
	return &Checker{Deployment: d, sift: settings.NewSifter(conclusions, d.Doubts), seen: nothingSeen()}
}

// ForPeople is a checker of people that knows what this one does of phones.
func (c *Checker) ForPeople() *Checker {
	other := New(c.Deployment)
	other.InUse, other.Logins, other.fetching = c.InUse, c.Logins, c.fetching
	return other
}

// Join takes over what another checker found.
func (c *Checker) Join(other *Checker) {
	c.Add(other.List...)
	c.accepting = append(c.accepting, other.accepting...)
	c.seen.join(&other.seen)
	c.sift.Join(other.sift)
}

// Phone checks a phone by itself, of which something is in doubt.
func (c *Checker) Phone(p *facts.Phone, doubts settings.Doubts) {
	c.sift.Alone(&c.List, doubts, func() { c.phone(p) })
	c.accepting.Add(p.Accepts)
}

func (c *Checker) phone(p *facts.Phone) {
	c.mac(p)
	if p.Model != "" {
		c.modelName(p.Model, p.ModelPos)
	}
	c.identity(p)
	c.values(&p.Layer, alone(p.Product))
	if !p.Anonymous {
		c.seen.keys(&p.Layer)
	}
	c.phoneFetching(p)
	c.phoneKeys(p)
	c.seen.Phone(p)
	if p.Anonymous && c.Rule != nil {
		c.seen.plain = append(c.seen.plain, p.MAC)
	}
}

// Person checks a person by itself, the i-th, of whom something is in doubt.
func (c *Checker) Person(u *facts.User, i int, doubts settings.Doubts) {
	c.sift.Alone(&c.List, doubts, func() { c.person(u, i) })
	c.accepting.Add(u.Accepts)
}

func (c *Checker) person(u *facts.User, i int) {
	c.layer(&u.Layer, c.Logins)
	c.personFetching(u)
	c.personLines(u, i)
	c.lineKeys(&u.Layer, c.Logins, nothing)
	c.sideCarKeys(&u.Layer, c.Logins, &c.Base)
	c.seen.Person(u, i)
}

// layer checks what declares parameters for phones on which people log in, perhaps
// among others.
func (c *Checker) layer(l *facts.Layer, products []*facts.Product) {
	c.values(l, products)
	c.seen.keys(l)
}

// values checks each parameter of a layer. Of the products that it is for, one must
// know what it declares.
func (c *Checker) values(l *facts.Layer, products []*facts.Product) {
	c.generated(l)
	c.known(l, products)
	c.rules(l)
}

func alone(p *facts.Product) []*facts.Product {
	if p == nil {
		return nil
	}
	return []*facts.Product{p}
}

// Between gets ready for people, once all phones are seen.
func (c *Checker) Between() {
	c.InUse = c.productsInUse()
	c.Logins = c.productsToLogInOn()
}

// Finish checks what stands between phones and people, once all are seen. The first
// findings were there before.
func (c *Checker) Finish(found int) {
	before := len(c.List)
	c.sift.Together(&c.List, c.finish)
	c.sift.Conclude(&c.List)
	c.accepting.Mark(c.List[:found])
	c.accepting.Mark(c.List[before:])
}

// Accepted is what the deployment and its parts accept.
func (c *Checker) Accepted() diag.Acceptances { return c.accepting.Entries() }

// finish checks what stands between phones and people, once all are seen, and what
// the deployment itself says.
func (c *Checker) finish() {
	c.layer(&c.Base, c.InUse)
	c.layer(&c.Fallback, c.InUse)
	c.accepting.Add(c.Fallback.Accepts)
	for _, m := range c.Models {
		c.modelName(m.Name, m.Pos)
		c.layer(&m.Layer, alone(facts.ProductsByName()[m.Name]))
		c.accepting.Add(m.Accepts)
	}
	c.sharedKeys()
	c.peopleLines()
	c.userIDs()
	c.mobility()
	c.frameFetching()
	c.public()
	c.transport()
	c.ownRule()
	c.Add(slices.Collect(maps.Values(c.unchecked))...)
}

// separators are what people write between the digits of a MAC.
var separators = strings.NewReplacer(":", "", "-", "", ".", "")

func (c *Checker) mac(p *facts.Phone) {
	if facts.MACForm.MatchString(p.MAC) {
		return
	}
	const rule = "a phone is named by its MAC in twelve lower-case hexadecimal digits"
	if right := strings.ToLower(separators.Replace(p.MAC)); facts.MACForm.MatchString(right) {
		d := artifact.MACFormat.At(p.Pos, "%s: write %s, not %s", rule, right, p.MAC)
		d.Fix = diag.Write(right, diag.Rename(p.MAC, right)).Fix
		c.Add(d)
	} else {
		c.Add(artifact.MACFormat.At(p.Pos, "%s, not %s", rule, p.MAC))
	}
}

func (c *Checker) modelName(name string, pos diag.Pos) {
	if facts.ProductsByName()[name] == nil {
		c.sift.Doubt(knownModel)
		d := modelUnknown.At(pos, "model %s is not known: known are %s", name, strings.Join(facts.ProductNames(), ", "))
		if near := meant.Nearest(name, facts.ProductNames()); near != "" {
			d = d.Proposed(diag.DidYouMean(near, diag.Retext(name, near)))
		}
		c.Add(d)
	}
}

// mobility checks that people can log in and out.
func (c *Checker) mobility() {
	if c.People == 0 {
		return
	}
	able := func(p *facts.Product) bool { return p.Mobility }
	switch {
	case c.PhonesSeen == 0:
	case len(c.Enrolled) == 0:
		c.Add(EMNotEnabled.At(c.FirstModel, "users are declared, but no phone has a userID and a password: nobody could log in"))
	case !slices.ContainsFunc(c.Logins, able):
		c.Add(EMNotEnabled.At(c.FirstModel, "users are declared, but no phone has a Login soft key"))
	}
	for _, pos := range c.disabled {
		c.Add(EMNotEnabled.At(pos, "EM_Enable must not be false where users are declared: nobody could log in"))
	}
	if !c.programmed {
		return
	}
	for _, pos := range c.keyless {
		c.Add(emKeyListWithoutLogin.At(pos, "Idle_Key_List needs em_login and em_logout where Programmable_Softkey_Enable is true: people log in and out with them"))
	}
}

var (
	loginKey  = regexp.MustCompile(`(^|;) *em_login *([|;]|$)`)
	logoutKey = regexp.MustCompile(`(^|;) *em_logout *([|;]|$)`)
)

// generated refuses parameters that are the phone's own, or provc's.
func (c *Checker) generated(l *facts.Layer) {
	for i := range l.Params {
		s := &l.Params[i]
		switch s.Name {
		case facts.EMLoginState, facts.EMMobileUserID, facts.EMMobilePassword:
			c.Add(emProfileWritesLoginState.At(s.Pos, "%s is the phone's own: it says who is logged in, and no profile sets it", s.Name))
		}
		if from := madeFrom[s.Name]; from != "" {
			c.Add(emParameterGenerated.At(s.Pos, "%s is made from %s, and is not declared beside it", s.Name, from))
		}
	}
}

var madeFrom = map[string]string{
	facts.EMPhoneUserID:   "the phone's userID",
	facts.EMPhonePassword: "the phone's password",
	facts.EMUserDomain:    "the deployment's domain",
	facts.ProfileRule:     "the deployment's server or rule",
}

// known checks that phones know what they are told, and take it.
func (c *Checker) known(l *facts.Layer, products []*facts.Product) {
	for i := range l.Params {
		s := &l.Params[i]
		unknown := unknownTo(products, s)
		switch {
		case s.Free != nil:
			rule := cmp.Or(unknown, syntaxError(s))
			c.unchecked.Free(l.Accepts.Of(s.Free.Unchecked(rule)), s.Free, rule)
		case unknown != "":
			c.Add(modelParameterMismatch.At(s.Pos, "%s", unknown))
		}
	}
}

// unknownTo says that none of several products knows a parameter, or takes its value,
// or nothing.
func unknownTo(products []*facts.Product, s *facts.Setting) string {
	allows := func(p *facts.Product) bool { return p.Allows(s) }
	knows := func(p *facts.Product) bool { return p.Has(s.Element) }
	switch {
	case len(products) == 0 || slices.ContainsFunc(products, allows):
		return ""
	case len(products) == 1:
		return products[0].Lacks(s)
	case slices.ContainsFunc(products, knows):
		return "no model in use takes this value of " + s.Name
	}
	return "no model in use has " + s.Name
}

// public checks that the default profile tells nothing that not everybody may
// know.
func (c *Checker) public() {
	for _, s := range c.Fallback.Params {
		if s.Private() && (s.Secret != "" || s.Value != "") {
			c.Add(secretInPublicProfile.At(s.Pos, "%s is secret, and anybody can fetch the default profile", s.Name))
		}
	}
}

// transport notes what travels in clear.
func (c *Checker) transport() {
	if strings.HasPrefix(c.Server, "http://") && c.PhonesSeen+c.People > 0 {
		c.Add(serverCleartext.At(c.ServerPos, "profiles travel in clear over http, with the SIP passwords in them").
			WithHint("use https, with a certificate that the phones trust"))
	}
}
