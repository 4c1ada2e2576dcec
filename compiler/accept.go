package compiler

import (
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/diag"
	"provc/compiler/evaluate"
	"provc/compiler/inventory"
	"provc/compiler/load/fault"
	"provc/compiler/meant"
	"provc/compiler/vendor"
)

// Sets lists the checks of configurations, in the order in which people meet what
// they are about.
func Sets(vendors vendor.List) []*diag.Set {
	sets := []*diag.Set{fault.Checks(), evaluate.Checks(), Checks(), settings.Checks(), artifact.Checks()}
	for _, v := range vendors {
		sets = append(sets, v.Checks())
	}
	return append(sets, inventory.Checks())
}

// needsReason reports whether to accept a check's findings somebody must say why:
// what may cost a life, or a password.
func needsReason(id string) bool {
	return strings.HasPrefix(id, "emergency-") || id == settings.LiteralSecret.ID
}

// wrongAcceptances finds what is wrong with acceptances by themselves.
func wrongAcceptances(accept diag.Acceptances, vendors vendor.List) diag.List {
	if len(accept) == 0 {
		return nil
	}
	known := map[string]bool{}
	for _, s := range Sets(vendors) {
		for _, c := range s.Checks {
			known[c.ID] = true
		}
	}
	var findings diag.List
	for _, a := range accept {
		switch {
		case !known[a.Check]:
			d := acceptUnknown.At(a.Pos, "accept names %q, which is no check of configurations", a.Check).WithHint("provc checks lists them")
			var ids []string
			for id := range known {
				ids = append(ids, id)
			}
			slices.Sort(ids)
			if near := meant.Nearest(a.Check, ids); near != "" {
				d = d.Proposed(diag.DidYouMean(near, diag.Respell(a.Check, near)))
			}
			findings.Add(d)
		case needsReason(a.Check) && a.Reason == "":
			findings.Add(acceptReason.At(a.Pos, "whoever accepts %s must give a reason", a.Check).
				WithHint(`write reason: "…", for those who review it`))
		}
	}
	return findings
}

// told lists what a package's findings are on a day: those that nobody accepts, and
// the acceptances that accept nothing.
func (c *candidate) told(day string) diag.List {
	findings := c.findings.Unaccepted(day)
	used := map[diag.Acceptance]bool{}
	for _, d := range c.findings {
		for _, a := range d.Accepted {
			used[a] = true
		}
	}
	for _, a := range c.accept {
		switch {
		case !a.Holds(day):
			findings.Add(acceptExpired.At(a.Pos, "%s was accepted here until %s, and is told again", a.Check, a.Until).
				WithHint("mend what it finds, or decide anew until when it may stay"))
		case !used[a] && !c.findings.HasErrors(): // else there may be more to find
			findings.Add(acceptUnused.At(a.Pos, "no note or warning of %s is found here that could be accepted", a.Check).
				Proposed(diag.LeaveOut("remove the entry", "the entry")))
		}
	}
	return findings
}
