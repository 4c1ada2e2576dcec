package files

import (
	"provc/compiler/artifact"
	"provc/compiler/cisco/facts"
	"provc/compiler/diag"
)

// Enrolment. A phone just started has no identity, and what it is served then
// anybody can fetch. So its identity comes from a second tree, on the server
// that DHCP names in a trusted network: spa<psn>.cfg sends it to <mac>.xml there,
// which holds the identity and the rule that leads to the provisioning root.

// stagingRule fetches <mac>.xml from the server that DHCP names.
var stagingRule = "/" + facts.NameByMAC("$MA")

// stagingPeriod is when a phone asks again, in seconds: it does not by itself
// after a restart that a parameter caused (SPA provisioning guide). The host
// profile restores the period.
const stagingPeriod = "60"

// All files of the staging tree lie in its top folder, where a phone just started
// looks.

// stageEntry sends phones of a product to their own files.
func (e *Emitter) stageEntry(p *facts.Product, pos diag.Pos) *artifact.File {
	out := newProfile(true, p)
	out.give(artifact.Param{Name: facts.ProfileRule, Value: stagingRule, Pos: pos})
	out.give(artifact.Param{Name: facts.ResyncPeriodic, Value: stagingPeriod, Pos: pos})
	return e.staged(p.Asks, "", artifact.Entry, pos, out)
}

// Enrolment is the file by which a phone gets its identity.
func (e *Emitter) Enrolment(p *facts.Phone) *artifact.File {
	out := newProfile(false, p.Product)
	e.identify(out, p)
	out.give(artifact.Param{Name: facts.ResyncPeriodic, Value: stagingPeriod, Pos: p.Pos})
	return e.staged(facts.NameByMAC(p.MAC), p.MAC, artifact.Leaf, p.Pos, out)
}

func (e *Emitter) staged(name, entity string, phase artifact.Phase, pos diag.Pos, out *profile) *artifact.File {
	return &artifact.File{
		Path: name, Owner: e.Name, Entity: entity, Phase: phase, Params: out.sorted(), Format: writeProfile, Pos: pos,
	}
}
