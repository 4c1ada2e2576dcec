package relations

import (
	"maps"

	"provc/compiler/artifact"
	"provc/compiler/catalogue/settings"
	"provc/compiler/spectralink/call"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/offer"
	"provc/compiler/spectralink/reliance"
)

// conclusions are those of all checks.
var conclusions = joined(ownConclusions, call.Conclusions, reliance.Conclusions, offer.Conclusions)

func joined(all ...settings.Conclusions) settings.Conclusions {
	joined := settings.Conclusions{}
	for _, some := range all {
		maps.Copy(joined, some)
	}
	return joined
}

// ownConclusions are the parameters and fields from whose absence checks conclude. Where
// one of them is in error, that has been told, and what follows from it is not.
var ownConclusions = settings.Conclusions{
	artifact.ExtensionTwice.ID: {"reg.*", "voIpProt.*"},
	authWithoutPassword.ID:     {"reg.*"},
	automaticLogoutOff.ID:      {facts.LogoutMinutes},
	changesNotFetched.ID:       {facts.PollingEnabled},
	defaultOnlyLocksOut.ID:     {facts.LoginEnabled, facts.DefaultOnly, facts.DefaultUser, "users", "directory", "profiles", "groups", "group"},
	defaultOnlyWithoutUser.ID:  {facts.DefaultUser},
	defaultUserUnknown.ID:      {facts.DefaultUser, facts.DefaultPassword, "users", "password", "directory"},
	defaultUserWithRequired.ID: {facts.DefaultUser, facts.LoginRequired},
	directoryUnknown.ID:        {"directory", "profiles", "groups"},
	emptyAddress.ID:            {"reg.*"},
	groupUnknown.ID:            {"groups"},
	lineWithoutServer.ID:       {"reg.*", "voIpProt.*"},
	profilesNotEnabled.ID:      {facts.LoginEnabled, "directory", "profiles", "groups", "group"},
	PTTPersistent.ID:           {facts.LoginPersistent, "directory", "profiles", "groups", "group"},
	restartLoop.ID:             {facts.LoginPersistent, "directory", "profiles", "groups", "group"},
	timeServerMissing.ID:       {"tcpIpApp.sntp.*", "device.sntp.*"},
	userFileEmpty.ID:           {settings.Any},
	userPasswordDefault.ID:     {"password", facts.LocalPassword},
}
