package importing

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"provc/compiler/cisco"
	"provc/compiler/cisco/facts"
	"provc/compiler/cisco/rule"
	"provc/compiler/importer/draft"
	"provc/compiler/importer/tree"
	"provc/compiler/value"
)

// made reads what provc makes files of: the server, the domain, the rule, identities.
func (d *deployment) made() {
	rules := map[string]int{}
	for _, f := range d.files {
		if f.Kind != tree.Parameters && f.Kind != tree.Profile {
			continue
		}
		if s := f.Setting(emUserDomain); s != nil && fits("#Domain", s.Value) && d.domain == "" {
			d.domain = s.Value
		}
		if s := f.Setting(profileRule); s != nil && s.Value != "" {
			rules[s.Value]++
		}
	}
	ordered := slices.SortedFunc(maps.Keys(rules), func(a, b string) int {
		return cmp.Or(rules[b]-rules[a], strings.Compare(a, b))
	})
	asMade := map[string]string{} // servers, by rules that are as provc makes them for those
	for _, text := range ordered {
		if server := serverOf(text); server != "" {
			if made, err := rule.ExtensionMobility(server); err == nil && made.String() == text || text == server+"/$MA.xml" {
				d.server, asMade[text] = cmp.Or(d.server, server), server
			}
		}
	}
	for _, text := range ordered {
		if d.server == "" && d.wish.Server == "" {
			d.server = serverOf(text)
		}
		if asMade[text] == "" && d.rule == "" && strings.Contains(text, "$MUID") {
			if _, err := rule.Parse(text, rule.Profile); err == nil {
				d.rule = text
			}
		}
	}
	d.server = cmp.Or(strings.TrimSuffix(d.wish.Server, "/"), d.server)
	if !fits("#Server", d.server) {
		d.server = "http://provisioning.example"
		d.note("no file tells from which server phones fetch: %s is made up; say --server, or mend it", d.server)
	}
	if d.rule == "" && len(d.phones) == 0 && len(d.people) == 0 && len(ordered) > 0 && d.keeps(ordered[0]) {
		d.rule = ordered[0] // phones go on fetching what they fetch
	}
	for _, f := range d.files {
		if f.Kind != tree.Parameters && f.Kind != tree.Profile {
			continue
		}
		for _, s := range f.Settings {
			if s.IsElement() && facts.MadeByProvc(s.Name) {
				d.decideMade(f, s, asMade)
			}
		}
	}
}

// keeps reports whether a deployment can keep a rule, instead of the one that provc makes.
func (d *deployment) keeps(text string) bool {
	if made, err := rule.ExtensionMobility(d.server); err == nil && made.String() == text {
		return false
	}
	root := &draft.Value{}
	root.Set("server", draft.NewText(d.server))
	root.Set("rule", draft.NewText(text))
	_, found := cisco.Compile(&value.Deployment{Name: d.field.Label, Vendor: facts.Vendor, Root: root.Node()})
	return !found.HasErrors()
}

// decideMade decides about a setting that provc makes of something else. AsMade has the
// servers of rules that are as provc makes them.
func (d *deployment) decideMade(f *tree.File, s *tree.Setting, asMade map[string]string) {
	at := d.field.Label
	switch {
	case f.Setting(s.Name) != s:
		s.Decide(tree.Fate{Kind: tree.Duplicate, Note: "the same file sets it again below, and that counts"})
	case s.Name == emUserDomain && s.Value == d.domain:
		s.Decide(tree.Fate{Kind: tree.Arrived, Where: at + ".domain"})
	case s.Name == emUserDomain && s.Value != "" && !fits("#Domain", s.Value):
		s.Decide(tree.Fate{Kind: tree.Refused, Note: "the domain " + facts.Schema().MustType("#Domain").Sentence()})
	case s.Name == emUserDomain:
		s.Decide(tree.Fate{Kind: tree.Refused, Note: "one deployment has one domain, " + cmp.Or(d.domain, "none")})
	case s.Name == profileRule && d.rule != "" && s.Value == d.rule:
		s.Decide(tree.Fate{Kind: tree.Arrived, Where: at + ".rule"})
	case s.Name == profileRule && asMade[s.Value] == d.server:
		s.Decide(tree.Fate{Kind: tree.Arrived, Where: at + ".server"})
	case s.Name == profileRule:
		s.Decide(tree.Fate{Kind: tree.Implied, Where: at + ".server", Note: "provc's rule fetches provc's files"})
	case (s.Name == emPhoneUserID || s.Name == emPhonePassword) && s.Value == "":
		s.Decide(tree.Fate{Kind: tree.Implied, Note: "a phone without an identity has none"})
	case s.Name == emPhoneUserID || s.Name == emPhonePassword: // see write
	default:
		s.Decide(tree.Fate{Kind: tree.Refused, Note: "the phone keeps it, and no profile sets it"})
	}
}

// fits reports whether the schema takes a text as what it calls by a name.
func fits(definition, text string) bool {
	return facts.Schema().MustType(definition).Admits(&value.Node{Kind: value.String, Text: text})
}

// serverOf is the folder of the last URL of a rule, if it is one that a deployment can
// have for its server.
func serverOf(text string) string {
	r, err := rule.Parse(text, rule.Profile)
	if err != nil || len(r.Alternatives) == 0 {
		return ""
	}
	last := r.Alternatives[len(r.Alternatives)-1]
	if last.URL == nil || last.URL.Scheme != "http" && last.URL.Scheme != "https" || last.URL.Host == "" {
		return ""
	}
	server := last.URL.Scheme + "://" + last.URL.Host
	if last.URL.Port != "" {
		server += ":" + last.URL.Port
	}
	if dir := path.Dir(last.URL.Path); dir != "/" && dir != "." {
		server += dir
	}
	if strings.Contains(server, "$") {
		return ""
	}
	return server
}
