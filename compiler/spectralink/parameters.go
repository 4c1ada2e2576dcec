package spectralink

import "strings"

// Parameters that decide how others work, or who can log in or call.
const (
	localPassword   = "prov.login.localPassword"
	loginEnabled    = "prov.login.enabled"
	loginRequired   = "prov.login.required"
	loginPersistent = "prov.login.persistent"
	logoutMinutes   = "prov.login.automaticLogout"
	defaultOnly     = "prov.login.defaultOnly"
	defaultUser     = "prov.login.defaultUser"
	defaultPassword = "prov.login.defaultPassword"
	lockEnabled     = "phoneLock.enabled"
	keysEnabled     = "feature.enhancedFeatureKeys.enabled"
	pollingEnabled  = "prov.polling.enabled"
	authorized      = "phoneLock.authorized."
)

// A handset takes a device.* value only where its .set is true, and device.set is
// (the catalogue says so of each).

const (
	devicePrefix = "device."
	deviceSet    = "device.set"
	flagSuffix   = ".set"
)

// isDeviceFlag reports whether a parameter lets a handset take another one.
func isDeviceFlag(name string) bool {
	return strings.HasPrefix(name, devicePrefix) && strings.HasSuffix(name, flagSuffix) && name != deviceSet
}
