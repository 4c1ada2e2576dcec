package relations

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"provc/compiler/cisco/facts"
	"provc/compiler/cisco/rule"
	"provc/compiler/diag"
	"provc/compiler/syntax"
)

// ownRule checks the deployment's rule, if it is given as text.
func (c *Checker) ownRule() {
	if c.Rule == nil {
		return
	}
	if r := c.parsed("rule", c.Rule.Value, rule.Profile, c.Rule.Pos); r != nil {
		c.served(r)
	}
}

// rules checks parameters that hold rules.
func (c *Checker) rules(l *facts.Layer) {
	for i := range l.Params {
		s := &l.Params[i]
		if context, ok := ruleContext(s); ok && (s.Free == nil || syntaxError(s) == "") {
			if r := c.parsed(s.Name, s.Value, context, s.Pos); r != nil && context == rule.Profile {
				for i := range r.Alternatives {
					if a := &r.Alternatives[i]; a.URL != nil {
						c.asksForPerson(a)
					}
				}
			}
		}
	}
}

// ruleContext is that of a parameter which holds a rule.
func ruleContext(s *facts.Setting) (rule.Context, bool) {
	context, ok := rule.ContextOf(s.Name)
	return context, ok && s.Name != facts.ProfileRule && s.Element != nil
}

// syntaxError says why a rule does not parse, or nothing.
func syntaxError(s *facts.Setting) string {
	if context, ok := ruleContext(s); ok {
		if _, err := rule.Parse(s.Value, context); err != nil {
			return notARule(s.Name, err)
		}
	}
	return ""
}

func notARule(name string, err error) string {
	return fmt.Sprintf("%s is not a rule that phones understand: %s", name, err)
}

// parsed tells what is wrong with a rule, and returns it if it parses.
func (c *Checker) parsed(name, text string, context rule.Context, pos diag.Pos) *rule.Rule {
	r, err := rule.Parse(text, context)
	if err != nil {
		d := ofRule[rule.CheckSyntax].At(pos, "%s", notARule(name, err))
		if e, ok := err.(*rule.Error); ok {
			d = d.WithDetail("at %s", syntax.Place(text, e.Offset)).Proposed(proposal(e.Hint, e.Change))
		}
		c.Add(d)
		return nil
	}
	for _, f := range rule.Check(r) {
		c.Add(RuleFinding(f, pos, fmt.Sprintf("%s, in %s at %s", f.Message, name, syntax.Place(text, f.Span.Start))))
	}
	return r
}

// profiles are the kinds of profile that a rule leads to, and how it names them.
var profiles = []struct{ folder, name string }{
	{facts.MobileFolder, "mobile/$MUID.xml"},
	{facts.HostFolder, "host/$PUID.xml"},
	{"", facts.PublicName},
}

// served checks that a rule fetches what people log in for, and of the deployment's
// folder what is there. A macro stands for any name. A server may give an identity
// another file than the one that is asked for, so this is no error.
func (c *Checker) served(r *rule.Rule) {
	var unserved []string
	var first rule.Span
	fetched := map[string]bool{}
	for i := range r.Alternatives {
		a := &r.Alternatives[i]
		if a.URL == nil {
			continue
		}
		c.asksForPerson(a)
		rest, ok := strings.CutPrefix(a.URL.String(), c.Server+"/")
		if !ok {
			continue
		}
		name, _, _ := strings.Cut(rest, "?")
		found := false
		for _, folder := range c.serves(name) {
			found, fetched[folder] = true, true
		}
		if full := path.Join(c.Folder, name); !found && !slices.Contains(unserved, full) {
			if len(unserved) == 0 {
				first = a.URL.Span
			}
			unserved = append(unserved, full)
		}
	}
	never := c.People > 0 && !c.mobileFetched && !fetched[facts.MobileFolder]
	if never {
		c.Add(emRuleNeverMobile.At(c.Deployment.Rule.Pos, "people are declared, and the rule never fetches a mobile profile: whoever logs in gets nothing of their own").
			WithHint(`write an alternative for "$EMS" eq "mobile" that fetches mobile/$MUID.xml, or leave rule out: provc makes one`))
	}
	if len(unserved) == 0 {
		return
	}
	detail := "at " + syntax.Place(r.Source, first.Start)
	if missed := c.missed(fetched, never); len(missed) > 0 {
		detail += ", and nothing fetches " + and(missed)
	}
	c.Add(emRuleUnservedPath.At(c.Deployment.Rule.Pos, "the rule fetches %s, which provc does not write", and(unserved)).WithDetail("%s", detail).
		WithHint("provc writes mobile/$MUID.xml, host/$PUID.xml, " + facts.PublicName + " and " + facts.AskedBy("$PSN")))
}

// missed lists the profiles that provc writes and no alternative fetches, but for
// those of which that has been told.
func (c *Checker) missed(fetched map[string]bool, told bool) []string {
	written := map[string]bool{facts.MobileFolder: c.People > 0 && !told, facts.HostFolder: len(c.Enrolled) > 0, "": true}
	var missed []string
	for _, p := range profiles {
		if written[p.folder] && !fetched[p.folder] {
			missed = append(missed, p.name)
		}
	}
	return missed
}

// asksForPerson notes an alternative that tells the server who has logged in: what
// it gives for that may be a mobile profile.
func (c *Checker) asksForPerson(a *rule.Alternative) {
	texts := []string{a.URL.String()}
	for _, o := range a.Options {
		texts = append(texts, o.Value.Text)
	}
	c.mobileFetched = c.mobileFetched || typedUser.MatchString(strings.Join(texts, " "))
}

var (
	typedUser   = regexp.MustCompile(`\$MUID([^A-Za-z0-9]|$)|\$\(MUID[:)]`)
	macroInPath = regexp.MustCompile(`\\\$(\\\([A-Za-z0-9:]+\\\)|[A-Za-z0-9]+)`)
)

// serves lists the folders in which some file has a path that may hold macros; spa
// stands for files that phones just started ask for, mac for those of phones without
// an identity.
func (c *Checker) serves(name string) []string {
	pattern, err := regexp.Compile("^" + macroInPath.ReplaceAllString(regexp.QuoteMeta(name), "[^/]+") + "$")
	if err != nil {
		return nil
	}
	var folders []string
	add := func(folder, file string) {
		if !slices.Contains(folders, folder) && pattern.MatchString(file) {
			folders = append(folders, folder)
		}
	}
	// What would be there if somebody were declared.
	add(facts.MobileFolder, facts.ProfileName(facts.MobileFolder, "x"))
	add(facts.HostFolder, facts.ProfileName(facts.HostFolder, "x"))
	add("", facts.PublicName)
	for _, p := range c.InUse {
		add("spa", p.Asks)
	}
	for _, mac := range c.plain {
		add("mac", facts.NameByMAC(mac))
	}
	for _, i := range c.IDs {
		if i.Folder != "" && !slices.Contains(folders, i.Folder) {
			add(i.Folder, facts.ProfileName(i.Folder, i.ID))
		}
	}
	return folders
}

// and joins names into a sentence.
func and(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
