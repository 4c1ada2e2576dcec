package reliance

import (
	"strings"
	"sync"

	"provc/compiler/diag"
	"provc/compiler/spectralink/facts"
	"provc/compiler/spectralink/kind"
)

// ofDevices are the reliances of the catalogue's device.* values on their flags, and of
// the flags on a value.
type ofDevices struct {
	all []*Reliance
	by  map[string]*Reliance // by the parameter that relies
}

var deviceReliances = sync.OnceValue(func() *ofDevices {
	out := &ofDevices{by: map[string]*Reliance{}}
	add := func(name string, r *Reliance) {
		r.check, r.number = deviceSetMissing, len(allReliances().all)+len(out.all)
		out.all = append(out.all, r)
		out.by[name] = r
	}
	for p := range facts.Schema().Group(strings.TrimSuffix(facts.DevicePrefix, ".")) {
		value, isFlag := strings.CutSuffix(p.Name, facts.FlagSuffix)
		if !facts.IsDeviceFlag(p.Name) || !isFlag {
			continue
		}
		if _, has := facts.Schema().Param(value); has { // else a certificate's, which is for several
			add(value, &Reliance{own: p.Name, off: true})
			add(p.Name, &Reliance{value: value})
		}
	}
	return out
})

// DeviceOff finds layers that turn off what they set: device.set is false beside a
// value or a flag, and no stronger layer turns it on.
func DeviceOff(k *kind.Kinds, r kind.Repeats) {
	fine := map[*facts.Layer]bool{}
	for _, s := range k.Stacks {
		if p := s.Param(facts.DeviceSet); p != nil && facts.IsOn(p.Value) {
			for _, l := range s {
				fine[l] = true
			}
		}
	}
	for _, s := range k.Stacks {
		for i, l := range s {
			if !fine[l] {
				DeviceOffIn(l.Params, s[i:].Acceptors(), r)
				fine[l] = true
			}
		}
	}
}

// DeviceOffIn tells of settings that one beside them turns off.
func DeviceOffIn(params []facts.Setting, in kind.Acceptors, r kind.Repeats) {
	off := facts.Find(params, facts.DeviceSet)
	if off == nil || facts.IsOn(off.Value) {
		return
	}
	for i := range params {
		p := &params[i]
		flag := facts.Find(params, p.Name+facts.FlagSuffix)
		if strings.HasPrefix(p.Name, facts.DevicePrefix) && p.Name != facts.DeviceSet && uses(p) && (flag == nil || facts.IsOn(flag.Value)) {
			r.Note(in.Of(deviceSetMissing), facts.DeviceSet, deviceSetMissing.At(off.Pos, "device.set is false, so a handset ignores the device settings beside it").
				Proposed(diag.LeaveOut("leave device.set out: provc writes it where a .set stands", facts.DeviceSet)))
			return
		}
	}
}
