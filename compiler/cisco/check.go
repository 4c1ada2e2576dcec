package cisco

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/meant"
	"provc/compiler/vendor"
)

// The relations of schema/cisco/relations.cue, with the same sentences, and what
// CUE cannot see: the rule, warnings and notes. All run in linear time over
// plain facts.

// checker checks layers, phones and people one by one, and notes of them what
// checks between them and files need: little, however many they are. Several
// checkers may each see some of them.
type checker struct {
	*deployment
	diag.List
	inUse     []*Product // once all phones are seen
	logins    []*Product // of those, the ones that people log in on
	accepting vendor.Acceptors
	sift      *settings.Sifter
	seen
}

func newChecker(d *deployment) *checker {
	return &checker{deployment: d, sift: settings.NewSifter(conclusions, d.doubts), seen: nothingSeen()}
}

// forPeople is a checker of people that knows what this one does of phones.
func (c *checker) forPeople() *checker {
	other := newChecker(c.deployment)
	other.inUse, other.logins, other.fetching = c.inUse, c.logins, c.fetching
	return other
}

// join takes over what another checker found.
func (c *checker) join(other *checker) {
	c.Add(other.List...)
	c.accepting = append(c.accepting, other.accepting...)
	c.seen.join(&other.seen)
	c.sift.Join(other.sift)
}

// phone checks a phone by itself.
func (c *checker) phone(p *phone) {
	c.mac(p)
	if p.model != "" {
		c.modelName(p.model, p.modelPos)
	}
	c.identity(p)
	c.values(&p.layer, alone(p.product))
	if !p.anonymous {
		c.seen.keys(&p.layer)
	}
	c.phoneFetching(p)
	c.phoneKeys(p)
	c.seen.phone(p)
	if p.anonymous && c.rule != nil {
		c.seen.plain = append(c.seen.plain, p.mac)
	}
}

// person checks a person by itself, the i-th.
func (c *checker) person(u *user, i int) {
	c.layer(&u.layer, c.logins)
	c.personFetching(u)
	c.personLines(u, i)
	c.lineKeys(&u.layer, c.logins, nothing)
	c.sideCarKeys(&u.layer, c.logins, &c.base)
	c.seen.person(u, i)
}

// layer checks what declares parameters for phones on which people log in, perhaps
// among others.
func (c *checker) layer(l *layer, products []*Product) {
	c.values(l, products)
	c.seen.keys(l)
}

// values checks each parameter of a layer. Of the products that it is for, one must
// know what it declares.
func (c *checker) values(l *layer, products []*Product) {
	c.generated(l)
	c.known(l, products)
	c.rules(l)
}

func alone(p *Product) []*Product {
	if p == nil {
		return nil
	}
	return []*Product{p}
}

// finish checks what stands between phones and people, once all are seen, and what
// the deployment itself says.
func (c *checker) finish() {
	c.layer(&c.base, c.inUse)
	c.layer(&c.fallback, c.inUse)
	c.accepting.Add(c.fallback.accepts)
	for _, m := range c.models {
		c.modelName(m.name, m.pos)
		c.layer(&m.layer, alone(productsByName()[m.name]))
		c.accepting.Add(m.accepts)
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

func (c *checker) mac(p *phone) {
	if macForm.MatchString(p.mac) {
		return
	}
	const rule = "a phone is named by its MAC in twelve lower-case hexadecimal digits"
	if right := strings.ToLower(separators.Replace(p.mac)); macForm.MatchString(right) {
		d := artifact.MACFormat.At(p.pos, "%s: write %s, not %s", rule, right, p.mac)
		d.Fix = diag.Write(right, diag.Rename(p.mac, right)).Fix
		c.Add(d)
	} else {
		c.Add(artifact.MACFormat.At(p.pos, "%s, not %s", rule, p.mac))
	}
}

func (c *checker) modelName(name string, pos diag.Pos) {
	if productsByName()[name] == nil {
		c.sift.Doubt(knownModel)
		d := modelUnknown.At(pos, "model %s is not known: known are %s", name, strings.Join(productNames(), ", "))
		if near := meant.Nearest(name, productNames()); near != "" {
			d = d.Proposed(diag.DidYouMean(near, diag.Retext(name, near)))
		}
		c.Add(d)
	}
}

// mobility checks that people can log in and out.
func (c *checker) mobility() {
	if c.people == 0 {
		return
	}
	able := func(p *Product) bool { return p.Mobility }
	switch {
	case c.phonesSeen == 0:
	case len(c.enrolled) == 0:
		c.Add(emNotEnabled.At(c.firstModel, "users are declared, but no phone has a userID and a password: nobody could log in"))
	case !slices.ContainsFunc(c.logins, able):
		c.Add(emNotEnabled.At(c.firstModel, "users are declared, but no phone has a Login soft key"))
	}
	for _, pos := range c.disabled {
		c.Add(emNotEnabled.At(pos, "EM_Enable must not be false where users are declared: nobody could log in"))
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
func (c *checker) generated(l *layer) {
	for i := range l.params {
		s := &l.params[i]
		switch s.Name {
		case emLoginState, emMobileUserID, emMobilePassword:
			c.Add(emProfileWritesLoginState.At(s.Pos, "%s is the phone's own: it says who is logged in, and no profile sets it", s.Name))
		}
		if from := madeFrom[s.Name]; from != "" {
			c.Add(emParameterGenerated.At(s.Pos, "%s is made from %s, and is not declared beside it", s.Name, from))
		}
	}
}

var madeFrom = map[string]string{
	emPhoneUserID:   "the phone's userID",
	emPhonePassword: "the phone's password",
	emUserDomain:    "the deployment's domain",
	profileRule:     "the deployment's server or rule",
}

// known checks that phones know what they are told, and take it.
func (c *checker) known(l *layer, products []*Product) {
	for i := range l.params {
		s := &l.params[i]
		unknown := unknownTo(products, s)
		switch {
		case s.free != nil:
			rule := cmp.Or(unknown, syntaxError(s))
			c.unchecked.Free(l.accepts.Of(s.free.Unchecked(rule)), s.free, rule)
		case unknown != "":
			c.Add(modelParameterMismatch.At(s.Pos, "%s", unknown))
		}
	}
}

// unknownTo says that none of several products knows a parameter, or takes its value,
// or nothing.
func unknownTo(products []*Product, s *setting) string {
	allows := func(p *Product) bool { return p.allows(s) }
	knows := func(p *Product) bool { return p.has(s.element) }
	switch {
	case len(products) == 0 || slices.ContainsFunc(products, allows):
		return ""
	case len(products) == 1:
		return products[0].lacks(s)
	case slices.ContainsFunc(products, knows):
		return "no model in use takes this value of " + s.Name
	}
	return "no model in use has " + s.Name
}

// public checks that the default profile tells nothing that not everybody may
// know.
func (c *checker) public() {
	for _, s := range c.fallback.params {
		if s.private() && (s.Secret != "" || s.Value != "") {
			c.Add(secretInPublicProfile.At(s.Pos, "%s is secret, and anybody can fetch the default profile", s.Name))
		}
	}
}

// transport notes what travels in clear.
func (c *checker) transport() {
	if strings.HasPrefix(c.server, "http://") && c.phonesSeen+c.people > 0 {
		c.Add(serverCleartext.At(c.serverPos, "profiles travel in clear over http, with the SIP passwords in them").
			WithHint("use https, with a certificate that the phones trust"))
	}
}
