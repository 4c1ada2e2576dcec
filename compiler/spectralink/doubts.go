package spectralink

import (
	"provc/compiler/catalogue"
	"provc/compiler/spectralink/facts"
)

// conclusions are the parameters and fields from whose absence checks conclude. Where
// one of them is in error, that has been told, and what follows from it is not.
var conclusions = catalogue.Conclusions{
	authorizedDisabled.ID:        {facts.LockEnabled, facts.KeysEnabled},
	authorizedReplaced.ID:        {facts.Authorized + "*", "authorizedNumbers", "value", "groups", "group"},
	authorizedWithoutRequired.ID: {facts.LoginRequired, facts.LockEnabled},
	authWithoutPassword.ID:       {"reg.*", "password"},
	automaticLogoutOff.ID:        {facts.LoginEnabled, facts.LogoutMinutes},
	changesNotFetched.ID:         {facts.PollingEnabled},
	defaultOnlyLocksOut.ID:       {facts.LoginEnabled, facts.DefaultOnly, facts.DefaultUser, "users", "directory", "profiles", "groups", "group"},
	defaultOnlyWithoutUser.ID:    {facts.DefaultUser},
	defaultUserUnknown.ID:        {facts.DefaultUser, facts.DefaultPassword, "users", "password", "directory"},
	defaultUserWithRequired.ID:   {facts.DefaultUser, facts.LoginRequired},
	deviceSetMissing.ID:          {"device.*"},
	directoryUnknown.ID:          {"directory", "profiles", "groups", "group"},
	emergencyUnreachable.ID:      {"emergencyNumbers", "authorizedNumbers", "value", facts.Authorized + "*", facts.LockEnabled, "dialplan.routing.*", "reg.*", "voIpProt.*", "groups", "group"},
	emptyAddress.ID:              {"reg.*"},
	featureOff.ID:                switchesOf(featureOff),
	groupUnknown.ID:              {"groups", "group"},
	lineWithoutServer.ID:         {"reg.*", "voIpProt.*"},
	profilesNotEnabled.ID:        {facts.LoginEnabled, "directory", "profiles", "groups", "group"},
	pttNotEnabled.ID:             switchesOf(pttNotEnabled),
	pttPersistent.ID:             {facts.LoginPersistent, "directory", "profiles", "groups", "group"},
	restartLoop.ID:               {facts.LoginPersistent, "directory", "profiles", "groups", "group"},
	softkeyMacroUnknown.ID:       {"efk.*"},
	timeServerMissing.ID:         {"tcpIpApp.sntp.*", "device.sntp.*"},
	userFileEmpty.ID:             {catalogue.Any},
	userPasswordDefault.ID:       {"password", facts.LocalPassword},
}
