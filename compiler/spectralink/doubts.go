package spectralink

import (
	"provc/compiler/catalogue"
)

// conclusions are the parameters and fields from whose absence checks conclude. Where
// one of them is in error, that has been told, and what follows from it is not.
var conclusions = catalogue.Conclusions{
	authorizedDisabled.ID:        {lockEnabled, keysEnabled},
	authorizedReplaced.ID:        {authorized + "*", "authorizedNumbers", "value", "groups", "group"},
	authorizedWithoutRequired.ID: {loginRequired, lockEnabled},
	authWithoutPassword.ID:       {"reg.*", "password"},
	automaticLogoutOff.ID:        {loginEnabled, logoutMinutes},
	changesNotFetched.ID:         {pollingEnabled},
	defaultOnlyLocksOut.ID:       {loginEnabled, defaultOnly, defaultUser, "users", "directory", "profiles", "groups", "group"},
	defaultOnlyWithoutUser.ID:    {defaultUser},
	defaultUserUnknown.ID:        {defaultUser, defaultPassword, "users", "password", "directory"},
	defaultUserWithRequired.ID:   {defaultUser, loginRequired},
	deviceSetMissing.ID:          {"device.*"},
	directoryUnknown.ID:          {"directory", "profiles", "groups", "group"},
	emergencyUnreachable.ID:      {"emergencyNumbers", "authorizedNumbers", "value", authorized + "*", lockEnabled, "dialplan.routing.*", "reg.*", "voIpProt.*", "groups", "group"},
	emptyAddress.ID:              {"reg.*"},
	featureOff.ID:                switchesOf(featureOff),
	groupUnknown.ID:              {"groups", "group"},
	lineWithoutServer.ID:         {"reg.*", "voIpProt.*"},
	profilesNotEnabled.ID:        {loginEnabled, "directory", "profiles", "groups", "group"},
	pttNotEnabled.ID:             switchesOf(pttNotEnabled),
	pttPersistent.ID:             {loginPersistent, "directory", "profiles", "groups", "group"},
	restartLoop.ID:               {loginPersistent, "directory", "profiles", "groups", "group"},
	softkeyMacroUnknown.ID:       {"efk.*"},
	timeServerMissing.ID:         {"tcpIpApp.sntp.*", "device.sntp.*"},
	userFileEmpty.ID:             {catalogue.Any},
	userPasswordDefault.ID:       {"password", localPassword},
}
