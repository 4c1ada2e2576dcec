package diff

import (
	"fmt"
	"strings"
	"testing"

	"provc/compiler/artifact"
	"provc/compiler/catalogue"
	"provc/compiler/root"
	"provc/compiler/vendor"
	"provc/compiler/vendors"
)

// Policies have the names that --fail-on takes, with commas and blanks.
func TestParsePolicies(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ list, want string }{
		{"", "[] <nil>"},
		{" , ", "[] <nil>"},
		{"restart", "[restart] <nil>"},
		{" emergency,restart-unknown , restart", "[emergency restart-unknown restart] <nil>"},
		{"restart,reboot", `[] --fail-on takes restart, restart-at-log-in, restart-unknown, loses-profile, loses-registration, profile-rule, emergency, not "reboot"`},
	} {
		got, err := ParsePolicies(x.list)
		if said := fmt.Sprint(got, err); said != x.want {
			t.Errorf("%q: %s, want %s", x.list, said, x.want)
		}
	}
	for _, name := range Policies() {
		if all, err := ParsePolicies(name); err != nil || len(all) != 1 || ofPolicy[all[0]].ID != "diff-"+name {
			t.Errorf("%s: %v, %v", name, all, err)
		}
	}
}

// What a policy catches is counted in its own words. Who comes or goes does not restart
// because of the change, and a new person's profile is no log-in that may restart: that of
// which nobody knows is asked of those alone who were there before.
func TestCaught(t *testing.T) {
	t.Parallel()
	const no, may, yes = catalogue.RestartNo, catalogue.RestartUnknown, catalogue.RestartYes
	rest := "every handset that is not listed"
	handsets := func(all ...Handset) *Diff { return &Diff{Handsets: all} }
	people := func(all ...User) *Diff { return &Diff{Users: all} }
	lost := func(n int) (all []Loss) {
		for i := range n {
			all = append(all, Loss{Who: fmt.Sprint("a", i), Label: strings.Repeat("A", 1-min(i, 1))})
		}
		return all
	}
	file := &File{Kind: Changed, Role: ofHandsets, old: &root.File{}, new: &root.File{}}
	come := &File{Kind: Added, Role: ofHandsets, new: &root.File{}}
	went := &File{Kind: Removed, Role: ofHandsets, old: &root.File{}}
	rule := func(files ...*File) *Diff {
		d := &Diff{facts: vendor.FactsOf(vendors.All())}
		for _, f := range files {
			one := *f
			one.Changes = []*Change{{Parameter: "Profile_Rule", file: &one}, {Parameter: "Profile_Rule_B", file: &one}}
			d.Files = append(d.Files, &one)
		}
		return d
	}
	help := func(all ...Change) *Diff {
		d := &Diff{}
		for i := range all {
			f := &File{Kind: Changed, Role: ofHandsets}
			all[i].file = f
			f.Changes = []*Change{&all[i], {Parameter: "up.x", file: f}}
			d.Files = append(d.Files, f)
		}
		return d
	}
	stays := Impact{Handsets: []int{0}, stays: true}
	for _, x := range []struct {
		policy Policy
		diff   *Diff
		want   string
	}{
		{PolicyRestart, handsets(), ""},
		{PolicyRestart, handsets(Handset{ID: "1", Restart: yes}), "1 handset restart"},
		{PolicyRestart, handsets(Handset{ID: "1", Restart: yes}, Handset{ID: "2", Restart: yes}, Handset{ID: "3", Restart: may}, Handset{ID: "4", Restart: no}, Handset{Unlisted: rest, Restart: yes}), "2 handsets and handsets that are not listed restart"},
		{PolicyRestart, handsets(Handset{Unlisted: rest, Restart: yes}), "handsets that are not listed restart"},
		{PolicyRestart, handsets(Handset{ID: "1", Restart: yes, New: true}, Handset{ID: "2", Restart: yes, Gone: true}, Handset{ID: "3", Restart: yes, Replaces: "2"}, Handset{Unlisted: rest, Restart: yes, New: true}), ""},
		{PolicyRestart, people(User{ID: "ana", Own: true, Restart: yes}), ""},
		{PolicyUnknown, handsets(Handset{ID: "1", Restart: may}, Handset{ID: "2", Restart: yes}, Handset{Unlisted: rest, Restart: may}), "1 handset and handsets that are not listed may restart"},
		{PolicyUnknown, people(User{ID: "ana", Own: true, Restart: may}, User{ID: "bo", Own: true, Restart: may}, User{ID: "cy", Own: true, Restart: yes}), "the handsets of 2 users at log-in may restart"},
		{PolicyUnknown, people(User{ID: "ana", Own: true, Restart: may, New: true}), ""},
		{PolicyUnknown, people(User{ID: "ana", Own: true, Restart: may, New: true}, User{ID: "bo", Own: true, Restart: yes, New: true}, User{ID: "cy", Own: true, Restart: may}), "the handsets of 1 user at log-in may restart"},
		{PolicyUnknown, people(User{ID: "ana", Own: true, Restart: may, Gone: true}, User{ID: "bo", Restart: may}), ""},
		{PolicyLogIn, people(User{ID: "ana", Own: true, Restart: yes, New: true}, User{ID: "bo", Own: true, Restart: yes}, User{ID: "cy", Own: true, Restart: may}), "the handsets of 2 users at log-in restart"},
		{PolicyLogIn, people(User{ID: "ana", Own: true, Restart: yes, Gone: true}, User{ID: "bo", Restart: yes}), ""},
		{PolicyLogIn, handsets(Handset{ID: "1", Restart: yes}), ""},
		{PolicyProfile, &Diff{LosesProfile: lost(1), LosesRegistration: lost(2)}, "A (a0)"},
		{PolicyProfile, &Diff{LosesProfile: lost(3)}, "A (a0), a1 and a2"},
		{PolicyProfile, &Diff{LosesProfile: lost(4)}, "A (a0), a1, a2 and 1 more"},
		{PolicyProfile, &Diff{LosesRegistration: lost(2)}, ""},
		{PolicyRegistration, &Diff{LosesRegistration: lost(2), LosesProfile: lost(1)}, "A (a0) and a1"},
		{PolicyRule, rule(file), "the profile rule changes in 1 file"},
		{PolicyRule, rule(file, file), "the profile rule changes in 2 files"},
		{PolicyRule, rule(come, went), ""},
		{PolicyEmergency, help(Change{Emergency: true, Impact: stays}), "who can be called for help changes in 1 file"},
		{PolicyEmergency, help(Change{Emergency: true, Impact: stays}, Change{Emergency: true, Impact: stays}), "who can be called for help changes in 2 files"},
		{PolicyEmergency, help(Change{Emergency: true, Impact: Impact{Handsets: []int{0}}}, Change{Impact: stays}), ""},
	} {
		got := x.diff.Violations([]Policy{x.policy})
		if x.want == "" && len(got) > 0 || x.want != "" && (len(got) != 1 || got[0] != Violation{x.policy, x.want}) {
			t.Errorf("%s: %v, want %q", x.policy, got, x.want)
		}
	}
	both := (&Diff{Handsets: []Handset{{ID: "1", Restart: yes}}, LosesProfile: lost(1)}).Violations([]Policy{PolicyProfile, PolicyEmergency, PolicyRestart})
	if len(both) != 2 || both[0].Policy != PolicyProfile || both[1].Policy != PolicyRestart {
		t.Errorf("in another order than asked for: %v", both)
	}
}

// Which settings of a phone select what it fetches: those alone make another profile rule.
func TestRulePolicy(t *testing.T) {
	t.Parallel()
	d := &Diff{facts: vendor.FactsOf(vendors.All())}
	f := &File{old: &root.File{}, new: &root.File{}, Role: artifact.RoleParams}
	for parameter, want := range map[string]bool{"Profile_Rule": true, "Profile_Rule_D": true, "Upgrade_Rule": false, "Resync_Trigger_1": false, "Text_Logo": false, "up.idleTimeout": false} {
		if got := d.ofRule(&Change{Parameter: parameter, file: f}); got != want {
			t.Errorf("%s is a profile rule: %t", parameter, got)
		}
	}
}
