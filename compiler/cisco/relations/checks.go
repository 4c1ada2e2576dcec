package relations

import (
	"embed"

	"provc/compiler/cisco/rule"
	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Cisco", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of phones, of people, and of what stands between them.
var (
	emKeyListWithoutLogin     = checks.New("em-key-list-without-login")
	emLineBlend               = checks.New("em-line-blend")
	EMNotEnabled              = checks.New("em-not-enabled")
	emParameterGenerated      = checks.New("em-parameter-generated")
	emProfileWritesLoginState = checks.New("em-profile-writes-login-state")
	emRuleNeverMobile         = checks.New("em-rule-never-mobile")
	emRuleUnservedPath        = checks.New("em-rule-unserved-path")
	emUserIDCharacters        = checks.New("em-user-id-characters")
	extensionBeyondLines      = checks.New("extension-beyond-lines")
	modelParameterMismatch    = checks.New("model-parameter-mismatch")
	modelUnknown              = checks.New("model-unknown")
	phoneIdentity             = checks.New("phone-identity")
	provisioningDisabled      = checks.New("provisioning-disabled")
	resyncOff                 = checks.New("resync-off")
	secretInPublicProfile     = checks.New("secret-in-public-profile")
	sideCarMissing            = checks.New("side-car-missing")
	serverCleartext           = checks.New("server-cleartext")
)

// ofRule are the checks of what package rule finds.
var ofRule = func() map[string]*diag.Check {
	m := map[string]*diag.Check{}
	for _, id := range rule.Checks {
		m[id] = checks.New(id)
	}
	return m
}()

// proposal is the hint of a finding in a rule, or of an error.
func proposal(hint string, c rule.Change) diag.Proposal {
	if c.New == "" {
		return diag.Say(hint)
	}
	return diag.Reword(hint, c.Span.Start, c.Span.Len(), c.New)
}

// RuleFinding tells what package rule finds as a finding.
func RuleFinding(f rule.Finding, pos diag.Pos, message string) diag.Diagnostic {
	d := ofRule[f.ID].At(pos, "%s", message).Proposed(proposal(f.Hint, f.Change))
	if f.Severity == rule.SeverityWarning {
		return d.As(diag.Warning)
	}
	return d.As(diag.Error)
}
