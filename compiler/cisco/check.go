package cisco

import (
	"regexp"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// The relations of schema/cisco/relations.cue, with the same sentences, and what
// CUE cannot see: the rule, warnings and notes. All run in linear time over
// plain facts.

type checker struct {
	*deployment
	*diag.List
	inUse []*product
}

func check(d *deployment, findings *diag.List) {
	c := checker{d, findings, d.inUse()}
	c.macs()
	c.modelNames()
	c.userIDs()
	c.mobility()
	c.generated()
	c.models()
	c.public()
	c.transport()
	c.rules()
}

var (
	macForm = regexp.MustCompile(`^[0-9a-f]{12}$`)
	idForm  = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.+-]{0,62}$`)
)

func (c *checker) macs() {
	separators := strings.NewReplacer(":", "", "-", "", ".", "")
	for _, p := range c.phones {
		if macForm.MatchString(p.mac) {
			continue
		}
		const rule = "a phone is named by its MAC in twelve lower-case hexadecimal digits"
		if right := strings.ToLower(separators.Replace(p.mac)); macForm.MatchString(right) {
			c.Add(artifact.MACFormat.At(p.pos, "%s: write %s, not %s", rule, right, p.mac))
		} else {
			c.Add(artifact.MACFormat.At(p.pos, "%s, not %s", rule, p.mac))
		}
	}
}

func (c *checker) modelNames() {
	refuse := func(name string, pos diag.Pos) {
		if products()[name] == nil {
			c.Add(modelUnknown.At(pos, "model %s is not known: known are %s", name, strings.Join(productNames(), ", ")))
		}
	}
	for _, m := range c.deployment.models {
		refuse(m.name, m.pos)
	}
	for _, p := range c.phones {
		if p.model != "" {
			refuse(p.model, p.modelPos)
		}
	}
}

// identities are those of phones and of people: they share one password file.
func (c *checker) identities() []*identity {
	var all []*identity
	for _, p := range c.phones {
		all = append(append(all, &p.identity), p.previous...)
	}
	for _, u := range c.users {
		all = append(all, &u.identity)
	}
	return all
}

// longestUser is how many characters of a user name phones authenticate with.
const longestUser = 63

func (c *checker) userIDs() {
	same := map[string][]*identity{}
	for _, i := range c.identities() {
		same[strings.ToLower(i.id)] = append(same[strings.ToLower(i.id)], i)
		n := len(i.id) + len(c.domain.value)
		switch {
		case !idForm.MatchString(i.id):
			c.Add(emUserIDCharacters.At(i.idPos, "a user ID becomes part of the rule and of a file name: 1 to 63 letters, digits and _ . - +, the first a letter, digit or underscore"))
		case n > longestUser:
			c.Add(emUserIDCharacters.At(i.idPos, "user ID %s with the domain %s has %d characters, and phones authenticate with at most %d", i.id, c.domain.value, n, longestUser))
		}
	}
	for _, group := range same {
		if len(group) < 2 {
			continue
		}
		var ids []string
		for _, i := range group {
			ids = append(ids, i.id)
		}
		slices.Sort(ids)
		slices.SortFunc(group, func(a, b *identity) int { return a.idPos.Compare(b.idPos) })
		last := len(group) - 1
		d := artifact.UserIDDuplicate.At(group[last].idPos, "user IDs %s are one: phones and people share a password file, and file names in any letter case", strings.Join(ids, " and "))
		for _, i := range group[:last] {
			d = d.WithRelated(i.idPos, "the other")
		}
		c.Add(d)
	}
}

// layers are all that declare parameters. A model's and a phone's stand for one
// product; one of those in use must know what the others declare.
func (c *checker) layers() []declared {
	all := []declared{{&c.base, c.inUse}, {&c.fallback, c.inUse}}
	of := func(p *product) []*product {
		if p == nil {
			return nil
		}
		return []*product{p}
	}
	for _, m := range c.deployment.models {
		all = append(all, declared{&m.layer, of(products()[m.name])})
	}
	for _, p := range c.phones {
		all = append(all, declared{&p.layer, of(p.product)})
	}
	for _, u := range c.users {
		all = append(all, declared{&u.layer, c.inUse})
	}
	return all
}

type declared struct {
	*layer
	products []*product
}

// mobility checks that people can log in and out.
func (c *checker) mobility() {
	if len(c.users) == 0 {
		return
	}
	able := func(p *product) bool { return p.Mobility }
	if len(c.phones) > 0 && !slices.ContainsFunc(c.inUse, able) {
		c.Add(emNotEnabled.At(c.phones[0].modelPos, "users are declared, but no phone has a Login soft key"))
	}
	layers := c.layers()
	programmed := slices.ContainsFunc(layers, func(l declared) bool {
		s := l.param(softKeyEnable)
		return s != nil && s.Value == "Yes"
	})
	for _, l := range layers {
		if s := l.param(emEnable); s != nil && s.Value == "No" {
			c.Add(emNotEnabled.At(s.Pos, "EM_Enable must not be false where users are declared: nobody could log in"))
		}
		if s := l.param(idleKeyList); s != nil && programmed && !(loginKey.MatchString(s.Value) && logoutKey.MatchString(s.Value)) {
			c.Add(emKeyListWithoutLogin.At(s.Pos, "Idle_Key_List needs em_login and em_logout where Programmable_Softkey_Enable is true: people log in and out with them"))
		}
	}
}

var (
	loginKey  = regexp.MustCompile(`(^|;) *em_login *([|;]|$)`)
	logoutKey = regexp.MustCompile(`(^|;) *em_logout *([|;]|$)`)
)

// generated refuses parameters that are the phone's own, or provc's.
func (c *checker) generated() {
	for _, l := range c.layers() {
		for _, name := range []string{emLoginState, emMobileUserID, emMobilePassword} {
			if s := l.param(name); s != nil {
				c.Add(emProfileWritesLoginState.At(s.Pos, "%s is the phone's own: it says who is logged in, and no profile sets it", name))
			}
		}
		for _, made := range []struct{ name, from string }{
			{emPhoneUserID, "the phone's userID"},
			{emPhonePassword, "the phone's password"},
			{emUserDomain, "the deployment's domain"},
			{profileRule, "the deployment's server or rule"},
		} {
			if s := l.param(made.name); s != nil {
				c.Add(emParameterGenerated.At(s.Pos, "%s is made from %s, and is not declared beside it", made.name, made.from))
			}
		}
	}
}

// models checks that phones know what they are told.
func (c *checker) models() {
	for _, l := range c.layers() {
		for _, s := range l.params {
			knows := func(p *product) bool { return p.has(s.element) }
			switch {
			case len(l.products) == 0 || slices.ContainsFunc(l.products, knows):
			case len(l.products) == 1:
				c.Add(modelParameterMismatch.At(s.Pos, "%s", l.products[0].lacks(s.element)))
			default:
				c.Add(modelParameterMismatch.At(s.Pos, "no model in use has %s", s.Name))
			}
		}
	}
}

// public checks that the default profile tells nothing that not everybody may
// know.
func (c *checker) public() {
	for _, s := range c.fallback.params {
		if s.Sensitive && (s.Secret != "" || s.Value != "") {
			c.Add(secretInPublicProfile.At(s.Pos, "%s is secret, and anybody can fetch the default profile", s.Name))
		}
	}
}

// transport notes what travels in clear.
func (c *checker) transport() {
	if strings.HasPrefix(c.server, "http://") && len(c.phones)+len(c.users) > 0 {
		c.Add(serverCleartext.At(c.serverPos, "profiles travel in clear over http, with the SIP passwords in them").
			WithHint("use https, with a certificate that the phones trust"))
	}
}
