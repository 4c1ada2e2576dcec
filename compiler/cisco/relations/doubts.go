package relations

import (
	"fmt"

	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/cisco/facts"
)

// knownModel is in doubt where a model is not known.
const knownModel = "known model"

// conclusions are the parameters and fields from whose absence checks conclude. Where
// one of them is in error, that has been told, and what follows from it is not.
var conclusions = settings.Conclusions{
	artifact.ExtensionTwice.ID: ofLines("Share_Ext", "Shared_User_ID", "Proxy", "Register", "Line_Enable"),
	emLineBlend.ID:             ofLines("Password", "Register", "Line_Enable"),
	EMNotEnabled.ID:            {"model", knownModel, "phones", facts.EMEnable},
	emRuleUnservedPath.ID:      {"folder", "model", "phones", "userID"},
	extensionBeyondLines.ID:    {"model", knownModel, "phones"},
	modelParameterMismatch.ID:  {"model", "phones"},
	modelUnknown.ID:            {"model"},
	phoneIdentity.ID:           {"userID", "password"},
	resyncOff.ID:               {"Resync_At__HHmm_", "Resync_Trigger_1", "Resync_Trigger_2"}, // the others are ways where they say nothing
	sideCarMissing.ID:          {"model", knownModel, "phones", "Unit_1_Enable", "Unit_2_Enable"},
}

// ofLines are the names of parameters of every line that a phone may have.
func ofLines(names ...string) []string {
	var all []string
	for n := 1; n <= facts.MostLines; n++ {
		for _, name := range names {
			all = append(all, fmt.Sprintf("%s_%d_", name, n))
		}
	}
	return all
}
