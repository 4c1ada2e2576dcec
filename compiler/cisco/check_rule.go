package cisco

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"provc/compiler/cisco/rule"
	"provc/compiler/diag"
)

// ownRule checks the deployment's rule, if it is given as text.
func (c *checker) ownRule() {
	if c.rule == nil {
		return
	}
	if r := c.parsed("rule", c.rule.value, rule.Profile, c.rule.pos); r != nil {
		c.served(r)
	}
}

// rules checks parameters that hold rules.
func (c *checker) rules(l *layer) {
	for i := range l.params {
		s := &l.params[i]
		if context, ok := rule.ContextOf(s.Name); ok && s.Name != profileRule && s.element != nil {
			c.parsed(s.Name, s.Value, context, s.Pos)
		}
	}
}

// parsed tells what is wrong with a rule, and returns it if it parses.
func (c *checker) parsed(name, text string, context rule.Context, pos diag.Pos) *rule.Rule {
	r, err := rule.Parse(text, context)
	if err != nil {
		d := ofRule[rule.CheckSyntax].At(pos, "%s is not a rule that phones understand: %s", name, err)
		if e, ok := err.(*rule.Error); ok {
			d = d.WithDetail("at %s", place(text, e.Offset)).WithHint(e.Hint)
		}
		c.Add(d)
		return nil
	}
	for _, f := range rule.Check(r) {
		c.Add(RuleFinding(f, pos, fmt.Sprintf("%s, in %s at %s", f.Message, name, place(text, f.Span.Start))))
	}
	return r
}

// place says where in a rule something is, for people.
func place(text string, offset int) string {
	line, column := rule.Position(text, offset)
	if !strings.Contains(strings.TrimSpace(text), "\n") {
		return fmt.Sprintf("character %d", column)
	}
	return fmt.Sprintf("line %d, character %d", line, column)
}

// served checks that a rule which fetches from the deployment's folder fetches
// what is there. A macro stands for any name.
func (c *checker) served(r *rule.Rule) {
	for i := range r.Alternatives {
		u := r.Alternatives[i].URL
		if u == nil {
			continue
		}
		rest, ok := strings.CutPrefix(u.String(), c.server+"/")
		if !ok || c.serves(rest) {
			continue
		}
		c.Add(emRuleUnservedPath.At(c.deployment.rule.pos, "the rule fetches %s, which provc does not write", path.Join(c.folder, rest)).
			WithDetail("at %s", place(r.Source, u.Span.Start)).
			WithHint("provc writes mobile/$MUID.xml, host/$PUID.xml, " + publicName + " and " + askedBy("$PSN")))
	}
}

var macroInPath = regexp.MustCompile(`\\\$(\\\([A-Za-z0-9:]+\\\)|[A-Za-z0-9]+)`)

// serves reports whether some file has a path that may hold macros.
func (c *checker) serves(name string) bool {
	pattern, err := regexp.Compile("^" + macroInPath.ReplaceAllString(regexp.QuoteMeta(name), "[^/]+") + "$")
	if err != nil {
		return false
	}
	// What would be there if somebody were declared.
	files := []string{publicName, "host/x.xml", "mobile/x.xml"}
	for _, p := range c.inUse {
		files = append(files, p.Asks)
	}
	if slices.ContainsFunc(files, pattern.MatchString) {
		return true
	}
	return slices.ContainsFunc(c.ids, func(i id) bool { return i.folder != "" && pattern.MatchString(profileName(i.folder, i.id)) })
}
