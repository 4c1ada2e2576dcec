package compiler

import (
	"provc/compiler/artifact"
	"provc/compiler/diag"
	"provc/compiler/value"
	"provc/compiler/vendor"
)

// samePasswords finds passwords by which several people log in, whatever their phones.
func samePasswords(deployments []*value.Deployment, parts []vendor.Compiled) diag.List {
	var marks value.Marks
	people := make([]value.Entities, len(parts))
	for i, part := range parts {
		people[i] = deployments[i].Entities("users")
		for m := range part.Passwords {
			part.Passwords[m].Tag = uint32(i)
		}
		if marks == nil {
			marks = part.Passwords
		} else {
			marks = append(marks, part.Passwords...)
		}
	}
	var findings diag.List
	for _, alike := range marks.Alike() {
		holders := map[string][]artifact.Holder{} // by secret: two may share a mark
		accept := map[string]diag.Acceptances{}
		for _, m := range alike {
			f, wrong := people[m.Tag].At(int(m.At), nil)
			if wrong != nil {
				continue
			}
			password := f.Value.Get("password")
			secret := password.Get("secret").Str("")
			holders[secret] = append(holders[secret], artifact.Holder{ID: f.Label, Pos: password.Place(f.Pos)})
			if accept[secret] == nil {
				accept[secret] = vendor.Accepted(deployments[m.Tag].Root)
			}
			accept[secret] = append(accept[secret], vendor.Accepted(f.Value)...)
		}
		for secret, all := range holders {
			found := artifact.SamePassword(secret, all)
			accept[secret].Mark(found)
			findings.Add(found...)
		}
	}
	return findings
}
