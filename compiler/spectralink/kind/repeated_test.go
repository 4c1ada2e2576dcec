package kind_test

import (
	"testing"

	"provc/compiler/spectralink/deploytest"
)

// What is wrong in many places is told once, but for those parts of the deployment
// that accept it.
func TestRepeatedAccepted(t *testing.T) {
	const noPark = `params: softkey: "1": {action: "!park", enable: true}`
	c := deploytest.Compile(t, deploytest.Logins(`enabled: true, persistent: true`)+"params: feature: enhancedFeatureKeys: enabled: true\n"+`users: ana: {password: secret: "a", `+noPark+`}
users: bo: {password: secret: "b", `+noPark+`, accept: [{check: "softkey-macro-unknown"}]}
users: cy: {password: secret: "c", `+noPark+`}
groups: g: {`+noPark+`, accept: [{check: "softkey-macro-unknown"}]}
phones: "00907a000001": {group: "g", params: softkey: "2": {action: "!park", enable: true}}
`)
	const want = `4 action: warning softkey-macro-unknown: softkey.1.action calls macro park, which no efk.efklist that is turned on has as its mname (so it is here: 6 action)
5 action: warning softkey-macro-unknown: softkey.1.action calls macro park, which no efk.efklist that is turned on has as its mname
7 action: warning softkey-macro-unknown: softkey.1.action calls macro park, which no efk.efklist that is turned on has as its mname
8 action: warning softkey-macro-unknown: softkey.2.action calls macro park, which no efk.efklist that is turned on has as its mname
`
	if got := c.Text(c.Findings); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for i, accepted := range []bool{false, true, true, true} {
		if i < len(c.Findings) && (len(c.Findings[i].Accepted) > 0) != accepted {
			t.Errorf("accepted is %v, of\n%s", !accepted, c.Text(c.Findings[i:i+1]))
		}
	}
}
