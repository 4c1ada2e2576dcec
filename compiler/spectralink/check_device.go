package spectralink

import (
	"strings"
	"sync"

	"provc/compiler/diag"
)

// ofDevices are the reliances of the catalogue's device.* values on their flags, and of
// the flags on a value.
type ofDevices struct {
	all []*reliance
	by  map[string]*reliance // by the parameter that relies
}

var deviceReliances = sync.OnceValue(func() *ofDevices {
	out := &ofDevices{by: map[string]*reliance{}}
	add := func(name string, r *reliance) {
		r.check, r.number = deviceSetMissing, len(allReliances().all)+len(out.all)
		out.all = append(out.all, r)
		out.by[name] = r
	}
	for p := range Schema().Group(strings.TrimSuffix(devicePrefix, ".")) {
		value, isFlag := strings.CutSuffix(p.Name, flagSuffix)
		if !isDeviceFlag(p.Name) || !isFlag {
			continue
		}
		if _, has := Schema().Param(value); has { // else a certificate's, which is for several
			add(value, &reliance{own: p.Name, off: true})
			add(p.Name, &reliance{value: value})
		}
	}
	return out
})

// deviceOff finds layers that turn off what they set: device.set is false beside a
// value or a flag, and no stronger layer turns it on.
func deviceOff(k *kinds, r repeats) {
	fine := map[*layer]bool{}
	for _, s := range k.stacks {
		if p := s.param(deviceSet); p != nil && isOn(p.Value) {
			for _, l := range s {
				fine[l] = true
			}
		}
	}
	for _, s := range k.stacks {
		for i, l := range s {
			if !fine[l] {
				deviceOffIn(l.params, s[i:].acceptors(), r)
				fine[l] = true
			}
		}
	}
}

// deviceOffIn tells of settings that one beside them turns off.
func deviceOffIn(params []setting, in acceptors, r repeats) {
	off := find(params, deviceSet)
	if off == nil || isOn(off.Value) {
		return
	}
	for i := range params {
		p := &params[i]
		flag := find(params, p.Name+flagSuffix)
		if strings.HasPrefix(p.Name, devicePrefix) && p.Name != deviceSet && uses(p) && (flag == nil || isOn(flag.Value)) {
			r.note(in.of(deviceSetMissing), deviceSet, deviceSetMissing.At(off.Pos, "device.set is false, so a handset ignores the device settings beside it").
				Proposed(diag.LeaveOut("leave device.set out: provc writes it where a .set stands", deviceSet)))
			return
		}
	}
}
