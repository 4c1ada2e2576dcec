package facts

import "strings"

// Parameters that decide how others work, or who can log in or call.
const (
	LocalPassword   = "prov.login.localPassword"
	LoginEnabled    = "prov.login.enabled"
	LoginRequired   = "prov.login.required"
	LoginPersistent = "prov.login.persistent"
	LogoutMinutes   = "prov.login.automaticLogout"
	DefaultOnly     = "prov.login.defaultOnly"
	DefaultUser     = "prov.login.defaultUser"
	DefaultPassword = "prov.login.defaultPassword"
	LockEnabled     = "phoneLock.enabled"
	KeysEnabled     = "feature.enhancedFeatureKeys.enabled"
	PollingEnabled  = "prov.polling.enabled"
	Authorized      = "phoneLock.authorized."
)

// A handset takes a device.* value only where its .set is true, and device.set is
// (the catalogue says so of each).

const (
	DevicePrefix = "device."
	DeviceSet    = "device.set"
	FlagSuffix   = ".set"
)

// IsDeviceFlag reports whether a parameter lets a handset take another one.
func IsDeviceFlag(name string) bool {
	return strings.HasPrefix(name, DevicePrefix) && strings.HasSuffix(name, FlagSuffix) && name != DeviceSet
}
