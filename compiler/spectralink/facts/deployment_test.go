package facts_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"provc/compiler/diag"
	"provc/compiler/spectralink/deploytest"
)

// A deployment that says all there is to say: each of it is a fact of the files that come
// of it, and of what is known beside them.
func TestAllThatIsSaid(t *testing.T) {
	t.Parallel()
	c := deploytest.Compile(t, `folder: "den", masters: "all", software: "4.0/sip.ld", misc: ["a.xml", "b.xml"], coreFiles: "core"
directories: {license: "l", callLists: "cl", contacts: "c", overrides: "o", logs: "lg"}
profiles: directory: "people"
params: prov: {login: {enabled: true, persistent: true, required: true}, polling: enabled: true}
params: {reg: "1": address: "ward", voIpProt: server: "1": {address: "sip", port: 5060}}
emergencyNumbers: ["112", "911"]
authorizedNumbers: [{value: "112"}, {value: "911", description: "Help"}]
restarts: {"up.idleTimeout": false, "reg.x.label": true}
contacts: [{ct: "1", ln: "L"}]
configFiles: {before: ["first.cfg"], after: [{file: "last.cfg", sets: ["tone.*"]}]}
models: "8440": {software: "8440/sip.ld", configFiles: instead: ["only.cfg"]}
groups: {
	ward: {label: "Ward 3", params: reg: "2": label: "w", accept: [{check: "feature-off", reason: "group"}], profiles: directory: "icu"}
	silent: {}
}
phones: {
	"00907a000001": {group: "ward", label: "Theatre", accept: [{check: "feature-off", reason: "handset"}], unlisted: "a.b": "c"}
	"00907a000002": {authorizedNumbers: [], configFiles: before: ["mine.cfg"]}
	"00907a000003": group: "silent"
}
users: {
	ana: {label: "Ana", password: secret: "ana", params: reg: "2": address: "7", contacts: [{ct: "9"}], accept: [{check: "feature-off", reason: "user"}]}
	bo: {directory: "icu", password: secret: "bo", contacts: []}
}
`)
	if c.Findings.HasErrors() {
		t.Fatal(c.Text(c.Findings))
	}
	var b strings.Builder
	for _, p := range slices.Sorted(maps.Keys(c.ByPath)) {
		f := c.ByPath[p]
		fmt.Fprintf(&b, "%s %q %q %q %d %t:", p, f.Entity, f.Label, f.Group, f.Phase, f.Seed)
		for _, q := range f.Params {
			fmt.Fprintf(&b, " %s=%s%s", q.Name, q.Value, q.Secret)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "folders %q\n", c.Dirs)
	for _, e := range c.Emergency {
		fmt.Fprintf(&b, "%s is to be callable in %q\n", e.Number, e.Folder)
	}
	for _, f := range c.Foreign {
		fmt.Fprintf(&b, "others make %s %t %q\n", f.Name, f.Bounded, f.Sets)
	}
	for p := range c.Phones {
		fmt.Fprintf(&b, "handset %s %q %q of %s\n", p.MAC, p.Label, p.Group, p.Folder)
	}
	for _, a := range c.Accept {
		fmt.Fprintf(&b, "the %s accepts %s\n", a.Reason, a.Check)
	}
	for _, name := range []string{"up.idleTimeout", "reg.1.label", "reg.2.label", "reg.1.address"} {
		said, ok := c.Restarts.Of(name)
		fmt.Fprintf(&b, "%s is said to restart: %t %v\n", name, ok, said.Restart)
	}
	const want = `den/000000000000.cfg "" "" "" 2 false: APP_FILE_PATH=4.0/sip.ld CONFIG_FILES=first.cfg, features.cfg, reg-basic.cfg, sip-basic.cfg, site.cfg, last.cfg MISC_FILES=a.xml, b.xml LOG_FILE_DIRECTORY=lg OVERRIDES_DIRECTORY=o CONTACTS_DIRECTORY=c CALL_LISTS_DIRECTORY=cl LICENSE_DIRECTORY=l COREFILE_DIRECTORY=core USER_PROFILES_DIRECTORY=people APP_FILE_PATH_8440=8440/sip.ld CONFIG_FILES_8440=first.cfg, only.cfg, last.cfg
den/00907a000001.cfg "00907a000001" "Theatre" "ward" 1 false: APP_FILE_PATH=4.0/sip.ld CONFIG_FILES=first.cfg, phone-00907a000001.cfg, group-ward.cfg, features.cfg, reg-basic.cfg, sip-basic.cfg, site.cfg, last.cfg MISC_FILES=a.xml, b.xml LOG_FILE_DIRECTORY=lg OVERRIDES_DIRECTORY=o CONTACTS_DIRECTORY=c CALL_LISTS_DIRECTORY=cl LICENSE_DIRECTORY=l COREFILE_DIRECTORY=core USER_PROFILES_DIRECTORY=icu APP_FILE_PATH_8440=8440/sip.ld CONFIG_FILES_8440=first.cfg, only.cfg, last.cfg
den/00907a000002.cfg "00907a000002" "" "" 1 false: APP_FILE_PATH=4.0/sip.ld CONFIG_FILES=mine.cfg, first.cfg, phone-00907a000002.cfg, features.cfg, reg-basic.cfg, sip-basic.cfg, site.cfg, last.cfg MISC_FILES=a.xml, b.xml LOG_FILE_DIRECTORY=lg OVERRIDES_DIRECTORY=o CONTACTS_DIRECTORY=c CALL_LISTS_DIRECTORY=cl LICENSE_DIRECTORY=l COREFILE_DIRECTORY=core USER_PROFILES_DIRECTORY=people APP_FILE_PATH_8440=8440/sip.ld CONFIG_FILES_8440=mine.cfg, first.cfg, only.cfg, last.cfg
den/00907a000003.cfg "00907a000003" "" "silent" 1 false: APP_FILE_PATH=4.0/sip.ld CONFIG_FILES=first.cfg, features.cfg, reg-basic.cfg, sip-basic.cfg, site.cfg, last.cfg MISC_FILES=a.xml, b.xml LOG_FILE_DIRECTORY=lg OVERRIDES_DIRECTORY=o CONTACTS_DIRECTORY=c CALL_LISTS_DIRECTORY=cl LICENSE_DIRECTORY=l COREFILE_DIRECTORY=core USER_PROFILES_DIRECTORY=people APP_FILE_PATH_8440=8440/sip.ld CONFIG_FILES_8440=first.cfg, only.cfg, last.cfg
den/c/000000000000-directory.xml "" "" "" 0 true:
den/c/ana-directory.xml "ana" "Ana" "" 0 true:
den/c/bo-directory.xml "bo" "" "" 0 true:
den/features.cfg "" "" "" 0 false: feature.enhancedFeatureKeys.enabled=1 phoneLock.authorized.1.description= phoneLock.authorized.1.value=112 phoneLock.authorized.2.description=Help phoneLock.authorized.2.value=911 phoneLock.authorized.3.description= phoneLock.authorized.3.value= phoneLock.authorized.4.description= phoneLock.authorized.4.value= phoneLock.authorized.5.description= phoneLock.authorized.5.value= phoneLock.enabled=1
den/group-ward.cfg "" "" "" 0 false: reg.2.label=w
den/icu/bo.cfg "bo" "" "" 0 false: prov.login.localPassword=bo
den/people/ana.cfg "ana" "Ana" "" 0 false: prov.login.localPassword=ana reg.2.address=7
den/phone-00907a000001.cfg "00907a000001" "Theatre" "" 0 false: a.b=c
den/phone-00907a000002.cfg "00907a000002" "" "" 0 false: phoneLock.authorized.1.description= phoneLock.authorized.1.value= phoneLock.authorized.2.description= phoneLock.authorized.2.value= phoneLock.authorized.3.description= phoneLock.authorized.3.value= phoneLock.authorized.4.description= phoneLock.authorized.4.value= phoneLock.authorized.5.description= phoneLock.authorized.5.value=
den/reg-basic.cfg "" "" "" 0 false: reg.1.address=ward
den/sip-basic.cfg "" "" "" 0 false: voIpProt.server.1.address=sip voIpProt.server.1.port=5060
den/site.cfg "" "" "" 0 false: prov.login.enabled=1 prov.login.persistent=1 prov.login.required=1 prov.polling.enabled=1
folders ["den/c" "den/cl" "den/core" "den/icu" "den/l" "den/lg" "den/o" "den/people"]
112 is to be callable in "den"
911 is to be callable in "den"
others make den/first.cfg false []
others make den/last.cfg true ["tone.*"]
others make den/mine.cfg false []
others make den/only.cfg false []
handset 00907a000001 "Theatre" "ward" of den
handset 00907a000002 "" "" of den
handset 00907a000003 "" "silent" of den
the group accepts feature-off
the handset accepts feature-off
the user accepts feature-off
up.idleTimeout is said to restart: true no
reg.1.label is said to restart: true yes
reg.2.label is said to restart: true yes
reg.1.address is said to restart: false unknown
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A deployment that states whether a parameter restarts a handset is taken at its word.
func TestStatedRestarts(t *testing.T) {
	t.Parallel()
	for restarts, want := range map[string]bool{`{"up.idleTimeout": true}`: true, `{"up.idleTimeout": false}`: false, `{"up.x": true}`: false} {
		c := deploytest.Compile(t, deploytest.Logins(`enabled: true`)+"restarts: "+restarts+`
users: ana: {password: secret: "ana", params: up: idleTimeout: 5}
`)
		found := slices.ContainsFunc(c.Findings, func(d diag.Diagnostic) bool { return d.Check == "restart-loop" && d.Severity == diag.Error })
		if found != want {
			t.Errorf("%s: log-ins go round: %t\n%s", restarts, found, c.Text(c.Findings))
		}
	}
}

// The value of a secret is held to what its parameter allows, once it is known.
func TestAllowedSecrets(t *testing.T) {
	t.Parallel()
	c := deploytest.Valid(t, deploytest.Login+`users: ana: {password: secret: "ana", params: reg: "2": auth: password: secret: "sip"}
`)
	longest := map[string]int{"prov.login.localPassword": 32, "reg.2.auth.password": 256}
	for _, p := range c.ByPath["people/ana.cfg"].Params {
		n := longest[p.Name]
		if delete(longest, p.Name); n == 0 {
			continue
		}
		if p.Allowed == nil || !p.Sensitive || p.Allowed(strings.Repeat("x", n)) != "" || p.Allowed(strings.Repeat("x", n+1)) == "" || p.Allowed("a\x01b") == "" {
			t.Errorf("%s takes another value than it should", p.Name)
		}
	}
	if len(longest) > 0 {
		t.Errorf("the profile lacks %v", longest)
	}
}
