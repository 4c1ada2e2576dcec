package cisco

import "provc/compiler/catalogue"

// knownModel is in doubt where a model is not known.
const knownModel = "known model"

// conclusions are the parameters and fields from whose absence checks conclude. Where
// one of them is in error, that has been told, and what follows from it is not.
var conclusions = catalogue.Conclusions{
	emKeyListWithoutLogin.ID:  {idleKeyList, softKeyEnable},
	emNotEnabled.ID:           {"model", knownModel, "phones", emEnable},
	emRuleUnservedPath.ID:     {"server", "folder", "model", "phones", "userID"},
	emUserIDCharacters.ID:     {"domain", "userID"},
	modelParameterMismatch.ID: {"model", "phones"},
	modelUnknown.ID:           {"model"},
	serverCleartext.ID:        {"server"},
	"user-id-duplicate":       {"userID"},
}
