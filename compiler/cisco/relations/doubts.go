package relations

import (
	"fmt"

	"provc/compiler/catalogue/settings"
	"provc/compiler/cisco/facts"
)

// knownModel is in doubt where a model is not known.
const knownModel = "known model"

// conclusions are the parameters and fields from whose absence checks conclude. Where
// one of them is in error, that has been told, and what follows from it is not.
var conclusions = settings.Conclusions{
	emLineBlend.ID:            ofLines("User_ID", "Password", "Register"),
	emKeyListWithoutLogin.ID:  {facts.IdleKeyList, facts.SoftKeyEnable},
	EMNotEnabled.ID:           {"model", knownModel, "phones", facts.EMEnable},
	emRuleUnservedPath.ID:     {"server", "folder", "model", "phones", "userID"},
	emUserIDCharacters.ID:     {"domain", "userID"},
	modelParameterMismatch.ID: {"model", "phones"},
	modelUnknown.ID:           {"model"},
	phoneIdentity.ID:          {"userID", "password"},
	serverCleartext.ID:        {"server"},
	"user-id-duplicate":       {"userID"},
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
