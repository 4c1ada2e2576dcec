package diff

import (
	"fmt"
	"slices"
	"strings"
)

// Policy is a kind of change that a team may want to be asked about.
type Policy string

const (
	PolicyRestart      Policy = "restart"
	PolicyLogIn        Policy = "restart-at-log-in"
	PolicyUnknown      Policy = "restart-unknown"
	PolicyProfile      Policy = "loses-profile"
	PolicyRegistration Policy = "loses-registration"
	PolicyRule         Policy = "profile-rule"
	PolicyEmergency    Policy = "emergency"
)

var policies = []Policy{PolicyRestart, PolicyLogIn, PolicyUnknown, PolicyProfile, PolicyRegistration, PolicyRule, PolicyEmergency}

// Policies lists the names of all policies.
func Policies() []string {
	var names []string
	for _, p := range policies {
		names = append(names, string(p))
	}
	return names
}

// ParsePolicies reads a list with commas.
func ParsePolicies(list string) ([]Policy, error) {
	var out []Policy
	for name := range strings.SplitSeq(list, ",") {
		switch p := Policy(strings.TrimSpace(name)); {
		case p == "":
		case slices.Contains(policies, p):
			out = append(out, p)
		default:
			return nil, fmt.Errorf("--fail-on takes %s, not %q", strings.Join(Policies(), ", "), name)
		}
	}
	return out, nil
}

// Violation is what a policy was asked to catch.
type Violation struct {
	Policy Policy `json:"policy"`
	What   string `json:"what"`
}

// Violations says what of the diff the policies catch.
func (d *Diff) Violations(all []Policy) []Violation {
	var out []Violation
	for _, p := range all {
		if what := d.caught(p); what != "" {
			out = append(out, Violation{p, what})
		}
	}
	return out
}

func (d *Diff) caught(p Policy) string {
	s := d.Summary()
	reached := func(handsets, unlisted, users int, verb string) string {
		var who []string
		if handsets > 0 {
			who = append(who, plural(handsets, "handset"))
		}
		if unlisted > 0 {
			who = append(who, "handsets that are not listed")
		}
		if users > 0 {
			who = append(who, "the handsets of "+plural(users, "user")+" at log-in")
		}
		if len(who) == 0 {
			return ""
		}
		return and(who) + " " + verb
	}
	switch p {
	case PolicyRestart:
		return reached(s.Handsets.Restart, s.Unlisted.Restart, 0, "restart")
	case PolicyLogIn:
		return reached(0, 0, s.Users.Restart, "restart")
	case PolicyUnknown:
		return reached(s.Handsets.Unknown, s.Unlisted.Unknown, s.Users.Unknown-s.newUnknown, "may restart")
	case PolicyProfile:
		return lost(d.LosesProfile)
	case PolicyRegistration:
		return lost(d.LosesRegistration)
	case PolicyRule:
		if n := d.filesWith(d.ofRule); n > 0 {
			return "the profile rule changes in " + plural(n, "file")
		}
	case PolicyEmergency:
		if n := d.filesWith((*Change).ofEmergency); n > 0 {
			return "who can be called for help changes in " + plural(n, "file")
		}
	}
	return ""
}

// filesWith counts the files in which there is such a change.
func (d *Diff) filesWith(is func(*Change) bool) int {
	n := 0
	for _, f := range d.Files {
		if slices.ContainsFunc(f.Changes, is) {
			n++
		}
	}
	return n
}

// ofEmergency reports whether somebody who was there before, and still is, may find that
// other numbers can be called for help.
func (ch *Change) ofEmergency() bool { return ch.Emergency && ch.Impact.stays }

// ofRule reports whether a file that stays gets another profile rule.
func (d *Diff) ofRule(ch *Change) bool {
	f := ch.file
	return f.old != nil && f.new != nil && d.facts.Selects(ch.Parameter)
}

func lost(all []Loss) string {
	var who []string
	for n, l := range all {
		if n == named {
			who = append(who, fmt.Sprintf("%d more", len(all)-n))
			break
		}
		who = append(who, l.Name())
	}
	return and(who)
}
