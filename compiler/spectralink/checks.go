package spectralink

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Spectralink", documents)

// The checks of deployments.
var (
	authorizedDisabled        = checks.New("authorized-disabled")
	authorizedReplaced        = checks.New("authorized-replaced")
	authorizedTwice           = checks.New("authorized-twice")
	authorizedWithoutRequired = checks.New("authorized-without-required")
	authWithoutPassword       = checks.New("auth-without-password")
	automaticLogoutOff        = checks.New("automatic-logout-off")
	changesNotFetched         = checks.New("changes-not-fetched")
	codecPreferenceTwice      = checks.New("codec-preference-twice")
	configFileSets            = checks.New("config-file-sets")
	configFileTwice           = checks.New("config-file-twice")
	configFileWritten         = checks.New("config-file-written")
	configFilesTooLong        = checks.New("config-files-too-long")
	contactDuplicate          = checks.New("contact-duplicate")
	contactsElsewhere         = checks.New("contacts-elsewhere")
	defaultOnlyLocksOut       = checks.New("default-only-locks-out")
	defaultOnlyWithoutUser    = checks.New("default-only-without-user")
	defaultUserUnknown        = checks.New("default-user-unknown")
	defaultUserWithRequired   = checks.New("default-user-with-required")
	deviceSetMissing          = checks.New("device-set-missing")
	digitmapSyntax            = checks.New("digitmap-syntax")
	directoryUnknown          = checks.New("directory-unknown")
	efkNameTwice              = checks.New("efk-name-twice")
	emergencyUnreachable      = checks.New("emergency-unreachable")
	featureOff                = checks.New("feature-off")
	emptyAddress              = checks.New("empty-address")
	groupName                 = checks.New("group-name")
	groupUnknown              = checks.New("group-unknown")
	lineWithoutServer         = checks.New("line-without-server")
	loginParameterInUserFile  = checks.New("login-parameter-in-user-file")
	macVendor                 = checks.New("mac-vendor")
	passwordTwice             = checks.New("password-twice")
	profilesNotEnabled        = checks.New("profiles-not-enabled")
	pttChannelTwice           = checks.New("ptt-channel-twice")
	pttNotEnabled             = checks.New("ptt-not-enabled")
	pttPersistent             = checks.New("ptt-persistent")
	restartLoop               = checks.New("restart-loop")
	softkeyMacroUnknown       = checks.New("softkey-macro-unknown")
	timeServerMissing         = checks.New("time-server-missing")
	userFileEmpty             = checks.New("user-file-empty")
	userIDCase                = checks.New("user-id-case")
	userIDCharacters          = checks.New("user-id-characters")
	userIDReserved            = checks.New("user-id-reserved")
	userPasswordDefault       = checks.New("user-password-default")

	// The catalogue makes findings of these: the schema names them, as @check(…).
	_ = checks.New("authorized-limit")
)
