package spectralink

import "strings"

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

// deviceReliances are those of the catalogue's device.* values on their flags, and of
// the flags on a value.
func deviceReliances() map[string]*reliance {
	all := map[string]*reliance{}
	for p := range Schema().Params {
		value, isFlag := strings.CutSuffix(p.Name, flagSuffix)
		if !isDeviceFlag(p.Name) || !isFlag {
			continue
		}
		if _, has := Schema().Param(value); has { // else a certificate's, which is for several
			all[value] = &reliance{check: deviceSetMissing, own: p.Name, off: true}
			all[p.Name] = &reliance{check: deviceSetMissing, value: value}
		}
	}
	return all
}

// deviceOff finds layers that turn off what they set: device.set is false beside a
// value or a flag, and no stronger layer turns it on.
func (c *checker) deviceOff() {
	fine := map[*layer]bool{}
	for _, s := range c.stacks {
		if p := s.param(deviceSet); p != nil && isOn(p.Value) {
			for _, l := range s {
				fine[l] = true
			}
		}
	}
	for _, s := range c.stacks {
		for i, l := range s {
			if !fine[l] {
				c.deviceOffIn(l.params, s[i:].acceptors().of(deviceSetMissing))
				fine[l] = true
			}
		}
	}
}

// deviceOffIn tells of settings that one beside them turns off.
func (c *checker) deviceOffIn(params []setting, in acceptors) {
	off := find(params, deviceSet)
	if off == nil || isOn(off.Value) {
		return
	}
	for i := range params {
		p := &params[i]
		flag := find(params, p.Name+flagSuffix)
		if strings.HasPrefix(p.Name, devicePrefix) && p.Name != deviceSet && uses(p) && (flag == nil || isOn(flag.Value)) {
			c.repeat(in, deviceSet, deviceSetMissing.At(off.Pos, "device.set is false, so a handset ignores the device settings beside it").
				WithHint("leave device.set out: provc writes it where a .set stands"))
			return
		}
	}
}
