package cisco

import (
	"slices"

	"provc/compiler/artifact"
	"provc/compiler/diag"
)

// Enrolment. A phone just started has no identity, and what it is served then
// anybody can fetch. So its identity comes from a second tree, on the server
// that DHCP names in a trusted network: spa<psn>.cfg sends it to <mac>.xml there,
// which holds the identity and the rule that leads to the provisioning root.

// stagingRule fetches <mac>.xml from the server that DHCP names.
const stagingRule = "/$MA.xml"

// stagingPeriod is when a phone asks again, in seconds: it does not by itself
// after a restart that a parameter caused (SPA provisioning guide). The host
// profile restores the period.
const stagingPeriod = "60"

// stage makes the files of the staging tree, all in its top folder, where a
// phone just started looks.
func (e *emitter) stage() {
	var pos diag.Pos
	for _, product := range e.inUse() {
		for _, p := range e.phones {
			if p.product == product {
				pos = p.pos
				break
			}
		}
		if !pos.IsValid() {
			continue // declared, but no phone to enrol
		}
		out := newProfile(true, product.has)
		out.set(profileRule, stagingRule, pos)
		out.set(resyncPeriodic, stagingPeriod, pos)
		e.staged("spa"+product.PSN+".cfg", "", artifact.Entry, pos, out)
		pos = diag.Pos{}
	}
	for _, p := range e.phones {
		for _, i := range slices.Concat([]*identity{&p.identity}, p.previous) {
			e.part.Credentials = append(e.part.Credentials, artifact.Credential{Owner: e.name, User: i.id + e.domain.value, Entity: p.mac, Password: i.password})
		}
		if p.product == nil {
			continue
		}
		out := newProfile(false, p.product.has)
		e.mobility(out, p.product.Mobility)
		out.params[emPhoneUserID] = artifact.Param{Name: emPhoneUserID, Value: p.id, Pos: p.idPos}
		out.params[emPhonePassword] = p.password
		out.set(resyncPeriodic, stagingPeriod, p.pos)
		e.staged(p.mac+".xml", p.mac, artifact.Leaf, p.pos, out)
	}
}

func (e *emitter) staged(name, entity string, phase artifact.Phase, pos diag.Pos, out *profile) {
	e.part.Staging = append(e.part.Staging, &artifact.File{
		Path: name, Owner: e.name, Entity: entity, Phase: phase, Params: out.sorted(), Format: writeProfile, Pos: pos,
	})
}
