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
	authorizedTwice           = checks.New("authorized-twice")
	authorizedWithoutRequired = checks.New("authorized-without-required")
	automaticLogoutOff        = checks.New("automatic-logout-off")
	changesNotFetched         = checks.New("changes-not-fetched")
	configFileSets            = checks.New("config-file-sets")
	configFileTwice           = checks.New("config-file-twice")
	configFileWritten         = checks.New("config-file-written")
	configFilesTooLong        = checks.New("config-files-too-long")
	contactDuplicate          = checks.New("contact-duplicate")
	contactsElsewhere         = checks.New("contacts-elsewhere")
	defaultOnlyWithoutUser    = checks.New("default-only-without-user")
	defaultUserUnknown        = checks.New("default-user-unknown")
	defaultUserWithRequired   = checks.New("default-user-with-required")
	directoryUnknown          = checks.New("directory-unknown")
	groupName                 = checks.New("group-name")
	groupUnknown              = checks.New("group-unknown")
	loginParameterInUserFile  = checks.New("login-parameter-in-user-file")
	passwordTwice             = checks.New("password-twice")
	profilesNotEnabled        = checks.New("profiles-not-enabled")
	pttPersistent             = checks.New("ptt-persistent")
	restartLoop               = checks.New("restart-loop")
	userFileEmpty             = checks.New("user-file-empty")
	userIDCase                = checks.New("user-id-case")
	userIDCharacters          = checks.New("user-id-characters")
	userIDReserved            = checks.New("user-id-reserved")
	userPasswordDefault       = checks.New("user-password-default")

	// The catalogue makes findings of these: the schema names them, as @check(…).
	_ = checks.New("authorized-limit")
)
