package relations

import (
	"maps"
	"slices"
	"strings"

	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/meant"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
	"provc/compiler/spectralink/reliance"
	"provc/compiler/value"
)

// Checks of handsets, and of what they do while nobody is logged in.

// separators are what people write between the digits of a MAC.
var separators = strings.NewReplacer(":", "", "-", "", ".", "")

func (c *Checker) mac(p *facts.Phone) {
	if !facts.IsMAC(p.MAC) {
		const rule = "a handset is named by its MAC in twelve lower-case hexadecimal digits"
		if right := strings.ToLower(separators.Replace(p.MAC)); facts.IsMAC(right) {
			d := artifact.MACFormat.At(p.Pos, "%s: write %s, not %s", rule, right, p.MAC)
			d.Fix = diag.Write(right, diag.Rename(p.MAC, right)).Fix
			c.Add(d)
		} else {
			c.Add(artifact.MACFormat.At(p.Pos, "%s, not %s", rule, p.MAC))
		}
	}
	if p.MAC == facts.AllHandsets {
		c.Add(artifact.MACFormat.At(p.Pos, "%s is no handset: its files are for handsets that are not listed", p.MAC))
	}
	if p.GroupPos.IsValid() && c.Groups[p.Group] == nil {
		d := groupUnknown.At(p.GroupPos, "handset %s belongs to group %s, which is not declared", p.MAC, p.Group)
		if near := meant.Nearest(p.Group, slices.Sorted(maps.Keys(c.Groups))); near != "" {
			d = d.Proposed(diag.DidYouMean(near, diag.Retext(p.Group, near)))
		}
		c.Add(d)
	}
}

func (c *Checker) groupNames() {
	folded := map[string]map[string]diag.Pos{}
	for _, g := range c.Groups {
		if !facts.IsFileName(g.Name, 200) {
			c.Add(groupName.At(g.Pos, "a group's name becomes a file name: 1 to 200 letters, digits and _ . - + @, the first a letter, digit or underscore").WithDetail("found %s", value.Shown(g.Name)))
		}
		fold(folded, g.Name, g.Pos)
	}
	c.foldedTwice(artifact.PathCollision, "groups %s differ only in letter case, and so would their files", folded)
}

func fold(folded map[string]map[string]diag.Pos, name string, pos diag.Pos) {
	key := strings.ToLower(name)
	if folded[key] == nil {
		folded[key] = map[string]diag.Pos{}
	}
	folded[key][name] = pos
}

// foldedTwice reports names that differ only in letter case, at the last of them.
func (c *Checker) foldedTwice(check *diag.Check, format string, folded map[string]map[string]diag.Pos) {
	for _, names := range folded {
		if len(names) < 2 {
			continue
		}
		places := slices.SortedFunc(maps.Values(names), diag.Pos.Compare)
		last := len(places) - 1
		d := check.At(places[last], format, join(names))
		for _, p := range places[:last] {
			d = d.WithRelated(p, "the other is here")
		}
		c.Add(d)
	}
}

// waiting tells of what happens by itself, or does not, whoever is declared.
func (c *Checker) waiting() {
	base := kind.Stack{&c.Base}
	p := c.Base.Param(facts.LogoutMinutes)
	if base.On(facts.LoginEnabled) && (p == nil || p.Value == "0") {
		pos, is := c.Base.Pos, "not set"
		if p != nil {
			pos, is = p.Pos, "0"
		}
		c.Add(base.Unless(automaticLogoutOff.At(pos, "users stay logged in until they log out: prov.login.automaticLogout is %s, and the same user on several handsets is not supported (CS-15-10)", is), facts.LogoutMinutes))
	}
	if !base.On(facts.PollingEnabled) && !c.pollsInVain() {
		c.Add(base.Unless(changesNotFetched.At(c.Base.Pos, "handsets take changes when they boot or somebody logs in: prov.polling.enabled is not true"), facts.PollingEnabled))
	}
}

// pollsInVain reports whether the deployment says how handsets poll while none does,
// which is a finding already (feature-off).
func (c *Checker) pollsInVain() bool {
	says := func(p facts.Setting) bool { return reliance.Relies(&p, facts.PollingEnabled) }
	on := func(s kind.Stack) bool { return s.On(facts.PollingEnabled) }
	return slices.ContainsFunc(c.Base.Params, says) && !slices.ContainsFunc(c.Stacks, on)
}

// join puts sorted names into a sentence.
func join(names map[string]diag.Pos) string {
	return strings.Join(slices.Sorted(maps.Keys(names)), " and ")
}
