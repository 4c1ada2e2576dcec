package relations

import (
	"embed"

	"provc/compiler/diag"
)

//go:embed checks/*.txtar
var documents embed.FS

var checks = diag.NewSet("Spectralink", documents)

// Checks returns the package's checks.
func Checks() *diag.Set { return checks }

// The checks of handsets, of people, and of what stands between them.
var (
	authWithoutPassword      = checks.New("auth-without-password")
	automaticLogoutOff       = checks.New("automatic-logout-off")
	changesNotFetched        = checks.New("changes-not-fetched")
	configFileSets           = checks.New("config-file-sets")
	configFileTwice          = checks.New("config-file-twice")
	configFileWritten        = checks.New("config-file-written")
	contactDuplicate         = checks.New("contact-duplicate")
	defaultOnlyLocksOut      = checks.New("default-only-locks-out")
	defaultOnlyWithoutUser   = checks.New("default-only-without-user")
	defaultUserUnknown       = checks.New("default-user-unknown")
	defaultUserWithRequired  = checks.New("default-user-with-required")
	directoryUnknown         = checks.New("directory-unknown")
	emptyAddress             = checks.New("empty-address")
	groupName                = checks.New("group-name")
	groupUnknown             = checks.New("group-unknown")
	lineWithoutServer        = checks.New("line-without-server")
	loginParameterInUserFile = checks.New("login-parameter-in-user-file")
	macVendor                = checks.New("mac-vendor")
	profilesNotEnabled       = checks.New("profiles-not-enabled")
	PTTPersistent            = checks.New("ptt-persistent")
	restartLoop              = checks.New("restart-loop")
	timeServerMissing        = checks.New("time-server-missing")
	userFileEmpty            = checks.New("user-file-empty")
	userIDCase               = checks.New("user-id-case")
	userIDCharacters         = checks.New("user-id-characters")
	userIDReserved           = checks.New("user-id-reserved")
	userPasswordDefault      = checks.New("user-password-default")
)
